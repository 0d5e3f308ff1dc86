"""What is only ever added to, the database itself keeps: it refuses to change or delete a row, by whatever tool.

Every table of ours but those of accounts and of signing in is kept so. Triggers stand outside the
tables' definitions, and SQLite loses them where a migration rebuilds a table: they are taken off before
any migration and put on after it (`lifted`), all of them, in the migration's own transaction.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Table, inspect, text
from sqlalchemy.schema import UniqueConstraint

from sql.models import ACCESS, METADATA

SINCE = "0009"
"""The structure from which on triggers stand."""
TABLES = tuple(table for table in METADATA.sorted_tables if table not in ACCESS)
"""What is only ever added to."""
REFUSAL = "只能新增，不能修改或删除已有记录"
_PREFIX = "only_added_"
_FUNCTION = f"""CREATE OR REPLACE FUNCTION {_PREFIX}to() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '%：{REFUSAL}', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$"""


@contextmanager
def lifted(connection: Connection) -> Iterator[None]:
    """Let rows be changed for a block, in the caller's transaction; they are kept again after it.

    Only for a change of the structure. A database of an earlier structure has no triggers after it either.
    """
    lift(connection)
    yield
    if _structure(connection) >= SINCE:
        keep(connection)


def keep(connection: Connection) -> None:
    """Have every row of our tables kept as it is from now on."""
    lift(connection)
    for table in _there(connection):
        if connection.dialect.name == "sqlite":
            _keep_in_sqlite(connection, table)
    if connection.dialect.name != "sqlite":
        connection.execute(text(_FUNCTION.replace(":", "\\:")))
        for table in _there(connection):
            _keep_in_postgres(connection, table)


def lift(connection: Connection) -> None:
    """Take the triggers off."""
    if connection.dialect.name != "sqlite":
        connection.execute(text(f"DROP FUNCTION IF EXISTS {_PREFIX}to() CASCADE"))
        return
    for name in standing(connection):
        connection.exec_driver_sql(f"DROP TRIGGER {name}")


def standing(connection: Connection) -> set[str]:
    """Return the names of the triggers that stand."""
    sqlite = connection.dialect.name == "sqlite"
    listed = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if sqlite
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
    )
    return {name for name in connection.execute(text(listed)).scalars() if _PREFIX in name}


def wanted(connection: Connection) -> set[str]:
    """Return the names of the triggers that are to stand."""
    sqlite = connection.dialect.name == "sqlite"
    doings = ("update", "delete", "replace") if sqlite else ("row", "all")
    return {_named(table, doing) for table in _there(connection) for doing in doings}


def missing(connection: Connection) -> list[str]:
    """Return the names of the triggers that are to stand and do not; none for an earlier structure."""
    if _structure(connection) < SINCE:
        return []
    return sorted(wanted(connection) - standing(connection))


def _named(table: Table, doing: str) -> str:
    return f"{_PREFIX}{table.name}_{doing}"


def _there(connection: Connection) -> list[Table]:
    there = set(inspect(connection).get_table_names())
    return [table for table in TABLES if table.name in there]


def _keep_in_sqlite(connection: Connection, table: Table) -> None:
    refusing = f"BEGIN SELECT RAISE(ABORT, '{table.name}：{REFUSAL}'); END"
    quoted = connection.dialect.identifier_preparer.quote(table.name)
    for doing in ("UPDATE", "DELETE"):
        connection.exec_driver_sql(
            f"CREATE TRIGGER {_named(table, doing.lower())} BEFORE {doing} ON {quoted} {refusing}"
        )
    # INSERT OR REPLACE deletes without asking the trigger above.
    connection.exec_driver_sql(
        f"CREATE TRIGGER {_named(table, 'replace')} BEFORE INSERT ON {quoted} "
        f"WHEN {_taken(connection, table)} {refusing}"
    )


def _taken(connection: Connection, table: Table) -> str:
    """Write the condition that a new row would take the place of another."""
    quote = connection.dialect.identifier_preparer.quote
    unique = [one for one in table.constraints if isinstance(one, UniqueConstraint)]
    keys = [
        [column.name for column in columns]
        for columns in (
            table.primary_key.columns,
            *(one.columns for one in unique),
            *(index.columns for index in table.indexes if index.unique),
        )
    ]
    there = {columns["name"] for columns in inspect(connection).get_columns(table.name)}
    alike = (
        " AND ".join(f"{quote(name)} = NEW.{quote(name)}" for name in key)
        for key in keys
        if there.issuperset(key)
    )
    quoted = quote(table.name)
    return " OR ".join(f"EXISTS (SELECT 1 FROM {quoted} WHERE {each})" for each in alike)  # noqa: S608


def _keep_in_postgres(connection: Connection, table: Table) -> None:
    quoted = connection.dialect.identifier_preparer.quote(table.name)
    for name, when in (("row", "UPDATE OR DELETE"), ("all", "TRUNCATE")):
        each = "ROW" if name == "row" else "STATEMENT"
        connection.exec_driver_sql(
            f"CREATE TRIGGER {_named(table, name)} BEFORE {when} ON {quoted} "
            f"FOR EACH {each} EXECUTE FUNCTION {_PREFIX}to()"
        )


def _structure(connection: Connection) -> str:
    from alembic.migration import MigrationContext

    return MigrationContext.configure(connection).get_current_revision() or ""
