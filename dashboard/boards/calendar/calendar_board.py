"""The calendar (工作日历): a month of what is due and of own dates, and the files of it."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta

import streamlit as st

from dashboard import data, office, order_book, papers
from dashboard.boards.calendar import day_list, month_sheet
from dashboard.components import address, copied_text
from dashboard.components.handed import hand_over, table_files
from dashboard.components.plain_text import escaped
from dashboard.handing import Export
from metrics.days.month import month_days, next_month, previous_month
from metrics.dispatch.calendar_file import KINDS, CalendarEntry, calendar_file
from metrics.scope import Scope
from metrics.views.dispatch import calendar_tables
from metrics.views.parts import wording
from metrics.views.supervision.asked_words import filter_words

WHOSE = {"all": "全部事项", "own": "我的事项"}
ALL = ""
AHEAD = timedelta(days=183)
"""How far the file for a calendar programme reaches."""
YEARS = range(2000, 2101)


def show(scope: Scope) -> None:
    """Draw the month, the filters, the files, and the day that is opened."""
    month = _month()
    st.title(f"{wording.CALENDAR}（{month.year}年{month.month}月）")
    with st.container(horizontal=True, key="filters", vertical_alignment="center"):
        _turn(month)
        whose = address.choose(
            "whose", "事项范围", tuple(WHOSE), default="all", text=WHOSE.__getitem__, segmented=True
        )
        entries, asked = _filtered(_of_month(scope, month, whose))
        _files(scope, month, entries, {"事项范围": "" if whose == "all" else WHOSE[whose], **asked})
    picked = month_sheet.show(
        calendar_tables.weeks(entries, month), title=calendar_tables.title_of(month),
        today=office.today(), chosen=_day(), key="month",
    )  # fmt: skip
    if picked:
        address.go(day=picked.isoformat())
    st.caption(
        "休为法定节假日，班为调休上班日。工作节奏和报送时限按参数集推算，遇休息日按规定顺延或提前。"
    )
    if day := _day():
        day_list.show(scope, day, entries)


def _month() -> date:
    """Return the first day of the month that the address names, else of today's."""
    asked = address.get("month")
    try:
        return _within(f"{asked}-01") if asked else office.today().replace(day=1)
    except ValueError:
        address.complain(f"地址中的月份“{escaped((asked or '')[:20])}”应写作2024-07，已改用本月。")
        return office.today().replace(day=1)


def _day() -> date | None:
    """Return the day that the address names; null where it names none."""
    try:
        return _within(address.get("day") or "")
    except ValueError:
        return None


def _within(written: str) -> date:
    """Read a day of the years that the calendar tells; raises ValueError for any other."""
    day = date.fromisoformat(written)
    if day.year not in YEARS:
        raise ValueError(written)
    return day


def _turn(month: date) -> None:
    """Offer the month before, this one and the next."""
    for label, icon, to in (
        ("上月", "chevron_left", previous_month(month)), ("本月", "today", None),
        ("下月", "chevron_right", next_month(month)),
    ):  # fmt: skip
        st.button(
            label, icon=f":material/{icon}:", key=f"month:{icon}",
            on_click=lambda to=to: address.step(month=f"{to:%Y-%m}" if to else None, day=None),
        )  # fmt: skip


def _of_month(scope: Scope, month: date, whose: str) -> list[CalendarEntry]:
    days = [day.day for week in month_days(month) for day in week]
    return order_book.calendar_entries(scope, start=days[0], end=days[-1], own_only=whose == "own")


def _filtered(entries: Sequence[CalendarEntry]) -> tuple[list[CalendarEntry], Mapping[str, str]]:
    """Ask for a kind and a division among those there are, and keep the entries of them."""
    names = data.unit_names()
    kind = address.choose(
        "kind", "类别", (ALL, *KINDS), default=ALL, text=lambda name: name or "全部类别"
    )
    region = address.choose(
        "within", "地区", (ALL, *sorted({entry.region for entry in entries})), default=ALL,
        searched=True, text=lambda code: names.get(code, code) if code else "全部地区",
    )  # fmt: skip
    kept = [
        entry for entry in entries if kind in (ALL, entry.kind) and region in (ALL, entry.region)
    ]
    return kept, {"类别": kind, "地区": names.get(region, region)}


def _files(
    scope: Scope, month: date, entries: Sequence[CalendarEntry], asked: Mapping[str, str]
) -> None:
    own = [entry for entry in entries if entry.day.month == month.month]
    table = calendar_tables.calendar_table(own, title=calendar_tables.title_of(month))
    table_files.show(
        wording.CALENDAR, scope,
        Export(wording.CALENDAR, filter_words(asked), len(own), personal=True),
        lambda kind: papers.calendar_paper(scope, table, asked, kind, month=month),
        told=f"{month:%Y-%m}",
    )  # fmt: skip
    name = f"{data.name_of(scope.place)}{wording.CALENDAR}"
    hand_over.button(
        "下载我的日历（.ics）", lambda: _ics(scope, name), name=f"{name}.ics", mime="text/calendar",
        icon=":material/event:", key="ics", export=Export(wording.CALENDAR, "我的事项", personal=True),
    )  # fmt: skip
    text = calendar_tables.as_text(own, title=calendar_tables.title_of(month))
    copied_text.show(text, key="calendar_copied")


def _ics(scope: Scope, name: str) -> bytes:
    """Return the visitor's own duties of the coming half year for a calendar programme."""
    today = office.today()
    duties = order_book.calendar_entries(scope, start=today, end=today + AHEAD, own_only=True)
    return calendar_file(duties, name=name, stamp=datetime.now(UTC))
