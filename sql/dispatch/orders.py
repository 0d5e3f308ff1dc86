"""Orders (督办单): numbered without gaps, issued once for each open cause, never rewritten.

Functions take a session of `session_scope(writing=True)` and never commit.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, NotRequired, Required, Unpack

import polars as pl
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from metrics import office
from metrics.access.permissions import Action
from metrics.dispatch import standing as standings
from metrics.dispatch.causes import ORIGINS, OTHER
from metrics.dispatch.order import Draft, Issued, Origin, Printed, number_of, summary
from metrics.dispatch.standing import (
    ASKED,
    CLOSED,
    DELIVERED,
    EXTENDED,
    ORDER_EVENTS,
    ORDERED,
    REFUSED,
    REPLIED,
    RETURNED,
    WITHDRAWN,
)
from metrics.errors import UnknownChoice
from metrics.packs.pack import pack_for_place
from metrics.rules.value import Rule, Rules
from sql.database import chain
from sql.database.engine import queue_for_writing
from sql.database.reading import fetch
from sql.dispatch import follow_up, order_items
from sql.dispatch.concern import concerns, lies_in
from sql.dispatch.follow_up import Step
from sql.dispatch.happened import Begun, Book, Told, append_event
from sql.dispatch.journal import Entry, EntryRefused, add, place_code, sent_before, text
from sql.dispatch.order_letters import paper_of, refuse_commands
from sql.models import dispatch as tables
from sql.reported.access.allowed import need

_ORDERS, _EVENTS = tables.ORDERS, tables.ORDER_EVENTS
ISSUED = "下达督办单"
STEPS = {
    **follow_up.STEPS,
    DELIVERED: Step(
        "送达情况（签收单位、签收人或送达方式）", "登记{}送达", Action.ANSWER, by_addressee=True
    ),
    CLOSED: Step("办结情况", "办结{}", Action.CONFIRM),
    WITHDRAWN: Step("撤销原因", "撤销{}", Action.ISSUE_ORDER),
}
"""What may follow an order, by kind of event."""


class How(Entry):
    """What orders issued together have in common: the day, and the meeting in which they are issued."""

    issued_on: Required[date]
    meeting: NotRequired[int | None]


def issue(
    session: Session,
    *,
    place: str,
    region: str,
    unit: str,
    origin: Origin,
    requirement: str,
    due_on: date,
    **how: Unpack[How],
) -> Issued:
    """Issue an order of `place` to a unit of `region`, or return the open one of the same cause.

    Without a cause of its own, the open one with the same words is returned; else as `issue_all`.
    """
    (issued,) = issue_all(
        session, place=place, drafts=[Draft(region, unit, (origin,), requirement, due_on)], **how
    )
    return issued


def issue_all(
    session: Session, *, place: str, drafts: Sequence[Draft], **how: Unpack[How]
) -> list[Issued]:
    """Issue orders of `place` one after the other, their numbers without a gap: all of them, or none.

    A matter (督办事项) that has an open order of its own is left out; of a draft with no other, that
    order is returned. A form that is sent again gets the orders it issued, as if it were the first time.

    Raises:
        EntryRefused: if there is nothing to issue, a text is missing, the cause is not told, a region
            does not lie in the place, a deadline is before the day of issue, or the paper may not be
            sent so by the rules of the day (`order_papers`).
        NotAllowed: if who acts may not issue orders of the place.
    """
    if not drafts:
        raise EntryRefused("没有选定督办对象，未下达督办单。")
    rule = pack_for_place(place).on(how["issued_on"]).rule("order_papers")
    for draft in drafts:
        _check(draft, issued_on=how["issued_on"])
        refuse_commands(draft, rule)
    queue_for_writing(session, table=_ORDERS)
    need(session, Action.ISSUE_ORDER, place_code(place))
    return [
        _issue(session, place, draft, rule, how, form=_form(how, number))
        for number, draft in enumerate(drafts)
    ]


def _form(how: How, number: int) -> str | None:
    """Return the number of the form for each order that it issues: its own for the first."""
    form = how.get("form")
    return f"{form}:{number}" if form and number else form


def _issue(
    session: Session, place: str, draft: Draft, rule: Rule, how: How, *, form: str | None
) -> Issued:
    if not lies_in(session, place=place, region=place_code(draft.region)):
        raise EntryRefused("督办地区不在下达单位的范围内，请改选本级或下级地区。")
    said = {
        "place": place, "issued_on": how["issued_on"], "region": draft.region,
        "due_on": draft.due_on, "unit": text(draft.unit, "督办对象"),
        "requirement": text(draft.requirement, "督办要求"), "meeting": how.get("meeting"),
    }  # fmt: skip
    sent = sent_before(session, _ORDERS, form)
    if sent is not None:
        return _issued(session, sent, repeated=False)
    left, standing = order_items.still_open(session, said, draft.origins, by=how.get("by"))
    if not left and standing is not None:
        return _issued(session, standing, repeated=True)
    paper = paper_of(session, place, draft.region, rule)
    new = _write(session, said, left, how, paper=paper, form=form)
    return replace(new, held=len(draft.origins) - len(left))


def _write(
    session: Session, said: Mapping[str, Any], origins: Sequence[Origin], how: How, *,
    paper: Printed, form: str | None,
) -> Issued:  # fmt: skip
    """Give an order its number and write it down with its matters."""
    year, by, at = how["issued_on"].year, how.get("by"), how.get("at")
    number = _next_number(session, place=said["place"], year=year)
    items = [order_items.columns(origin) for origin in origins]
    own = {name: items[0][name] for name in ("origin", "reference", "data_date")}
    if len(items) > 1:
        own["reference"] = None
    new = add(
        session, _ORDERS, form=form, year=year, number=number, printed=paper.kept(),
        reason=text(summary(origins), "督办事由"), by=by, at=at, **own, **said,
    )  # fmt: skip
    for item in items:
        add(session, tables.ORDER_ITEMS, by=by, at=at, order=new, **item)
    chain.note(
        session, ISSUED, standings.order_number(year, number, code=paper.code), place=said["region"],
        issued_by=said["place"], unit=said["unit"], due_on=said["due_on"], order=new,
    )  # fmt: skip
    return Issued(id=new, year=year, number=number, repeated=False)


class Written(Told):
    """What every event of an order says: the order's id beside its day and its words.

    Whoever acts must be allowed to: the addressee's division to answer, the one that issued it to
    confirm (NotAllowed). An order that is over takes no more of them (EntryRefused).
    """

    order: Required[int]


def deliver(session: Session, **written: Unpack[Written]) -> None:
    """Write down that the addressee has received it (送达), once."""
    _happened(session, DELIVERED, **written)


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


def _check(draft: Draft, *, issued_on: date) -> None:
    for origin in draft.origins:
        if origin.kind not in ORIGINS:
            raise EntryRefused(f"督办来源“{origin.kind}”不存在，应为{'、'.join(ORIGINS)}之一。")
        if origin.kind != OTHER and not origin.reference:
            raise EntryRefused("督办单应写明由哪一条记录引起，请从表中的红灯或问题进入。")
    if draft.due_on < issued_on:
        raise EntryRefused(f"办理时限{draft.due_on}早于下达日期{issued_on}，请更正。")


def _issued(session: Session, order: int, *, repeated: bool) -> Issued:
    t = _ORDERS.c
    year, number = session.execute(select(t.year, t.number).where(t.id == order)).one()
    return Issued(id=order, year=year, number=number, repeated=repeated)


def _next_number(session: Session, *, place: str, year: int) -> int:
    t = _ORDERS.c
    last = select(func.coalesce(func.max(t.number), 0)).where(t.place == place, t.year == year)
    following = int(session.execute(last).scalar_one()) + 1
    return max(following, office.first_number(office.ORDER, year, place=place))


def _begun(session: Session, order: int) -> Begun:
    row = session.execute(select(_ORDERS).where(_ORDERS.c.id == order)).mappings().first()
    if row is None:
        raise UnknownChoice(f"没有编号为{order}的督办单。")
    name = number_of(dict(row))
    return Begun(
        number=name, named=f"督办单{name}", place=row["place"], region=row["region"],
        on=row["issued_on"], due_on=row["due_on"],
    )  # fmt: skip


_BOOK = Book(
    table=_ORDERS, log=_EVENTS, of="order", called="督办单", began="下达",
    ended={CLOSED: "办结", WITHDRAWN: "撤销"}, over="；如需继续督办请另行下达", steps=STEPS, begun=_begun,
    events=lambda session, order: events(session, order=order),
)  # fmt: skip


def _happened(
    session: Session, kind: str, *, due_on: date | None = None, **written: Unpack[Written]
) -> None:
    append_event(session, _BOOK, kind, written["order"], due_on=due_on, told=written)
