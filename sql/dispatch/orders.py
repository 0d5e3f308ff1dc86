"""Orders (督办单): numbered without gaps, issued once for each open cause, never rewritten.

Functions take a session of `session_scope(writing=True)` and never commit.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Required, Unpack

import polars as pl
from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from metrics import office
from metrics.access.permissions import Action
from metrics.dispatch import standing as standings
from metrics.dispatch.causes import MEASURE, ORIGINS, OTHER, VETO
from metrics.dispatch.order import Issued, Origin
from metrics.dispatch.standing import (
    ASKED,
    CLOSED,
    EXTENDED,
    ORDER_EVENTS,
    ORDERED,
    REFUSED,
    REPLIED,
    RETURNED,
    WITHDRAWN,
)
from metrics.errors import UnknownChoice
from metrics.rules.value import Rules
from sql.database import chain
from sql.database.engine import queue_for_writing
from sql.database.reading import fetch
from sql.dispatch import follow_up
from sql.dispatch.concern import concerns, lies_in
from sql.dispatch.follow_up import Step
from sql.dispatch.journal import Entry, EntryRefused, add, place_code, sent_before, signed, text
from sql.models import dispatch as tables
from sql.reported.access.allowed import need

_ALIKE = dict.fromkeys((VETO, MEASURE), (VETO, MEASURE))
"""Whether a failed measure is a veto is a rule, which may change while its order is open."""
_ORDERS, _EVENTS = tables.ORDERS, tables.ORDER_EVENTS
ISSUED = "下达督办单"
_ENDED = {CLOSED: "办结", WITHDRAWN: "撤销"}
STEPS = {
    **follow_up.STEPS,
    CLOSED: Step("办结情况", "办结{}", Action.CONFIRM),
    WITHDRAWN: Step("撤销原因", "撤销{}", Action.ISSUE_ORDER),
}
"""What may follow an order, by kind of event."""


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
    by: str | None = None,
    meeting: int | None = None,
    at: datetime | None = None,
    form: str | None = None,
) -> Issued:
    """Issue an order of `place` to a unit of `region`, or return the open one of the same cause.

    Without a cause of its own, the open one with the same words is returned. A form (`form`) that
    is sent again gets the order it issued, as if it were the first time.

    Raises:
        EntryRefused: if a text is missing, the cause is not told, the region does not lie in the
            place, or the deadline is before the day of issue.
        NotAllowed: if who acts may not issue orders of the place.
    """
    _check(origin, issued_on=issued_on, due_on=due_on)
    queue_for_writing(session, table=_ORDERS)
    need(session, Action.ISSUE_ORDER, place_code(place))
    if not lies_in(session, place=place, region=place_code(region)):
        raise EntryRefused("督办地区不在下达单位的范围内，请改选本级或下级地区。")
    said = {
        "place": place, "issued_on": issued_on, "region": region, "due_on": due_on,
        "unit": text(unit, "督办对象"), "requirement": text(requirement, "督办要求"),
        "meeting": meeting, **_origin_columns(origin),
    }  # fmt: skip
    sent = sent_before(session, _ORDERS, form)
    standing = _open_one(session, said, by=by) if sent is None else sent
    if standing is not None:
        return _issued(session, standing, repeated=sent is None)
    number = _next_number(session, place=place, year=issued_on.year)
    new = add(session, _ORDERS, by=by, at=at, form=form, year=issued_on.year, number=number, **said)
    name = standings.order_number(issued_on.year, number, place=place)
    chain.note(
        session, ISSUED, name, place=region, issued_by=place, unit=said["unit"],
        due_on=due_on, order=new,
    )  # fmt: skip
    return _issued(session, new, repeated=False)


def _origin_columns(origin: Origin) -> dict[str, object]:
    return {
        "origin": origin.kind,
        "reference": origin.reference,
        "data_date": origin.data_date,
        "reason": text(origin.reason, "督办事由"),
    }


class Written(Entry):
    """What every event of an order says: the order's id, its day and its words.

    Whoever acts must be allowed to: the addressee's division to answer, the one that issued it to
    confirm (NotAllowed). An order that is over takes no more of them (EntryRefused).
    """

    order: Required[int]
    on: Required[date]
    words: Required[str]


def reply(session: Session, **written: Unpack[Written]) -> None:
    """Write down what the addressee answered; the order stays open until its issuer closes it."""
    _happened(session, REPLIED, **written)


def close(session: Session, **written: Unpack[Written]) -> None:
    """Close an order, saying how it was settled (办结情况)."""
    _happened(session, CLOSED, **written)


def send_back(session: Session, **written: Unpack[Written]) -> None:
    """Send a reply back with the reason (退回重办): the order is to be answered anew."""
    _happened(session, RETURNED, **written)


def withdraw(session: Session, **written: Unpack[Written]) -> None:
    """Withdraw an order issued by mistake; its number stays taken."""
    _happened(session, WITHDRAWN, **written)


def ask_for_time(session: Session, *, due_on: date, **written: Unpack[Written]) -> None:
    """Ask for a later day, with the reason (延期申请); one request is open at a time."""
    _happened(session, ASKED, due_on=due_on, **written)


def grant_time(session: Session, *, due_on: date | None = None, **written: Unpack[Written]) -> None:
    """Grant the day that was asked for, or another later one: it is in force from now on."""
    _happened(session, EXTENDED, due_on=due_on, **written)


def refuse_time(session: Session, **written: Unpack[Written]) -> None:
    """Refuse a later day, with words; the day in force stays."""
    _happened(session, REFUSED, **written)


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


def _open_one(session: Session, said: Mapping[str, Any], *, by: str | None) -> int | None:
    """Return the open order of the same cause; without a cause, the one that says the same."""
    t = _ORDERS.c
    ended = exists().where(_EVENTS.c.order == t.id, _EVENTS.c.kind.in_([CLOSED, WITHDRAWN]))
    alike = _ALIKE.get(said["origin"], (said["origin"],))
    if said["reference"] is None:
        same = [t[name].is_not_distinct_from(value) for name, value in said.items()]
        same.append(t.by == signed(by))
    else:
        same = [t[name] == said[name] for name in ("place", "region", "reference")]
        same.append(t.origin.in_(alike))
    return session.scalar(select(t.id).where(*same, ~ended).order_by(t.id).limit(1))


def _issued(session: Session, order: int, *, repeated: bool) -> Issued:
    t = _ORDERS.c
    year, number = session.execute(select(t.year, t.number).where(t.id == order)).one()
    return Issued(id=order, year=year, number=number, repeated=repeated)


def _next_number(session: Session, *, place: str, year: int) -> int:
    t = _ORDERS.c
    last = select(func.coalesce(func.max(t.number), 0)).where(t.place == place, t.year == year)
    following = int(session.execute(last).scalar_one()) + 1
    return max(following, office.first_number(office.ORDER, year, place=place))


def _happened(
    session: Session, kind: str, *, due_on: date | None = None, **written: Unpack[Written]
) -> None:
    """Append an event, once."""
    order, on, by, step = written["order"], written["on"], written.get("by"), STEPS[kind]
    said = {
        "order": order, "kind": kind, "happened_on": on,
        "text": text(written["words"], step.field),
    }  # fmt: skip
    queue_for_writing(session, table=_ORDERS)
    row = session.execute(select(_ORDERS).where(_ORDERS.c.id == order)).mappings().first()
    if row is None:
        raise UnknownChoice(f"没有编号为{order}的督办单。")
    need(session, step.action, row["region"] if step.by_addressee else row["place"])
    happened = events(session, order=order)
    form, after = written.get("form"), follow_up.answered(kind, happened)
    if sent_before(session, _EVENTS, form, after, **said, by=signed(by)):
        return
    name = standings.order_number(row["year"], row["number"], place=row["place"])
    if on < row["issued_on"]:
        raise EntryRefused(f"督办单{name}于{row['issued_on']}下达，不能登记更早的日期{on}。")
    _refuse_over(happened, name)
    day = follow_up.new_day(kind, happened, first=row["due_on"], on=on, wanted=due_on)
    add(session, _EVENTS, by=by, at=written.get("at"), form=form, due_on=day, **said)
    chain.note(session, step.logged.format("督办单"), name, place=row["region"], due_on=day)


def _refuse_over(happened: pl.DataFrame, name: str) -> None:
    """Say when and by whom an order was ended: mostly on another screen, while this one was open."""
    for row in happened.filter(pl.col("kind").is_in([*_ENDED])).iter_rows(named=True):
        raise EntryRefused(
            f"督办单{name}已于{row['happened_on']}由{row['by']}{_ENDED[row['kind']]}，本次未登记；"
            "如需继续督办请另行下达。"
        )
