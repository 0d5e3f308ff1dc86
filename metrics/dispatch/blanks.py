"""Which blanks (空白) leave records unknown, and what a division's score could gain from them.

An unknown record (数据缺失) stands in the denominator and earns nothing. Where its blank stands is
told by the measure: a column of its own sheet, the instrument that bears the column's name, or rows
that belong to it. Of a measure that waits for something else, only the record is told.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, NamedTuple

import polars as pl

from metrics.dispatch.way_out import curves
from metrics.rating.evaluation import Evaluation
from metrics.rating.scoring import measure_weights
from metrics.records.sheets import BY_NAME
from metrics.records.sheets.governance import INSTRUMENTS
from metrics.standards.measure import Measure
from metrics.standards.national.b06_financial_support import BANK_LOAN, CORPORATE_BOND

NOT_JUDGED = ("name", "completed_on")
"""Columns that are shown beside a verdict and that no measure waits for."""
CLASSES = {"A05.1": "基础", "A05.2": "完善", "A05.3": "提升"}
"""The measures of shortfalls (短板), and the class of contents that each of them judges."""


At = tuple[tuple[str, tuple[object, ...]], ...]
"""Columns, each with the values that are meant."""


class Place(NamedTuple):
    """Where blanks stand: rows of a sheet by the values of some columns, and columns to look at.

    Of several values any will do; null is a blank.
    """

    sheet: str
    at: At
    columns: tuple[str, ...]

    def rows(self, table: pl.DataFrame) -> pl.Expr:
        """Say of the rows of the sheet whether they are meant."""
        meant = [
            pl.any_horizontal(
                pl.col(name).eq_missing(pl.lit(v, table.schema[name])) for v in values
            )
            for name, values in self.at
        ]
        return pl.all_horizontal(meant)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """A record that a measure cannot judge, and where its blanks stand (nowhere: not known).

    `region` is the owner; `record` the record's key as the evidence lists it.
    """

    measure: Measure
    region: str
    record: str
    places: tuple[Place, ...]


class Gain(NamedTuple):
    """What the score of a division gains at most if its unknown records of a measure are all met.

    `points` are points of a score out of 100; null for a measure of amounts, whose blanks change
    the sums themselves.
    """

    records: int
    points: Fraction | None


def unknown_records(evaluation: Evaluation) -> tuple[Unknown, ...]:
    """List the unknown records of the place, by measure, owner and record."""
    return tuple(
        Unknown(
            measure=measure, region=row["region"], record=row["record"],
            places=_places(evaluation, measure, row),
        )
        for code, measure in evaluation.standard.measures.items()
        for row in evaluation.evidence(code, region=evaluation.place, verdict="unknown").to_dicts()
    )  # fmt: skip


def gains(evaluation: Evaluation, unknown: Mapping[tuple[str, str], int]) -> dict[
    tuple[str, str], Gain
]:  # fmt: skip
    """Return the gain of each (region, measure), of so many of its records that are unknown."""
    regions = sorted({region for region, _ in unknown})
    found = {region: {c.measure: c for c in curves(evaluation, region)} for region in regions}
    scale = {region: _scale(evaluation, region) for region in regions}
    return {
        (region, code): Gain(
            number,
            found[region][code].earns(number) * scale[region] if code in found[region] else None,
        )
        for (region, code), number in sorted(unknown.items())
    }


def _scale(evaluation: Evaluation, region: str) -> Fraction:
    """Return how many points of a score one point of weight is, as `scoring.scores` counts."""
    rules = evaluation.rules
    weights = measure_weights(rules, evaluation.standard)
    total = Fraction(sum(rules["item_weights"].values()))
    if rules["not_applicable"] == "spread":
        own = evaluation.counts.filter(region=region)["measure"]
        total = sum((weights[code] for code in own), Fraction(0))
    return Fraction(100) / total if total else Fraction(0)


def _places(evaluation: Evaluation, measure: Measure, row: Mapping[str, Any]) -> tuple[Place, ...]:
    """Return where the blanks of an unknown record stand."""
    derived = {column.name for column in measure.derives}
    blank = [name for name, value in row.items() if value is None and name not in NOT_JUDGED]
    own = [n for n in blank if n in BY_NAME[measure.sheet].schema and n not in derived]
    places = [_own_place(measure, row, own)] if own else []
    places += [_instrument(row["region"], name) for name in blank if name in INSTRUMENTS]
    return (*places, *_elsewhere(evaluation, measure, row))


def _own_place(measure: Measure, row: Mapping[str, Any], blank: list[str]) -> Place:
    """Return the record's own row, told by all that was seen of it: a code may stand in two rows."""
    sheet = BY_NAME[measure.sheet]
    if measure.sheet == "funds":
        project, source = row["record"].rsplit(" ", 1)
        return Place("funds", (("project", (project,)), ("source", (source,))), tuple(blank))
    key = (sheet.key[0], (row["record"],))
    derived = {column.name for column in measure.derives}
    seen = ((n, (v,)) for n, v in row.items() if n in sheet.schema and n not in derived)
    others = (pair for pair in seen if pair[0] not in (sheet.key[0], "region"))
    return Place(measure.sheet, (key, *others), tuple(blank))


def _instrument(region: str, name: str) -> Place:
    at = (("region", (region,)), ("instrument", (name,)), ("status", ("已建立",)))
    return Place("instruments", at, ("issued_on",))


def _elsewhere(
    evaluation: Evaluation, measure: Measure, row: Mapping[str, Any]
) -> tuple[Place, ...]:
    """Return the blanks that stand in rows of other sheets."""
    of_compound = ("compound", (row["record"],))
    renewed: At = (of_compound, ("to_renew", (True,)))
    match measure.code:
        case "A02.1":
            return _capacity(evaluation, row["region"])
        case "A04.2":
            return (Place("facilities", renewed, ("joint_scheme_on",)),)
        case "A05.1" | "A05.2" | "A05.3":
            of_class = CLASSES[measure.code]
            contents = evaluation.rules["content_items"].items()
            items = tuple(item for item, group in contents if group == of_class)
            columns = ("in_scheme", "area_remedy") if of_class == "提升" else ("in_scheme",)
            short: At = (of_compound, ("short", (True,)), ("item", items))
            return (Place("contents", short, columns),)
        case "B02.1":
            return (Place("projects", (("project", (row["project"],)),), ("joint_area",)),)
        case "B06.1":
            lent: At = (("project", (row["record"],)), ("source", (BANK_LOAN, CORPORATE_BOND)))
            return (Place("funds", lent, ("received",)),)
        case "B08.1":
            return (Place("facilities", renewed, ("handed_over_on",)),)
    return ()


def _capacity(evaluation: Evaluation, region: str) -> tuple[Place, ...]:
    """Return a county's row of 年度能力, and the projects in its plan, whose investment is added up."""
    frames = evaluation.frames
    columns = ("funding_capacity", "delivery_capacity", "new_hidden_debt", "quota_pushed_down")
    planned = frames.compounds_in_plan.filter(region=region)["project"].unique().sort()
    projects = (("project", tuple(planned)), ("plan_year", (frames.year,)))
    year = (("region", (region,)), ("year", (frames.year,)))
    return (
        Place("capacities", year, columns),
        Place("projects", projects, ("planned_investment",)),
    )
