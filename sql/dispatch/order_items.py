"""The matters (督办事项) of orders, and which of them have an open order already."""

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl
from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import Session

from metrics.dispatch.causes import MEASURE, VETO
from metrics.dispatch.order import Origin, matters
from metrics.dispatch.standing import CLOSED, ORDER_ITEMS, ORDERED, WITHDRAWN
from sql.database.reading import fetch
from sql.dispatch.journal import signed, text
from sql.models import dispatch as tables

_ORDERS, _ITEMS, _EVENTS = tables.ORDERS, tables.ORDER_ITEMS, tables.ORDER_EVENTS
_ALIKE = dict.fromkeys((VETO, MEASURE), (VETO, MEASURE))
"""Whether a failed measure is a veto is a rule, which may change while its order is open."""


def items(session: Session, *, order: int | None = None) -> pl.DataFrame:
    """Return the matters (ORDER_ITEMS) of one order or of all, sorted by order."""
    issued = select(*(_ORDERS.c[name] for name in ORDERED))
    listed = select(*(_ITEMS.c[name] for name in ORDER_ITEMS))
    if order is not None:
        issued, listed = issued.where(_ORDERS.c.id == order), listed.where(_ITEMS.c.order == order)
    return matters(fetch(session, issued, ORDERED), fetch(session, listed, ORDER_ITEMS))


def under_order(session: Session, *, place: str) -> set[tuple[str, str | None]]:
    """Return kind and reference of every matter that has an open order of a place, in both its kinds."""
    ended = exists().where(_EVENTS.c.order == _ORDERS.c.id, _EVENTS.c.kind.in_([CLOSED, WITHDRAWN]))
    open_ones = set(session.scalars(select(_ORDERS.c.id).where(_ORDERS.c.place == place, ~ended)))
    kept = items(session).filter(pl.col("order").is_in(open_ones))
    rows = kept.select("origin", "reference").iter_rows()
    return {
        (kind, reference) for origin, reference in rows for kind in _ALIKE.get(origin, (origin,))
    }


def columns(origin: Origin) -> dict[str, Any]:
    """Return what is kept of one matter."""
    return {
        "origin": origin.kind,
        "reference": origin.reference,
        "project": origin.project,
        "data_date": origin.data_date,
        "reason": text(origin.reason, "督办事由"),
    }


def still_open(
    session: Session, said: Mapping[str, Any], origins: Sequence[Origin], *, by: str | None
) -> tuple[tuple[Origin, ...], int | None]:
    """Return the matters that have no open order of the place yet, and the first open order found.

    `said` is what the order says as a whole. A matter without a record has one that says the same.
    """
    found = [_open_one(session, said, origin, by=by) for origin in origins]
    left = tuple(one for one, order in zip(origins, found, strict=True) if order is None)
    return left, next((order for order in found if order is not None), None)


def _open_one(
    session: Session, said: Mapping[str, Any], origin: Origin, *, by: str | None
) -> int | None:
    t = _ORDERS.c
    ended = exists().where(_EVENTS.c.order == t.id, _EVENTS.c.kind.in_([CLOSED, WITHDRAWN]))
    if origin.reference is None:
        own = columns(origin)
        del own["project"]
        same = [t[name].is_not_distinct_from(value) for name, value in {**said, **own}.items()]
        same.append(t.by == signed(by))
    else:
        same = [t[name] == said[name] for name in ("place", "region")]
        same.append(_answers(origin))
    return session.scalar(select(t.id).where(*same, ~ended).order_by(t.id).limit(1))


def _answers(origin: Origin) -> ColumnElement[bool]:
    """Say whether an order answers a matter: by itself, or among several."""
    t, i = _ORDERS.c, _ITEMS.c
    kinds = _ALIKE.get(origin.kind, (origin.kind,))
    among = exists().where(i.order == t.id, i.reference == origin.reference, i.origin.in_(kinds))
    return or_(and_(t.reference == origin.reference, t.origin.in_(kinds)), among)
