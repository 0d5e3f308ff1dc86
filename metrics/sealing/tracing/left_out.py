"""The records that a figure does not count (未计入), each with the reason: none of them is simply gone."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import polars as pl

from metrics.records.frames import Frames
from metrics.records.regions import within
from metrics.records.schema import NEVER
from metrics.records.sheets import BY_NAME
from metrics.records.sheets.compounds import COMPOUNDS

LEFT_OUT: Mapping[str, Any] = {
    "record": pl.String,
    "name": pl.String,
    "region": pl.String,
    "reason": pl.String,
}
OTHER_YEAR = "属其他计划年度"


class Chosen(NamedTuple):
    """Which records of a sheet a figure counts: in `words`, and by plan year and by dates of a compound
    that must have come, or lie in the year."""

    sheet: str
    words: str
    yearly: bool
    dates: tuple[str, ...] = ()
    in_year: tuple[str, ...] = ()


def left_out(frames: Frames, chosen: Chosen, region: str, counted: pl.DataFrame) -> pl.DataFrame:
    """List the records of a sheet in a region that are not counted (LEFT_OUT), sorted by reason.

    `counted` are those that are (`record`). The reason is the first condition that a record fails
    among those that the figure chooses by: its plan year, then the dates that must have come; of one
    that fails none of these, that it is none of what is counted.
    """
    inside = within(frames.regions, region).select("region")
    rows = of_sheet(frames, chosen.sheet).join(inside, on="region", how="semi")
    others = rows.join(counted.select("record").unique(), on="record", how="anti")
    reasons = _reasons(frames, chosen, set(others.columns))
    reason = pl.coalesce(*reasons, pl.lit(f"不属于“{chosen.words}”"))
    told = others.select("record", "name", "region", reason=reason.cast(pl.String))
    return told.select(pl.col(n).cast(t) for n, t in LEFT_OUT.items()).sort("reason", "record")


def of_sheet(frames: Frames, sheet: str) -> pl.DataFrame:
    """Return the rows of a sheet as measures name them: `record`, `name`, and the `region` that owns each.

    Compounds and funds have the region and `plan_year` of their project.
    """
    rows = frames.tables[sheet].with_row_index("place")
    if sheet in ("compounds", "funds"):
        owners = frames.tables["projects"].select("project", "region", "plan_year", of="name")
        rows = rows.join(owners, on="project", how="left", maintain_order="left")
        record = "compound" if sheet == "compounds" else ("project", "source")
    else:
        record = BY_NAME[sheet].key[0]
    columns = [record] if isinstance(record, str) else list(record)
    named = {"funds": "of", "issues": "problem"}.get(sheet, "name")
    name = pl.col(named) if named in rows.columns else pl.lit(None, pl.String)
    return rows.with_columns(record=pl.concat_str(columns, separator=" "), name=name)


def _reasons(frames: Frames, chosen: Chosen, columns: set[str]) -> list[pl.Expr]:
    reasons: list[pl.Expr] = []
    if chosen.yearly and "plan_year" in columns:
        reasons.append(pl.when(pl.col("plan_year") != frames.year).then(pl.lit(OTHER_YEAR)))
    for day in chosen.dates:
        if day in columns:
            label = COMPOUNDS.column(day).label
            reasons += [
                pl.when(pl.col(day).is_null()).then(pl.lit(f"{label}未填报")),
                pl.when(pl.col(day) == NEVER).then(pl.lit(f"{label}填“无”")),
                pl.when(pl.col(day) > frames.as_of).then(pl.lit(f"{label}晚于数据截止日期")),
            ]
    for day in chosen.in_year:
        if day in columns:
            elsewhere = f"{COMPOUNDS.column(day).label}不在{frames.year}年"
            reasons.append(pl.when(pl.col(day).dt.year() != frames.year).then(pl.lit(elsewhere)))
    return reasons
