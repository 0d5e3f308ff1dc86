"""The list of changes of divisions, and one of them taken back."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

import streamlit as st

from dashboard import data, office
from dashboard.components import controls, form_fields, signal_table
from metrics.records.succession import CARRIED_OUT
from metrics.views.reported import division_tables


def show() -> None:
    """Draw the list of changes, the last registered first."""
    form_fields.tell("division_confirm")
    listed = [asdict(each) for each in office.list_changes()]
    if not listed:
        st.info("没有办理过区划调整。更名、代码变更、划归、撤并、拆分请在“登记调整”中办理。")
        return
    signal_table.show(division_tables.changes(listed), key="division_changes", height=420)
    _revoking(listed)
    st.caption(
        "办理后，原地区的项目、小区随之转到承接的地区，编码和历史不变；接过来的不算新开工。"
        "生效前的数据日期仍按原地区显示。"
    )


def _revoking(listed: Sequence[Mapping[str, Any]]) -> None:
    """Offer to take back one of the changes that stand; what rests on it is told if it cannot be."""
    standing = {row["id"]: f"编号{row['id']}（{row['document']}）" for row in listed
                if row["state"] == CARRIED_OUT}  # fmt: skip
    form_fields.tell("division_revoke")
    if not standing:
        return
    with st.popover("撤回一次调整", icon=":material/undo:", key="division_revoke_open"):
        with form_fields.form("division_revoke") as form:
            change = controls.select(
                "撤回哪一次", list(standing), key=form.field("change"), default=next(iter(standing)),
                text=standing.__getitem__,
            )  # fmt: skip
            reason = st.text_input("撤回原因", key=form.field("reason"), max_chars=200)
            form.button("确认撤回")
        form.keep(
            lambda: office.revoke_change(change=change, reason=reason, form=form.number),
            words=lambda number: f"编号{number}的区划调整已撤回。",
            then=_drawn_again,
        )


def _drawn_again(_number: int) -> None:
    data.look_again()
    st.rerun()
