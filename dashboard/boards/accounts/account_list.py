"""The list of accounts: found by place, role or words; one that is picked can be changed."""

from collections.abc import Sequence

import streamlit as st

from dashboard import accounts, office
from dashboard.boards.accounts import account_steps, opening_form, passwords_told
from dashboard.components import address, signal_table
from metrics.access.accounts import Account
from metrics.access.roles import LEVELS, NAMES, Role
from metrics.views.access import account_tables

ANY = ""
LONGEST = 40


def show() -> None:
    """Draw the filters, the list, and what can be done with the account that is picked."""
    listed, names = accounts.everyone(), accounts.divisions().names
    passwords_told.show()
    with st.container(horizontal=True, key="filters", vertical_alignment="center"):
        opening_form.show()
        found = _found(listed, names)
    standing = sum(one.active for one in listed)
    fewer = "" if len(found) == len(listed) else f"；筛选出{len(found)}个"
    st.caption(f"共{len(listed)}个账号，启用{standing}个{fewer}。")
    if not found:
        st.info("没有符合条件的账号。")
        return
    picked = signal_table.show(
        account_tables.accounts(found, names, office.today()), key="account_list", select="row",
        link="name", chosen=address.get("pick"), around=400, dense=True,
    )  # fmt: skip
    if picked:
        address.go(pick=picked.key)
    one = next((each for each in listed if str(each.number) == address.get("pick")), None)
    if one is None:
        st.caption("点任一行可授予角色、停用、重设密码、关联统一身份、查看经过。")
    else:
        account_steps.show(one, names)


def _found(listed: Sequence[Account], names: dict[str, str]) -> list[Account]:
    held = {(h.region, h.role) for one in listed for h in one.holding}
    regions = sorted({region for region, _ in held})
    region = address.choose(
        "region", "地区", (ANY, *regions), default=ANY, searched=True,
        text=lambda code: f"{code} {names.get(code, '')}" if code else "全部地区",
    )  # fmt: skip
    roles = [role.value for role in LEVELS if role in {role for _, role in held}]
    role = address.choose(
        "role", "角色", (ANY, *roles), default=ANY,
        text=lambda value: NAMES[Role(value)] if value else "全部角色",
    )  # fmt: skip
    words = address.sought("q", "查找", placeholder="查找账号、姓名", longest=LONGEST)
    wanted = Role(role) if role else None
    return [
        one for one in listed
        if one.holds(wanted, region or None)
        and words.strip().lower() in f"{one.name} {one.shown.lower()}"
    ]  # fmt: skip
