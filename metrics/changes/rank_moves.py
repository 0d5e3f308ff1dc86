"""Why a rank moved: rules, late data, corrections, own change and others' change, exactly.

Between the two published ranks lie counterfactual ones, in a fixed order:

1. rules: the earlier records as known then, judged by the later rules;
2. late data (迟报): the earlier data date as known now;
3. corrections: the earlier records with what was corrected later (see `corrections`);
4. own change: the region with its own later score among the others as in 3;
5. others' change: everybody at the later data date.

Each part is the rank before the step minus the rank after it, in places, positive when it lifts
the region, so the parts add up to the move. That days pass (a deadline runs out) is change, own or
others'. A region's rank at a step is its place among the regions that are in its group there; a
step at which it has no score moves nothing and its effect falls into the next.
"""

from bisect import bisect_right
from collections.abc import Collection, Sequence
from itertools import pairwise
from typing import NamedTuple

import polars as pl

from metrics.rating.evaluation import Evaluation, evaluate, judge
from metrics.rating.hearing import told_scores
from metrics.rating.ranking import order_key
from metrics.rating.scoring import breaches
from metrics.records.frames import Frames
from metrics.rules.value import RulePack

PARTS = ("rules", "late", "corrections", "own", "others")
MOVES = {
    "region": pl.String, "level": pl.String, "group": pl.String, "group_before": pl.String,
    "status": pl.String, "rank_before": pl.Int64, "rank_after": pl.Int64, "move": pl.Int64,
    **dict.fromkeys(PARTS, pl.Int64), "score_before": pl.Int64, "score_after": pl.Int64,
}  # fmt: skip
Group = tuple[str, str]


class Seat(NamedTuple):
    """Where a region stands in one evaluation: level and group, what it is ranked on, its score."""

    group: Group
    key: int | None
    score: int | None
    rank: int | None


class Ladder:
    """One evaluation as seats by region, with the keys of each group in order."""

    def __init__(self, evaluation: Evaluation) -> None:
        """Keep what ranks are made of; who did not report keeps a place, but is told none (未报送)."""
        breached = breaches(evaluation.counts, evaluation.standard)
        scores = evaluation.scores.join(breached, on="region", how="left", maintain_order="left")
        barred, number = pl.col("vetoes").list.len() > 0, pl.col("breaches").fill_null(0)
        key = order_key(pl.col("score"), barred, evaluation.rules, number)
        keys = scores.select(key=pl.when(pl.col("rank").is_not_null()).then(key))
        rows = told_scores(evaluation).select("region", "level", "group", "score", "rank")
        self.seats: dict[str, Seat] = {}
        self.keys: dict[Group, list[int]] = {}
        for region, level, group, score, rank, place in rows.hstack(keys).sort("key").iter_rows():
            self.seats[region] = Seat((level, group), place, score, rank)
            if place is not None:
                self.keys.setdefault((level, group), []).append(place)

    def rank_of(self, region: str, key: int | None, group: Group) -> int | None:
        """Return the rank of a key in a group from which the region's own key is taken out."""
        if key is None:
            return None
        keys = self.keys.get(group, [])
        own = self.seats.get(region)
        counted = own is not None and own.group == group and own.key is not None and own.key > key
        return len(keys) - bisect_right(keys, key) - counted + 1


class Judged:
    """What records were judged, kept by frames and rules: it is the same for every place."""

    def __init__(self) -> None:
        """Begin with nothing judged."""
        self._kept: dict[tuple[int, str], tuple[Frames, pl.DataFrame]] = {}

    def evaluation(self, frames: Frames, rules: RulePack, place: str) -> Evaluation:
        """Return the evaluation of a place."""
        key = (id(frames), rules.digest)
        if key not in self._kept:
            self._kept[key] = frames, judge(frames, rules)
        return evaluate(frames, rules, place, judged=self._kept[key][1])


class Steps(NamedTuple):
    """The evaluations between which a rank moves, in the order of the parts."""

    before: Ladder
    ruled: Ladder
    known: Ladder
    corrected: Ladder
    after: Ladder


def rank_moves(
    earlier: Sequence[Frames],
    after: Frames,
    rules: tuple[RulePack, RulePack],
    *,
    place: str,
    redrawn: Collection[str] = (),
    judged: Judged | None = None,
) -> pl.DataFrame:
    """Return the move of every ranked region of `place`, by region, with the columns of MOVES.

    `earlier`: the earlier data date as known then, as known now, and with the corrections; equal
    ones may be the same object. `rules`: then and now. `judged` keeps what was judged of them for
    the next place. status is moved (numbers are told),
    entered or left (no rank on one date), regrouped (主排名 to 小样本组 or back, or another
    level) or redrawn (its area is another since: one of `redrawn`, which has no rank before);
    move and parts are then null. Regions without a rank on both dates are left out.
    """
    steps = _steps(earlier, after, rules, place, judged or Judged())
    regions = sorted({*steps.before.seats, *steps.after.seats})
    rows = [row for region in regions if (row := _row(region, steps, redrawn))]
    return pl.DataFrame(rows, schema=MOVES, orient="row")


def _steps(
    earlier: Sequence[Frames],
    after: Frames,
    rules: tuple[RulePack, RulePack],
    place: str,
    judged: Judged,
) -> Steps:
    then, now = rules
    first = Ladder(judged.evaluation(earlier[0], then, place))
    ladders = {id(earlier[0]): first} if then.decides() == now.decides() else {}

    def ladder(frames: Frames) -> Ladder:
        if id(frames) not in ladders:
            ladders[id(frames)] = Ladder(judged.evaluation(frames, now, place))
        return ladders[id(frames)]

    ruled, fuller, corrected = map(ladder, earlier)
    return Steps(before=first, ruled=ruled, known=fuller, corrected=corrected, after=ladder(after))


def _row(region: str, steps: Steps, redrawn: Collection[str]) -> tuple[object, ...] | None:
    was, now = steps.before.seats.get(region), steps.after.seats.get(region)
    if region in redrawn:
        was = None
    seat = now or was
    if seat is None or not any(s and s.rank for s in (was, now)):
        return None
    status = "redrawn" if region in redrawn else _status(was, now)
    standing = (
        region, *seat.group, was and was.group[1], status,
        was and was.rank, now and now.rank,
    )  # fmt: skip
    numbers = _parts(region, steps, seat.group) if status == "moved" else (None,) * 6
    return (*standing, *numbers, was and was.score, now and now.score)


def _status(was: Seat | None, now: Seat | None) -> str:
    if was is None or was.rank is None:
        return "entered"
    if now is None or now.rank is None:
        return "left"
    return "moved" if was.group == now.group else "regrouped"


def _parts(region: str, steps: Steps, group: Group) -> tuple[int, ...]:
    """Return the move and its five parts; the region is ranked in both dates' same group."""
    ranks: list[int] = []
    own = steps.after.seats[region].key
    for ladder in (steps.before, steps.ruled, steps.known, steps.corrected):
        seat = ladder.seats.get(region)
        rank = ladder.rank_of(region, seat.key if seat else None, group)
        ranks.append(ranks[-1] if rank is None else rank)
    for ladder in (steps.corrected, steps.after):
        rank = ladder.rank_of(region, own, group)
        ranks.append(ranks[-1] if rank is None else rank)
    return (ranks[0] - ranks[-1], *(left - right for left, right in pairwise(ranks)))
