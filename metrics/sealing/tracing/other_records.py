"""The records behind figures beside the rating: progress from the ledger and from returns, and lights."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import polars as pl

from metrics.progress.figure_records import STATES, figure_records
from metrics.progress.figures import FIGURES, RATES, pair
from metrics.progress.from_ledger import ledger
from metrics.progress.from_returns import returns
from metrics.rating.evaluation import Evaluation
from metrics.records.frames import Frames
from metrics.records.regions import within
from metrics.sealing.tracing.left_out import Chosen
from metrics.standards.catalogue import NATIONAL
from metrics.supervision.lights import TO_REPORT
from metrics.supervision.queries import to_report
from metrics.supervision.table import supervision

LIGHTS = (
    "projects", "lights_红", "lights_黑", "lights_黄", "lights_绿（迟）", "lights_绿", "lights_灰",
    "to_report", "red_lines", "issues_open", "issues_overdue",
)  # fmt: skip
COUNTED = {
    "record": pl.String,
    "name": pl.String,
    "region": pl.String,
    "part": pl.Int64,
    "whole": pl.Int64,
}
KEY = ["record", "project"]


class Counted(NamedTuple):
    """The records of a figure (COUNTED), which of a sheet they are, what was read beside it, and its values."""

    records: pl.DataFrame
    chosen: Chosen
    reads: tuple[str, ...]
    values: Mapping[str, Any]


def of_progress(own: Evaluation, region: str, figure: str) -> Counted:
    """Return the records of a figure or rate of progress that the ledger tells.

    `values`: part, whole (null of a sum), missing (records without the amount).
    """
    part, whole = RATES.get(figure, (figure, None))
    frames = own.frames
    records = _amounts(frames, region, part, "part")
    if whole is None:
        records = records.with_columns(whole=pl.lit(None, pl.Int64))
    else:
        others = _amounts(frames, region, whole, "whole")
        records = records.join(others, on=KEY, how="full", coalesce=True).with_columns(
            name=pl.coalesce("name", "name_right")
        )
    owners = frames.tables["projects"].select("project", "region")
    named = records.join(owners, on="project", how="left")
    told = ledger(frames).filter(region=region, year=own.year)
    return Counted(_shaped(named), _chosen(part, whole), _read(part), _values(told, figure))


def _amounts(frames: Frames, region: str, figure: str, side: str) -> pl.DataFrame:
    rows = figure_records(frames, region=region, year=frames.year, figure=figure)
    return rows.select(*KEY, "name", pl.col("amount").alias(side))


def _chosen(part: str, whole: str | None) -> Chosen:
    dates = [STATES[name.split("_")[0]] for name in (part, whole) if name and _of_compounds(name)]
    sheet = "compounds" if dates else "funds" if part in ("received", "paid") else "projects"
    return Chosen(sheet, "本数字计入的记录", True, tuple(dates))


def _of_compounds(figure: str) -> bool:
    return figure.split("_")[-1] in ("compounds", "households")


def _read(part: str) -> tuple[str, ...]:
    return ("projects", "compounds") if part.endswith("investment") else ("projects",)


def _values(told: pl.DataFrame, figure: str) -> dict[str, Any]:
    if not told.height:
        return {}
    row = told.row(0, named=True)
    if figure in FIGURES:
        return {"part": row[figure], "whole": None, "missing": row[f"{figure}_unknown"]}
    part, whole = (row[name] for name in pair(figure))
    return {"part": part, "whole": whole, "missing": row[f"{figure}_left_out"]}


def returned(own: Evaluation, region: str, figure: str) -> Counted:
    """Return the returns (进展报表) of a region and below that tell a figure or rate; values as above."""
    part, whole = RATES.get(figure, (figure, None))
    inside = within(own.frames.regions, region).select("region", "name")
    rows = own.frames.tables["returns"].filter(year=own.year).join(inside, on="region")
    sides = {
        side: pl.col(name) if name in rows.columns else pl.lit(None, pl.Int64)
        for side, name in (("part", part), ("whole", whole))
    }
    records = rows.select(record="region", name="name", region="region", **sides)
    told = returns(own.frames).filter(region=region, year=own.year)
    chosen = Chosen("returns", "本年度的进展报表", False)
    return Counted(_shaped(records), chosen, (), _values(told, figure))


def lit_projects(own: Evaluation, region: str, figure: str) -> Counted:
    """Return the projects of a region that a count of the supervision table counts.

    `part` of a project is what it adds (1, or so many issues or events); `values`: part, and whole (all projects).
    """
    table = supervision(own.frames, own.rules, place=region, standard=NATIONAL)
    adds = _adds(figure)
    rows = table.projects.with_columns(part=adds.cast(pl.Int64), whole=pl.lit(None, pl.Int64))
    counted = rows.filter(pl.col("part") > 0).with_columns(record="project")
    values = {"part": rows["part"].sum(), "whole": rows.height, "missing": 0}
    chosen = Chosen("projects", _light_words(figure, own.year), False)
    return Counted(_shaped(counted), chosen, ("compounds", "issues", "events"), values)


def _adds(figure: str) -> pl.Expr:
    if figure == "projects":
        return pl.lit(1)
    if figure == "to_report":
        return to_report() > 0
    if figure.startswith("lights_"):
        return pl.col("light").cast(pl.String) == figure.removeprefix("lights_")
    return pl.col(figure)


def _light_words(figure: str, year: int) -> str:
    if figure.startswith("lights_"):
        return f"亮{figure.removeprefix('lights_')}灯的项目"
    named = {
        "to_report": f"有{TO_REPORT}环节的项目", "red_lines": "有底线情形的项目",
        "issues_open": "有未销号问题的项目", "issues_overdue": "有逾期未销号问题的项目",
    }  # fmt: skip
    return named.get(figure, f"{year}年度及以前计划的项目")


def _shaped(records: pl.DataFrame) -> pl.DataFrame:
    shaped = records.select(pl.col(name).cast(dtype) for name, dtype in COUNTED.items())
    return shaped.sort("record", "region")
