"""What a check (反向检查) is: one question put to the records, as a reviewed document.

A check judges records like a measure does, with three answers: hit, no hit, and null where a blank
leaves it open. A hit is a question to the unit (询问), never a point or a grade.
"""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

import polars as pl

from metrics.checks.material import Material
from metrics.records.schema import Column, Kind, Nature
from metrics.rules.value import Rules

SERIOUS, ORDINARY, HINT = SEVERITIES = ("严重", "一般", "提示")
"""How much depends on the answer, the gravest first."""

Row = Mapping[str, Any]


class Judged(NamedTuple):
    """Records that a check judged: the sheet (by name) that they stand in, and one row for each.

    `rows` has the `record_key` of the sheet, region (the owner), `hit` (null = a blank leaves it open), and
    what the figures are told from. Where the check has them also: name (of the record), about (what
    of the record is meant, where one can be asked about twice), and severity. What an exclusion names has
    no row. `told` are the figures, worked out only of what hit.
    """

    sheet: str
    rows: pl.LazyFrame
    told: Sequence[pl.Expr] = ()


Judge = Callable[[Material, Rules], Sequence[Judged]]


class Exclusion(NamedTuple):
    """What a check does not ask about: in words, and the kind of ground (正当理由) that says so.

    `ground` is empty where the records themselves say it.
    """

    words: str
    ground: str = ""


class Check(NamedTuple):
    """One check: what it looks at, why, by which formula, and what it asks.

    `formula` is that of the rule, `filled` the same with the figures of a hit in it, and `asks` the
    sentence put to the unit. Both are templates of `shows`, of place (the name of the region), name (of
    the record), about, and the parameters of the check (`{rule[天数]}`). `asks` may be several by severity.
    `innocent` are explanations that are in order, `label` how well the case behind the check is known.

    `reads` are rule keys, that of its own parameters first. `needs` names the supplements without which
    nothing can be checked, `uses` those that it reads besides; `compares` is what it needs of earlier data dates, in
    words, and `lacks` says whether that is missing.

    `chance` makes a check a statistical one: of a row whose `hit` is not null it returns the probability of
    at least so much by chance alone, exact or from above by less than 10⁻⁴⁰. A hit stands only if `hit` is
    true, the chance is below `check.chance_below` of its parameters, and it is small among all tests of the
    same batch (`many_at_once`). `tell` adds figures that take more than an expression.
    """

    code: str
    title: str
    what: str
    why: str
    formula: str
    filled: str
    asks: str | Mapping[str, str]
    severities: tuple[str, ...]
    judge: Judge
    shows: tuple[Column, ...]
    innocent: tuple[str, ...]
    exclusions: tuple[Exclusion, ...] = ()
    reads: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()
    compares: str = ""
    lacks: Callable[[Material, Rules], bool] | None = None
    chance: Callable[[Row, Rules], Fraction] | None = None
    tell: Callable[[Row], Row] | None = None
    label: str = ""

    @property
    def grounds(self) -> tuple[str, ...]:
        """The kinds of ground that exclude."""
        return tuple(each.ground for each in self.exclusions if each.ground)


def figure(name: str, label: str, kind: Kind = Kind.COUNT) -> Column:
    """Describe a figure that a hit rests on."""
    return Column(name, label, kind, Nature.CURRENT)


def rate(name: str, label: str) -> Column:
    """Describe a share (millionths) that a hit rests on."""
    return figure(name, label, Kind.PERCENT)


def money(name: str, label: str) -> Column:
    """Describe an amount (分) that a hit rests on."""
    return figure(name, label, Kind.MONEY)


def day(name: str, label: str) -> Column:
    """Describe a date that a hit rests on."""
    return figure(name, label, Kind.DATE)


def words(name: str, label: str) -> Column:
    """Describe a text that a hit rests on."""
    return figure(name, label, Kind.TEXT)


def share_of(part: str | pl.Expr, whole: str | pl.Expr) -> pl.Expr:
    """Return part ÷ whole in millionths, rounded half up, to be shown; null where the whole is not above 0.

    No decision reads it: those multiply crosswise.
    """
    above, below = (
        (pl.col(each) if isinstance(each, str) else each).cast(pl.Int128) for each in (part, whole)
    )
    rounded = (above * 2_000_000 + below) // (below * 2)
    return pl.when(below > 0).then(rounded).cast(pl.Int64)


def exceeds(part: pl.Expr, share: Fraction, whole: pl.Expr) -> pl.Expr:
    """Say whether part > share × whole, exactly; null if either is blank."""
    return part.cast(pl.Int128) * share.denominator > whole.cast(pl.Int128) * share.numerator


def whole_sum(value: pl.Expr) -> pl.Expr:
    """Sum a group; null where any of it is blank: what is not known has no sum."""
    return pl.when(value.null_count() == 0).then(value.sum())
