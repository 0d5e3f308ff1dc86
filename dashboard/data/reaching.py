"""Whose records the visitor may see: the one choke point, after what is kept for all.

Frames and evaluations are read whole and kept once for all visits. What lists single records is taken
out of them by the visitor's reach, which is part of the key of whatever is kept after that.
"""

import polars as pl

from dashboard.data import store
from dashboard.data.database import cached, is_for_all
from metrics.access import acting
from metrics.access.acting import NotAllowed
from metrics.access.permissions import Action
from metrics.access.roles import Role
from metrics.access.scoped import EVERYTHING, Reach, granted, reach_of
from metrics.records.regions import within
from metrics.records.reports import Submission
from sql.database.engine import session_scope
from sql.reported.access.allowed import line_up

KEPT = "记录仅供本级查看"
"""What is said where figures are shown and the records behind them are not."""


class ReachAskedForAll(RuntimeError):
    """What is kept for all asked who looks: a programming mistake."""


def reach() -> Reach:
    """Return the divisions whose records the visitor may see, by the province's own 区划.

    Raises:
        NotSignedIn: in a server, where nobody has signed in.
    """
    if is_for_all():
        raise ReachAskedForAll("a reader kept for all must not ask who looks")
    given = granted(acting.actor())
    return EVERYTHING if given is None else _reach(store.version(), given)


@cached(max_entries=512)
def _reach(known: int, given: tuple[str, ...]) -> Reach:
    current = store.newest() if known else None
    if current is None:
        return Reach(given)
    return reach_of(given, current.regions, store.successions())


def own_rows(rows: pl.DataFrame) -> pl.DataFrame:
    """Keep orders or promises to the visitor's own divisions, and those of the meeting he is shown."""
    here = pl.col("meeting").eq_missing(acting.actor().meeting) & pl.col("meeting").is_not_null()
    own = reach()
    if own.divisions is None:
        return rows
    to_them = pl.col("region").is_in(own.divisions).fill_null(value=False)
    return rows.filter(to_them | here)


def sees(division: str | None) -> bool:
    """Say whether the visitor may see the records of a division and of all below it."""
    return reach().sees(division)


def sees_some(division: str) -> bool:
    """Say whether the visitor may see the records of some divisions in a division."""
    current = store.newest()
    if current is None:
        return sees(division)
    return any(map(sees, within(current.regions, division)["region"]))


def own_place() -> str | None:
    """Return the city or county that the visitor works for; null for a province, and for others."""
    own = [
        grant.region for grant in acting.actor().grants if grant.role in (Role.CITY, Role.COUNTY)
    ]
    return own[0] if own else None


def may(*actions: Action) -> bool:
    """Say whether the visitor may do one of these for any division at all."""
    return any(map(acting.actor().may_somewhere, actions))


def may_for(action: Action, division: str) -> bool:
    """Say whether the visitor may do this for a division; what counts is asked when it is written."""
    who = acting.actor()
    return who.is_machine or who.may(action, _line_up(store.version(), division))


@cached(max_entries=1024)
def _line_up(known: int, division: str) -> frozenset[str]:
    del known  # a key
    with session_scope() as session:
        return line_up(session, division)


def submissions() -> list[Submission]:
    """Return the submissions of the visitor's own divisions, last accepted first."""
    own = reach()
    return [each for each in store.submissions() if own.sees(each.unit)]


def own_units() -> dict[str, str]:
    """Return the names of the divisions in force whose records the visitor may see, by code."""
    own = reach()
    return {code: name for code, name in store.units().items() if own.sees(code)}


def shows(meeting: int, *, place: str) -> bool:
    """Say whether the visitor may see a meeting of a place: his own, or the one that a link shows."""
    return acting.actor().meeting == meeting or sees(place)


def need_records(division: str, *, what: str = "记录") -> None:
    """Refuse who may not see the records of a division.

    Raises:
        NotAllowed: with a sentence that says what is kept.
    """
    if not sees(division):
        raise NotAllowed(f"{store.name_of(division)}的{what}仅供本级及其上级查看。")
