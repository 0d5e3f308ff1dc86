"""A scheme (分配办法) as a value: what its document lays down, and what had to be assumed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

FACTORS, AWARDS, PROJECTS, STOPPED = "factors", "awards", "projects", "stopped"
"""The kinds of schemes: a pool by factors, fixed awards to the best, each project by a formula, none."""
K, SCORE = "coefficient", "score"
"""The columns of the 财政困难程度系数 and of the verified score (核定分)."""
LINEAR, BANDS = "linear", "bands"
AVERAGE, SECOND_KEY = "average", "second_key"
"""How equal scores share awards: all awards they stand for in equal parts, or by a declared second key."""
UNOFFICIAL = "测算（非正式）"


class Factor(NamedTuple):
    """One factor (因素) of a part: its column, label with unit, and weight in its part (all add up to 1).

    `by_k` says whether each place's figure is multiplied by its 财政困难程度系数.
    """

    column: str
    label: str
    weight: Fraction
    by_k: bool


class Part(NamedTuple):
    """A part of the pool (如基础、奖励) that is shared out on its own; the shares of all add up to 1.

    `by_score` multiplies a place's share of the factors by its 绩效调节系数: empty (not at all), linear (the
    score itself) or bands, the coefficient of the first of `bands` (least score, coefficient; the highest
    first, the bound included) that the score reaches.
    """

    name: str
    share: Fraction
    factors: tuple[Factor, ...]
    by_score: str = ""
    bands: tuple[tuple[Fraction, Fraction], ...] = ()

    def coefficient(self, score: Fraction) -> Fraction:
        """Return the 绩效调节系数 of a score; 1 where the part knows none."""
        if self.by_score == LINEAR:
            return score
        if self.by_score == BANDS:
            return next(value for least, value in self.bands if score >= least)
        return Fraction(1)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that the part reads."""
        own = [factor.column for factor in self.factors]
        if any(factor.by_k for factor in self.factors):
            own.append(K)
        if self.by_score:
            own.append(SCORE)
        return tuple(dict.fromkeys(own))


class Column(NamedTuple):
    """A column that a scheme reads of every region or project: its label with unit.

    `choices` are the words it may hold; empty for numbers, which are `signed` or at least 0. `when` is a word
    column and the word with which alone this one is asked; null: always.
    """

    label: str
    choices: tuple[str, ...] = ()
    signed: bool = False
    when: tuple[str, str] | None = None


class Switch(NamedTuple):
    """What the document, as far as it is known, leaves open: the value taken, and the one that ships.

    `choices` are the values it may have, with their words; empty where it is a table of numbers, which is
    checked as a part of the scheme. A value of null was not chosen yet (并列规则).
    """

    name: str
    label: str
    value: Any
    default: Any
    choices: Mapping[str, str]
    note: str

    @property
    def said(self) -> str:
        """The value as officers read it, where it is one of the choices."""
        return (
            "未选定" if self.value is None else self.choices.get(str(self.value), str(self.value))
        )

    @property
    def assumed(self) -> bool:
        """Whether it stands as it ships."""
        return bool(self.value == self.default)


@dataclass(frozen=True)
class Scheme:
    """A scheme with its document, the days it holds for, and everything that is computed by.

    `until` is the last day; null while no end is known. `label` says how the text was verified; printed with
    every amount. `columns` are those it may read, by name. `parts` (kind factors),
    `awards` in 分 from the first place down (awards), `rule` and `numbers` (projects) are empty for other
    kinds. `reason` is the sentence with which a stopped one (停用) refuses.
    """

    id: str
    name: str
    kind: str
    document: str
    since: date | None
    until: date | None
    label: str
    columns: Mapping[str, Column]
    switches: tuple[Switch, ...] = ()
    parts: tuple[Part, ...] = ()
    awards: tuple[int, ...] = ()
    tie: str | None = None
    rule: str = ""
    numbers: Mapping[str, Any] = field(default_factory=dict)
    reason: str = ""

    @property
    def needs(self) -> tuple[str, ...]:
        """The columns without which nothing is computed, in the order of the scheme."""
        if self.kind == FACTORS:
            return tuple(dict.fromkeys(name for part in self.parts for name in part.columns))
        if self.kind == AWARDS:
            return (SCORE, *((SECOND_KEY,) if self.tie == SECOND_KEY else ()))
        return tuple(self.columns)
