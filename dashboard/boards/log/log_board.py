"""The log as a table, newest first, with its files and whether its chain is whole."""

import streamlit as st

from dashboard import data, office, papers
from dashboard.boards.log import log_filters
from dashboard.components import controls, page_choice, signal_table
from dashboard.components.handed import paper_offer
from dashboard.components.plain_text import escaped
from metrics.access.entry import Head
from metrics.access.told import ends_at
from metrics.errors import UserError
from metrics.views.access import log_table
from metrics.views.parts import numbers, wording

PAGE = 50
AT_ONCE = 20_000
"""So many entries are proved without being asked for: in half a second."""
AROUND = 380
_PROVED = "log proved"
NOTE_IT = "记下序号和摘要，以后可凭它查出此前的记录有无改动、末尾有无删除。"
KINDS = ("xlsx", "csv")


def show() -> None:
    """Draw the filters, the table, the files and the state of the chain."""
    asked, told = log_filters.show()
    total = data.log_page(asked, skip=0, most=0)[1]
    _chain()
    with st.container(horizontal=True, key="log_files", vertical_alignment="center"):
        page = page_choice.show(total, of=PAGE)
        _file(asked, told)
    listed, _ = data.log_page(asked, skip=(page - 1) * PAGE, most=PAGE)
    if listed:
        table = log_table.entries(listed, data.unit_names())
        signal_table.show(table, key="log", around=AROUND, dense=True, sortable=False)
        st.caption(f"共{numbers.count(total)}条，最近的在前；时间为北京时间。")
    else:
        st.info("没有符合条件的记录。")


def _file(asked: data.LogAsked, told: str) -> None:
    with st.popover("导出", icon=":material/download:", key="files"):
        kind = controls.segments(
            "格式", KINDS, default="xlsx", text=lambda k: paper_offer.ALL_KINDS[k].label,
            key="files:kind",
        )  # fmt: skip
        st.caption("导出当前筛选的全部记录，导出本身也记入操作日志。")
        paper_offer.show(
            f"{wording.LOG}_{numbers.day(office.today())}", "生成文件",
            lambda: papers.log_file(asked, told=told, kind=kind),
            export=None, kind=kind,
        )  # fmt: skip


def _chain() -> None:
    """Say whether the chain is whole; a long one is proved when that is asked for."""
    before: Head = st.session_state.get(_PROVED, data.LOG_BEGINNING)
    head = data.log_head()
    with st.container(horizontal=True, key="log_chain", vertical_alignment="center"):
        told = st.empty()
        asked = st.button("核验全部记录", icon=":material/verified:", key="log_verify")
    if asked:
        before = data.LOG_BEGINNING
    if not asked and head.number - before.number > AT_ONCE:
        told.markdown(f"{ends_at(head)}，尚未核验。")
        return
    try:
        proved = _proved(before, head)
    except UserError as error:
        st.session_state.pop(_PROVED, None)
        st.error(f"{escaped(str(error))}请保留现状，立即报告，并用最近的备份核对。")
        return
    st.session_state[_PROVED] = proved
    told.markdown(f"**链条完整**：{ends_at(proved)}", help=NOTE_IT)


def _proved(before: Head, head: Head) -> Head:
    bar = st.empty()

    def progress(number: int) -> None:
        share = (number - before.number) / max(head.number - before.number, 1)
        bar.progress(min(share, 1.0), f"正在核验第{number}条……")

    proved = data.log_proved(after=before, progress=progress)
    bar.empty()
    return proved
