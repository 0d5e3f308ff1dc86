"""Every table that there ever was can be backed up, and is called by a word that officers know."""

import pytest
from sqlalchemy import inspect

from sql.archive.shapes import VERSION_TABLE, shapes
from sql.database import engine, migrate
from sql.models import METADATA
from sql.models.base import counted
from tests.databases import used


def test_all_tables_and_columns_of_the_models_go_into_a_backup(database: str):
    with engine.engine().connect() as connection:
        found = {shape.name: set(shape.columns) for shape in shapes(connection)}
    assert found == {name: {c.name for c in t.columns} for name, t in METADATA.tables.items()}


def test_both_databases_have_the_same_shapes(sqlite_database: str, postgres_database: str):
    found = []
    for url in (sqlite_database, postgres_database):
        with used(url), engine.engine().connect() as connection:
            found.append(shapes(connection))
    assert found[0] == found[1]


def test_every_table_has_a_key_that_orders_its_rows(sqlite_database: str):
    with engine.engine().connect() as connection:
        assert all(shape.key for shape in shapes(connection))


def test_no_earlier_structure_had_a_table_that_a_backup_would_leave_out(sqlite_database: str):
    for revision in reversed(migrate.revisions()):
        if revision != migrate.newest():
            migrate.downgrade(revision)
        there = set(inspect(engine.engine()).get_table_names()) - {VERSION_TABLE}
        assert there <= set(METADATA.tables)


@pytest.mark.parametrize("table", sorted(METADATA.tables))
def test_every_table_says_what_its_rows_are_and_how_they_are_counted(table: str):
    assert not counted(table, 3).isascii() and "3" in counted(table, 3)
