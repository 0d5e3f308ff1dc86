"""Scoring functions of a score sheet (考核细则): what an item earns by its figures, exactly.

Every function gives points between nothing and what the item is worth, and beyond that at most its bonus;
a better figure never earns less. Of several figures of one item the lowest rate counts (两项取低); only
deductions count the failings of each figure at a price of its own.
"""

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import NamedTuple, Protocol

from metrics.rating.rule_keys import Band

NOTHING = Fraction(0)


class Figure(NamedTuple):
    """What is known of one figure of a region: its counts (see `Evaluation`), money in 分.

    `number` is its place among the figures of its item. `rate` is met of asked; 0 where nothing known
    is asked.
    """

    number: int
    met: int
    asked: int
    unknown: int = 0
    unmet: int = 0

    @property
    def rate(self) -> Fraction:
        """Return met of asked."""
        return Fraction(self.met, self.asked) if self.asked > 0 else NOTHING


class Found(NamedTuple):
    """What is found of one item in a region: its points, its figures (one at least) and its target."""

    worth: Fraction
    figures: Sequence[Figure]
    target: Fraction = Fraction(1)

    @property
    def rate(self) -> Fraction:
        """Return the lowest rate of the figures."""
        return min(figure.rate for figure in self.figures)


class Function(Protocol):
    """How figures earn points. `bonus` is the most beyond what the item is worth."""

    @property
    @abstractmethod
    def bonus(self) -> Fraction:
        """Return the most that can be earned beyond the item's points."""

    @abstractmethod
    def earns(self, found: Found) -> Fraction:
        """Return the points of an item."""


@dataclass(frozen=True)
class _Plain:
    """A function without a bonus."""

    @property
    def bonus(self) -> Fraction:
        """Return nothing."""
        return NOTHING


@dataclass(frozen=True)
class ToFull(_Plain):
    """Linear from nothing at 0 to all of the points at the target (达到目标得满分)."""

    def earns(self, found: Found) -> Fraction:
        """Return the part of the target that is reached, of the points."""
        return found.worth * min(found.rate / found.target, Fraction(1))


@dataclass(frozen=True)
class Share(_Plain):
    """As many of the points as the rate says (占比得分); of an item scored by hand, its points."""

    def earns(self, found: Found) -> Fraction:
        """Return the rate of the points."""
        return found.worth * min(found.rate, Fraction(1))


@dataclass(frozen=True)
class Stepped:
    """All points at the target; so many more or fewer for every step above or below it (加扣分).

    Above, only whole steps count; below, a step begun counts. `most` is the cap of the bonus.
    """

    step: Fraction
    more: Fraction
    most: Fraction
    less: Fraction

    @property
    def bonus(self) -> Fraction:
        """Return the cap of the bonus."""
        return self.most

    def earns(self, found: Found) -> Fraction:
        """Return the points with bonus or deduction, never less than none."""
        steps = (found.rate - found.target) / self.step
        if steps >= 0:
            return found.worth + min(self.most, self.more * floor(steps))
        return found.worth - min(found.worth, self.less * ceil(-steps))


@dataclass(frozen=True)
class Deducted(_Plain):
    """All points less so many for each failing record (逐件扣分), never less than none.

    `each` holds the price of a failing by figure. An unknown record counts as failing.
    """

    each: tuple[Fraction, ...]

    def earns(self, found: Found) -> Fraction:
        """Return what the failings leave."""
        lost = (self.each[f.number] * (f.unmet + f.unknown) for f in found.figures)
        return max(NOTHING, found.worth - sum(lost, NOTHING))


@dataclass(frozen=True)
class Banded(_Plain):
    """Points by band of the rate in percent (阶梯得分), best first; above the last bound the best holds."""

    bands: tuple[tuple[Band, Fraction], ...]

    def earns(self, found: Found) -> Fraction:
        """Return the points of the band that holds the rate."""
        rate = min(found.rate * 100, self.bands[0][0].high)
        return next(points for band, points in self.bands if band.covers(rate))


@dataclass(frozen=True)
class Gated:
    """Nothing below the threshold (门槛); from it on, what `then` gives."""

    at_least: Fraction
    then: Function

    @property
    def bonus(self) -> Fraction:
        """Return that of the function behind the gate."""
        return self.then.bonus

    def earns(self, found: Found) -> Fraction:
        """Return nothing below the threshold."""
        if found.rate < self.at_least:
            return NOTHING
        return self.then.earns(found)


class Scored(NamedTuple):
    """How one item is scored: its function and its target.

    `target` is a share, the name of a rule that holds one, or null where each division has its own and
    nothing stands in for it. With `by_region` what the office set for a division comes first.
    """

    function: Function
    target: Fraction | str | None = Fraction(1)
    by_region: bool = False
