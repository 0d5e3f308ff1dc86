"""The source of a record: the file and row that wrote it, through repetitions, corrections and late reports."""

from datetime import date
from hashlib import sha256

import polars as pl
import pytest

from metrics.records.frames import Frames
from sql.database.engine import session_scope
from sql.reported import history
from sql.reported.traced.sources import sources
from tests.databases import made_once, used
from tests.sql.reported import whole_demo
from tests.sql.statement_rows import region, submit

JUNE, JULY, AUGUST = date(2023, 6, 30), date(2023, 7, 31), date(2023, 8, 31)
FILES = ("一", "二", "三", "国", "省", "市", "县")


def told(day: date, sheet: str = "regions") -> dict[str, tuple[str, int | None]]:
    """Return file and row of every record of a sheet, by its first key column."""
    with session_scope() as session:
        frames = history.frames(session, as_of=day, year=2023)
        found = sources(session, frames)
    digests = {sha256(name.encode()).hexdigest(): name for name in FILES}
    files = dict(found.files.select("submission", "file_sha256").iter_rows())
    rows = found.rows[sheet].with_columns(key=frames.tables[sheet].to_series())
    return {
        row["key"]: (digests[files[row["submission"]]], row["row"])
        for row in rows.iter_rows(named=True)
    }


def frames_at(day: date) -> Frames:
    with session_scope() as session:
        return history.frames(session, as_of=day, year=2023)


def test_after_three_reports_each_record_names_the_file_and_row_that_wrote_it(database: str):
    submit(JUNE, region("a", "甲"), region("b", "乙"), region("c", "丙"), file="一")
    submit(JULY, region("c", "丙"), region("b", "乙改"), region("a", "甲"), file="二")
    others = region("d", "丁"), region("c", "丙"), region("b", "乙改")
    submit(AUGUST, *others, region("a", "甲改"), file="三")
    assert told(AUGUST) == {"a": ("三", 5), "b": ("二", 3), "c": ("一", 4), "d": ("三", 2)}
    assert told(JULY) == {"a": ("一", 2), "b": ("二", 3), "c": ("一", 4)}
    assert told(JUNE) == {"a": ("一", 2), "b": ("一", 3), "c": ("一", 4)}


def test_a_record_written_out_again_for_a_late_report_keeps_the_row_that_reads_the_same(
    database: str,
):
    submit(JUNE, region("a", "甲"), region("b", "乙"), file="一")
    submit(AUGUST, region("b", "乙"), region("a", "甲"), file="三")
    submit(JULY, region("a", "甲改"), region("b", "乙"), file="二")
    assert told(AUGUST) == {"a": ("一", 2), "b": ("一", 3)}
    assert told(JULY) == {"a": ("二", 2), "b": ("一", 3)}


def test_of_two_units_the_one_whose_record_stands_is_the_source(database: str):
    submit(JUNE, region("a", "甲"), returns=[{"region": "a", "year": 2023, "paid": 1}], file="县")
    submit(JULY, returns=[{"region": "a", "year": 2023, "paid": 2}], unit="620100", file="市")
    assert told(JULY, "returns") == {"a": ("市", 2)}
    assert told(JUNE, "returns") == {"a": ("县", 2)}


def test_of_a_division_the_nearer_reporter_is_the_source(database: str):
    submit(JUNE, region("620102", "甲"), unit="620000", file="省")
    submit(JULY, region("620102", "甲"), unit="100000", file="国")
    assert told(JULY) == {"620102": ("省", 2)}


def test_a_day_before_all_reports_has_no_sources(database: str):
    submit(JULY, region("a", "甲"), file="一")
    assert told(JUNE) == {}


def test_only_the_sheets_asked_for_are_read(database: str):
    submit(JUNE, region("a", "甲"), file="一")
    with session_scope() as session:
        found = sources(session, history.frames(session, as_of=JUNE, year=2023), sheets=("funds",))
    assert list(found.rows) == ["funds"]


def test_every_record_of_the_demo_has_a_source(tmp_path_factory: pytest.TempPathFactory):
    file = made_once(tmp_path_factory, "whole_demo.sqlite", whole_demo.fill)
    with used(f"sqlite:///{file}"), session_scope() as session:
        newest = max(day for _, day in history.sent(session))
        frames = history.frames(session, as_of=newest, year=newest.year)
        found = sources(session, frames)
    for name, rows in found.rows.items():
        assert rows.height == frames.tables[name].height, name
        assert rows["submission"].null_count() == 0, name
        assert rows.select((pl.col("row") >= 2).all()).item(), name
