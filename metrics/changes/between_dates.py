"""What changed between two data dates, per region: the sheet a dispatch meeting (调度会) works with.

Every difference has one of three causes, told apart: data of the earlier date that came in late
(迟报), corrections (更正), and what changed since (变化). Changes are counted against the earlier
records with late data and corrections put in, so a corrected date is never a new start.
"""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

import polars as pl

from metrics.changes.corrections import Revision, revise
from metrics.changes.counts import COUNTED, change_counts, updates
from metrics.changes.kinds import CHANGED, KINDS, changed_lights, changed_records
from metrics.changes.rank_moves import MOVES, Judged, rank_moves
from metrics.changes.records_turned import records_turned
from metrics.changes.score_moves import ScoreMoves
from metrics.errors import NothingReported
from metrics.records.adjustment import Adjustment, adjustment, recoded
from metrics.records.frames import Frames
from metrics.records.regions import resolve, within
from metrics.rules.value import RulePack


@dataclass(frozen=True, kw_only=True)
class Changes:
    """What changed between `before` and `after` in a place.

    - `counts`: region, kind, change (records, or 分; null where it cannot be told), late and
      corrected (by how much late data and corrections moved the earlier figure), unknown (rows
      without an amount at the later date), afterwards (how much of the change is 补报); every region
      and kind has a row.
    - `records`: kind, record, name, region, before, after (kept text), amount (1, or 分), afterwards.
    - `corrections`: as `corrections.Revision.listed`, and late (came in as late data).
    - `moves`: as `rank_moves.rank_moves`.
    - `updates`: region, units (bottom divisions), updated (those with a submission for a data date
      after the earlier one).
    - `regions`: the divisions in scope on either date, as on the later one.
    """

    before: Frames
    after: Frames
    rules: tuple[RulePack, RulePack]
    place: str
    regions: pl.DataFrame
    counts: pl.DataFrame
    records: pl.DataFrame
    corrections: pl.DataFrame
    moves: pl.DataFrame
    updates: pl.DataFrame

    def evidence(self, kind: str, region: str) -> pl.DataFrame:
        """List the records behind one count, of the region and all below it."""
        below = within(self.regions, resolve(self.regions, region))
        return self.records.filter(kind=kind).join(below, on="region", how="semi")

    def ranked_in(self, wider: "Changes") -> "Changes":
        """Return the same changes, but the place itself moves among the divisions of a wider place."""
        own, others = pl.col("region") == self.place, pl.col("region") != self.place
        moves = pl.concat([self.moves.filter(others), wider.moves.filter(own)]).sort("region")
        return replace(self, moves=moves)


@dataclass(frozen=True, kw_only=True)
class Compared:
    """Two data dates held against each other once, for every place: see `compare`.

    `steps` are the earlier date as known then, as known now and with corrections, and the later date.
    `records` are the changed ones of all places (none where no rule is asked), `revisions` the
    corrections of late data and of later reports.
    """

    steps: tuple[Frames, Frames, Frames, Frames]
    rules: tuple[RulePack, RulePack]
    revisions: tuple[Revision, Revision]
    regions: pl.DataFrame
    adjusted: Adjustment
    records: pl.DataFrame | None
    with_lights: bool

    def of(self, place: str) -> Changes:
        """Return what changed in one place."""
        scope = within(self.regions, place)
        before, after = self.steps[0], self.steps[-1]
        found = _UNJUDGED if self.records is None else self._judged(self.records, scope, place)
        return Changes(
            before=before, after=after, rules=self.rules, place=place, regions=scope,
            counts=found.counts, records=found.records, moves=found.moves,
            corrections=_corrections(*self.revisions, scope), updates=updates(before, after, scope),
        )  # fmt: skip

    @cached_property
    def judged(self) -> Judged:
        """What the records of each step were judged, asked once for all places."""
        return Judged()

    @cached_property
    def turned(self) -> pl.DataFrame:
        """The records of all places that turned: see `records_turned`."""
        *earlier, after = self.steps
        return records_turned(earlier, after, self.rules)

    def score_moves(self, place: str) -> ScoreMoves:
        """Return why the scores of a place and of all below it moved."""
        *earlier, after = self.steps
        return ScoreMoves(
            earlier,
            after,
            self.rules,
            place=place,
            redrawn=self.adjusted.redrawn,
            judged=self.judged,
        )

    def _judged(self, records: pl.DataFrame, scope: pl.DataFrame, place: str) -> "_Found":
        *earlier, after = self.steps
        inside = records.join(scope, on="region", how="semi", maintain_order="left")
        counts = change_counts(
            inside, self.steps, regions=self.regions, scope=scope, rules=self.rules[1],
            with_lights=self.with_lights, homes=self.adjusted.homes(after.regions),
        )  # fmt: skip
        moves = rank_moves(
            earlier,
            after,
            self.rules,
            place=place,
            redrawn=self.adjusted.redrawn,
            judged=self.judged,
        )
        return _Found(counts, inside, moves)


