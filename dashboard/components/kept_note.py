"""What is said where a figure is shown and the records behind it are kept to others."""

import streamlit as st

from dashboard import data
from dashboard.components.plain_text import escaped


def counted(place: str, rows: int) -> str:
    """Return how many records a heading tells of; nothing where the visitor may not see all of them."""
    return f"　{rows}条" if data.sees(place) else ""


def show(place: str) -> None:
    """Say so where the visitor may not see all records of a division; else nothing."""
    if data.sees(place):
        return
    name = escaped(data.name_of(place))
    own = "其中属于您所在地区的记录照常列出。" if data.sees_some(place) else ""
    st.info(
        f"{data.KEPT}：{name}的项目、小区、问题、督办、承诺和人员等记录由本级及其上级查看，"
        f"得分、名次、进度等数字对全省公开。{own}",
        icon=":material/lock:",
    )
