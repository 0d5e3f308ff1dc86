"""What all units of the demo say on its last date, without the way through workbooks."""

from pathlib import Path

import polars as pl

from sql.database import migrate
from sql.database.engine import session_scope
from sql.demo.province import sheets, truth
from sql.demo.schedule import newest
from sql.demo.timeline import DATES
from sql.reported.submissions import accept
from sql.workbook.rows import ROW
from tests.databases import used

DAY = DATES[-1]


def fill(file: Path) -> None:
    """Make an SQLite database with the last submission of each unit."""
    with used(f"sqlite:///{file}"):
        migrate.upgrade()
        with session_scope(writing=True) as session:
            for day, units in sorted(newest(truth().divisions, as_of=DAY).items()):
                parts = {
                    name: table.with_columns(pl.lit(4).alias(ROW)).partition_by(
                        "unit", as_dict=True, include_key=False
                    )
                    for name, table in sheets(day).items()
                }
                for unit in units:
                    said = {name: part[unit,] for name, part in parts.items() if (unit,) in part}
                    accept(
                        session, unit=unit, as_of=day, sent_by=None, file_name="x.xlsx",
                        file_sha256=unit, sheets=said,
                    )  # fmt: skip
