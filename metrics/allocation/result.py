"""An allocation (分配结果): who gets which 分, and everything needed to do it again on paper."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple

from metrics.allocation.scheme import Scheme

NO_WORDS: Mapping[str, str] = MappingProxyType({})


class Claim(NamedTuple):
    """What one region (or one project of it) brings into an allocation.

    `figures` has the numbers of every column that the scheme needs, exactly; nothing missing is in it as zero.
    `words` has its columns of words. `excluded`
    is the reason why it gets nothing, empty where it takes part. `multiplier` lies above 0 and at most at 1,
    `multiplied` is the reason. Cap (封顶) and floor (保底) are whole 分, null without one.
    """

    region: str
    figures: Mapping[str, Fraction]
    excluded: str = ""
    multiplier: Fraction = Fraction(1)
    multiplied: str = ""
    cap_fen: int | None = None
    floor_fen: int | None = None
    project: str = ""
    words: Mapping[str, str] = NO_WORDS


class Term(NamedTuple):
    """One factor of one region: its figure, what is counted of it (times k), and the sum over all regions.

    `share` of the part that it stands for is weight · counted ÷ total, before the 绩效调节系数.
    """

    part: str
    factor: str
    label: str
    figure: Fraction
    k: Fraction | None
    counted: Fraction
    total: Fraction
    weight: Fraction

    @property
    def share(self) -> Fraction:
        """The share of the part that this factor stands for."""
        return self.weight * self.counted / self.total


class Portion(NamedTuple):
    """What a region gets of one rounding: its share of what is free there, the exact amount, whole 分, odd 分.

    `pool_fen` is what was shared out among those whom no bound fixed. A region at its cap or floor has the
    bound as quota and no remainder. `part` names the part of the pool, the place (名次) or the project.
    """

    part: str
    pool_fen: int
    share: Fraction
    quota: Fraction
    base_fen: int
    remainder_fen: int


class Row(NamedTuple):
    """One region of an allocation.

    `share` is its share of the whole pool before caps and floors, after exclusion and multiplier where those
    redistribute. `quota` is the exact amount in 分, `base_fen` its whole part, `remainder_fen` the odd 分 it
    got; under the divisor method it may be negative. `withheld_fen` was held back from it (暂扣). `fen` =
    base plus remainder less withheld. `limit` is cap, floor or empty; `excluded` and `multiplied` are the reasons.
    """

    region: str
    share: Fraction
    quota: Fraction
    base_fen: int
    remainder_fen: int
    withheld_fen: int
    fen: int
    limit: str
    excluded: str
    multiplier: Fraction
    multiplied: str
    portions: tuple[Portion, ...]
    terms: tuple[Term, ...]


class Step(NamedTuple):
    """One step of the way as a sentence, and the table of numbers that belongs to it (texts, exact)."""

    text: str
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


def paid(claims: Sequence[Claim], given: Sequence[int], withheld: Sequence[int]) -> dict[str, int]:
    """Return by region what is left of the 分 that were given after some of it was withheld."""
    rows = zip(claims, given, withheld, strict=True)
    return {claim.region: fen - kept for claim, fen, kept in rows}


@dataclass(frozen=True)
class Allocation:
    """A pool shared out: the 分 of every region, sorted by region, and what was withheld (预留).

    Σ fens + withheld_fen == pool_fen, always. `rows` and `steps` are told when they are first asked for.
    """

    scheme: Scheme
    pool_fen: int
    withheld_fen: int
    method: str
    fens: Mapping[str, int]
    tell_rows: Callable[[], tuple[Row, ...]] = field(repr=False, compare=False)
    tell_steps: Callable[[], tuple[Step, ...]] = field(repr=False, compare=False)

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """One row for each region, sorted by region."""
        return self.tell_rows()

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """The way from the pool to the 分, step by step, as an auditor does it again on paper."""
        return self.tell_steps()
