"""What all tables share: one metadata with fixed constraint names, and the types of an id, a moment and a place."""

from sqlalchemy import BigInteger, Integer, MetaData, String

# Alembic can only drop a constraint that has a name, and the names must agree on both databases.
METADATA = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)

# SQLite numbers rows by itself only for a column declared INTEGER.
ID = BigInteger().with_variant(Integer, "sqlite")
MOMENT = String(27)
"""UTC text; see `sql.database.moments`."""
PLACE = String(12)
"""The code of a division."""
FORM = String(36)
"""The number of the form that a row was sent with, one for each that was opened on a page.

It writes one row, however often it is sent. Null for what no page sent."""


WHAT, UNIT = "what", "unit"


def counted_as(what: str, unit: str) -> dict[str, str]:
    """Say how the rows of a table are called and counted to people: 督办单, 件.

    It stands as `info` of every table; backups and the way back to an earlier structure tell it.
    """
    return {WHAT: what, UNIT: unit}


def counted(table: str, rows: int) -> str:
    """Write a number of rows of one of our tables: 督办单3件."""
    return f"{called(table)}{rows}{METADATA.tables[table].info[UNIT]}"


def called(table: str, column: str | None = None) -> str:
    """Return how one of our tables, or a column of it, is called to people; else its own name."""
    one = METADATA.tables.get(table)
    if one is None or column is None:
        return table if one is None else str(one.info[WHAT])
    return str(one.c[column].info.get(WHAT, column)) if column in one.c else column
