"""Why a score moved: what each measure made of it, by the causes of `rank_moves`, exactly.

A score is the mean share of points, by weight, of the measures that count: those that apply, or all
of them where the rules give or take the points of the others. From one step to the next a measure
moves it by

    (w'·(s' - S) - w·(s - S)) / W'

with its weight w and share s before and w' and s' after (0 where it does not count), S the score before
and W' the sum of weights after. These add up to the move, because the w·(s - S) of all measures add up
to nothing. So a measure of which nothing changed moves nothing; one that begins to count lifts the
score if its share is better than the score was, and lowers it if it is worse; and that weights are
spread anew is told of the measure that caused it.

The steps are those of `rank_moves`; one at which the region has no score moves nothing and its effect
falls into the next. Published are whole hundredths: what the measures move adds up to the move of the
published score by largest remainder. Each is rounded down, and the hundredths left over go to the
largest remainders, of equal ones to the first in official order; within a measure likewise over its
causes, in their order. What moved nothing stays 0.
"""

from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from math import floor
from typing import Any, NamedTuple, TypeVar

from metrics.changes.rank_moves import Judged
from metrics.rating.evaluation import Evaluation
from metrics.rating.hearing import told_scores
from metrics.rating.scoring import measure_weights
from metrics.records.frames import Frames
from metrics.rules.value import RulePack

CAUSES = ("rules", "late", "corrections", "own")
WHOLE = 10_000
K = TypeVar("K", bound=Hashable)


class Earned(NamedTuple):
    """What a measure that applies earned of its weight, in points as its item page tells them."""

    won: Fraction
    weight: Fraction


class MeasureMove(NamedTuple):
    """One measure of a region: what it earned on both dates, null where it did not apply.

    `move` is what it moved the score, in hundredths of a point: the sum of `parts`, one for each of CAUSES.
    """

    measure: str
    before: Earned | None
    after: Earned | None
    move: int
    parts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class ScoreMove:
    """How the score of a region moved between two data dates, in hundredths of a point.

    `status`: moved (numbers are told), entered or left (no score on one date), unscored (on none), or
    redrawn (its area is another since). Of all but moved ones `measures` is empty. `vetoes` are the
    measures that barred the region before and after.
    """

    region: str
    status: str
    score_before: int | None
    score_after: int | None
    vetoes: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    measures: tuple[MeasureMove, ...] = ()

    @property
    def move(self) -> int | None:
        """The published move of the score; null where nothing can be compared."""
        if self.score_before is None or self.score_after is None or self.status != "moved":
            return None
        return self.score_after - self.score_before

    def part(self, cause: str) -> int:
        """What one cause moved, over all measures."""
        return sum(measure.parts[cause] for measure in self.measures)


class ScoreMoves:
    """The score moves of every division of a place, each told when it is asked for."""

    def __init__(
        self,
        earlier: Sequence[Frames],
        after: Frames,
        rules: tuple[RulePack, RulePack],
        *,
        place: str,
        redrawn: Collection[str] = (),
        judged: Judged | None = None,
    ) -> None:
        """Take the same steps as `rank_moves.rank_moves`."""
        judged = judged or Judged()
        then, now = rules
        self._redrawn = redrawn
        pairs = [(earlier[0], then), *((frames, now) for frames in (*earlier, after))]
        steps: list[_Step] = []
        for number, (frames, pack) in enumerate(pairs):
            same = (
                number
                and frames is pairs[number - 1][0]
                and dict(pack) == dict(pairs[number - 1][1])
            )
            steps.append(steps[-1] if same else _Step(judged.evaluation(frames, pack, place)))
        self._steps = steps

    def of(self, region: str) -> ScoreMove:
        """Tell the move of one division; one without any score on both dates is `unscored`."""
        first, last = self._steps[0], self._steps[-1]
        before, after = first.told.get(region), last.told.get(region)
        if region in self._redrawn:
            return ScoreMove(region, "redrawn", None, after)
        if before is None or after is None:
            words = {(True, True): "unscored", (True, False): "entered", (False, True): "left"}
            return ScoreMove(region, words[before is None, after is None], before, after)
        vetoes = first.vetoes.get(region, ()), last.vetoes.get(region, ())
        measures = tuple(self._measures(region, after - before))
        return ScoreMove(region, "moved", before, after, vetoes, measures)

    def _measures(self, region: str, move: int) -> Iterator[MeasureMove]:
        parts = self._parts(region)
        moves = apportioned(
            {code: sum(split.values(), Fraction(0)) for code, split in parts.items()}, move
        )
        was, now = (step.earned.get(region, {}) for step in (self._steps[0], self._steps[-1]))
        for code, split in parts.items():
            told = apportioned(split, moves[code])
            yield MeasureMove(code, was.get(code), now.get(code), moves[code], told)

    def _parts(self, region: str) -> dict[str, dict[str, Fraction]]:
        """Split what every measure moved by cause, exactly, in hundredths."""
        first = self._steps[0]
        parts = {code: dict.fromkeys(CAUSES, Fraction(0)) for code in first.order}
        stood = first.counting(region)
        for cause, (left, right) in zip(CAUSES, pairwise(self._steps), strict=True):
            stands = stood if left is right else right.counting(region)
            if not sum(weight for weight, _ in stands.values()):
                continue
            for code, moved in _moved(stood, stands).items():
                parts[code][cause] += moved
            stood = stands
        return parts


