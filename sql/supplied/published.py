"""The published national tables, imported as workbooks of the nation through the usual door.

A workbook is a whole statement, so each table is sent together with those of earlier years, which
stay true. Columns that a table does not print stay blank; units it leaves out have no row.
"""

import csv
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import polars as pl

from metrics.records.sheets.divisions import REGIONS
from metrics.records.sheets.returns import RETURNS
from sql.database.engine import session_scope
from sql.reported.history import submissions
from sql.reported.intake import import_workbook
from sql.reported.receipts import receipt
from sql.workbook.writing.template import DIVISIONS, write_workbook

NATION = "100000"
CORPS = ("660000", "新疆生产建设兵团")
SENT_BY = "住房和城乡建设部公布数据"
TABLES = Path(__file__).parent / "published_tables"


class Table(NamedTuple):
    """One published table: its data date, the page it was read on, and the nation's own printed line.

    `read_on` is empty where the copy does not say; without a line of the nation there is none.
    """

    as_of: date
    read_on: str = ""
    started: int | None = None
    rate: str | None = None

    @property
    def sent_by(self) -> str:
        """Who is told to have sent it: the ministry, and on which page it was read."""
        return f"{SENT_BY}（转载页{self.read_on}，未经原件核对）" if self.read_on else SENT_BY

    @property
    def rows(self) -> list[dict[str, str]]:
        """The lines of the units, as printed."""
        path = TABLES / f"national_{self.as_of:%Y-%m}.csv"
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))


PUBLISHED = (
    Table(date(2022, 12, 31)),
    Table(date(2023, 6, 30), "bari-btp.com/20/4062.html", started=42_621, rate="80.4%"),
    Table(date(2023, 9, 30), "house.hichuzhou.com/news/92329.html", started=51_294, rate="97%"),
    Table(date(2024, 5, 31), "82559.cc/20/10072.html"),
)


def regions() -> pl.DataFrame:
    """Return 区划 of the nation: itself, 31 provinces and 兵团."""
    units = [{"region": code, "name": name, "level": "省"} for code, name in _provinces()]
    below = [{**unit, "parent": NATION} for unit in units]
    nation = {"region": NATION, "name": "全国", "level": "国", "parent": None}
    return pl.DataFrame([nation, *below], schema=REGIONS.schema).sort("region")


def _provinces() -> list[tuple[str, str]]:
    with DIVISIONS.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["level"] == "province"]
    return [*((row["code"], row["name"]) for row in rows), CORPS]


def returns(as_of: date) -> pl.DataFrame:
    """Return 进展报表 as known on a data date: each year's newest table."""
    newest = {table.as_of.year: table for table in PUBLISHED if table.as_of <= as_of}
    rows = [row for table in newest.values() for row in _lines(table)]
    return pl.DataFrame(rows, schema=RETURNS.schema).sort(RETURNS.key)


def _lines(table: Table) -> Iterator[dict[str, Any]]:
    year = table.as_of.year
    for row in table.rows:
        yield {"region": _code(row["province"]), "year": year, **_figures(row)}
    if table.started is not None:
        own = {"started_compounds": table.started, "published_start_rate": table.rate}
        yield {"region": NATION, "year": year, **own}


def _code(short: str) -> str:
    """Return the code of a unit by its short name, which begins the official one but for 兵团."""
    if short == "兵团":
        return CORPS[0]
    (code,) = [code for code, name in _provinces()[:-1] if name.startswith(short)]
    return code


def _figures(row: dict[str, str]) -> dict[str, Any]:
    counts = ("planned_compounds", "started_compounds")
    figures: dict[str, Any] = {name: int(row[name]) for name in counts if name in row}
    for name in ("planned_households", "started_households"):
        if f"{name}_wan" in row:
            figures[name] = int(Decimal(row[f"{name}_wan"]) * 10_000)
    if "order" in row:
        figures["published_order"] = int(row["order"])
        figures["published_start_rate"] = row["published_start_rate"]
    return figures


def load(*, if_empty: bool = False) -> list[date]:
    """Import the tables and return their data dates; what is there already adds nothing.

    Raises:
        NotStored: if a workbook is refused, with every error.
    """
    if if_empty and _present():
        return []
    with TemporaryDirectory(prefix="dudao-") as folder:
        for table in PUBLISHED:
            _import(table, folder=Path(folder))
    return [table.as_of for table in PUBLISHED]


def _present() -> bool:
    with session_scope() as session:
        return bool(submissions(session, unit=NATION))


def _import(table: Table, *, folder: Path) -> None:
    as_of, path = table.as_of, folder / f"全国公布数据_{table.as_of}.xlsx"
    sheets = {"regions": regions(), "returns": returns(as_of)}
    write_workbook(path, sheets, note="住房和城乡建设部公布")
    receipt(import_workbook(path, unit=NATION, as_of=as_of, sent_by=table.sent_by))
