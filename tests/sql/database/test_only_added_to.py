"""What is only ever added to, the database itself refuses to change or to delete, by whatever tool."""

import sqlite3

import pytest
from sqlalchemy import Connection, create_engine, inspect, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.pool import StaticPool

from sql.database import migrate
from sql.database.engine import engine, prepared_sqlite, session_scope
from sql.migrations import append_only
from sql.migrations.append_only import REFUSAL
from sql.models import ACCESS, LOG, METADATA, SUBMISSIONS
from tests.databases import by_hand
from tests.sql.copies.contents import file_of
from tests.sql.reported.test_submissions import JUNE, names
from tests.sql.statement_rows import region, submit


def refused(statement: str) -> None:
    with pytest.raises(IntegrityError, match=REFUSAL), session_scope(writing=True) as session:
        session.execute(text(statement))


def standing() -> tuple[set[str], set[str]]:
    with engine().connect() as connection:
        return append_only.standing(connection), append_only.wanted(connection)


def test_no_row_is_changed_or_deleted(database: str):
    submit(JUNE, region("a", "甲"))
    refused("UPDATE reported_regions SET name = '乙'")
    refused("DELETE FROM reported_regions")
    refused("UPDATE submissions SET unit = 'x'")
    assert names(JUNE) == {"a": "甲"}


def test_every_table_is_kept_but_those_of_signing_in():
    kept = {table.name for table in append_only.TABLES}
    assert kept == set(METADATA.tables) - {table.name for table in ACCESS}
    assert {LOG.name, SUBMISSIONS.name, "reviews", "orders", "settings", "contacts"} <= kept


def test_a_table_is_not_emptied(postgres_database: str):
    refused("TRUNCATE submissions CASCADE")
    refused("TRUNCATE log")


def test_a_row_is_not_replaced(sqlite_database: str):
    submit(JUNE, region("a", "甲"))
    row = (
        "(unit, data_date, accepted_at, file_name, file_sha256, added, changed, removed, unchanged"
    )
    values = "('x', '2024-01-01', 'x', 'x', 'x', 0, 0, 0, 0"
    refused(f"INSERT OR REPLACE INTO submissions {row}, id) VALUES {values}, 1)")
    copied = "id + 9, submission, added_by, gone, region, '乙', level"
    refused(
        "INSERT OR REPLACE INTO reported_regions (id, submission, added_by, gone, region, name, level) "
        f"SELECT {copied} FROM reported_regions"
    )
    assert names(JUNE) == {"a": "甲"}


def test_another_tool_is_refused_as_well(sqlite_database: str):
    submit(JUNE, region("a", "甲"))
    with (
        sqlite3.connect(file_of(sqlite_database)) as tool,
        pytest.raises(sqlite3.IntegrityError, match="submissions：只能新增"),
    ):
        tool.execute("DELETE FROM submissions")
    tool.close()


def test_all_triggers_stand_after_the_way_down_and_up(database: str):
    found, wanted = standing()
    assert found == wanted
    for revision in (*reversed(migrate.revisions()[:-1]), "base"):
        migrate.downgrade(revision)
        kept = revision != "base" and revision >= append_only.SINCE
        assert bool(standing()[0]) == kept
        migrate.upgrade()
        found, again = standing()
        assert found == again == wanted


def test_a_table_that_a_migration_rebuilds_is_kept_again():
    made = prepared_sqlite(create_engine("sqlite://", poolclass=StaticPool), foreign_keys=False)
    with made.connect() as connection, connection.begin():
        migrate.step(connection, up="head")
        with append_only.lifted(connection):
            rebuild(connection)
        assert append_only.standing(connection) == append_only.wanted(connection)
        connection.exec_driver_sql("INSERT INTO settings VALUES (1, 'k', '1', 'x', 'x')")
        with pytest.raises(IntegrityError, match=REFUSAL):
            connection.exec_driver_sql("DELETE FROM settings")
    made.dispose()


def rebuild(connection: Connection) -> None:
    """Do what Alembic does in a batch: another table takes the name, and the triggers are gone."""
    connection.exec_driver_sql("CREATE TABLE aside (id INTEGER PRIMARY KEY, key, value, at, by)")
    connection.exec_driver_sql("DROP TABLE settings")
    connection.exec_driver_sql("ALTER TABLE aside RENAME TO settings")
    assert "settings" in inspect(connection).get_table_names()


def test_who_may_change_the_structure_may_lift_them(database: str):
    submit(JUNE, region("a", "甲"))
    with by_hand() as session:
        session.execute(text("UPDATE reported_regions SET name = '乙'"))
    assert names(JUNE) == {"a": "乙"}
    refused("UPDATE reported_regions SET name = '丙'")
