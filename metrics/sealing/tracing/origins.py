"""The submissions (报送) that records came from: who sent which file when, and the rows in it."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

import polars as pl

from metrics.records.frames import Frames
from metrics.records.sheets import BY_NAME
from metrics.sealing.sources import FILE, Sources
from metrics.sealing.tracing.left_out import of_sheet

CODES = ("compound", "project", "community", "region")
"""The columns by which rows of other sheets belong to a record, the nearest first."""
YEARS = ("plan_year", "year")
ORIGIN: Mapping[str, Any] = {
    **FILE, "sheet": pl.String, "records": pl.Int64, "rows": pl.List(pl.Int32),
}  # fmt: skip


def origins(
    frames: Frames,
    sources: Sources,
    records: pl.DataFrame,
    *,
    sheet: str,
    reads: Collection[str],
    reporting: bool = False,
) -> pl.DataFrame:
    """List the submissions of some records of a sheet and of what was read with them (ORIGIN).

    `records` have record and region. A line for each submission and sheet: how many records are of it,
    and in which rows of the workbook they stand; sorted by submission, sheets as in the dictionary. Whether a
    unit has reported at all is asked too where `reporting`: its newest submission is then a line of no sheet.
    """
    told = [
        sources.of(name, rows).with_columns(sheet=pl.lit(name))
        for name, rows in _rows(frames, records, sheet=sheet, reads=reads)
    ]
    if reporting:
        units = records.select(unit="region").unique()
        heard = frames.reporting.join(units, on="unit", how="semi")
        told.append(heard.select("submission", row=pl.lit(None, pl.Int32), sheet=pl.lit("")))
    return _listed(pl.concat(told) if told else None, sources)


def _listed(told: pl.DataFrame | None, sources: Sources) -> pl.DataFrame:
    if told is None:
        return pl.DataFrame(schema=ORIGIN)
    lines = (
        told.drop_nulls("submission")
        .group_by("submission", "sheet")
        .agg(records=pl.len().cast(pl.Int64), rows=pl.col("row").drop_nulls().unique().sort())
        .with_columns(records=pl.when(pl.col("sheet") != "").then("records").otherwise(0))
    )
    return _sorted(lines.join(sources.files, on="submission", how="inner"))


def _sorted(lines: pl.DataFrame) -> pl.DataFrame:
    shaped = lines.select(pl.col(name).cast(dtype) for name, dtype in ORIGIN.items())
    return shaped.sort("submission", pl.col("sheet").cast(pl.Enum(["", *BY_NAME])))


def joined(parts: Collection[pl.DataFrame]) -> pl.DataFrame:
    """Return the submissions of several figures as one list (ORIGIN): no row is counted twice."""
    if not parts:
        return pl.DataFrame(schema=ORIGIN)
    by = [*FILE, "sheet"]
    every = pl.concat(parts).group_by(by).agg(pl.col("rows").explode().drop_nulls().unique().sort())
    counted = every.with_columns(records=pl.col("rows").list.len().cast(pl.Int64))
    return _sorted(counted)


def _rows(
    frames: Frames, records: pl.DataFrame, *, sheet: str, reads: Collection[str]
) -> Iterator[tuple[str, pl.DataFrame]]:
    """Yield, by sheet, the rows (with their `place`) of the records and of what hangs on them.

    A sheet hangs on the records by the nearest of CODES that it has; rows found so name further codes:
    of a county its projects, of these their compounds.
    """
    own = of_sheet(frames, sheet).join(
        records.select("record", "region").unique(), on=["record", "region"], how="semi"
    )
    for year in (name for name in YEARS if name in own.columns):
        this_year = pl.col(year) == frames.year  # of a record of several years that of this one
        own = own.filter(this_year | ~this_year.any().over("record"))
    yield sheet, own
    known = {code: own[code] for code in CODES if code in own.columns}
    known["region"] = records["region"]
    left = [name for name in BY_NAME if name in reads and name not in (sheet, "regions")]
    while left:
        name, code = _next(left, known)
        left.remove(name)
        rows = _of(frames, name, code, known[code])
        for named in CODES:
            if named in rows.columns and named not in known:
                known[named] = rows[named]
        yield name, rows


def _next(left: Collection[str], known: Mapping[str, pl.Series]) -> tuple[str, str]:
    """Return the sheet that hangs on the nearest code known, and that code."""
    hanging = (
        (CODES.index(code), name, code)
        for name in left
        for code in CODES
        if code in known and code in BY_NAME[name].schema
    )
    return min((place, list(BY_NAME).index(name), name, code) for place, name, code in hanging)[2:]


def _of(frames: Frames, sheet: str, code: str, codes: pl.Series) -> pl.DataFrame:
    rows = frames.tables[sheet].with_row_index("place")
    rows = rows.filter(pl.col(code).is_in(codes.drop_nulls().unique().implode()))
    years = [pl.col(year) == frames.year for year in YEARS if year in rows.columns]
    return rows.filter(years) if code == "region" and years else rows
