"""The import of one large workbook, from the file to the committed submission, in SQLite."""

import os
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import fastexcel
import polars as pl

from metrics.records.frames import Frames
from metrics.records.reports import Outcome
from sql.database.migrate import ensure_ready
from sql.demo import frames_at_scale
from sql.reported.intake import import_workbook, open_workbook
from sql.workbook.writing.template import write_workbook


def compare(*, rows: int, rounds: int) -> Iterator[str]:
    """Tell what the import costs beside the bare read of the same file as text."""
    frames = frames_at_scale(compounds=rows)
    county = str(frames.tables["projects"]["region"].min())
    province = f"{county[:2]}0000"
    with tempfile.TemporaryDirectory() as folder:
        book, divisions = Path(folder) / "county.xlsx", Path(folder) / "province.xlsx"
        write_workbook(book, _one_county(frames, county))
        write_workbook(divisions, {"regions": _divisions(frames, province)})
        bare = min(_bare(book) for _ in range(rounds))
        opened = min(_opened(book) for _ in range(rounds))
        whole = min(
            _import(Path(folder) / f"{n}.sqlite", divisions, province, book, county, frames.as_of)
            for n in range(rounds)
        )
    yield f"{rows:,} rows of 小区 and their projects, best of {rounds}"
    for name, seconds in (
        ("bare fastexcel read", bare),
        ("read and parsed", opened),
        ("checked and stored", whole),
    ):
        yield f"{name:24}{seconds:8.2f} s{seconds / bare:8.2f} ×"


def _divisions(frames: Frames, province: str) -> pl.DataFrame:
    """Return the province's 区划; the nation above it is not theirs to report."""
    top = pl.when(pl.col("region") != province).then("parent")
    inside = pl.col("region").str.starts_with(province[:2])
    return frames.regions.filter(inside).with_columns(parent=top)


def _one_county(frames: Frames, county: str) -> dict[str, pl.DataFrame]:
    """Give one county every project and compound; communities would lie in other counties."""
    projects = frames.tables["projects"].with_columns(region=pl.lit(county))
    blank = pl.lit(None, pl.String)
    return {
        "projects": projects,
        "compounds": frames.tables["compounds"].with_columns(community=blank),
    }


def _bare(book: Path) -> float:
    start = time.perf_counter()
    reader = fastexcel.read_excel(book)
    for name in reader.sheet_names:
        reader.load_sheet(name, header_row=None, dtypes="string").to_arrow_with_errors()
    return time.perf_counter() - start


def _opened(book: Path) -> float:
    start = time.perf_counter()
    open_workbook(book)
    return time.perf_counter() - start


def _import(
    database: Path, divisions: Path, province: str, book: Path, county: str, as_of: date
) -> float:
    """Time the county's import into a new database that knows the divisions."""
    os.environ["DATABASE_URL"] = f"sqlite:///{database}"
    ensure_ready()
    _stored(divisions, unit=province, as_of=as_of)
    start = time.perf_counter()
    _stored(book, unit=county, as_of=as_of)
    return time.perf_counter() - start


def _stored(book: Path, *, unit: str, as_of: date) -> Outcome:
    outcome = import_workbook(book, unit=unit, as_of=as_of)
    assert outcome.stored, [str(error) for error in outcome.errors[:5]]
    return outcome
