"""Where the records in force were last written: submission and row of its workbook, record by record.

A record that later submissions repeat unchanged has no row of theirs: its source is the file that wrote it
so. Where a row was written out again because a back-dated submission slipped in (`sql/models/histories.py`),
its source is the last row of the unit's earlier files that reads the same.
"""

from collections.abc import Collection
from datetime import datetime

import polars as pl
from sqlalchemy import select
from sqlalchemy.orm import Session

from metrics.records.frames import Frames
from metrics.records.schema import Sheet
from metrics.records.sheets import BY_NAME, SHEETS
from metrics.sealing.sources import FILE, ROW, Sources
from sql.database.reading import fetch, is_sqlite, unpacked
from sql.models import SUBMISSIONS
from sql.reported.review.cut import cut_known
from sql.reported.statements import (
    MARKS,
    Seen,
    last_of,
    line,
    nearness,
    newest_known,
    rows_query,
    said_by_units,
)

_WRITTEN: dict[str, type[pl.DataType]] = {"id": pl.Int64, **MARKS, "sheet_row": pl.Int32}


def sources(
    session: Session,
    frames: Frames,
    *,
    sheets: Collection[str] = tuple(BY_NAME),
    known_at: datetime | None = None,
) -> Sources:
    """Return the sources of the records of some sheets of frames that were read as known at a moment (null: now)."""
    seen = Seen(frames.as_of, newest_known(session, known_at))
    submissions, cut = line(session, seen), cut_known(session, known_at)
    if cut is not None:
        submissions = cut.ended(submissions)
    rows = {
        sheet.name: _of_sheet(session, sheet, seen, submissions, frames.tables[sheet.name])
        for sheet in SHEETS
        if sheet.name in sheets
    }
    named = pl.concat([each["submission"] for each in rows.values()]).drop_nulls()
    return Sources(rows, _files(session, {*named, *frames.reporting["submission"]}))


def _of_sheet(
    session: Session, sheet: Sheet, seen: Seen, submissions: pl.DataFrame, records: pl.DataFrame
) -> pl.DataFrame:
    """Return a line (ROW) for each record of the sheet, in its order."""
    key = list(sheet.record_key)
    rows = _stored(session, sheet, seen, submissions, sheet.key)
    if rows is None:
        return pl.DataFrame({name: [None] * records.height for name in ROW}, schema=dict(ROW))
    order = [nearness(pl.col("unit"))] if sheet.nearest else []
    spoken = said_by_units(rows.sort(*key, "newest", "place"), sheet)
    last = spoken.sort(*key, *order, "newest", "place").filter(last_of(*key)).collect()
    lost = last.filter(pl.col("sheet_row").is_null())
    if lost.height:
        earlier = _earlier(session, sheet, seen, submissions, lost)
        last = last.update(earlier, on="id", how="left")
    told = last.select(*key, "submission", row="sheet_row")
    found = records.select(key).join(
        told, on=key, how="left", nulls_equal=True, maintain_order="left"
    )
    return found.select(*ROW)


def _stored(
    session: Session,
    sheet: Sheet,
    seen: Seen,
    submissions: pl.DataFrame,
    columns: Collection[str],
) -> pl.LazyFrame | None:
    """Return columns of every stored row that is in line, with unit, place and newest; null for none."""
    if not submissions.height:
        return None
    schema = _WRITTEN | {name: sheet.schema[name] for name in columns}
    query = rows_query(sheet.name, is_sqlite(session), tuple(schema))
    rows = unpacked(session, query, schema, seen.values)
    places = submissions.lazy().select("submission", "unit", "place", "newest")
    return None if rows is None else rows.join(places, on="submission")


def _earlier(
    session: Session, sheet: Sheet, seen: Seen, submissions: pl.DataFrame, lost: pl.DataFrame
) -> pl.DataFrame:
    """Return, by the id of rows without a place in a file, the last row before them that reads the same."""
    stored = _stored(session, sheet, seen, submissions, tuple(sheet.schema))
    if stored is None:
        return lost.select("id", "submission", "sheet_row")
    rows = stored.join(lost.lazy(), on=list(sheet.key), how="semi", nulls_equal=True).collect()
    reads = ["unit", *sheet.schema]
    own = rows.join(lost, on="id", how="semi").select("id", "place", *reads)
    written = rows.filter(pl.col("sheet_row").is_not_null(), ~pl.col("gone"))
    same = own.join(
        written.select("submission", "sheet_row", "place", *reads),
        on=reads, nulls_equal=True, suffix=":before",
    )  # fmt: skip
    before = same.filter(pl.col("place:before") <= pl.col("place")).sort("id", "place:before")
    return before.group_by("id", maintain_order=True).last().select("id", "submission", "sheet_row")


def _files(session: Session, numbers: Collection[int]) -> pl.DataFrame:
    s = SUBMISSIONS.c
    query = select(s.id, s.unit, s.data_date, s.accepted_at, s.file_name, s.file_sha256)
    files = fetch(session, query, FILE)
    return files.filter(pl.col("submission").is_in(sorted(numbers))).sort("submission")
