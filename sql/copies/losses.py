"""What a way back to an earlier structure would drop."""

from sqlalchemy import URL, Connection, create_engine, text
from sqlalchemy.pool import StaticPool

from sql.archive.shapes import Shape, shapes
from sql.database import migrate
from sql.database.engine import prepared_sqlite
from sql.database.snapshot import snapshot
from sql.models.base import called, counted


def losses(url: URL, revision: str) -> list[str]:
    """Say which tables and columns that hold something go, with their numbers of rows.

    Raises:
        UnknownChoice: if there is no such structure.
        DatabaseUnavailable: if the database cannot be reached.
    """
    migrate.refuse_unknown_choice(revision)
    if not migrate.is_there(url):
        return []
    left = {shape.name: shape for shape in _made_by(revision)}
    with snapshot(url) as connection:
        return [
            told
            for shape in shapes(connection)
            for told in _lost(connection, shape, left.get(shape.name))
        ]


def _made_by(revision: str) -> list[Shape]:
    """Return the tables of a structure, from a database in memory that is taken there."""
    made = prepared_sqlite(create_engine("sqlite://", poolclass=StaticPool), foreign_keys=False)
    with made.connect() as connection, connection.begin():
        if revision != "base":
            migrate.step(connection, up=revision)
        found = shapes(connection)
    made.dispose()
    return found


def _lost(connection: Connection, shape: Shape, left: Shape | None) -> list[str]:
    if left is None:
        rows = _number(connection, shape.name, "*")
        return [counted(shape.name, rows)] if rows else []
    gone = [name for name in shape.columns if name not in left.columns]
    filled = {name: _number(connection, shape.name, name) for name in gone}
    return [
        f"{called(shape.name)}的“{called(shape.name, name)}”列{rows}个值"
        for name, rows in filled.items()
        if rows
    ]


def _number(connection: Connection, table: str, column: str) -> int:
    quote = connection.dialect.identifier_preparer.quote
    counting = column if column == "*" else quote(column)
    query = f"SELECT count({counting}) FROM {quote(table)}"  # noqa: S608
    return int(connection.execute(text(query)).scalar_one())
