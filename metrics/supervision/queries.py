"""Questions to the supervision table: which rows, their subtotals, and why a row has its light."""

import unicodedata
from collections.abc import Collection

import polars as pl

from metrics.supervision.lights import BLACK, LIGHTS, NODE, RED, TO_REPORT, YELLOW
from metrics.supervision.project_figures import COUNTED, SUMMED
from metrics.supervision.stages import BY_STAGE, STAGES
from metrics.supervision.table import Supervision, nodes_of

SOUGHT = (
    "project",
    "name",
    "county",
    "city_name",
    "implementer",
    "project_owner",
    "supervision_owner",
)
"""Columns in which a text is sought."""
NO_COMPOUND, NO_DUE, NO_VERDICT, NO_DATE = CAUSES = (
    "未报小区", "未报计划日期", "未报结论", f"{TO_REPORT}：后续环节已办结而未报日期",
)  # fmt: skip
"""Why a node is 黑."""
REASON = {
    "light": pl.String, "kind": pl.String, "record": pl.String, "record_name": pl.String,
    "code": pl.String, "text": pl.String, "clause": pl.String, "due": pl.Date, "set_on": pl.Date, "actual": pl.Date,
    "days": pl.Int64, "working_days": pl.Int64, "provisional": pl.Boolean,
}  # fmt: skip


def chosen(
    projects: pl.DataFrame,
    *,
    lights: Collection[str] = (),
    reached: Collection[int] = (),
    regions: Collection[str] = (),
    years: Collection[int] = (),
    modes: Collection[str] = (),
    text: str = "",
) -> pl.DataFrame:
    """Keep the rows that fit every condition given; an empty one asks nothing.

    `lights` are names of lights, or TO_REPORT for rows with a stage to be reported; `regions` codes
    of cities or counties; `reached` places of stages, 0 for none; `text` is sought letter by letter
    in SOUGHT, whatever the width and case of characters.
    """
    columns = {"reached": reached, "plan_year": years, "delivery_mode": modes}
    conditions = [pl.col(name).is_in(list(asked)) for name, asked in columns.items() if asked]
    if lights:
        conditions.append(_lit(lights))
    if regions:
        conditions.append(pl.any_horizontal(pl.col("region", "city").is_in(list(regions))))
    if words := _plain(text):
        conditions.append(_holds(words, SOUGHT))
    return projects.filter(conditions) if conditions else projects


def _lit(lights: Collection[str]) -> pl.Expr:
    lit = pl.col("light").cast(pl.String).is_in(list(lights))
    return lit | (to_report() > 0) if TO_REPORT in lights else lit


def to_report() -> pl.Expr:
    """Count the stages of a project to be reported, as rows of the table hold them."""
    return pl.sum_horizontal(f"{stage.name}_unreported" for stage in STAGES)


def holding(rows: pl.DataFrame, text: str, columns: Collection[str]) -> pl.DataFrame:
    """Keep the rows that hold a text in one of some columns, whatever its width and case; empty asks nothing."""
    words = _plain(text)
    return rows.filter(_holds(words, columns)) if words else rows


def _holds(words: str, columns: Collection[str]) -> pl.Expr:
    plain = (pl.col(name).cast(pl.String).str.normalize("NFKC") for name in columns)
    texts = (text.str.to_lowercase() for text in plain)
    return pl.any_horizontal(
        text.str.contains(words, literal=True).fill_null(value=False) for text in texts
    )


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().lower()


