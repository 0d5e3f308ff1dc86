"""What a measure (衡量内容) is, and the few ways in which all of them judge records.

Blanks follow three-valued logic: Polars `&` and `|` on nulls already do (one false makes a
conjunction false; otherwise one blank makes it unknown), so a measure writes its conditions
plainly and never fills a null.
"""

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from functools import reduce
from operator import and_, or_
from typing import NamedTuple

import polars as pl

from metrics.records.frames import Frames
from metrics.records.schema import NONE_TEXT, Column, Kind, Nature
from metrics.rules.value import Rules
from metrics.standards.reviews import Review

Judge = Callable[[Frames, Rules], pl.LazyFrame]


class Measure(NamedTuple):
    """One countable sentence of a standard, as a reviewed document.

    `why` it matters is one sentence, `says` the clause's own sentence, whole, and `checked` who
    compared the measure with the document; null where nobody has.
    `judge` returns one row per record of the denominator: record, region (its owner), met (null =
    unknown), amount (1, or whole 分 for an amount measure, null = not reported), and the values
    that decided; `derives` describes those of them that it makes of several rows and no sheet has.
    `reads` names every rule key the judge asks for. `sheet` is the sheet that a record stands in,
    for drill-down. `events` are the kinds of event of which a confirmed one fails it.
    What is told `of_each` division itself is not summed from those below it. `unit` is what amounts
    are of, where they are not money.
    """

    code: str
    title: str
    denominator: str
    numerator: str
    judge: Judge
    sheet: str
    reads: tuple[str, ...] = ()
    amounts: bool = False
    derives: tuple[Column, ...] = ()
    events: tuple[str, ...] = ()
    of_each: bool = False
    unit: str = ""
    why: str = ""
    says: str = ""
    checked: Review | None = None


class Indicator(NamedTuple):
    """One item (项) of a standard, with its measures in order.

    `short` is the title in about four characters, for the head of a wide table.
    """

    code: str
    title: str
    short: str
    group: str
    clause: str
    measures: tuple[Measure, ...]


def derived(name: str, label: str, kind: Kind) -> Column:
    """Describe a value that measures make and nobody reports: the newest is the one that stands."""
    return Column(name, label, kind, Nature.CURRENT)


def judged(
    frame: pl.LazyFrame | pl.DataFrame,
    *,
    record: str | pl.Expr,
    met: pl.Expr,
    shows: Sequence[str] = (),
    amount: pl.Expr | None = None,
) -> pl.LazyFrame:
    """Judge every row of `frame`, which carries the owner of the record as `region`.

    Rows come in no particular order: counting needs none, and whoever lists records sorts them.
    """
    key = pl.col(record) if isinstance(record, str) else record
    weight = pl.lit(1, pl.Int64) if amount is None else amount
    return frame.lazy().select(
        key.alias("record"), "region", met.alias("met"), weight.alias("amount"), *shows
    )


def at_least(count: str, *, of: str, share: Fraction) -> pl.Expr:
    """Say whether count/of is at least `share` (the bound is included); null if either is blank.

    Compared by integer cross-multiplication. A base reported as 0 is not met.
    """
    enough = pl.col(count) * share.denominator >= pl.col(of) * share.numerator
    return enough & (pl.col(of) > 0)


def named(column: str) -> pl.Expr:
    """Say whether a name was given; 「无」 is no, a blank is unknown."""
    return pl.col(column) != NONE_TEXT


def every(conditions: Iterable[pl.Expr]) -> pl.Expr:
    """Join conditions by Kleene and; there must be at least one."""
    return reduce(and_, conditions)


def either(conditions: Iterable[pl.Expr]) -> pl.Expr:
    """Join conditions by Kleene or; there must be at least one."""
    return reduce(or_, conditions)


def all_of(met: pl.Expr) -> pl.Expr:
    """Aggregate rows of a group by Kleene and: one false is false, else one blank is unknown."""
    return met.all(ignore_nulls=False)


def any_of(met: pl.Expr) -> pl.Expr:
    """Aggregate rows of a group by Kleene or: one true is true, else one blank is unknown."""
    return met.any(ignore_nulls=False)


def listed(words: pl.Expr) -> pl.Expr:
    """Aggregate words of a group as one text in sorted order, joined by 、; of none there is 「无」."""
    return words.sort().str.join("、").replace("", NONE_TEXT)
