"""Small statements for the tests of submissions: short to write, full frames to accept."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from hashlib import sha256

import polars as pl

from metrics.records.reports import Accepted
from metrics.records.sheets import BY_NAME
from sql.database.engine import session_scope
from sql.reported.submissions import accept

Row = Mapping[str, object]


def frame(sheet: str, rows: Iterable[Row]) -> pl.DataFrame:
    """Build a sheet as the workbook reader hands it over; columns left out are blank."""
    schema = BY_NAME[sheet].schema | {"sheet_row": pl.Int32}
    numbered = [{"sheet_row": at, **row} for at, row in enumerate(rows, start=2)]
    return pl.DataFrame(numbered, schema=schema)


def region(code: str, name: str, **values: object) -> Row:
    """Write one division (区划)."""
    return {"region": code, "name": name, "level": "县", **values}


def submit(
    day: date,
    *regions: Row,
    unit: str = "620102",
    file: str | None = None,
    at: datetime | None = None,
    **sheets: Iterable[Row],
) -> Accepted:
    """Accept a statement in a transaction of its own; its file is named by its content."""
    tables = {"regions": regions, **sheets}
    with session_scope(writing=True) as session:
        return accept(
            session,
            unit=unit,
            as_of=day,
            sent_by="经办人",
            file_name=f"{unit}.xlsx",
            file_sha256=sha256((file or repr((unit, day, tables))).encode()).hexdigest(),
            sheets={name: frame(name, rows) for name, rows in tables.items()},
            at=at,
        )
