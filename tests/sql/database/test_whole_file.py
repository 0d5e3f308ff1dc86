"""A copy of the SQLite file alone, made by hand while the programme runs, holds what was stored."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from sql.database import whole_file
from sql.database.engine import session_scope
from tests.sql.dispatch.test_orders import issue
from tests.sql.reported.test_submissions import JUNE, names
from tests.sql.statement_rows import region, submit


def copied_by_hand(url: str, folder: Path) -> sqlite3.Connection:
    """Copy the file without its log, as somebody with a file manager may do, and open the copy."""
    folder.mkdir(exist_ok=True)
    return sqlite3.connect(shutil.copy(url.removeprefix("sqlite:///"), folder / "copy.sqlite"))


def in_copy(url: str, folder: Path, query: str) -> list[tuple[object, ...]]:
    with closing(copied_by_hand(url, folder)) as copy:
        assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return copy.execute(query).fetchall()


def test_the_file_alone_holds_each_workbook_and_each_order(sqlite_database: str, tmp_path: Path):
    for number, name in enumerate("甲乙丙", start=1):
        submit(JUNE, region("a", name))
        held = in_copy(sqlite_database, tmp_path / "by hand", "SELECT name FROM reported_regions")
        assert len(held) == number and held[-1] == (name,)
    issue("P1 开工")
    assert in_copy(sqlite_database, tmp_path / "by hand", "SELECT number FROM orders") == [(1,)]


def test_it_waits_for_no_reader_and_the_next_commit_catches_up(
    sqlite_database: str, tmp_path: Path
):
    with session_scope() as reading:
        reading.execute(text("SELECT count(*) FROM submissions"))
        submit(JUNE, region("a", "甲"))
    submit(JUNE, region("a", "乙"))
    held = in_copy(sqlite_database, tmp_path / "by hand", "SELECT name FROM reported_regions")
    assert held == [("甲",), ("乙",)]


def test_a_write_stands_though_its_file_could_not_be_made_whole(
    sqlite_database: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(whole_file, "_MOVE", "PRAGMA that SQLite does not read")
    submit(JUNE, region("a", "甲"))
    assert names(JUNE) == {"a": "甲"}
