"""What can be done with one account: its roles, its names, its password, its identity; and what was done."""

from collections.abc import Callable

import streamlit as st

from dashboard import accounts, office
from dashboard.boards.accounts import identity_form, passwords_told, role_fields
from dashboard.components import controls, form_fields, signal_table
from dashboard.components.plain_text import escaped
from metrics.access.accounts import COLUMNS, Account, Held
from metrics.views.access import account_tables


def show(one: Account, names: dict[str, str]) -> None:
    """Draw the account's steps side by side, and below them what became of it."""
    held = "；".join(account_tables.roles(one.held, names, office.today())) or "没有角色"
    st.markdown(f"**{escaped(one.name)}　{escaped(one.shown)}**　{escaped(held)}")
    with st.container(horizontal=True, key="account_steps", vertical_alignment="center"):
        _giving(one)
        _taking_away(one, names)
        _describing(one)
        _resetting(one)
        identity_form.show(one)
        _locking(one)
    with st.expander("经过", key=f"account:{one.number}:past"):
        listed = accounts.changes(one.name)
        if listed:
            signal_table.show(
                account_tables.changes(listed, names), key=f"account:{one.number}:changes",
                height=300, dense=True,
            )  # fmt: skip
        else:
            st.caption("操作日志中没有该账号的记录。")


def _giving(one: Account) -> None:
    name = f"account:{one.number}:give"
    with st.popover("授予角色", icon=":material/add_moderator:", key=f"{name}:open"):
        chosen = role_fields.role(key=f"{name}:role")
        with form_fields.form(name) as form:
            asked = role_fields.place(form, chosen)
            form.button("授予")
        if form.sent and asked.region is None:
            form.refuse("区划中没有该级地区，不能授予该角色。")
            return
        form.keep(
            lambda: accounts.give(
                account=one.number, role=asked.role, region=asked.region or "", until=asked.until
            ),
            words=lambda _: "已授予。",
        )


def _taking_away(one: Account, names: dict[str, str]) -> None:
    held = one.holding
    name, today = f"account:{one.number}:take", office.today()
    with st.popover(
        "收回角色", icon=":material/remove_moderator:", key=f"{name}:open", disabled=not held
    ):
        if not held:
            return
        with form_fields.form(name) as form:
            chosen: Held = controls.select(
                "角色", held, key=form.field("role"), default=held[0],
                text=lambda h: h.told(names, today),
            )  # fmt: skip
            form.button("收回")
        form.keep(
            lambda: accounts.take_away(account=one.number, role=chosen.role, region=chosen.region),
            words=lambda _: "已收回，其打开的页面随即退出。",
        )


def _describing(one: Account) -> None:
    name = f"account:{one.number}:describe"
    with st.popover("改姓名", icon=":material/edit:", key=f"{name}:open"):
        with form_fields.form(name) as form:
            shown = st.text_input(
                COLUMNS["shown"], value=one.shown, key=form.field("shown"), max_chars=40,
                required=True,
            )  # fmt: skip
            printed = st.text_input(
                "公文署名（与姓名不同时填写）", value=one.printed or "", key=form.field("printed"),
                max_chars=40,
            )  # fmt: skip
            form.button("保存")
        form.keep(
            lambda: accounts.describe(account=one.number, shown=shown, printed=printed),
            words=lambda _: "已保存。",
        )


def _resetting(one: Account) -> None:
    def reset() -> None:
        passwords_told.keep([accounts.reset_password(one.number)])

    _asked(
        one, "reset", "重设密码", "lock_reset", reset,
        "原密码作废，其打开的页面随即退出；新的初始密码只显示一次。", "已重设，初始密码见页面上方。",
    )  # fmt: skip


def _locking(one: Account) -> None:
    if one.active:
        _asked(
            one, "lock", "停用", "block", lambda: accounts.lock(one.number),
            "停用后不能登录，其打开的页面随即退出；经过保留，可再启用。", "已停用。",
        )  # fmt: skip
    else:
        _asked(
            one, "unlock", "启用", "check_circle", lambda: accounts.unlock(one.number),
            "启用后可用原密码登录。", "已启用。",
        )  # fmt: skip


def _asked(
    one: Account, step: str, label: str, icon: str, action: Callable[[], None], warning: str,
    done: str,
) -> None:  # fmt: skip
    """Offer a step that is said what it does before it is done."""
    name = f"account:{one.number}:{step}"
    with st.popover(label, icon=f":material/{icon}:", key=f"{name}:open"):
        st.warning(warning)
        with form_fields.form(name) as form:
            form.button(f"确认{label}")
        form.keep(action, words=lambda _: done)
