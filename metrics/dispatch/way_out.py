"""The shortest way out (最短路径): which records to put right so that a region leaves red.

What is proven: every red reason and every veto record holds the region in red by itself, so the
records listed for them are the smallest set; for points see `score_way`. Populations stay as they
are: a fix that brings a compound into another measure's denominator is not followed. How much
money came from whom (amount measures) is not a record to put right and is left out.
"""

from typing import Any, TypedDict

import polars as pl

from metrics.rating.evaluation import Evaluation
from metrics.rating.hearing import told_scores
from metrics.rating.score_way import Curve, Way, curve, missing, shortest
from metrics.rating.scoring import measure_weights, points_frame
from metrics.records.regions import within
from metrics.records.shapes import schema_of, shaped
from metrics.records.sheets import BY_NAME
from metrics.standards.measure import Measure
from metrics.supervision.lights import RED
from metrics.supervision.red_lines import EVENT, OVERDUE
from metrics.supervision.stages import BY_STAGE
from metrics.supervision.table import Supervision, nodes_of

VETO = "一票否决"
ENDS = {
    EVENT: "属实事件当年内保持；复核不属实的，核实状态改为“不实”",
    OVERDUE: "整改到位并填报销号日期",
}
EVENT_FIELDS = {EVENT: ("events", "status"), OVERDUE: ("issues", "closed_on")}


class Fix(TypedDict):
    """A fix: where the record stands (sheet and its key), the field, why, and what value ends it.

    `about` is the label of a stage or the kind of a red-line event; `reason` says it in words.
    """

    region: str
    project: str | None
    sheet: str
    record: str
    field: str
    about: str
    reason: str
    ends: str
    days: int | None


FIX = schema_of(Fix)


def lights_way(table: Supervision, *, region: str) -> pl.DataFrame:
    """List every fix that the red projects of a region need, the longest delay first (FIX).

    A review (联合审查) belongs to its project, so it is one record however many compounds wait.
    """
    inside = within(table.frames.regions, region)
    projects = table.projects.join(inside, on="region", how="semi").select("project", "region")
    fixes = pl.concat([_nodes(table, projects), _events(table, projects)])
    order = ["region", "project", "sheet", "record", "field", "reason", "ends", "about"]
    worst = fixes.group_by(order).agg(pl.col("days").max()).select(list(FIX))
    return worst.sort("days", *order, descending=[True] + [False] * len(order), nulls_last=True)


def vetoes_way(evaluation: Evaluation, *, region: str) -> pl.DataFrame:
    """List every record that a veto measure (一票否决) finds not met in a region (FIX)."""
    own = evaluation.scores.filter(pl.col("region") == region)
    codes = own["vetoes"].to_list()[0] if own.height else []
    fixes = [_breaches(evaluation, code, region) for code in codes]
    return pl.concat([pl.DataFrame(schema=FIX), *fixes])


def score_way(evaluation: Evaluation, *, region: str) -> Way | None:
    """Return the fewest findings to put right that lift a region to the next grade.

    A finding (处) is one record under one measure; a compound that fails two measures is two.
    `proven` says whether no smaller number exists; see `score_way.shortest`. Null without a
    grade, at the best one, or where even all records met would not be enough.
    """
    rows = told_scores(evaluation).filter(pl.col("region") == region).to_dicts()
    if not rows or rows[0]["grade"] is None:
        return None
    grades = [band.grade for band in evaluation.rules["grade_bands"]]
    place = grades.index(rows[0]["grade"])
    if place == 0:
        return None
    forced = _forced(evaluation, rows[0], wanted=place - 1)
    band = evaluation.rules["grade_bands"][place - 1]
    earnings = evaluation.earnings.filter(pl.col("region") == region)
    needed = missing(earnings.iter_rows(named=True), evaluation.rules, band)
    return shortest(curves(evaluation, region), needed, forced=forced, grade=grades[place - 1])


