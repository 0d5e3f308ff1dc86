"""Addresses of databases, and transactions at the edge."""

from pathlib import Path

import pytest
from sqlalchemy import text

from sql.database import engine, migrate
from sql.database.engine import DatabaseUnavailable, session_scope
from sql.database.settings import DEFAULT_FILE, DatabaseAddressInvalid, database_url
from tests.sql.reported.test_submissions import JUNE, names
from tests.sql.statement_rows import region, submit


def test_without_a_setting_it_is_one_file_under_the_project(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    assert database_url().database == str(DEFAULT_FILE)
    assert DEFAULT_FILE.parent.name == "data"


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
    with pytest.raises(RuntimeError), session_scope(writing=True) as session:
        session.execute(text("DELETE FROM submissions"))
        raise RuntimeError
    submit(JUNE, region("a", "甲"))
    with pytest.raises(RuntimeError), session_scope(writing=True) as session:
        session.execute(text("DELETE FROM reported_regions"))
        raise RuntimeError
    assert names(JUNE) == {"a": "甲"}


def test_sqlite_reads_while_another_writes_and_checks_foreign_keys(sqlite_database: str):
    submit(JUNE, region("a", "甲"))
    with session_scope(writing=True) as session:
        assert session.scalar(text("PRAGMA journal_mode")) == "wal"
        assert session.scalar(text("PRAGMA foreign_keys")) == 1
        session.execute(text("UPDATE reported_regions SET name = '乙'"))
        assert names(JUNE) == {"a": "甲"}
        session.rollback()


def test_a_database_kept_busy_is_one_sentence(
    sqlite_database: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0.1)
    engine.engine().dispose()
    engine.engine_for.cache_clear()
    with session_scope(writing=True), pytest.raises(DatabaseUnavailable, match="稍后重试"):
        submit(JUNE, region("a", "甲"))


def test_a_file_that_is_no_database_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    file = tmp_path / "test.sqlite"
    file.write_text("这不是数据库" * 1000, encoding="utf-8")
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{file}")
    with pytest.raises(DatabaseUnavailable, match="无法打开数据库"), session_scope():
        pass
    with pytest.raises(DatabaseUnavailable, match="无法打开数据库"):
        migrate.ensure_ready()
    engine.engine().dispose()
