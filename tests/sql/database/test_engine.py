"""Addresses of databases, and transactions at the edge."""

import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from time import sleep

import polars as pl
import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from sql.database import engine, migrate, settings
from sql.database.bulk import insert_rows
from sql.database.engine import WRITING, DatabaseUnavailable, session_scope
from sql.database.settings import DatabaseAddressInvalid, database_url
from sql.models import SUBMISSIONS
from sql.turns import Turns
from tests.databases import by_hand
from tests.sql.reported.test_submissions import JUNE, names
from tests.sql.statement_rows import region, submit


def test_without_a_setting_they_are_two_files_under_the_project(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    assert str(database_url().database) in {str(settings.OFFICE_FILE), str(settings.DEMO_FILE)}
    assert settings.OFFICE_FILE.parent == settings.DEMO_FILE.parent == settings.PROJECT / "data"


@pytest.mark.parametrize(
    "address",
    ["postgres://u:word@h/db", "postgresql://u:word@h/db", "postgresql+psycopg://u:word@h/db"],
)
def test_postgresql_is_spoken_to_by_psycopg_3(address: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DATABASE_URL", address)
    assert database_url().drivername == "postgresql+psycopg"
    assert "u:word@h/db" in database_url().render_as_string(hide_password=False)


@pytest.mark.parametrize(
    "address", ["mysql://u:secret@h/db", "没有", "sqlite://", "sqlite:///:memory:", "postgresql"]
)
def test_other_addresses_are_refused_without_repeating_them(
    address: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("DATABASE_URL", address)
    with pytest.raises(DatabaseAddressInvalid, match="DATABASE_URL") as caught:
        database_url()
    assert "secret" not in str(caught.value)


def test_what_fails_is_rolled_back(database: str):
    submit(JUNE, region("a", "甲"))
    with pytest.raises(RuntimeError), by_hand() as session:
        session.execute(text("DELETE FROM reported_regions"))
        raise RuntimeError
    assert names(JUNE) == {"a": "甲"}


def test_sqlite_reads_while_another_writes_and_checks_foreign_keys(sqlite_database: str):
    submit(JUNE, region("a", "甲"))
    with by_hand() as session:
        assert session.scalar(text("PRAGMA journal_mode")) == "wal"
        assert session.scalar(text("PRAGMA foreign_keys")) == 1
        session.execute(text("UPDATE reported_regions SET name = '乙'"))
        assert names(JUNE) == {"a": "甲"}


@contextmanager
def another_writer() -> Iterator[None]:
    """Hold the write lock as another process would, which knows nothing of our turns."""
    with engine.engine().connect().execution_options(**{WRITING: True}) as other, other.begin():
        engine.queue_for_writing(Session(other))
        yield


def test_a_database_kept_busy_is_one_sentence(database: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(engine, "WRITE_SECONDS", 1)
    with another_writer(), pytest.raises(DatabaseUnavailable, match="被另一项导入占用"):
        submit(JUNE, region("a", "甲"))
    submit(JUNE, region("a", "甲"))
    assert names(JUNE) == {"a": "甲"}


def test_readers_never_stand_behind_writers(database: str, monkeypatch: pytest.MonkeyPatch):
    submit(JUNE, region("a", "甲"))
    monkeypatch.setattr(engine, "_WRITERS", turns(most_waiting=15, seconds=60))
    with ThreadPoolExecutor(20) as pool:
        with another_writer():
            waiting = [pool.submit(submit, JUNE, region("a", f"乙{n}")) for n in range(16)]
            until(lambda: waiting_writers() == 15)
            assert names(JUNE) == {"a": "甲"}
            with pytest.raises(DatabaseUnavailable, match="正有15项保存操作排队"):
                submit(JUNE, region("a", "丙"))
        for each in waiting:
            each.result()
    assert names(JUNE)["a"].startswith("乙")


def turns(*, most_waiting: int, seconds: float) -> Turns:
    return Turns(at_once=1, most_waiting=most_waiting, seconds=seconds, says=engine.WRITERS_WAIT)


def waiting_writers() -> int:
    return len(engine._WRITERS._waiting)


def until(true: Callable[[], bool]) -> None:
    """Give other threads the time they need."""
    for _ in range(3_000):
        if true():
            return
        sleep(0.01)
    raise AssertionError


def test_more_readers_than_there_are_connections_are_one_sentence(
    postgres_database: str, monkeypatch: pytest.MonkeyPatch
):
    pool = engine.engine().pool
    monkeypatch.setattr(pool, "_timeout", 0.01)
    with ExitStack() as held, pytest.raises(DatabaseUnavailable, match="太多"):
        for _ in range(engine.READERS + 1):
            held.enter_context(session_scope())
    with session_scope() as session:
        assert session.scalar(text("SELECT 1")) == 1


def test_a_file_that_is_no_database_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    file = tmp_path / "test.sqlite"
    file.write_text("这不是数据库" * 1000, encoding="utf-8")
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{file}")
    with (
        pytest.raises(DatabaseUnavailable, match="文件已损坏，或不是本系统的数据库"),
        session_scope(),
    ):
        pass
    with pytest.raises(DatabaseUnavailable, match="用备份恢复"):
        migrate.ensure_ready()
    engine.let_go()


def test_a_folder_is_no_database_and_told_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}")
    with pytest.raises(DatabaseUnavailable, match="是文件而不是文件夹"):
        migrate.ensure_ready()
    engine.let_go()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("attempt to write a readonly database", "对该文件及其文件夹的读写权限"),
        ("unable to open database file", "对该文件及其文件夹的读写权限"),
        ("disk I/O error", "以及磁盘空间"),
        ("database or disk is full", "磁盘已满"),
        ("database disk image is malformed", "用备份恢复"),
        ("connection refused", "命令中的 --to）、数据库服务是否启动"),
    ],
)
def test_why_a_database_cannot_be_used_is_told_as_it_is(words: str, told: str):
    with pytest.raises(DatabaseUnavailable, match=told), engine.reaching_the_database():
        raise OperationalError("SELECT", {}, sqlite3.OperationalError(words))


def test_a_postgresql_that_is_full_while_rows_are_copied_is_one_sentence(postgres_database: str):
    with (
        pytest.raises(DatabaseUnavailable, match="本次操作未保存：磁盘已满"),
        session_scope(writing=True) as session,
    ):
        session.execute(
            text("""CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN RAISE 'No space left on device' USING ERRCODE = 'disk_full'; END $$""")
        )
        session.execute(
            text("""CREATE TRIGGER full_disk BEFORE INSERT ON submissions
            EXECUTE FUNCTION full_disk()""")
        )
        insert_rows(session, SUBMISSIONS, pl.DataFrame({"unit": ["a"]}))
    submit(JUNE, region("a", "甲"))
    assert names(JUNE) == {"a": "甲"}
