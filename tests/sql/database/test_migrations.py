"""The shape of the database: migrations, models and the data dictionary say the same."""

import re
import threading
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import BigInteger, Boolean, Date, Integer, Table, Text, inspect, text

from metrics.dispatch.meeting import Meeting
from metrics.errors import UnknownChoice
from metrics.records.schema import Sheet
from metrics.records.sheets import SHEETS
from sql.archive.file import BackupNotWritten, opened
from sql.copies import moving
from sql.database import engine, migrate
from sql.database.engine import DatabaseUnavailable, session_scope
from sql.database.migrate import DatabaseNotReady
from sql.database.settings import database_url
from sql.models import ACCESS, HISTORIES, METADATA, OFFICE
from tests.sql.copies.contents import file_of, fill
from tests.sql.reported.test_submissions import JUNE, names
from tests.sql.statement_rows import region, submit

KEPT_AS = {
    pl.String: Text,
    pl.Boolean: Boolean,
    pl.Int32: Integer,
    pl.Int64: BigInteger,
    pl.Date: Date,
}
OWN = ["id", "submission", "added_by", "sheet_row", "gone"]


def tables() -> set[str]:
    return set(inspect(engine.engine()).get_table_names())


def test_migrations_make_exactly_the_models(database: str):
    with engine.engine().connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []


def test_the_newest_file_is_the_head_of_the_migrations():
    head = ScriptDirectory.from_config(migrate.configuration()).get_current_head()
    assert migrate.newest() == head


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.label)
def test_a_history_holds_exactly_the_columns_of_its_sheet(sheet: Sheet):
    table = HISTORIES[sheet.name]
    assert [column.name for column in table.columns] == OWN + list(sheet.schema)
    for column in sheet.columns:
        kept = table.c[column.name]
        assert type(kept.type) is KEPT_AS[column.kind.dtype]
        assert kept.nullable == (not (column.key and column.required))


def test_the_models_are_known_without_the_sheets_having_changed():
    assert all(isinstance(table, Table) for table in METADATA.sorted_tables)
    assert len(METADATA.sorted_tables) == len(SHEETS) + len(OFFICE) + len(ACCESS) + 4


def test_down_and_up_again(database: str):
    made = tables()
    migrate.downgrade("base")
    assert tables() == {"alembic_version"}
    migrate.upgrade()
    assert tables() == made
    submit(JUNE, region("a", "甲"))
    assert names(JUNE) == {"a": "甲"}


def test_submissions_outlive_the_step_to_meetings_and_back(database: str):
    submit(JUNE, region("a", "甲"))
    migrate.downgrade("0001")
    assert "meetings" not in tables()
    # The models are those of today: an earlier structure is asked in SQL.
    for revision in ("0002", "0001", "head"):
        (migrate.downgrade if revision == "0001" else migrate.upgrade)(revision)
        with engine.engine().connect() as connection:
            rows = connection.execute(text("SELECT region, name FROM reported_regions"))
            assert [tuple(row) for row in rows] == [("a", "甲")]
    assert names(JUNE) == {"a": "甲"}
    assert {table.name for table in OFFICE} <= tables()


def test_a_missing_sqlite_database_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    file = tmp_path / "新建" / "报送.sqlite"
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{file}")
    migrate.ensure_ready()
    assert file.exists()
    assert sorted(path.name for path in file.parent.iterdir()) == [file.name]
    migrate.ensure_ready()
    submit(JUNE, region("a", "甲"))
    engine.let_go()


