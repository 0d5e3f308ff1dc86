"""Why two regions differ (两地差异): what each measure makes of the difference of their scores, exactly.

Where both are judged by the same measures, a measure makes the difference of what it earned in both,
as points of a full score. Where one is judged by measures that do not apply to the other, their weight is
spread over the others: the step from either region to the other is taken as `metrics.rating.shares`
takes it, and a measure makes the mean of both ways. So a measure that earned the same share in both
makes nothing, one that applies to one region only makes as much as its share is better or worse than
the score would be without it, and everything changes its sign where the two are exchanged.

The lines add up to the difference of the exact scores. Shown are whole hundredths that add up to that
difference rounded (half away from zero), by largest remainder; what the rounding of the two
published scores adds is a line of its own, so that all lines add up to the published difference.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from metrics.rating.evaluation import Evaluation
from metrics.rating.hearing import told_scores
from metrics.rating.shares import Counting, Earned, Shares, apportioned, mean, moved


class MeasureDifference(NamedTuple):
    """One measure: what each region earned, null where it does not apply, and what it makes.

    `exact` is what it makes of the first score less the second, in hundredths of a point; `shown` the
    same as it is printed.
    """

    measure: str
    first: Earned | None
    second: Earned | None
    exact: Fraction
    shown: int


@dataclass(frozen=True, slots=True)
class Difference:
    """The difference of two regions, in hundredths of a point, the first less the second.

    `exact` and `published` are both scores before and after rounding. `measures` in official order,
    those that apply to either. `vetoes` are the measures that bar each.
    """

    regions: tuple[str, str]
    published: tuple[int, int]
    exact: tuple[Fraction, Fraction]
    vetoes: tuple[tuple[str, ...], tuple[str, ...]]
    measures: tuple[MeasureDifference, ...]

    @property
    def total(self) -> int:
        """The difference of the published scores."""
        return self.published[0] - self.published[1]

    @property
    def rounding(self) -> int:
        """What the rounding of scores adds to the sum of the lines as they are shown."""
        return self.total - sum(each.shown for each in self.measures)


class Differences:
    """The differences of the regions of one evaluation."""

    def __init__(self, evaluation: Evaluation) -> None:
        """Read from what was judged; who has no score as it is told (`hearing`) differs from nobody."""
        self._shares = Shares(evaluation)
        rows = told_scores(evaluation).select("region", "score", "vetoes").iter_rows()
        self._told: Mapping[str, tuple[int | None, tuple[str, ...]]] = {
            region: (score, tuple(vetoes)) for region, score, vetoes in rows
        }

    def of(self, first: str, second: str) -> Difference | None:
        """Tell why two regions differ; null where one of them has no score.

        Raises KeyError for a region that was not evaluated.
        """
        (one, one_barred), (other, other_barred) = self._told[first], self._told[second]
        if one is None or other is None:
            return None
        counting = self._shares.counting(first), self._shares.counting(second)
        whole = self._shares.whole
        return Difference(
            regions=(first, second),
            published=(one, other),
            exact=(mean(counting[0], whole=whole), mean(counting[1], whole=whole)),
            vetoes=(one_barred, other_barred),
            measures=self._measures((first, second), counting),
        )

    def _measures(
        self, regions: tuple[str, str], counting: tuple[Counting, Counting]
    ) -> tuple[MeasureDifference, ...]:
        parts = made(*counting, whole=self._shares.whole)
        listed = {code: parts.get(code, Fraction(0)) for code in self._shares.order}
        shown = _shown(listed, turned=regions[0] > regions[1])
        first, second = (self._shares.earned(region) for region in regions)
        return tuple(
            MeasureDifference(code, first.get(code), second.get(code), exact, shown[code])
            for code, exact in listed.items()
            if code in first or code in second or exact
        )


def made(first: Counting, second: Counting, *, whole: Fraction) -> dict[str, Fraction]:
    """Return what each measure makes of the first score less the second, in hundredths (see `shares.moved`)."""
    there, back = moved(second, first, whole=whole), moved(first, second, whole=whole)
    return {code: (there[code] - back[code]) / 2 for code in there}


def rounded(value: Fraction) -> int:
    """Round half away from zero."""
    size = int(abs(value) + Fraction(1, 2))
    return size if value >= 0 else -size


def _shown(exact: Mapping[str, Fraction], *, turned: bool) -> dict[str, int]:
    """Round the lines so that they add up; a pair and the same pair `turned` show the same numbers."""
    sign = -1 if turned else 1
    parts = {code: sign * value for code, value in exact.items()}
    whole = apportioned(parts, rounded(sum(parts.values(), Fraction(0))))
    return {code: sign * value for code, value in whole.items()}
