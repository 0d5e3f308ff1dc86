"""What is due in a span of days (工作日历): the office's rhythm, open orders and promises, meetings, own dates."""

from collections.abc import Callable
from datetime import date
from typing import Any

import polars as pl
from sqlalchemy import exists, false, or_, select
from sqlalchemy.orm import Session, aliased

from metrics.access import acting
from metrics.access.permissions import Action
from metrics.days.cadence import due_list
from metrics.days.workdays import PROVISIONAL
from metrics.dispatch.calendar_file import (
    CADENCE,
    LONGEST,
    MEETING,
    ORDER,
    OWN,
    PROMISE,
    CalendarEntry,
)
from metrics.dispatch.order import number_of
from metrics.dispatch.standing import open_promises
from metrics.rules.value import RulePack
from sql.database import chain
from sql.database.engine import queue_for_writing
from sql.dispatch import meetings, orders, promises
from sql.dispatch.journal import EntryRefused, add, line, place_code, sent_before
from sql.models.dispatch import CALENDAR_ENTRIES
from sql.reported.access.allowed import line_up, need
from sql.reported.history import division_names

_C = CALENDAR_ENTRIES.c
TITLE, VENUE = "事项", "地点"
PRIVATE = "本人日程"
"""What a date that only its owner sees is called, and all that the log (操作日志) says of it."""


def entries(
    session: Session, *, place: str, start: date, end: date, rules: RulePack,
    as_of: date | None = None, own: Callable[[pl.DataFrame], pl.DataFrame] = lambda rows: rows,
) -> list[CalendarEntry]:  # fmt: skip
    """Return what is due in a place from `start` to `end`, sorted by day.

    Orders, named by who issued them, and promises are those open on a day (null: `start`), at the date
    last agreed on; `own` keeps of them what who asks may see. Own dates are the office's, where who
    asks may see the records of the place, and those of the account that asks.
    """
    span, on = (start, end), as_of or start
    owed = own(orders.standing(session, as_of=on, rules=rules, place=place))
    promised = own(promises.standing(session, as_of=on, rules=rules, place=place))
    return sorted([
        *_rhythm(place, start, end, rules),
        *_orders(owed, span, names=division_names(session)),
        *_promises(promised, span, place=place),
        *_meetings(session, place, start, end),
        *_own_dates(session, place, start, end),
    ])  # fmt: skip


def _rhythm(place: str, start: date, end: date, rules: RulePack) -> list[CalendarEntry]:
    return [
        CalendarEntry(
            due.day, due.kind, f"{place} {due.kind} {due.by_rule}",
            PROVISIONAL if due.provisional else "", kind=CADENCE, region=place,
        )
        for due in due_list(rules["cadence"], start=start, end=end)
    ]  # fmt: skip


def _orders(
    owed: pl.DataFrame, span: tuple[date, date], *, names: dict[str, str]
) -> list[CalendarEntry]:
    listed = []
    rows = owed.filter(pl.col("ended_on").is_null(), pl.col("due").is_between(*span))
    for row in rows.iter_rows(named=True):
        number = number_of(row)
        title = f"{names.get(row['place'], row['place'])}督办单{number}到期：{row['unit']}"
        key = f"{row['place']} order {number}"
        listed.append(
            CalendarEntry(
                row["due"], title, key, row["requirement"], kind=ORDER, region=row["region"],
                target=str(row["id"]), by=row["by"],
            )
        )  # fmt: skip
    return listed


def _promises(owed: pl.DataFrame, span: tuple[date, date], *, place: str) -> list[CalendarEntry]:
    rows = open_promises(owed).filter(pl.col("due").is_between(*span))
    return [
        CalendarEntry(
            row["due"], f"承诺到期：{row['who']}", f"{place} promise {row['id']}", row["what"],
            kind=PROMISE, region=row["region"], target=str(row["id"]), by=row["by"],
        )
        for row in rows.iter_rows(named=True)
    ]  # fmt: skip


