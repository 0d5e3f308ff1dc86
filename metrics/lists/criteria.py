"""The criteria of 督查激励, as far as they are known: data with document and label, checked when they are read.

What nobody has seen stands as 未见原文: it is printed so, and nothing is computed in its place. A criterion
with a figure of ours but without a threshold tells the figure and judges nothing.
"""

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

import polars as pl
import yaml
from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from metrics.errors import RulePackInvalid
from metrics.lists.satisfaction import satisfaction
from metrics.progress.figures import RATES, pair
from metrics.progress.rates import ledger
from metrics.rating.evaluation import Evaluation
from metrics.rules.readers import share

FILE = Path(__file__).parent / "shipped" / "criteria.yaml"
UNSEEN = "未见原文"
SATISFACTION = "satisfaction"
FIGURES = (SATISFACTION, *RATES)
"""The figures of ours that a criterion may be held against: 群众满意率, and the rates of progress."""
Label = Literal["已见转载", "摘编", "未见原文"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Criterion(_Strict):
    """One condition of a document in its own words; `figure` is ours for it, `at_least` its threshold.

    Null: there is none, or nobody has seen it.
    """

    words: str
    label: Label
    figure: str | None = None
    at_least: str | None = None

    @field_validator("figure")
    @classmethod
    def _known(cls, figure: str | None) -> str | None:
        if figure is not None and figure not in FIGURES:
            raise ValueError(f"没有“{figure}”这一数字，可用：{'、'.join(FIGURES)}")
        return figure

    @field_validator("at_least")
    @classmethod
    def _reads(cls, at_least: str | None) -> str | None:
        if at_least is not None:
            share(at_least)
        return at_least

    @property
    def bound(self) -> Fraction | None:
        """The threshold; null where none is known."""
        return None if self.at_least is None else share(self.at_least)


class Scheme(_Strict):
    """What one document says of 督查激励: its criteria, places and reward; `label` tells how it was seen."""

    name: str
    document: str
    label: Label
    places: str = UNSEEN
    reward: str = UNSEEN
    criteria: tuple[Criterion, ...]


class _File(_Strict):
    schemes: tuple[Scheme, ...]


@cache
def schemes() -> tuple[Scheme, ...]:
    """Read the criteria that ship; RulePackInvalid says what is wrong with the file."""
    return read(FILE.read_text(encoding="utf-8"))


def read(text: str) -> tuple[Scheme, ...]:
    """Read criteria from a file's text; an unknown key, label, figure or share refuses all of it."""
    try:
        return _File.model_validate(yaml.safe_load(text)).schemes
    except (yaml.YAMLError, ValidationError) as error:
        raise RulePackInvalid(f"督查激励条件的文件不正确：{error}") from None


class Held(NamedTuple):
    """How the regions of a level stand to a criterion: `reached`, `short` and `unknown` are numbers of them.

    Those of which it is no question (no completed compound) are in none. All null where nothing can be
    judged: no figure of ours, or no threshold seen. `whole` is the figure of the place itself, as part and
    whole of what is known, null where it has none; so many records are `left_out` of it.
    """

    scheme: Scheme
    criterion: Criterion
    reached: int | None = None
    short: int | None = None
    unknown: int | None = None
    whole: tuple[int, int] | None = None
    left_out: int = 0


class _Value(NamedTuple):
    """A figure of a region; `reaches` says whether it reaches a bound, null where that is not known."""

    parts: tuple[int, int] | None
    left_out: int
    reaches: Callable[[Fraction], bool | None]


_Values = Mapping[str, _Value]
NOTHING = _Value(None, 0, lambda _: None)


def held(evaluation: Evaluation, level: str) -> tuple[Held, ...]:
    """Hold the regions of a level against each criterion, in the order of the file."""
    found = _figures(evaluation)
    regions = evaluation.scores.filter(level=level)["region"].to_list()
    return tuple(
        _held(scheme, each, found.get(each.figure or "", {}), regions, evaluation.place)
        for scheme in schemes()
        for each in scheme.criteria
    )


def _held(
    scheme: Scheme, each: Criterion, values: _Values, regions: Iterable[str], place: str
) -> Held:
    if each.figure is None:
        return Held(scheme, each)
    own, bound = values.get(place, NOTHING), each.bound
    if bound is None:
        return Held(scheme, each, whole=own.parts, left_out=own.left_out)
    told = [values[region].reaches(bound) for region in regions if region in values]
    return Held(
        scheme, each, told.count(True), told.count(False), told.count(None), own.parts, own.left_out
    )


def _figures(evaluation: Evaluation) -> dict[str, _Values]:
    answers = satisfaction(evaluation).items()
    rows = ledger(evaluation.frames).filter(pl.col("year") == evaluation.year).to_dicts()
    rates = {rate: {row["region"]: _rate(row, rate) for row in rows} for rate in RATES}
    told = {
        region: _Value((each.satisfied, each.answers), each.unknown, each.reaches)
        for region, each in answers
    }
    return {SATISFACTION: told, **rates}


def _rate(row: Mapping[str, Any], rate: str) -> _Value:
    part, whole, left_out = *(row[name] for name in pair(rate)), row[f"{rate}_left_out"]
    if part is None or not whole:
        return NOTHING._replace(left_out=left_out)

    def reaches(bound: Fraction) -> bool | None:
        enough: bool = part * bound.denominator >= bound.numerator * whole
        return None if left_out else enough

    return _Value((part, whole), left_out, reaches)
