"""The identity of single sign-on (统一身份) that leads in to an account: linked, or no longer."""

import streamlit as st

from dashboard import accounts
from dashboard.components import controls, form_fields
from dashboard.components.plain_text import escaped
from metrics.access.accounts import Account, Identity


def show(one: Account) -> None:
    """Offer to link an identity, or to unlink the one that is linked."""
    name = f"account:{one.number}:identity"
    with st.popover("统一身份", icon=":material/badge:", key=f"{name}:open"):
        if one.subject is None:
            _linking(one, name, issuer=accounts.sso_issuer())
        else:
            _unlinking(one, name)


def _linking(one: Account, name: str, *, issuer: str | None) -> None:
    if issuer is None:
        st.caption("尚未设置统一身份认证，设置方法见《运维手册》“账号”。")
        return
    st.caption("关联后，本人用统一身份认证登录即进入本账号；未用过的初始密码随之作废。")
    came = (None, *accounts.unknown_identities())
    with form_fields.form(name) as form:
        chosen = controls.select(
            "近期认证通过、尚未开通的身份", came, key=form.field("came"), default=None, text=_called
        )
        typed = st.text_input("或填写身份标识（sub）", key=form.field("subject"), max_chars=255)
        form.button("关联")
    if form.sent and chosen is None and not typed.strip():
        form.refuse("请选择身份，或填写身份标识。")
        return
    wanted = chosen or Identity(issuer, typed)
    form.keep(
        lambda: accounts.link(account=one.number, issuer=wanted.issuer, subject=wanted.subject),
        words=lambda _: "已关联。",
    )


def _called(one: Identity | None) -> str:
    if one is None:
        return "请选择"
    return f"{one.called}（{one.subject}）" if one.called else one.subject


def _unlinking(one: Account, name: str) -> None:
    st.caption(escaped(f"已关联：{one.subject}（{one.issuer}）"))
    with form_fields.form(f"{name}:off") as form:
        form.button("解除关联")
    form.keep(lambda: accounts.unlink(one.number), words=lambda _: "已解除关联。")
