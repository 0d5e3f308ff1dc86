"""Read the case files (tests/cases/*.yaml): small tables an officer could check. See cases/README.md."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import yaml

from metrics.packs.pack import rules_of
from metrics.records.frames import Frames
from metrics.records.schema import NEVER, NONE_TEXT, Column, Kind, Sheet
from metrics.records.sheets import BY_LABEL, BY_NAME
from metrics.rules.value import NATION, RulePack
from metrics.scope import Scope

FOLDER = Path(__file__).with_name("cases")
SHEET_NAMES = {
    **{label: sheet.name for label, sheet in BY_LABEL.items()},
    **{n: n for n in BY_NAME},
}
MANY = "×"
"""The column that says how many records a row stands for; the first column gets their number."""
SETTINGS = {"name", "measure", "rules", "date", "year", "reporting", "covers", "expect", "verdicts"}
VERDICTS = {"met": True, "unmet": False, "unknown": None}
OWNER = {"region": "region", "行政区划代码": "region", "plan_year": "year", "计划年度": "year"}
FILLER: Mapping[Kind, Any] = {
    Kind.CODE: "-", Kind.TEXT: "-", Kind.CHOICE: "-", Kind.FLAG: True, Kind.COUNT: 1,
    Kind.YEAR: 2000, Kind.DECIMAL: 0, Kind.DATE: date(2000, 1, 1),
}  # fmt: skip


@dataclass(frozen=True)
class Case:
    """One case: what was reported, and the figures and verdicts that must come out."""

    name: str
    measure: str
    frames: Frames
    rules: RulePack
    covers: frozenset[str]
    expect: Mapping[str, Mapping[str, int]]
    verdicts: Mapping[str, bool | None]


def load_cases() -> list[Case]:
    """Read every case of every file, in file order."""
    files = sorted(FOLDER.glob("*.yaml"))
    return [_case(raw) for file in files for raw in yaml.safe_load(file.read_text("utf-8"))]


def _case(raw: dict[str, Any]) -> Case:
    day: date = raw["date"]
    sheets = {SHEET_NAMES[key]: text for key, text in raw.items() if key not in SETTINGS}
    reporting = pl.DataFrame(
        [{"unit": unit, "data_date": day, "submission": n, "accepted_at": f"{day}T00:00:00Z"}
         for n, unit in enumerate(raw.get("reporting", []), start=1)] or None
    )  # fmt: skip
    frames = Frames.of(
        as_of=day,
        year=raw.get("year", day.year),
        tables=read_tables(sheets, year=raw.get("year", day.year)),
        reporting=reporting if reporting.height else None,
    )
    return Case(
        name=raw["name"],
        measure=raw["measure"],
        frames=frames,
        rules=rules_of(Scope(NATION, day, day.year, raw.get("rules", "national"))),
        covers=frozenset(raw.get("covers", ())),
        expect=raw["expect"],
        verdicts={key: VERDICTS[word] for key, word in raw.get("verdicts", {}).items()},
    )


def read_tables(sheets: Mapping[str, str], *, year: int) -> dict[str, pl.DataFrame]:
    rows = {name: read_rows(text) for name, text in sheets.items()}
    if "compounds" in rows and "projects" not in rows:
        rows["projects"] = _projects_of(rows["compounds"], year=str(year))
    return {name: _frame(BY_NAME[name], found) for name, found in rows.items()}


def read_rows(text: str) -> list[dict[str, str]]:
    head, *lines = [line.split("|") for line in text.splitlines() if line.strip()]
    names = [name.strip() for name in head]
    listed = [
        dict(zip(names, (cell.strip() for cell in line), strict=True))
        for line in lines
        if not set("".join(line)) <= set("-+ ")
    ]
    return [copy for row in listed for copy in _copies(row, names)]


def _copies(row: dict[str, str], names: list[str]) -> Iterator[dict[str, str]]:
    """Yield the records that a row stands for: one, or as many as its column × says, numbered."""
    many = row.pop(MANY, "")
    if not many:
        yield row
    for number in range(1, int(many or 0) + 1):
        yield {**row, names[0]: f"{row[names[0]]}-{number}"}


def _projects_of(compounds: list[dict[str, str]], *, year: str) -> list[dict[str, str]]:
    """Invent a project for each county and year that the compounds name, and move them into it."""
    projects = {}
    for row in compounds:
        owner = {OWNER[name]: row.pop(name) for name in list(row) if name in OWNER}
        region, of_year = owner["region"], owner.get("year", year)
        code = f"P{region}-{of_year}"
        row["project"] = code
        projects[code] = {"project": code, "region": region, "plan_year": of_year}
    return list(projects.values())


def _frame(sheet: Sheet, rows: list[dict[str, str]]) -> pl.DataFrame:
    columns = {name: column for column in sheet.columns for name in (column.name, column.label)}
    typed = [
        {columns[name].name: _value(columns[name], cell) for name, cell in row.items()}
        for row in rows
    ]
    for number, row in enumerate(typed, start=1):
        for column in sheet.columns:
            if column.required and column.name not in row:
                row[column.name] = f"{number}" if column.key else FILLER[column.kind]
    return pl.DataFrame(typed, schema=sheet.schema)


def _value(column: Column, cell: str) -> Any:
    if cell == "":
        return None
    match column.kind:
        case Kind.FLAG:
            return {"是": True, "否": False}[cell]
        case Kind.DATE:
            return NEVER if cell == NONE_TEXT else date.fromisoformat(cell)
        case Kind.COUNT | Kind.YEAR:
            return int(cell)
        case Kind.MONEY | Kind.DECIMAL | Kind.PERCENT:
            return int(Decimal(cell.removesuffix("%")) * SCALE[column.kind])
    return cell


SCALE = {Kind.MONEY: 1_000_000, Kind.DECIMAL: 1_000_000, Kind.PERCENT: 10_000}
"""万元 in 分, a unit in millionths, one per cent in millionths of one."""
