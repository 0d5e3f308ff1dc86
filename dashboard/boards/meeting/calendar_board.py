"""What is due in the coming weeks, by the office's rhythm, orders and promises; and as a file."""

from datetime import UTC, date, datetime, timedelta

import streamlit as st

from dashboard import data, office
from dashboard.components import address, signal_table
from dashboard.components.handed import hand_over
from dashboard.handing import Export
from metrics.dispatch.calendar_file import CalendarEntry, calendar_file
from metrics.scope import Scope
from metrics.views.dispatch import calendar_tables
from metrics.views.parts import wording

WEEKS = {4: "四周", 8: "八周", 26: "半年"}


def show(scope: Scope) -> None:
    """Draw the choice of days, the list and the file."""
    st.title(wording.CALENDAR)
    starts = {"today": office.today(), "data": scope.as_of}
    with st.container(horizontal=True, key="filters", vertical_alignment="center"):
        start = starts[_start(starts)]
        weeks = address.choose(
            "weeks", "时长", tuple(WEEKS), default=8, text=WEEKS.__getitem__, segmented=True
        )
        end = start + timedelta(weeks=weeks)
        entries = office.calendar_entries(
            place=scope.place, start=start, end=end, rules=data.rules_of(scope)
        )
        _file(scope, entries)
    if not entries:
        st.info("这段时间没有到期事项。工作节奏在参数规则“cadence”中设置。")
        return
    table = calendar_tables.calendar_table(entries, start, end)
    signal_table.show(table, key="calendar", height=540)
    st.caption(
        "日常督导、培训和调度日期按参数集的工作节奏推算，遇休息日按规定顺延或提前；"
        "督办单和承诺为未办结的。下载的日历文件可导入常用日历软件，重复导入只更新、不重复。"
    )


def _start(starts: dict[str, date]) -> str:
    words = {
        "today": f"自今天（{starts['today']}）起",
        "data": f"自数据截止日期（{starts['data']}）起",
    }
    return address.choose("from", "起始日期", tuple(words), default="today", text=words.__getitem__)


def _file(scope: Scope, entries: list[CalendarEntry]) -> None:
    name = f"{data.name_of(scope.place)}{wording.CALENDAR}"
    hand_over.button(
        "下载日历（.ics）", lambda: calendar_file(entries, name=name, stamp=datetime.now(UTC)),
        name=f"{name}.ics", mime="text/calendar", icon=":material/event:", key="ics",
        export=Export("工作日历", rows=len(entries), personal=True),
    )  # fmt: skip
