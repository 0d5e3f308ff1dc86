"""The workbooks of a province's counties in one go, against one after the other."""

import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

import polars as pl

from sql.database import engine
from sql.database.engine import session_scope
from sql.database.migrate import ensure_ready
from sql.demo.province import sheets
from sql.demo.timeline import DATES
from sql.reported.batch import import_batch
from sql.reported.batch_files import addressed, named
from sql.reported.intake import import_workbook
from sql.reported.submissions import accept
from sql.workbook.children import CHILDREN
from sql.workbook.writing.template import write_workbook

LAST, NOW, TODAY = DATES[5], DATES[6], date(2024, 7, 9)


class _Cost(NamedTuple):
    """Seconds by the clock, and of processors: of this process and of those that read."""

    clock: float
    own: float
    children: float

    @property
    def cpu(self) -> float:
        return self.own + self.children


def compare(*, files: int) -> Iterator[str]:
    """Tell what so many workbooks cost in one go beside one by one, in the same database.

    Every unit has reported before, so that each workbook is held against the one before it.
    """
    with tempfile.TemporaryDirectory() as folder:
        before, books = Path(folder) / "before.sqlite", Path(folder) / "books"
        books.mkdir()
        units = _written(books, files)
        _reported(before)
        single = _timed(before, Path(folder) / "single.sqlite", lambda: _one_by_one(books))
        batch = _timed(before, Path(folder) / "batch.sqlite", lambda: _in_one_go(books))
    yield f"{units} workbooks of counties, each against the one before it; clock, processor, its own part"
    for name, cost in (("one by one", single), ("in one go", batch)):
        yield (
            f"{name:12}{cost.clock:8.1f} s{cost.cpu:8.1f} s{cost.own:8.1f} s"
            f"{cost.clock / single.clock:8.2f} ×{cost.cpu / single.cpu:8.2f} ×"
        )


def _written(folder: Path, files: int) -> int:
    told = _by_unit(NOW)
    counties = sorted(unit for unit, tables in told.items() if "projects" in tables)[:files]
    for unit in counties:
        write_workbook(folder / f"{unit}_{NOW}.xlsx", told[unit])
    return len(counties)


def _by_unit(day: date) -> dict[str, dict[str, pl.DataFrame]]:
    told: dict[str, dict[str, pl.DataFrame]] = {}
    for name, frame in sheets(day).items():
        parts = frame.partition_by("unit", as_dict=True, include_key=False)
        for (unit,), part in parts.items():
            told.setdefault(str(unit), {})[name] = part
    return told


def _reported(database: Path) -> None:
    """Make a database in which every unit has reported once."""
    os.environ["DATABASE_URL"] = f"sqlite:///{database}"
    ensure_ready()
    for unit, tables in sorted(_by_unit(LAST).items()):
        rows = {n: t.with_columns(sheet_row=pl.lit(1, pl.Int32)) for n, t in tables.items()}
        with session_scope(writing=True) as session:
            accept(session, unit=unit, as_of=LAST, sent_by=None, file_name=f"{unit}.xlsx",
                   file_sha256=unit.zfill(64), sheets=rows)  # fmt: skip
    engine.let_go()


def _one_by_one(books: Path) -> None:
    for book in sorted(books.iterdir()):
        outcome = import_workbook(book, unit=book.name[:6], as_of=NOW, today=TODAY)
        assert outcome.stored, [str(error) for error in outcome.errors[:5]]


def _in_one_go(books: Path) -> None:
    results = import_batch(addressed(named([str(books)])), today=TODAY)
    assert all(result.stored for result in results)


def _timed(before: Path, database: Path, work: Callable[[], None]) -> _Cost:
    """Do the work on a copy of a database; processes that read end with it, so that their time counts."""
    shutil.copy(before, database)
    os.environ["DATABASE_URL"] = f"sqlite:///{database}"
    CHILDREN.close()
    start, begun = time.perf_counter(), os.times()
    work()
    clock = time.perf_counter() - start
    CHILDREN.close()
    ended = os.times()
    engine.let_go()
    own = ended.user + ended.system - begun.user - begun.system
    children = (
        ended.children_user + ended.children_system - begun.children_user - begun.children_system
    )
    return _Cost(clock, own, children)