def _meetings(session: Session, place: str, start: date, end: date) -> list[CalendarEntry]:
    return [
        CalendarEntry(
            one.held_on, "调度会", f"{place} meeting {one.id}", kind=MEETING, region=place,
            target=str(one.id),
        )
        for one in meetings.meetings(session, place=place)
        if start <= one.held_on <= end and one.voided is None
    ]  # fmt: skip


def _own_dates(session: Session, place: str, start: date, end: date) -> list[CalendarEntry]:
    """Return the own dates of the account that asks, and of the office where its records are seen, there
    or from above; what was taken off is gone."""
    who, later = acting.actor(), aliased(CALENDAR_ENTRIES)
    of_account = false() if who.account is None else _C.account == who.account
    inside = who.may(Action.READ_RECORDS, line_up(session, place))
    of_office = _C.account.is_(None) if inside else false()
    query = select(CALENDAR_ENTRIES).where(
        _C.place == place, _C.day.between(start, end), _C.removes.is_(None),
        or_(of_office, of_account), ~exists().where(later.c.removes == _C.id),
    )  # fmt: skip
    return [
        CalendarEntry(
            row["day"], row["title"], f"{place} own {row['id']}",
            "" if row["account"] is None else PRIVATE, kind=OWN, region=place,
            target=str(row["id"]), by=row["by"], venue=row["venue"] or "",
        )
        for row in session.execute(query).mappings()
    ]  # fmt: skip


def enter(
    session: Session, *, place: str, day: date, title: str, venue: str = "", for_office: bool,
    by: str | None = None, form: str | None = None,
) -> int:  # fmt: skip
    """Put a date into the calendar of a place, once: the office's, or the own one of the account that acts.

    Raises:
        EntryRefused: if the title is missing, or a text cannot be kept.
        NotAllowed: if who acts does no business of the place; for the office's, hold its meetings.
    """
    said: dict[str, Any] = {
        "place": place_code(place), "day": day, "title": line(title, TITLE, longest=LONGEST),
        "venue": line(venue, VENUE, longest=LONGEST) if venue.strip() else None,
    }  # fmt: skip
    queue_for_writing(session, table=CALENDAR_ENTRIES)
    who = need(session, _wanted(for_office=for_office), place)
    account = None if for_office else who.account
    if before := sent_before(session, CALENDAR_ENTRIES, form):
        return before
    new = add(session, CALENDAR_ENTRIES, by=by, form=form, account=account, **said)
    told = said["title"] if account is None else PRIVATE
    chain.note(session, "登记日程", str(told), place=place, day=day)
    return new


def remove(session: Session, *, entry: int, by: str | None = None) -> None:
    """Take a date off the calendar; what was there is kept with who took it off.

    Raises:
        EntryRefused: if there is no such date of the office, or of the account that acts.
        NotAllowed: as `enter`.
    """
    queue_for_writing(session, table=CALENDAR_ENTRIES)
    row = session.execute(select(CALENDAR_ENTRIES).where(_C.id == entry)).mappings().first()
    gone = session.scalar(select(_C.id).where(_C.removes == entry).limit(1))
    if row is None or gone is not None:
        raise EntryRefused("这条日程已经不在日历中，没有删除。")
    who = need(session, _wanted(for_office=row["account"] is None), row["place"])
    if row["account"] is not None and row["account"] != who.account:
        raise EntryRefused("这是其他人的日程，没有删除。")
    add(
        session, CALENDAR_ENTRIES, by=by, removes=entry, place=row["place"],
        account=row["account"], day=row["day"], title=row["title"],
    )  # fmt: skip
    told = row["title"] if row["account"] is None else PRIVATE
    chain.note(session, "删除日程", told, place=row["place"], day=row["day"])


def _wanted(*, for_office: bool) -> Action:
    """Return what must be allowed: also an own date is written by who does business, not by who reads."""
    return Action.HOLD_MEETING if for_office else Action.ANSWER
