"""Why a score moved: what each measure made of it, by the causes of `rank_moves`, exactly.

From one step to the next each measure moves the score as `metrics.rating.shares.moved` says.

The steps are those of `rank_moves`; one at which the region has no score moves nothing and its effect
falls into the next. Published are whole hundredths: what the measures move adds up to the move of the
published score by largest remainder. Each is rounded down, and the hundredths left over go to the
largest remainders, of equal ones to the first in official order; within a measure likewise over its
causes, in their order. What moved nothing stays 0.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from metrics.changes.rank_moves import Judged
from metrics.rating.hearing import told_scores
from metrics.rating.shares import Earned, Shares, apportioned, moved
from metrics.records.frames import Frames
from metrics.rules.value import RulePack

CAUSES = ("rules", "late", "corrections", "own")


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
                and pack.decides() == pairs[number - 1][1].decides()
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
        was, now = (step.earned(region) for step in (self._steps[0], self._steps[-1]))
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
            for code, move in moved(stood, stands, whole=first.whole).items():
                parts[code][cause] += move
            stood = stands
        return parts


class _Step(Shares):
    """One evaluation between two dates, as exact points by region and measure."""

    @cached_property
    def told(self) -> dict[str, int | None]:
        """The score of each region as it is told: see `hearing.told_scores`."""
        return dict(told_scores(self._evaluation).select("region", "score").iter_rows())

    @cached_property
    def vetoes(self) -> dict[str, tuple[str, ...]]:
        """The measures that bar each region."""
        rows = self._evaluation.scores.select("region", "vetoes").iter_rows()
        return {region: tuple(codes) for region, codes in rows}
