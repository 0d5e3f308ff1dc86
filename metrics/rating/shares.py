"""What each measure earned of its weight, and what a score would move if measures earned otherwise.

A score is the mean share of points, by weight, of the measures that count: those that apply, or all
of them where the rules give or take the points of the others. Between two such means a measure
moves the score by

    (w'·(s' - S) - w·(s - S)) / W'

with its weight w and share s in the first and w' and s' in the second (0 where it does not count), S
the first score and W' the sum of weights in the second. These add up to the whole move, because the
w·(s - S) of all measures add up to nothing. So a measure that is the same in both moves nothing; one
that counts in the second only lifts the score if its share is better than the first score was, and
lowers it if it is worse; and that weights are spread anew is told of the measure that caused it.
"""

from collections.abc import Hashable, Mapping
from fractions import Fraction
from functools import cached_property
from math import floor
from typing import Any, NamedTuple, TypeVar

from metrics.rating.evaluation import Evaluation
from metrics.rating.scoring import full_score, measure_weights

K = TypeVar("K", bound=Hashable)
Counting = Mapping[str, tuple[Fraction, Fraction]]
"""Weight and share of the measures that count, by code."""
NOTHING = (Fraction(0), Fraction(0))


class Earned(NamedTuple):
    """What a measure that applies earned of its weight, in points as its item page tells them."""

    won: Fraction
    weight: Fraction


class Shares:
    """One evaluation as exact points by region and measure."""

    def __init__(self, evaluation: Evaluation) -> None:
        """Read from what was judged."""
        self._evaluation = evaluation
        self._weights = measure_weights(evaluation.rules, evaluation.standard)
        self.order = tuple(evaluation.standard.measures)
        self.whole = full_score(evaluation.rules) * 100
        """A full score, in hundredths of a point."""

    @cached_property
    def _rows(self) -> dict[str, list[Any]]:
        table = self._evaluation.earnings.select("region", "measure", "part", "whole")
        return table.rows_by_key("region")

    def earned(self, region: str) -> Mapping[str, Earned]:
        """Return what a region's measures that apply earned; nothing of one without any."""
        weights = self._weights
        return {
            code: Earned(weights[code] * Fraction(int(part), int(whole)), weights[code])
            for code, part, whole in self._rows.get(region, [])
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


def mean(counting: Counting, *, whole: Fraction) -> Fraction:
    """Return the score of what counts, exactly, in hundredths of a point; some weight must count.

    `whole` is a full score in hundredths.
    """
    weight = sum((weight for weight, _ in counting.values()), Fraction(0))
    won = sum((weight * share for weight, share in counting.values()), Fraction(0))
    return won * whole / weight


def moved(stood: Counting, stands: Counting, *, whole: Fraction) -> dict[str, Fraction]:
    """Return what each measure that is another in `stands` moves the score, in hundredths.

    `whole` is a full score in hundredths.
    """
    if stood is stands:
        return {}
    level = mean(stood, whole=Fraction(1))
    weights = sum((weight for weight, _ in stands.values()), Fraction(0))

    def above(counting: Counting, code: str) -> Fraction:
        weight, share = counting.get(code, NOTHING)
        return weight * (share - level)

    changed = (code for code in {**stood, **stands} if stood.get(code) != stands.get(code))
    return {code: (above(stands, code) - above(stood, code)) * whole / weights for code in changed}


def apportioned(exact: Mapping[K, Fraction], total: int) -> dict[K, int]:
    """Round parts so that they add up to a total that their sum rounds to, by largest remainder.

    `total` lies less than 1 from the sum. Of equal remainders the first in the mapping's order is
    rounded up; a part that is whole stays as it is.
    """
    down = {key: floor(value) for key, value in exact.items()}
    left = total - sum(down.values())
    remainders = sorted(exact, key=lambda key: down[key] - exact[key])
    return {**down, **{key: down[key] + 1 for key in remainders[:left]}}
