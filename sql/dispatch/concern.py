"""Whose orders (督办单) and promises (承诺) a place sees: its own, and those above it that are to it.

A county sees what its city and its province have ordered of it; a city, of any county in it. What a
county orders by itself is not listed above.
"""

from datetime import date

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from metrics.records.regions import lineage, within
from sql.models.dispatch import ORDERS, PROMISES
from sql.reported.history import divisions


def lies_in(session: Session, *, place: str, region: str) -> bool:
    """Say whether a division lies in a place, or is the place; what 区划 does not name may."""
    regions = divisions(session, as_of=date.max)
    known = region in regions["region"] and place in regions["region"]
    return region == place or not known or region in within(regions, place)["region"]


def addressed(session: Session, order: int) -> str | None:
    """Return the division that an order was issued to; null where there is no such order."""
    region: str | None = session.scalar(select(ORDERS.c.region).where(ORDERS.c.id == order))
    return region


def promised(session: Session, promise: int) -> str | None:
    """Return the division that a promise was made for; null where there is no such promise."""
    region: str | None = session.scalar(select(PROMISES.c.region).where(PROMISES.c.id == promise))
    return region


def concerns(
    session: Session, place: str, *, by: ColumnElement[str], region: ColumnElement[str | None]
) -> ColumnElement[bool]:
    """Say of rows made `by` a place for a `region` whether a place sees them."""
    regions = divisions(session, as_of=date.max)
    above = lineage(regions).filter(region=place)["ancestor"].unique().sort().to_list()
    inside = within(regions, place)["region"].unique().sort().to_list()
    return or_(by == place, and_(by.in_(above), region.in_(inside)))