Counting = Mapping[str, tuple[Fraction, Fraction]]
"""Weight and share of the measures that count, by code."""
NOTHING = (Fraction(0), Fraction(0))


def _moved(stood: Counting, stands: Counting) -> dict[str, Fraction]:
    """Return what each measure moves the score from one step to the next, in hundredths."""
    if stood is stands:
        return {}
    weight = sum((weight for weight, _ in stood.values()), Fraction(0))
    mean = sum((weight * share for weight, share in stood.values()), Fraction(0)) / weight
    whole = sum((weight for weight, _ in stands.values()), Fraction(0))

    def above(counting: Counting, code: str) -> Fraction:
        weight, share = counting.get(code, NOTHING)
        return weight * (share - mean)

    changed = (code for code in {**stood, **stands} if stood.get(code) != stands.get(code))
    return {code: (above(stands, code) - above(stood, code)) * WHOLE / whole for code in changed}


class _Step:
    """One evaluation between two dates, as exact points by region and measure."""

    def __init__(self, evaluation: Evaluation) -> None:
        self._evaluation = evaluation
        self._weights = measure_weights(evaluation.rules, evaluation.standard)
        self.order = tuple(evaluation.standard.measures)

    @cached_property
    def told(self) -> dict[str, int | None]:
        """The score of each region as it is told: see `hearing.told_scores`."""
        return dict(told_scores(self._evaluation).select("region", "score").iter_rows())

    @cached_property
    def vetoes(self) -> dict[str, tuple[str, ...]]:
        """The measures that bar each region."""
        rows = self._evaluation.scores.select("region", "vetoes").iter_rows()
        return {region: tuple(codes) for region, codes in rows}

    @cached_property
    def _rows(self) -> dict[str, list[Any]]:
        table = self._evaluation.earnings.select("region", "measure", "part", "whole")
        return table.rows_by_key("region")

    @cached_property
    def earned(self) -> Mapping[str, Mapping[str, Earned]]:
        """What each region's measures that apply earned."""
        return {region: self._earned(rows) for region, rows in self._rows.items()}

    def _earned(self, rows: list[Any]) -> dict[str, Earned]:
        weights = self._weights
        return {
            code: Earned(weights[code] * Fraction(int(part), int(whole)), weights[code])
            for code, part, whole in rows
        }

    def counting(self, region: str) -> Counting:
        """Return the measures of which a region's score is the mean; none where it has no score."""
        rows = self._rows.get(region, [])
        shares = {code: Fraction(int(part), int(whole)) for code, part, whole in rows}
        if not any(self._weights[code] for code in shares):
            return {}
        mode = self._evaluation.rules["not_applicable"]
        if mode != "spread":
            missing = Fraction(mode == "full")
            shares = {code: shares.get(code, missing) for code in self.order}
        return {code: (self._weights[code], share) for code, share in shares.items()}


def apportioned(exact: Mapping[K, Fraction], total: int) -> dict[K, int]:
    """Round parts so that they add up to a total that their sum rounds to, by largest remainder.

    `total` lies less than 1 from the sum. Of equal remainders the first in the mapping's order is
    rounded up; a part that is whole stays as it is.
    """
    down = {key: floor(value) for key, value in exact.items()}
    left = total - sum(down.values())
    remainders = sorted(exact, key=lambda key: down[key] - exact[key])
    return {**down, **{key: down[key] + 1 for key in remainders[:left]}}
