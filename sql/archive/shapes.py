"""What tables a database has, and what their columns hold, whatever version made it.

The shape is read from the database and not from the models: what is kept before an upgrade has the
shape of the version before.
"""

from typing import Any, NamedTuple

from sqlalchemy import Connection, inspect
from sqlalchemy.engine import Inspector
from sqlalchemy.types import Boolean, Date, Integer, String, TypeEngine

from sql.models import METADATA

VERSION_TABLE = "alembic_version"
NUMBER, FLAG, DAY, TEXT = "number", "flag", "day", "text"
_KINDS: tuple[tuple[type[TypeEngine[Any]], str], ...] = (
    (Boolean, FLAG),
    (Date, DAY),
    (Integer, NUMBER),
    (String, TEXT),
)


class Shape(NamedTuple):
    """One table: its columns in the order of their names with their kinds, and the key that orders its rows."""

    name: str
    columns: dict[str, str]
    key: tuple[str, ...]


def shapes(connection: Connection) -> list[Shape]:
    """Return our tables that the database has, in the order of their names."""
    asked = inspect(connection)
    there = set(asked.get_table_names())
    return [_shape(asked, name) for name in sorted(there & set(METADATA.tables))]


def strangers(connection: Connection) -> list[str]:
    """Return the tables of the database that are none of ours."""
    there = set(inspect(connection).get_table_names())
    return sorted(there - set(METADATA.tables) - {VERSION_TABLE})


def _shape(asked: Inspector, name: str) -> Shape:
    columns = {str(c["name"]): _kind(c["type"]) for c in asked.get_columns(name)}
    key = tuple(asked.get_pk_constraint(name)["constrained_columns"])
    return Shape(name, dict(sorted(columns.items())), key)


def _kind(type_: TypeEngine[Any]) -> str:
    for known, kind in _KINDS:
        if isinstance(type_, known):
            return kind
    raise TypeError(f"a column of type {type_!r} has no way into a backup yet")
