"""The supervision table as Excel and PDF: the rows, order and lights that the screen shows."""

import streamlit as st

from dashboard import data, papers
from dashboard.data import XLSX, Asked, View
from metrics.errors import UserError
from metrics.views import numbers, wording

KINDS = {"xlsx": ("Excel", XLSX), "pdf": ("PDF", "application/pdf")}
_MADE = "supervision:made"


def show(view: View, asked: Asked) -> None:
    """Make a file on demand, in a process of its own, then hand it over."""
    with st.popover("导出", icon=":material/download:", key="files"):
        kind = st.segmented_control(
            "格式", tuple(KINDS), default="xlsx", format_func=lambda k: KINDS[k][0],
            key="files:kind", required=True,
        )  # fmt: skip
        st.caption("导出当前筛选的全部行，表头、顺序、灯色与屏幕一致。")
        wanted = (data.version(), *view, asked, kind)
        if st.button("生成文件", type="primary", key="files:make"):
            _make(wanted, view, asked, kind)
        made = st.session_state.get(_MADE)
        if made and made[0] == wanted:
            st.download_button(
                f"下载{KINDS[kind][0]}", data=made[1], mime=KINDS[kind][1], on_click="ignore",
                file_name=f"{wording.SUPERVISION}_{numbers.day(view.as_of)}.{kind}", key="files:take",
            )  # fmt: skip


def _make(wanted: object, view: View, asked: Asked, kind: str) -> None:
    try:
        with st.spinner("正在生成……"):
            st.session_state[_MADE] = (wanted, papers.supervision_file(view, asked, kind))
    except UserError as error:
        st.error(str(error))
