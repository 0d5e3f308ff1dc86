"""The log (操作日志) for the screens: of the divisions that the visitor may read it of, newest first.

Nothing here is cached: whoever looks wants to see what was just done.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from metrics.access import acting
from metrics.access.acting import not_allowed
from metrics.access.entry import Entry, Head
from metrics.access.permissions import Action
from metrics.access.told import ends_at
from metrics.records.regions import within
from sql.database import chain
from sql.database.engine import session_scope
from sql.dispatch.orders import ISSUED
from sql.log import entries, verifying
from sql.log.entries import EXPORTED, Asked
from sql.log.verifying import BEGINNING
from sql.reported.access.allowed import line_up
from sql.reported.history import divisions

LogAsked = Asked
LOG_BEGINNING = BEGINNING


def log_places() -> frozenset[str] | None:
    """Return the divisions that the visitor may read the log of; null for all there is.

    Whoever holds it for a province reads also what is about no division: who signed in, what was set.

    Raises:
        NotAllowed: if there are none.
    """
    who = acting.actor()
    if who.is_machine:
        return None
    held = who.regions(Action.READ_LOG)
    if not held:
        raise not_allowed(Action.READ_LOG)
    with session_scope() as session:
        if any(line_up(session, region) == {region} for region in held):
            return None
        regions = divisions(session, as_of=date.max)
    inside = (within(regions, region)["region"] for region in held)
    return frozenset(held).union(*inside)


def log_page(asked: Asked, *, skip: int, most: int | None) -> tuple[list[Entry], int]:
    """Return the entries that are asked for, `most` of them after `skip`, and how many there are in all."""
    asked = replace(asked, places=log_places())
    with session_scope() as session:
        listed = entries.entries(session, asked, skip=skip, most=most)
        return listed, entries.count(session, asked)


def log_choices() -> tuple[dict[int, str], list[str]]:
    """Return who stands in the log by number, and what stands there as done."""
    asked = Asked(places=log_places())
    with session_scope() as session:
        return entries.accounts(session, asked), entries.actions(session, asked)


def log_head() -> Head:
    """Return where the log ends, unproved."""
    with session_scope() as session:
        return verifying.head(session.connection())


def log_proved(*, after: Head, progress: Callable[[int], object]) -> Head:
    """Prove the log from a head on that was proved before, and return its own.

    Raises:
        LogBroken: at the first entry that is wrong.
    """
    with session_scope() as session:
        return verifying.verify(session.connection(), after=after, progress=progress)


def log_taken(asked: Asked, *, told: str, kind: str) -> list[Entry]:
    """Return all entries that are asked for, to be taken away as a file; that is noted in the log."""
    asked = replace(asked, places=log_places())
    with session_scope(writing=True) as session:
        listed = entries.entries(session, asked)
        chain.note(session, EXPORTED, told or "全部记录", rows=len(listed), format=kind)
    return listed


def order_logged(row: Mapping[str, Any]) -> str | None:
    """Return which entry an order stands in, as its paper prints it; null of one from before the log."""
    with session_scope() as session:
        found = entries.order_written_as(session, ISSUED, row["id"], place=row["region"])
    return None if found is None else ends_at(found)
