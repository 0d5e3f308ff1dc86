"""在线填报: a unit's statement typed in the browser where no Excel is at hand, and sent as any other."""

from datetime import date

import streamlit as st

from dashboard import data
from dashboard.boards.reported import typing_drafts, typing_grid, typing_record, typing_send
from dashboard.components import address
from dashboard.components.handed import hand_over
from dashboard.components.plain_text import escaped
from dashboard.handing import Export
from metrics.records.reports import in_line
from metrics.typed.draft import Draft
from metrics.views.parts import numbers
from metrics.views.reported import typed_tables

NOBODY = ""
MODES = {
    "project": ("按项目填", typing_record.projects),
    "compound": ("按小区填", typing_record.compounds),
    "sheet": ("按工作表填", typing_grid.show),
}
HOW = (
    "只改有变化的内容；空白表示**未填报**，“无”表示**已填报、确认没有**，金额以万元填写。"
    "填好后点页面下方的“检查”，核对变化和导入后的得分、名次，再确认报送。"
)
LOST = "草稿只在本次打开的网页中保留，关闭或刷新网页、服务器重启后即丢失；一时报不了的，请先下载草稿工作簿。"


def show() -> None:
    """Draw the choice of unit and date, the editor, and the button that sends."""
    st.header("在线填报")
    unit, as_of = _whose()
    if unit is None or as_of is None:
        st.info("请先选择报送单位和数据截止日期。没有 Excel 或 WPS 时，可在本页逐项填报。")
        typing_drafts.list_others(None)
        return
    draft = typing_send.current(unit, as_of)
    if typing_send.looked_through(draft):
        return
    typing_send.merging(draft)
    _standing(draft)
    typing_drafts.list_others(draft)
    mode = address.choose(
        "mode", "填报方式", tuple(MODES), default="project", text=lambda mode: MODES[mode][0],
        segmented=True,
    )  # fmt: skip
    MODES[mode][1](draft)
    typing_send.show(draft)


def _whose() -> tuple[str | None, date | None]:
    names = {NOBODY: "请选择"} | {code: f"{code} {name}" for code, name in data.own_units().items()}
    with st.container(horizontal=True, key="typing", vertical_alignment="bottom", width=640):
        unit = address.choose(
            "unit", "报送单位", tuple(names), default=NOBODY, text=names.__getitem__, searched=True,
            labelled=True,
        )  # fmt: skip
        as_of = typing_drafts.day()
    return unit or None, as_of


def _standing(draft: Draft) -> None:
    """Say what the draft began with and how much of it is not saved, and offer to keep or give it up."""
    st.caption(f"{escaped(_begun(draft))}{HOW}")
    changes = draft.changes()
    with st.container(horizontal=True, key="draft", vertical_alignment="center"):
        words = f"**{typed_tables.change_words(changes)}**"
        st.markdown(f":orange[{words}]" if changes.total else words, width="content")
        hand_over.button(
            "下载草稿工作簿", lambda: data.draft_workbook(draft),
            name=f"草稿_{typing_send.file_name(draft)}", mime=data.XLSX, key="draft_workbook",
            place=draft.unit, export=Export("草稿工作簿", personal=True),
        )  # fmt: skip
        if changes.total:
            with st.popover("放弃修改", icon=":material/undo:", key="give_up:open"):
                st.write(f"{typed_tables.change_words(changes)}，放弃后不能找回。")
                st.button("全部放弃", on_click=draft.forget, type="primary", key="give_up")
    st.caption(LOST)


def _begun(draft: Draft) -> str:
    seen = [s for s in in_line(data.submissions()) if s.unit == draft.unit]
    told = [s for s in seen if s.data_date <= draft.as_of and s.id <= draft.newest]
    last = max(told, key=lambda s: (s.data_date, s.id), default=None)
    if last is None or last.says_nothing:
        return "本单位此前没有有效的报送，从空白开始填写。"
    sender = f"，报送人{last.sent_by}" if last.sent_by else ""
    return f"起点：截至{numbers.day(last.data_date)}的报送（第{last.id}号{sender}）。"