def subtotals(projects: pl.DataFrame, *by: str) -> pl.DataFrame:
    """Add up rows by city, region or another column (by nothing: one row), sorted by it.

    Sums every part of `project_figures` (null where nothing is known), so that a rate stays Σ/Σ;
    `<stage>_done` in compounds; projects; `lights_<light>`, how many rows have it; and `to_report`,
    how many have a stage to be reported (待补报).
    """
    sums = [pl.col(name).sum().alias(name) for name in COUNTED]
    done = [pl.col(f"{stage.name}_done").sum() for stage in STAGES]
    lights = [
        (pl.col("light") == name).sum().cast(pl.Int64).alias(f"lights_{name}") for name in LIGHTS
    ]
    amounts = [pl.when(pl.col(n).count() > 0).then(pl.col(n).sum()).alias(n) for n in SUMMED]
    # A project without a row of 资金 is one project whose money is not reported.
    silent = pl.col("planned_unknown").is_null().sum().cast(pl.Int64).alias("money_not_reported")
    behind = (to_report() > 0).sum().cast(pl.Int64).alias("to_report")
    counts = pl.len().cast(pl.Int64).alias("projects")
    summed = (counts, *amounts, *sums, *done, *lights, behind, silent)
    if not by:
        return projects.select(summed)
    return projects.group_by(by).agg(summed).sort(by)


def why(table: Supervision, project: str) -> pl.DataFrame:
    """List what keeps a project from green: nodes that are 红, 黑 or 黄, and red-line events.

    Columns: REASON; the most severe first, then the longest delay, then events before nodes.
    `clause` is the rule or the clause it rests on, `set_on` the day that was set where the date was moved
    off a day of rest. Empty for a project without such a reason.
    """
    order = pl.Enum(table.rules["light_order"])
    own = table.compounds_of(project)
    reasons = pl.concat(
        [_events(table, project, own), _nodes(own, table), _no_compounds(table, project)]
    )
    ranked = reasons.with_columns(pl.col("light").cast(order), event=pl.col("kind") != NODE)
    return ranked.sort(
        "light", "days", "event", "record", "code",
        descending=[False, True, True, False, False], nulls_last=True,
    ).drop("event")  # fmt: skip


def _events(table: Supervision, project: str, compounds: pl.DataFrame) -> pl.DataFrame:
    events = table.red_lines.filter(pl.col("project") == project)
    names = compounds.select(record="compound", record_name="name")
    return _shaped(
        events.join(names, on="record", how="left").with_columns(
            light=pl.lit(RED), actual=pl.col("happened_on")
        )
    )


def _nodes(compounds: pl.DataFrame, table: Supervision) -> pl.DataFrame:
    bad = nodes_of(compounds).filter(pl.col("light").cast(pl.String).is_in([RED, BLACK, YELLOW]))
    rule = table.rules.rule("stage_due")
    labels = {name: stage.label for name, stage in BY_STAGE.items()}
    moved = table.moved_dues(compounds["project"]).with_columns(
        pl.col("stage").replace({label: name for name, label in labels.items()})
    )
    days = moved.unique(["compound", "stage"]).select("compound", "stage", "set_on")
    bad = bad.join(days, on=["compound", "stage"], how="left")
    clauses = {name: f"{rule.raw[label]}（{rule.document}）" for name, label in labels.items()}
    return _shaped(
        bad.with_columns(
            kind=pl.lit(NODE),
            record="compound",
            record_name="compound_name",
            code="stage",
            text=_text(pl.col("stage").replace_strict(labels, return_dtype=pl.String)),
            clause=pl.col("stage").replace_strict(clauses, return_dtype=pl.String),
        )
    )


def _text(stage: pl.Expr) -> pl.Expr:
    """Name the stage, and of a black one what is not reported of it."""
    black = pl.col("light").cast(pl.String) == BLACK
    return pl.when(black).then(pl.format("{}{}", stage, _cause())).otherwise(stage)


def _cause() -> pl.Expr:
    return (
        pl.when("unreported")
        .then(pl.lit(NO_DATE))
        .when(pl.col("due").is_null())
        .then(pl.lit(NO_DUE))
        .otherwise(pl.lit(NO_VERDICT))
    )


def _no_compounds(table: Supervision, project: str) -> pl.DataFrame:
    row = table.projects.filter(pl.col("project") == project, pl.col("compounds") == 0)
    return _shaped(
        row.select(
            light=pl.lit(BLACK), kind=pl.lit(NODE), record="project", record_name="name",
            text=pl.lit(NO_COMPOUND),
        )
    )  # fmt: skip


def _shaped(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.select(
        (pl.col(name) if name in frame.columns else pl.lit(None)).cast(dtype).alias(name)
        for name, dtype in REASON.items()
    )
