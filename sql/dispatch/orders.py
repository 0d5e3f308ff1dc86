"""Orders (督办单): numbered without gaps, issued once for each open cause, never rewritten.

Functions take a session of `session_scope(writing=True)` and never commit.
"""

from datetime import date, datetime

import polars as pl
from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from metrics.dispatch import standing as standings
from metrics.dispatch.causes import MEASURE, ORIGINS, OTHER, VETO
from metrics.dispatch.order import Issued, Origin
from metrics.dispatch.standing import CLOSED, ORDER_EVENTS, ORDERED, REPLIED, WITHDRAWN
from metrics.errors import UnknownChoice
from metrics.rules.value import Rules
from sql.database.engine import queue_for_writing
from sql.database.reading import fetch
from sql.dispatch.concern import concerns
from sql.dispatch.journal import EntryRefused, add, place_code, text
from sql.models import dispatch as tables

_ALIKE = dict.fromkeys((VETO, MEASURE), (VETO, MEASURE))
"""Whether a failed measure is a veto is a rule, which may change while its order is open."""
_ORDERS, _EVENTS = tables.ORDERS, tables.ORDER_EVENTS


def issue(
    session: Session,
    *,
    place: str,
    region: str,
    unit: str,
    origin: Origin,
    requirement: str,
    issued_on: date,
    due_on: date,
    by: str,
    meeting: int | None = None,
    at: datetime | None = None,
) -> Issued:
    """Issue an order of `place` to a unit of `region`, or return the open one of the same cause.

    Raises:
        EntryRefused: if a text is missing, the cause is not told, or the deadline is before the
            day of issue.
    """
    _check(origin, issued_on=issued_on, due_on=due_on)
    queue_for_writing(session, table=_ORDERS)
    standing = _open_one(session, place=place_code(place), region=region, origin=origin)
    if standing is not None:
        return standing
    number = _next_number(session, place=place, year=issued_on.year)
    order_id = add(
        session, _ORDERS, by=by, at=at, place=place, year=issued_on.year, number=number,
        issued_on=issued_on, region=place_code(region), unit=text(unit, "督办对象"),
        requirement=text(requirement, "督办要求"), due_on=due_on, meeting=meeting,
        **_origin_columns(origin),
    )  # fmt: skip
    return Issued(id=order_id, year=issued_on.year, number=number, repeated=False)


def _origin_columns(origin: Origin) -> dict[str, object]:
    return {
        "origin": origin.kind,
        "reference": origin.reference,
        "data_date": origin.data_date,
        "reason": text(origin.reason, "督办事由"),
    }


def reply(
    session: Session, *, order: int, on: date, words: str, by: str, at: datetime | None = None
) -> None:
    """Write down what the addressee answered; the order stays open until it is closed."""
    _happened(session, REPLIED, order=order, on=on, words=text(words, "回复内容"), by=by, at=at)


def close(
    session: Session, *, order: int, on: date, words: str, by: str, at: datetime | None = None
) -> None:
    """Close an order, saying how it was settled (办结情况)."""
    _happened(session, CLOSED, order=order, on=on, words=text(words, "办结情况"), by=by, at=at)


def withdraw(
    session: Session, *, order: int, on: date, words: str, by: str, at: datetime | None = None
) -> None:
    """Withdraw an order issued by mistake; its number stays taken."""
    _happened(session, WITHDRAWN, order=order, on=on, words=text(words, "撤销原因"), by=by, at=at)


def standing(
    session: Session, *, as_of: date, rules: Rules, place: str | None = None
) -> pl.DataFrame:
    """Return the orders that one place sees (`concern`), or all, with state and light on a day."""
    query = select(_ORDERS)
    if place is not None:
        t = _ORDERS.c
        query = query.where(concerns(session, place, by=t.place, region=t.region))
    issued = fetch(session, query.with_only_columns(*(_ORDERS.c[n] for n in ORDERED)), ORDERED)
    return standings.orders(issued, events(session), as_of=as_of, rules=rules)


def events(session: Session, *, order: int | None = None) -> pl.DataFrame:
    """Return what happened to one order or to all, in the order it was written down."""
    query = select(*(_EVENTS.c[name] for name in ORDER_EVENTS))
    if order is not None:
        query = query.where(_EVENTS.c.order == order)
    return fetch(session, query, ORDER_EVENTS).sort("id")


def _check(origin: Origin, *, issued_on: date, due_on: date) -> None:
    if origin.kind not in ORIGINS:
        raise EntryRefused(f"督办来源“{origin.kind}”不存在，应为{'、'.join(ORIGINS)}之一。")
    if origin.kind != OTHER and not origin.reference:
        raise EntryRefused("督办单应写明由哪一条记录引起，请从表中的红灯或问题进入。")
    if due_on < issued_on:
        raise EntryRefused(f"办理时限{due_on}早于下达日期{issued_on}，请更正。")


def _open_one(session: Session, *, place: str, region: str, origin: Origin) -> Issued | None:
    if origin.reference is None:
        return None
    t = _ORDERS.c
    ended = exists().where(_EVENTS.c.order == t.id, _EVENTS.c.kind.in_([CLOSED, WITHDRAWN]))
    query = select(t.id, t.year, t.number).where(
        t.place == place, t.region == region, t.origin.in_(_ALIKE.get(origin.kind, (origin.kind,))),
        t.reference == origin.reference, ~ended,
    )  # fmt: skip
    row = session.execute(query.order_by(t.id).limit(1)).first()
    return None if row is None else Issued(id=row[0], year=row[1], number=row[2], repeated=True)


def _next_number(session: Session, *, place: str, year: int) -> int:
    t = _ORDERS.c
    last = select(func.coalesce(func.max(t.number), 0)).where(t.place == place, t.year == year)
    return int(session.execute(last).scalar_one()) + 1


def _happened(
    session: Session, kind: str, *, order: int, on: date, words: str, by: str, at: datetime | None
) -> None:
    """Append an event; `words` are checked already, under the name of the field they come from."""
    queue_for_writing(session, table=_ORDERS)
    t = _ORDERS.c
    row = session.execute(select(t.year, t.number, t.issued_on).where(t.id == order)).first()
    if row is None:
        raise UnknownChoice(f"没有编号为{order}的督办单。")
    name = standings.order_number(row[0], row[1])
    if on < row[2]:
        raise EntryRefused(f"督办单{name}于{row[2]}下达，不能登记更早的日期{on}。")
    over = events(session, order=order).filter(pl.col("kind").is_in([CLOSED, WITHDRAWN]))
    if over.height:
        raise EntryRefused(f"督办单{name}已办结或撤销，不能再登记；如需继续督办请另行下达。")
    add(
        session, _EVENTS, by=by, at=at, order=order, kind=kind, happened_on=on, text=words,
    )  # fmt: skip
