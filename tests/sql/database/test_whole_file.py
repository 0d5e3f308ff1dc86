"""A copy of the SQLite file alone, made by hand while the programme runs, holds what was stored."""

import shutil
import sqlite3
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
from sqlalchemy import text

from sql.database import whole_file
from sql.database.engine import session_scope
from tests.sql.dispatch.test_orders import issue
from tests.sql.reported.test_submissions import JUNE, names
from tests.sql.statement_rows import region, submit


def in_copy(url: str, folder: Path, query: str) -> list[object]:
    """Ask a copy of the file without its log, such as somebody makes with a file manager."""
    copy = shutil.copy(url.removeprefix("sqlite:///"), folder / "by hand.sqlite")
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return [row[0] for row in connection.execute(query)]


def names_in_copy(url: str, folder: Path) -> list[object]:
    return in_copy(url, folder, "SELECT name FROM reported_regions ORDER BY id")


def test_the_file_alone_holds_each_workbook_and_each_order(sqlite_database: str, tmp_path: Path):
    for number, name in enumerate("甲乙丙", start=1):
        submit(JUNE, region("a", name))
        assert names_in_copy(sqlite_database, tmp_path) == list("甲乙丙"[:number])
    issue("P1 开工")
    assert in_copy(sqlite_database, tmp_path, "SELECT number FROM orders") == [1]


def test_a_reader_of_what_was_before_is_waited_for(
    sqlite_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    submit(JUNE, region("a", "甲"))
    monkeypatch.setattr(whole_file, "_PAUSE", 0.0)
    with ExitStack() as reading:
        held = reading.enter_context(session_scope())
        held.execute(text("SELECT count(*) FROM submissions"))
        # The reader is done while the writer waits.
        monkeypatch.setattr(whole_file.time, "sleep", lambda _: reading.close())
        submit(JUNE, region("a", "乙"))
        assert names_in_copy(sqlite_database, tmp_path) == ["甲", "乙"]


def test_a_reader_who_stays_is_not_waited_for_and_the_next_commit_catches_up(
    sqlite_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    submit(JUNE, region("a", "甲"))
    monkeypatch.setattr(whole_file.settle, "__kwdefaults__", {"patience": 0.0})
    with session_scope() as reading:
        reading.execute(text("SELECT count(*) FROM submissions"))
        submit(JUNE, region("a", "乙"))
        assert names_in_copy(sqlite_database, tmp_path) == ["甲"]
    submit(JUNE, region("a", "丙"))
    assert names_in_copy(sqlite_database, tmp_path) == ["甲", "乙", "丙"]


def test_a_write_stands_though_its_file_could_not_be_made_whole(
    sqlite_database: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(whole_file, "_MOVE", "PRAGMA that SQLite does not read")
    submit(JUNE, region("a", "甲"))
    assert names(JUNE) == {"a": "甲"}
