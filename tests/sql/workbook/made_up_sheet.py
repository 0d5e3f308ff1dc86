"""A sheet that no product file names: 体检 of a compound, declared here and carried through the system.

Run as a program of its own, because the sheet must be in the dictionary before anything reads it:
`python -m tests.sql.workbook.made_up_sheet FOLDER` writes what became of it as JSON.
"""

import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

from metrics.records import sheets
from metrics.records.schema import Column, Sheet
from metrics.records.sheets.shorthand import CHOICE, CODE, COUNT, CURRENT, DATE, FACT, FIXED, KEY
from metrics.records.sheets.shorthand import TOTAL as GROWS

CHECKUPS = Sheet("checkups", "体检", "一行一个小区的一个部位", (
    Column("compound", "小区编码", CODE, KEY, required=True, names="compounds"),
    Column("part", "部位", CHOICE, KEY, required=True, choices=("屋面", "管网")),
    Column("checked_on", "体检日期", DATE, FACT),
    Column("next_due", "下次体检日期", DATE, FIXED, may_lie_ahead=True),
    Column("defects", "隐患数", COUNT, CURRENT, low=0),
    Column("repaired", "已整治隐患数", COUNT, GROWS, low=0, only_grows=True),
), of=("compounds",))  # fmt: skip
FIRST, NEXT = date(2023, 7, 28), date(2023, 8, 31)
HEADINGS = tuple(column.label for column in CHECKUPS.columns)


def declare() -> None:
    """Put the sheet into the dictionary; before anything reads it."""
    sheets.SHEETS = (*sheets.SHEETS, CHECKUPS)
    sheets.BY_NAME["checkups"] = sheets.BY_LABEL["体检"] = CHECKUPS


def main(folder: Path) -> dict[str, Any]:
    """Declare the sheet, then report it, refuse it, ask about it and correct it."""
    declare()
    from sql.database import engine, migrate
    from sql.models import HISTORIES

    migrate.upgrade()
    HISTORIES["checkups"].create(engine.engine())  # what its migration would do
    return {**_imported(folder), **_corrected()}


def _imported(folder: Path) -> dict[str, Any]:
    from sql.reported.intake import import_workbook
    from sql.workbook.children import Children
    from sql.workbook.reading.read import read_workbook
    from sql.workbook.reading.reader import Reader
    from sql.workbook.writing.template import write_template
    from tests.workbooks import made

    reader = Reader(children=Children(module="tests.sql.workbook.made_up_child"))

    def sent(book: dict[str, Any], *, unit: str = "620102", as_of: date = FIRST) -> list[list[str]]:
        path = made.write(folder / "sent.xlsx", book)
        outcome = import_workbook(path, unit=unit, as_of=as_of, reader=reader)
        return [[f.sheet, f.cell, f.code] for f in (*outcome.errors, *outcome.warnings)]

    def checked(*rows: tuple[object, ...]) -> dict[str, Any]:
        return {"体检": (HEADINGS, *rows)}

    one = ("C1", "屋面", FIRST, date(2026, 1, 1), 5, 3)
    fewer = {name: rows[:2] for name, rows in made.county().items()}
    write_template(folder / "blank.xlsx")
    return {
        "divisions": sent(made.province(), unit="620000"),
        "blank": "checkups" in read_workbook(folder / "blank.xlsx").sheets,
        "wrong": sent(made.county() | checked(("C9", "管网", NEXT, NEXT, 1, 0))),
        "first": sent(made.county() | checked(one, ("C2", "管网", FIRST, None, 2, 2))),
        "stranger": sent(checked(("C1", "管网", FIRST, None, 1, 0)), unit="620103"),
        "next": sent(fewer | checked(("C1", "屋面", FIRST, date(2026, 1, 1), 9, 2)), as_of=NEXT),
    }


def _corrected() -> dict[str, Any]:
    from metrics.changes.corrections import revise
    from metrics.records import relations
    from sql.database.engine import session_scope
    from sql.reported import history

    with session_scope() as session:
        before, after = (history.frames(session, as_of=day, year=2023) for day in (FIRST, NEXT))
    listed = revise(before, after).listed.select("sheet", "record", "change", "field", "old", "new")
    return {
        "corrected": [list(row) for row in listed.iter_rows()],
        "attached": [each.sheet.name for each in relations.attached("compounds")],
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(Path(sys.argv[1])), ensure_ascii=False))
