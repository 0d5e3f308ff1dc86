"""What a check (反向检查) is: one question put to the records, as a reviewed document.

A check judges records like a measure does, with three answers: hit, no hit, and null where a blank
leaves it open. It takes from nobody: a hit is a question to the unit (询问), never a point or a grade.
"""

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

import polars as pl

from metrics.checks.material import Material
from metrics.records.schema import Column
from metrics.rules.value import Rules

SERIOUS, ORDINARY, NOTE = SEVERITIES = ("严重", "一般", "提示")
"""How much depends on the answer, the gravest first."""


class Judged(NamedTuple):
    """Records that a check judged: the sheet (by name) that they stand in, and one row for each.

    `rows` has the `record_key` of the sheet, region (the owner), name (of the record, may be null), hit
    (null = a blank leaves it open), severity (one of SEVERITIES), and the check's `shows`. What an
    exclusion names has no row.
    """

    sheet: str
    rows: pl.LazyFrame


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
    sentence put to the unit; both are templates of `shows`, of place (the name of the region) and of
    name (of the record). `innocent` are explanations that are in order, `label` how well the ground for
    the check is known. `severities` are those that a hit may have.

    `needs` names the supplements without which nothing can be checked; `uses` those that it reads besides.
    `compares` is what it needs of earlier data dates, in words; empty for none.

    `chance` makes a check a statistical one: of a row of `shows` whose `hit` is not null it returns the exact
    probability of at least so much by chance alone, and a hit stands only if `hit` is true and the
    chance is small among all tests of the same batch (see `many_at_once`).
    """

    code: str
    title: str
    what: str
    why: str
    formula: str
    filled: str
    asks: str
    severities: tuple[str, ...]
    judge: Judge
    shows: tuple[Column, ...]
    innocent: tuple[str, ...]
    exclusions: tuple[Exclusion, ...] = ()
    reads: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()
    compares: str = ""
    chance: Callable[[dict[str, Any]], Fraction] | None = None
    label: str = ""
