"""Why scores and ranks moved between two data dates, cached by both and by what was known of them."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any, NamedTuple

import polars as pl

from dashboard.data import changes, store
from dashboard.data.database import cached
from dashboard.data.places import upper
from dashboard.data.reaching import reach
from dashboard.data.sealing import basis
from metrics.changes.correction_effects import Effect, correction_effects, homes_of
from metrics.changes.rules_changed import RuleChange, rules_changed
from metrics.changes.score_moves import ScoreMove, ScoreMoves
from metrics.changes.why_moved import why_of
from metrics.packs.pack import anywhere
from metrics.rating.evaluation import evidence
from metrics.records.regions import within
from metrics.scope import Scope


class Why(NamedTuple):
    """Why one division moved: its score by measure, how many records turned, and the rules changed.

    `turned` counts by measure and kind. `rank` is its row of `rank_moves` among the divisions of
    `ranked_in`; null where it has no rank on either date.
    """

    move: ScoreMove
    turned: Mapping[str, Mapping[str, int]]
    rank: Mapping[str, Any] | None
    rules: tuple[RuleChange, ...]
    ranked_in: str

    @property
    def places(self) -> int | None:
        """How many places it moved, up positive; null where that cannot be told."""
        return None if self.rank is None else self.rank["move"]


class TurnedRecords(NamedTuple):
    """The records of one measure that turned, and its judged records on both dates."""

    turned: pl.DataFrame
    judged: tuple[pl.DataFrame, pl.DataFrame]


def why_moved(scope: Scope, region: str, before: date) -> Why:
    """Return why a division of the scope's place moved since an earlier data date."""
    return _why(_known(scope, before), before, scope, region)


@cached(max_entries=512, show_spinner="正在比较两个数据日期……")
def _why(known: tuple[int, int], before: date, scope: Scope, region: str) -> Why:
    held = changes.held_together(known, before, anywhere(scope))
    above = upper(scope) if region == scope.place else None
    ranked = above or scope
    ranks = changes.changed_for_all(known, before, ranked).changes.moves
    moved = why_of(held, _moves(known, before, scope), ranks, region)
    return Why(**moved._asdict(), rules=rules_changed(*held.rules), ranked_in=ranked.place)


@cached(max_entries=64)
def _moves(known: tuple[int, int], before: date, scope: Scope) -> ScoreMoves:
    return changes.held_together(known, before, anywhere(scope)).score_moves(scope.place)


def effects_of(scope: Scope, before: date) -> list[Effect]:
    """Return what each correction that the visitor may see did to the score of its region, in their order."""
    known = _known(scope, before)
    every = changes.changed_for_all(known, before, scope).changes.corrections
    effects = _effects(known, before, scope)
    return [effects[number] for number in reach().of(every.with_row_index("number"))["number"]]


@cached(max_entries=64)
def _effects(known: tuple[int, int], before: date, scope: Scope) -> list[Effect]:
    held = changes.held_together(known, before, anywhere(scope))
    every = changes.changed_for_all(known, before, scope).changes.corrections
    moves, homes = _moves(known, before, scope), homes_of(held.steps[0], held.steps[-1])
    return correction_effects(every, held.turned, cache(moves.of), homes)


def turned_records(scope: Scope, region: str, before: date, measure: str) -> TurnedRecords:
    """Return the records of a measure that turned in a division, those that the visitor may see."""
    found, own = _turned(_known(scope, before), before, scope, region, measure), reach()
    was, now = found.judged
    return TurnedRecords(own.of(found.turned), (own.of(was), own.of(now)))


@cached(max_entries=64)
def _turned(
    known: tuple[int, int], before: date, scope: Scope, region: str, measure: str
) -> TurnedRecords:
    held = changes.held_together(known, before, anywhere(scope))
    inside = within(held.regions, region)
    turned = held.turned.filter(measure=measure).join(inside, on="region", how="semi")
    sides = ((held.steps[0], held.rules[0]), (held.steps[-1], held.rules[1]))
    was, now = (
        evidence(frames, rules, measure=measure, region=region)
        if region in frames.regions["region"]
        else pl.DataFrame(schema={"record": pl.String, "region": pl.String})
        for frames, rules in sides
    )
    return TurnedRecords(turned, (was, now))


def _known(scope: Scope, before: date) -> tuple[int, int]:
    return store.known_by(before), basis.known_of(scope)
