"""What a trace code (溯源码) leads to, as a value: the figure, its records, rules and sources."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property, partial
from typing import Any

import polars as pl

from metrics.errors import UnknownChoice
from metrics.progress.figures import FIGURES as COUNTED
from metrics.progress.figures import RATES
from metrics.rating.evaluation import Evaluation
from metrics.rating.hearing import told_scores
from metrics.records.regions import within
from metrics.rules.value import Rule
from metrics.sealing.figures import POINTS, RETURNED, item_of
from metrics.sealing.trace import Traced
from metrics.sealing.tracing.asked import asked
from metrics.sealing.tracing.held import Found, Held
from metrics.sealing.tracing.left_out import Chosen, left_out
from metrics.sealing.tracing.origins import joined, origins
from metrics.sealing.tracing.other_records import (
    LIGHTS,
    Counted,
    lit_projects,
    of_progress,
    returned,
)
from metrics.standards.measure import Measure


class Kind(Enum):
    """What a figure is: it decides what explains it."""

    MEASURE = auto()
    """The rate of a measure (衡量内容)."""
    POINTS = auto()
    """What a measure earned."""
    ITEM = auto()
    """What an item (项) earned."""
    RATING = auto()
    """Score, grade, rank, interval, vetoes or the number of compounds in plan."""
    PROGRESS = auto()
    """A figure or rate of progress, from the ledger or from returns."""
    LIGHTS = auto()
    """A count of projects of the supervision table."""


@dataclass(frozen=True, kw_only=True)
class Trace:
    """A figure with all that it rests on.

    `values` are its exact values by name (see `_rated` and the functions after it). `parts` are the rows
    of `Evaluation.earnings` of the measures that it is made of, for all kinds but PROGRESS and LIGHTS.
    `records` are those counted: of a measure `Evaluation.evidence`; of progress and lights record,
    name, region, and `part` and `whole` (1, households or 分; null: not reported). `excluded` are the
    records of the same sheet that are not (`left_out.LEFT_OUT`). Composed figures (score, item) have
    neither: their measures have. `rules` are those it was computed by; `came` finds `origins`.
    """

    traced: Traced
    found: Found
    kind: Kind
    values: Mapping[str, Any]
    measure: Measure | None
    parts: pl.DataFrame
    records: pl.DataFrame
    excluded: pl.DataFrame
    rules: tuple[Rule, ...]
    came: Callable[[], pl.DataFrame]

    @cached_property
    def origins(self) -> pl.DataFrame:
        """The submissions that the records came from (`origins.ORIGIN`); of a score those of all measures."""
        return self.came()

    @property
    def evaluation(self) -> Evaluation:
        """The evaluation that the figure stands in."""
        return self.found.held.evaluation


RATING_RULES: Mapping[str, tuple[str, ...]] = {
    "score": ("item_weights", "points", "not_applicable"),
    "grade": ("grade_bands", "veto_measures", "veto_effect", "veto_grade_cap"),
    "rank": ("veto_measures", "veto_effect", "baseline_breaches_first", "min_compounds"),
    "interval": ("veto_measures", "veto_effect", "baseline_breaches_first", "min_compounds"),
    "vetoes": ("veto_measures",),
    "planned": (),
}
"""The rules of each figure of the rating, beside those of its measures."""
LIGHT_RULES = (
    "stage_due", "light_order", "light_grace_days", "light_warn_days", "due_moves_to_workday",
    "red_lines",
)  # fmt: skip


def traced(code: Traced, found: Found) -> Trace:
    """Return what a code leads to, in the evaluation that was found for it.

    Raises UnknownChoice where that has no such figure: the division was none, or the standard is another.
    """
    held = found.held
    if code.region not in held.evaluation.regions["region"]:
        raise UnknownChoice(f"溯源码所指的地区{code.region}不在该评价的范围内，请核对。")
    kind, explain = _kind(code.figure, held.evaluation)
    return Trace(traced=code, found=found, kind=kind, **explain(code, held))


Explained = dict[str, Any]
Explain = Callable[[Traced, Held], Explained]


def _kind(figure: str, evaluation: Evaluation) -> tuple[Kind, Explain]:
    measures, items = evaluation.standard.measures, evaluation.standard.by_code
    if figure.removesuffix(POINTS) in measures:
        return (Kind.POINTS if figure.endswith(POINTS) else Kind.MEASURE), _of_measure
    if figure in items or item_of(figure, items):
        return Kind.ITEM, _of_item
    if figure in RATING_RULES:
        return Kind.RATING, _rated
    if figure.removeprefix(RETURNED) in (*COUNTED, *RATES):
        return Kind.PROGRESS, _of_progress
    if figure in LIGHTS:
        return Kind.LIGHTS, _lit
    raise UnknownChoice("溯源码所指的数字不在该评价所用的标准中，请核对。")


def _of_measure(code: Traced, held: Held) -> Explained:
    """Explain a rate or its points: the row of earnings, empty where no record is in the denominator."""
    own, name = held.evaluation, code.figure.removesuffix(POINTS)
    measure = own.standard.measures[name]
    parts = own.earnings.filter(region=code.region, measure=name)
    asks = asked(measure, own.rules)
    records = own.evidence(name, region=code.region)
    chosen = Chosen(measure.sheet, measure.denominator, asks.yearly, asks.dates, asks.in_year)
    return {
        "values": parts.row(0, named=True) if parts.height else {},
        "measure": measure,
        "parts": parts,
        "records": records,
        "excluded": left_out(own.frames, chosen, code.region, records),
        "rules": _rules(
            own, code.region, (*measure.reads, *_target(own, name), "points", "item_weights")
        ),
        "came": partial(_origins_of, held, measure, records),
    }


def _target(own: Evaluation, measure: str) -> tuple[str, ...]:
    points = own.rules["points"].get(measure, own.rules["points"]["default"])
    return (points.target,) if isinstance(points.target, str) else ()


def _of_item(code: Traced, held: Held) -> Explained:
    """Explain what an item earned: by its measures."""
    items = held.evaluation.standard.by_code
    item = items[item_of(code.figure, items) or code.figure]
    return _composed(
        code, held, [measure.code for measure in item.measures],
        rules=("item_weights", "points"), values={},
    )  # fmt: skip


def _rated(code: Traced, held: Held) -> Explained:
    """Explain a figure of the rating: the row of `told_scores`, and the measures that it follows from."""
    own = held.evaluation
    row = told_scores(own).filter(region=code.region).row(0, named=True)
    measures = list(own.standard.measures)
    if code.figure == "vetoes":
        measures = [each for each in measures if each in own.rules["veto_measures"]]
    if code.figure == "planned":
        return _planned(code, held, row)
    return _composed(code, held, measures, rules=RATING_RULES[code.figure], values=row)


def _planned(code: Traced, held: Held, row: Mapping[str, Any]) -> Explained:
    found = of_progress(held.evaluation, code.region, "planned_compounds")
    return {**_counted(code, held, found, rules=()), "values": row}


def _composed(
    code: Traced, held: Held, measures: list[str], *, rules: tuple[str, ...], values: Mapping[str, Any]
) -> Explained:  # fmt: skip
    own = held.evaluation
    parts = own.earnings.filter(pl.col("measure").is_in(measures), region=code.region)
    came = partial(_origins_of_all, held, code.region, parts["measure"].to_list())
    nothing = own.frames.regions.clear()
    return {
        "values": values, "measure": None, "parts": parts, "records": nothing, "excluded": nothing,
        "rules": _rules(own, code.region, rules), "came": came,
    }  # fmt: skip


def _of_progress(code: Traced, held: Held) -> Explained:
    """Explain a figure of progress: part, whole (null of a sum) and how many units are `missing`."""
    name = code.figure.removeprefix(RETURNED)
    of = returned if code.figure.startswith(RETURNED) else of_progress
    found = of(held.evaluation, code.region, name)
    return {**_counted(code, held, found, rules=()), "values": found.values}


def _lit(code: Traced, held: Held) -> Explained:
    """Explain a count of the supervision table: part (what is counted) and whole (its projects)."""
    found = lit_projects(held.evaluation, code.region, code.figure)
    return {**_counted(code, held, found, rules=LIGHT_RULES), "values": found.values}


def _counted(code: Traced, held: Held, found: Counted, *, rules: tuple[str, ...]) -> Explained:
    own, chosen = held.evaluation, found.chosen
    return {
        "measure": None,
        "parts": own.earnings.clear(),
        "records": found.records,
        "excluded": left_out(own.frames, chosen, code.region, found.records),
        "rules": _rules(own, code.region, rules),
        "came": partial(_origins_of_records, held, found),
    }


def _origins_of_records(held: Held, found: Counted) -> pl.DataFrame:
    sheet, reads = found.chosen.sheet, found.reads
    sources = held.sources_of((sheet, *reads))
    return origins(held.evaluation.frames, sources, found.records, sheet=sheet, reads=reads)


def _origins_of_all(held: Held, region: str, measures: list[str]) -> pl.DataFrame:
    own = held.evaluation
    return joined(
        [
            _origins_of(held, own.standard.measures[code], own.evidence(code, region=region))
            for code in measures
        ]
    )


def _origins_of(held: Held, measure: Measure, records: pl.DataFrame) -> pl.DataFrame:
    own = held.evaluation
    asks = asked(measure, own.rules)
    return origins(
        own.frames, held.sources_of((measure.sheet, *asks.sheets)), records,
        sheet=measure.sheet, reads=asks.sheets, reporting=asks.reporting,
    )  # fmt: skip


def _rules(own: Evaluation, region: str, keys: tuple[str, ...]) -> tuple[Rule, ...]:
    """Return rules in force for the records of a division; one that nothing sets (a cap) is left out."""
    judging = own.rules.among(within(own.frames.regions, region)["region"])
    told = (judging.told(key) for key in dict.fromkeys(keys))
    return tuple(rule for rule in told if rule is not None)