class _Found(NamedTuple):
    """What rules have a say in."""

    counts: pl.DataFrame
    records: pl.DataFrame
    moves: pl.DataFrame


_UNJUDGED = _Found(*(pl.DataFrame(schema=schema) for schema in (COUNTED, CHANGED, MOVES)))


def changes(
    before: Frames,
    after: Frames,
    rules: tuple[RulePack, RulePack],
    *,
    place: str | None = None,
    known_now: Frames | None = None,
    lights: tuple[pl.DataFrame, pl.DataFrame] | None = None,
    judged: bool = True,
) -> Changes:
    """Tell what changed in a place from `before` to `after`: see `compare`."""
    compared = compare(before, after, rules, known_now=known_now, lights=lights, judged=judged)
    return compared.of(after.place_of(place))


def compare(
    before: Frames,
    after: Frames,
    rules: tuple[RulePack, RulePack],
    *,
    known_now: Frames | None = None,
    lights: tuple[pl.DataFrame, pl.DataFrame] | None = None,
    judged: bool = True,
) -> Compared:
    """Hold `after` against `before`, judged by the rules of then and of now.

    `before` may be what was known at some moment; `known_now` is then the same data date as known
    now (null: the same). What a change of divisions (区划调整) took over is not new: see
    `metrics.records.adjustment`. `lights` are two frames of project and light (red, …) for the two dates;
    without them nothing is told of lights. Where nothing is `judged`, no rule is asked and only
    corrections and updates are told: so it is of a place with returns only. Both dates must be of
    one evaluation year. Raises NothingReported where the earlier date has no 区划.
    """
    _check(before, after)
    before = recoded(before, after)
    fuller = before if known_now is None else recoded(known_now, after)
    late, newer = revise(before, fuller), revise(fuller, after)
    adjusted = adjustment(before, after)
    records = None
    if judged:
        homes = adjusted.homes(after.regions)
        records = _records(newer.frames, after, lights, rules[1])
        records = records.with_columns(pl.col("region").replace(homes)).sort(list(CHANGED))
    return Compared(
        steps=(before, fuller, newer.frames, after), rules=rules, revisions=(late, newer),
        regions=_divisions(before, after), adjusted=adjusted, records=records,
        with_lights=lights is not None,
    )  # fmt: skip


def _check(before: Frames, after: Frames) -> None:
    if before.year != after.year or before.as_of > after.as_of:
        raise ValueError("changes need one evaluation year and the earlier data date first")
    if before.regions.is_empty():
        raise NothingReported(
            f"数据日期{before.as_of}尚无“区划”数据，或在所指定的时刻尚未收到，无法比较变化。"
        )


def _divisions(before: Frames, after: Frames) -> pl.DataFrame:
    gone = before.regions.join(after.regions, on="region", how="anti")
    succeeded = adjustment(before, after).homes(after.regions)
    gone = gone.filter(~pl.col("region").is_in(list(succeeded)))
    return pl.concat([after.regions, gone]).sort("region")


def _records(
    before: Frames,
    after: Frames,
    lights: tuple[pl.DataFrame, pl.DataFrame] | None,
    rules: RulePack,
) -> pl.DataFrame:
    parts = [changed_records(kind, before, after, rules) for kind in KINDS]
    if lights is not None:
        projects = pl.concat([after.tables["projects"], before.tables["projects"]])
        owners = projects.unique("project", keep="first", maintain_order=True)
        parts.append(changed_lights(*lights, owners.select("project", "name", "region")))
    return pl.concat(parts)


def _corrections(late: Revision, newer: Revision, scope: pl.DataFrame) -> pl.DataFrame:
    """Join the corrections of both steps; those without an owner belong to the whole place."""
    listed = pl.concat(
        [
            late.listed.with_columns(late=pl.lit(value=True)),
            newer.listed.with_columns(late=pl.lit(value=False)),
        ]
    )
    top = scope.join(scope, left_on="parent", right_on="region", how="anti")["parent"].is_null()
    inside = pl.col("region").is_in(scope["region"].implode())
    return listed.filter(inside | (pl.col("region").is_null() & top.any()))
