"""Orders of several matters (督办事项) from the screens, and the office's own dates; beside `office`."""

from datetime import date

import polars as pl

from dashboard import data
from dashboard.data.database import writing as _writing
from metrics.access.acting import actor
from metrics.access.permissions import Action
from metrics.days.cadence import LONGEST_WAIT
from metrics.dispatch.calendar_file import CADENCE, MEETING, OWN, REPORT, TASK, CalendarEntry
from metrics.dispatch.one_place.due import Span, waiting_tasks
from metrics.errors import RuleNotInForce
from metrics.reading import duties
from metrics.reporting.turns import turns
from metrics.scope import Scope
from sql.database import beijing
from sql.database.engine import session_scope
from sql.dispatch import office_calendar, orders
from sql.dispatch import order_items as matters
from sql.dispatch.concern import addressed

issue_orders = _writing(orders.issue_all)
deliver_order = _writing(orders.deliver)
enter_date = _writing(office_calendar.enter)
remove_date = _writing(office_calendar.remove)


def calendar_entries(
    scope: Scope, *, start: date, end: date, own_only: bool = False
) -> list[CalendarEntry]:
    """Return what is due in a place, sorted by day: all that the visitor may see, or his own duties.

    Those are what concerns the divisions that his account is for, what he wrote down himself, and what
    the office does as a whole.
    """
    rules = data.rules_of(scope)
    with session_scope() as session:
        listed = office_calendar.entries(
            session,
            place=scope.place,
            start=start,
            end=end,
            rules=rules,
            as_of=beijing.today(),
            own=data.own_rows,
        )
    found = sorted([*listed, *_reports(scope, start, end), *_tasks(scope, start, end)])
    return [entry for entry in found if _is_own(entry)] if own_only else found


def _is_own(entry: CalendarEntry) -> bool:
    who = actor()
    for_all = entry.kind in (CADENCE, MEETING, OWN, REPORT)
    return for_all or entry.region in who.regions(Action.READ_RECORDS) or entry.by == who.signs


def _reports(scope: Scope, start: date, end: date) -> list[CalendarEntry]:
    """Return the deadlines of the turns of reporting (报送时限)."""
    try:
        schedule = duties(scope, end)
    except RuleNotInForce:
        return []
    early = start - LONGEST_WAIT
    return [
        CalendarEntry(
            turn.deadline, f"报送截至{turn.data_date.month}月{turn.data_date.day}日的数据",
            f"{scope.place} report {turn.data_date}", kind=REPORT, region=scope.place,
        )
        for turn in turns(schedule, start=early, end=end)
        if start <= turn.deadline <= end
    ]  # fmt: skip


def _tasks(scope: Scope, start: date, end: date) -> list[CalendarEntry]:
    """Return the key tasks that are due and not done."""
    due = waiting_tasks(data.key_tasks(scope), Span(start, end))
    return [
        CalendarEntry(
            row["due"], f"重点任务{row['task']}到期：{row['content'] or row['work']}",
            f"{row['unit']} task {row['task']}", "、".join(row["unit_list"]), kind=TASK,
            region=row["unit"], target=f"{row['unit']} {row['task']}",
        )
        for row in due.iter_rows(named=True)
    ]  # fmt: skip


def order_items(*, order: int) -> pl.DataFrame:
    """Return the matters of an order, where the visitor may see it."""
    with session_scope() as session:
        told, about = matters.items(session, order=order), addressed(session, order)
    return told if about is not None and data.sees(about) else told.clear()


def orders_of_project(*, project: str) -> set[int]:
    """Return the numbers (ids) of the orders in which a project is a matter, alone or among others.

    They say nothing of an order: which of them the visitor sees, `office.standing_orders` tells.
    """
    with session_scope() as session:
        return set(matters.items(session).filter(project=project)["order"])


def matters_under_order(*, place: str) -> set[tuple[str, str | None]]:
    """Return kind and reference of every matter that has an open order of a place; for who may issue them."""
    if not data.may_for(Action.ISSUE_ORDER, place):
        return set()
    with session_scope() as session:
        return matters.under_order(session, place=place)
