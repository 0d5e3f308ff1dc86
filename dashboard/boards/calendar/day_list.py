"""One day of the calendar: what is due on it, each with its way on, and a form for an own date."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from dashboard import data, order_book
from dashboard.components import choices, controls, form_fields, pages, signal_table
from dashboard.components.plain_text import escaped
from metrics.access.permissions import Action
from metrics.dispatch.calendar_file import (
    CADENCE,
    LONGEST,
    MEETING,
    ORDER,
    OWN,
    PROMISE,
    REPORT,
    TASK,
    CalendarEntry,
)
from metrics.scope import Scope
from metrics.views.dispatch import calendar_tables

LEADS = {
    ORDER: ("orders", "order", {"state": "all"}), PROMISE: ("ledger", "promise", {"promises": "all"}),
    TASK: ("tasks", "task", {"list": "all"}), MEETING: ("meeting", "meeting", {}),
    REPORT: ("reporting", "", {}), CADENCE: ("rules", "", {"rule": "cadence"}),
}  # fmt: skip
"""Where an entry of each kind leads: the page, the name of its number in the address, and what else it asks."""


def show(scope: Scope, day: date, entries: Sequence[CalendarEntry]) -> None:
    """Draw the list of a day, and what can be done with it."""
    st.header(calendar_tables.day_title(day), anchor="day")
    today = [entry for entry in entries if entry.day == day]
    if today:
        table = calendar_tables.calendar_table(today, title=calendar_tables.day_title(day))
        picked = signal_table.show(
            table.without("day", "weekday"), key="calendar_day", select="row", link="title", height=300
        )  # fmt: skip
        if picked:
            _open(scope, next(entry for entry in today if entry.key == picked.key))
    else:
        st.caption("当日没有事项。")
    if data.may_for(Action.ANSWER, scope.place):
        with st.container(horizontal=True, key="calendar_own"):
            with st.popover("添加日程", icon=":material/add:", key="own_date:open"):
                _form(scope, day)
            _removal([entry for entry in today if entry.kind == OWN])


def _open(scope: Scope, entry: CalendarEntry) -> None:
    page, name, also = LEADS.get(entry.kind, ("", "", {}))
    if page:
        steps = {**also, **({name: entry.target} if name else {})}
        st.switch_page(pages.file(page), query_params={**choices.carried(scope), **steps})


def _form(scope: Scope, day: date) -> None:
    with form_fields.form(f"own_date:{day}", of=scope.place) as form:
        title = st.text_input("事项", key=form.field("title"), max_chars=LONGEST)
        venue = st.text_input("地点（可不填）", key=form.field("venue"), max_chars=LONGEST)
        on = controls.day("日期", key=form.field("on"), default=day)
        everybody = data.may_for(Action.HOLD_MEETING, scope.place) and controls.tick(
            "本级和上级账号可见（不勾选的只有本人可见）", key=form.field("everybody")
        )
        form.button("添加")
    form.keep(
        lambda: order_book.enter_date(
            place=scope.place, day=on, title=title, venue=venue, for_office=bool(everybody),
            form=form.number,
        ),
        words=lambda _: f"已添加：{escaped(title)}。",
    )  # fmt: skip


def _removal(own: Sequence[CalendarEntry]) -> None:
    """Offer to take an own date of the day off."""
    if not own:
        return
    with st.popover("删除日程", icon=":material/delete:", key="own_date:off"):
        titles = {entry.target: entry.title for entry in own}
        chosen = controls.select(
            "日程", tuple(titles), key="own_date:which", default=next(iter(titles)),
            text=titles.__getitem__,
        )  # fmt: skip
        if st.button("确认删除", key="own_date:remove", type="primary"):
            with form_fields.attempt():
                order_book.remove_date(entry=int(chosen))
                st.rerun()
