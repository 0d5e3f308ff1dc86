"""The numbers that a database gives to its rows by itself: how far they went, and from where they go on.

A number once given is not given again, even if its row is gone: whoever moves rows moves this too.
"""

from sqlalchemy import Connection, text

from sql.archive.shapes import Shape

NUMBERED = ("id",)


def last_number(connection: Connection, shape: Shape) -> int:
    """Return the highest number that a row of the table ever had; 0 where none had, or none is given."""
    if shape.key != NUMBERED:
        return 0
    if connection.dialect.name == "sqlite":
        return max(_highest(connection, shape), _kept_by_sqlite(connection, shape))
    sequence = _sequence(connection, shape)
    query = text(f"SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM {sequence}")  # noqa: S608
    return max(_highest(connection, shape), int(connection.execute(query).scalar_one()))


def go_on_after(connection: Connection, shape: Shape, last: int) -> None:
    """Number the next row of a table that was filled by hand after `last` and after all of its rows."""
    if shape.key != NUMBERED:
        return
    last = max(last, _highest(connection, shape))
    if not last:
        return
    if connection.dialect.name == "sqlite":
        _tell_sqlite(connection, shape, last)
    else:
        query = text("SELECT setval(CAST(:sequence AS regclass), :last)")
        connection.execute(query, {"sequence": _sequence(connection, shape), "last": last})


def _highest(connection: Connection, shape: Shape) -> int:
    quoted = connection.dialect.identifier_preparer.quote(shape.name)
    return int(connection.execute(text(f"SELECT coalesce(max(id), 0) FROM {quoted}")).scalar_one())  # noqa: S608


def _kept_by_sqlite(connection: Connection, shape: Shape) -> int:
    if not _remembers(connection, shape):
        return 0
    query = text("SELECT seq FROM sqlite_sequence WHERE name = :name")
    return int(connection.execute(query, {"name": shape.name}).scalar() or 0)


def _tell_sqlite(connection: Connection, shape: Shape, last: int) -> None:
    if _remembers(connection, shape):
        row = {"name": shape.name, "last": last}
        connection.execute(text("DELETE FROM sqlite_sequence WHERE name = :name"), row)
        connection.execute(text("INSERT INTO sqlite_sequence VALUES (:name, :last)"), row)


def _remembers(connection: Connection, shape: Shape) -> bool:
    """Say whether SQLite itself remembers the numbers of a table; only one made so has a line there."""
    query = text("SELECT sql LIKE '%AUTOINCREMENT%' FROM sqlite_master WHERE name = :name")
    return bool(connection.execute(query, {"name": shape.name}).scalar())


def _sequence(connection: Connection, shape: Shape) -> str:
    query = text("SELECT pg_get_serial_sequence(:name, 'id')")
    quoted = connection.dialect.identifier_preparer.quote(shape.name)
    return str(connection.execute(query, {"name": quoted}).scalar_one())