def curves(evaluation: Evaluation, region: str) -> list[Curve]:
    """Return what each further record met would earn a region, measure by measure."""
    counts = evaluation.counts.filter(pl.col("region") == region, ~pl.col("amounts"))
    shapes = points_frame(evaluation.rules, evaluation.standard).select(
        "measure", "times", "less", "over", "threshold"
    )
    weights = measure_weights(evaluation.rules, evaluation.standard)
    rows = counts.join(shapes, on="measure").sort("measure").to_dicts()
    return [curve(row, weight=weights[row["measure"]]) for row in rows]


def _nodes(table: Supervision, projects: pl.DataFrame) -> pl.DataFrame:
    own = table.compounds.join(projects, on="project", how="semi")
    red = nodes_of(own).filter(pl.col("light").cast(pl.String) == RED)
    parts = [pl.DataFrame(schema=FIX)]
    for name, stage in BY_STAGE.items():
        sheet = "projects" if stage.of_project else "compounds"
        record = "project" if stage.of_project else "compound"
        fields = _labels(sheet, ("acceptance", stage.actual) if name == "accept" else stage.actual)
        ends = f"填报{fields}，日期不晚于{table.frames.as_of}"
        parts.append(
            red.filter(pl.col("stage") == name)
            .join(projects, on="project")
            .with_columns(
                sheet=pl.lit(BY_NAME[sheet].label), record=record, field=pl.lit(fields),
                about=pl.lit(stage.label), reason=pl.lit(f"{stage.label}逾期"),
                ends=pl.lit(f"{ends}，结论为合格" if name == "accept" else ends),
            )
            .pipe(shaped, FIX)
        )  # fmt: skip
    return pl.concat(parts)


def _events(table: Supervision, projects: pl.DataFrame) -> pl.DataFrame:
    parts = [pl.DataFrame(schema=FIX)]
    for row in table.red_lines.join(projects, on="project").iter_rows(named=True):
        kind = row["kind"]
        sheet, field = EVENT_FIELDS.get(kind, (None, None))
        measure = table.standard.measures.get(row["code"])
        values: dict[str, Any] = {
            "sheet": BY_NAME[sheet or (measure.sheet if measure else "projects")].label,
            "field": _labels(sheet, field) if sheet and field else row["text"],
            "about": kind,
            "reason": f"{kind}：{row['text'] or row['code']}",
            "ends": ENDS.get(kind) or _met(table.standard.measures[row["code"]]),
        }
        fix = {name: row.get(name) for name in FIX} | values
        parts.append(pl.DataFrame([fix], schema=FIX, orient="row"))
    return pl.concat(parts)


def _breaches(evaluation: Evaluation, code: str, region: str) -> pl.DataFrame:
    measure = evaluation.standard.measures[code]
    unmet = evaluation.evidence(code, region=region, verdict="unmet")
    columns = {
        "project": pl.lit(None), "sheet": pl.lit(BY_NAME[measure.sheet].label),
        "field": pl.lit(measure.title), "about": pl.lit(VETO),
        "reason": pl.lit(f"{VETO}：{code} {measure.title}"), "ends": pl.lit(_met(measure)),
        "days": pl.lit(None),
    }  # fmt: skip
    return unmet.with_columns(**columns).pipe(shaped, FIX)


def _met(measure: Measure) -> str:
    return f"达到：{measure.numerator}"


def _labels(sheet: str, names: str | tuple[str, ...]) -> str:
    wanted = (names,) if isinstance(names, str) else names
    labels = {column.name: column.label for column in BY_NAME[sheet].columns}
    return "、".join(labels[name] for name in wanted)


def _forced(evaluation: Evaluation, row: dict[str, Any], *, wanted: int) -> dict[str, int]:
    """Return the veto records that must be met first, where a veto caps the grade below `wanted`."""
    rules = evaluation.rules
    grades = [band.grade for band in rules["grade_bands"]]
    if rules["veto_effect"] != "cap" or grades.index(rules["veto_grade_cap"]) <= wanted:
        return {}
    barring = evaluation.counts.filter(
        pl.col("region") == row["region"], pl.col("measure").is_in(row["vetoes"])
    )
    return dict(barring.select("measure", "unmet").iter_rows())
