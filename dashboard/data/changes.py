"""What changed between two data dates, cached by both and by what was known of them."""

from dataclasses import replace
from datetime import date
from typing import NamedTuple

import polars as pl

from dashboard.data import store
from dashboard.data.database import cached
from dashboard.data.reaching import reach
from dashboard.data.sealing import basis
from dashboard.data.supervision import whole
from metrics.access.scoped import Reach
from metrics.changes.between_dates import Changes, Compared, compare
from metrics.changes.kinds import LIGHTS
from metrics.changes.light_causes import light_causes
from metrics.packs.pack import anywhere
from metrics.scope import Scope
from sql.database.engine import session_scope
from sql.reported.correction_senders import correction_senders


class Changed(NamedTuple):
    """The changes, and who sent each correction."""

    changes: Changes
    senders: pl.DataFrame


def changed(scope: Scope, before: date) -> Changed:
    """Return what changed in the scope's place from an earlier data date to the scope's.

    Counts are of all; records and corrections are those that the visitor may see.
    """
    known = (store.known_by(before), basis.known_of(scope))
    found, own = changed_for_all(known, before, scope), reach()
    if own.divisions is None:
        return found
    seen = own.of(found.changes.records)
    told = own.of(found.changes.corrections.hstack(found.senders.rename(_sender)))
    corrections = told.select(found.changes.corrections.columns)
    senders = told.select(pl.col(_sender(name)).alias(name) for name in found.senders.columns)
    return Changed(replace(found.changes, records=seen, corrections=corrections), senders)


def _sender(column: str) -> str:
    return f"sender:{column}"


@cached(max_entries=128, show_spinner="正在比较两个数据日期……")
def changed_for_all(known: tuple[int, int], before: date, scope: Scope) -> Changed:
    """Return what changed, whoever looks: it is kept once."""
    changes = held_together(known, before, anywhere(scope)).of(scope.place)
    with session_scope() as session:
        senders = correction_senders(session, changes.corrections, before=before, after=scope.as_of)
    return Changed(changes, senders)


@cached(max_entries=4, show_spinner="正在比较两个数据日期……")
def held_together(known: tuple[int, int], before: date, scope: Scope) -> Compared:
    """Hold the two dates against each other once for all places."""
    then = store.frames_known(known[0], before, scope.year)
    now = store.frames_known(known[1], scope.as_of, scope.year)
    lights = whole(known[0], scope.at(before)).lights, whole(known[1], scope).lights
    return compare(
        then, now, (basis.rules_of(scope.at(before)), basis.rules_of(scope)), lights=lights
    )


def light_changes(scope: Scope, before: date) -> pl.DataFrame:
    """Return the changed lights of a place since an earlier data date (`light_causes.LIGHT_CHANGES`)."""
    known = (store.known_by(before), basis.known_of(scope))
    records = changed(scope, before).changes.records
    return _lit(known, before, scope, reach(), _records=records)


@cached(max_entries=64)
def _lit(
    known: tuple[int, int], before: date, scope: Scope, of: Reach, *, _records: pl.DataFrame
) -> pl.DataFrame:
    del of  # a key: the records are those of the reach already
    lights = _records.filter(pl.col("kind").is_in(list(LIGHTS)))
    tables = (whole(known[0], anywhere(scope).at(before)), whole(known[1], anywhere(scope)))
    return light_causes(lights, *tables)