def test_two_processes_may_make_it_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'test.sqlite'}")
    failures: list[BaseException] = []

    def make() -> None:
        try:
            migrate.ensure_ready()
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=make) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_what_a_database_held_is_kept_before_each_step_under_a_name_of_its_own(
    database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("DUDAO_COPIES_FOLDER", str(tmp_path / "copies"))
    submit(JUNE, region("a", "甲"))
    head = migrate.newest()
    first = migrate.downgrade("base").kept
    assert migrate.upgrade().kept is None  # nothing was left to keep
    submit(JUNE, region("a", "乙"))
    second = migrate.downgrade("base").kept
    assert first and second and first != second
    assert {path.parent for path in (first, second)} == {tmp_path / "copies"}
    assert all(re.fullmatch(rf"before-downgrade-\d{{8}}-\d{{6}}-{head}(-2)?\.dudao", path.name)
               for path in (first, second))  # fmt: skip
    migrate.upgrade()
    for kept, name in ((first, "甲"), (second, "乙")):
        with opened(kept, revisions=migrate.revisions()) as archive:
            moving.replace(database_url(), archive, before="restore", agreed=True)
        assert names(JUNE) == {"a": name}


def test_beside_an_sqlite_database_is_where_copies_are_kept(
    sqlite_database: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.delenv("DUDAO_COPIES_FOLDER")
    submit(JUNE, region("a", "甲"))
    kept = migrate.downgrade("base").kept
    assert kept and kept.parent == file_of(sqlite_database).parent / "copies"


def test_a_step_is_not_taken_where_no_copy_can_be_kept(
    database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "copies").write_text("这里是一个文件", encoding="utf-8")
    monkeypatch.setenv("DUDAO_COPIES_FOLDER", str(tmp_path / "copies"))
    submit(JUNE, region("a", "甲"))
    with pytest.raises(BackupNotWritten, match="数据未作任何改动"):
        migrate.downgrade("base")
    assert names(JUNE) == {"a": "甲"}


def test_the_way_down_does_not_lead_up(database: str):
    migrate.downgrade("0001")
    with pytest.raises(UnknownChoice, match="现在是结构版本0001"):
        migrate.downgrade("0002")


def test_a_step_that_fails_leaves_the_database_as_it_was(
    sqlite_database: str, monkeypatch: pytest.MonkeyPatch
):
    made = tables()

    def broken(connection: object, *_: object, **__: object) -> None:
        raise RuntimeError("power cut")

    monkeypatch.setattr("alembic.op.drop_index", broken)
    monkeypatch.setattr("alembic.op.drop_table", _dropping_two_then(broken))
    with pytest.raises(RuntimeError, match="power cut"):
        migrate.downgrade("base")
    monkeypatch.undo()
    monkeypatch.setenv("DATABASE_URL", sqlite_database)
    assert tables() == made


def _dropping_two_then(broken):
    from alembic import op

    drop, dropped = op.drop_table, []

    def step(name: str) -> None:
        if len(dropped) == 2:
            broken(None)
        dropped.append(name)
        drop(name)

    return step


def test_postgresql_asks_for_init(postgres_url: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DATABASE_URL", postgres_url)
    with pytest.raises(DatabaseNotReady, match="python -m sql init"):
        migrate.ensure_ready()


def test_a_database_of_a_newer_version_is_left_alone(database: str):
    with session_scope(writing=True) as session:
        session.connection().exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(DatabaseNotReady, match="比本程序新"):
        migrate.ensure_ready()
    with pytest.raises(DatabaseNotReady, match="比本程序新"):
        migrate.upgrade()
    with session_scope(writing=True) as session:
        session.connection().exec_driver_sql(
            f"UPDATE alembic_version SET version_num = '{migrate.newest()}'"
        )


def test_a_server_that_is_away_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DATABASE_URL", f"postgresql://postgres:secret@/x?host={tmp_path}")
    with pytest.raises(DatabaseUnavailable, match="无法打开数据库") as caught:
        migrate.ensure_ready()
    assert "secret" not in str(caught.value)


def test_a_database_in_use_goes_down_step_by_step_and_up_again(database: str):
    meeting = _in_use()
    with session_scope() as session:
        filled = {table.name for table in OFFICE if session.execute(table.select()).first()}
    assert filled == {table.name for table in OFFICE}
    for revision in ("0002", "0001", "base"):
        migrate.downgrade(revision)
    assert tables() == {"alembic_version"}
    migrate.upgrade()
    assert _in_use() == meeting


def _in_use() -> Meeting:
    """Put something into every table of the office."""
    return replace(fill(), at="", known_at="")
