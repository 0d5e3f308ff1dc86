"""A workbook checked against the rules, as the tests of the rules do it."""

from datetime import date
from pathlib import Path

import polars as pl

from metrics.records.sheets import BY_NAME
from sql.workbook.checking import trend_rules
from sql.workbook.checking.check import check
from sql.workbook.checking.context import Checked, Findings, Known
from sql.workbook.reading.parse import parse_sheet
from sql.workbook.reading.read import read_workbook
from tests.workbooks import made

AS_OF = date(2023, 7, 28)


def known_divisions() -> Known:
    """Return what is known where the province has reported its divisions."""
    rows = [
        dict(zip(("region", "name", "level", "parent"), r, strict=True)) for r in made.REGIONS[1:]
    ]
    return Known(regions=pl.DataFrame(rows, schema=BY_NAME["regions"].schema))


def findings(
    tmp_path: Path,
    sheets: dict[str, made.Rows],
    *,
    unit: str = "620102",
    known: Known | None = None,
    as_of: date = AS_OF,
) -> Findings:
    """Return what is found in a workbook of these sheets; its cells can all be read."""
    text = read_workbook(made.write(tmp_path / "x.xlsx", sheets))
    assert not text.problems, [str(p) for p in text.problems]
    parsed = {name: parse_sheet(sheet) for name, sheet in text.sheets.items()}
    assert not [e for s in parsed.values() for e in s.errors]
    book = Checked(sheets=parsed, unit=unit, as_of=as_of, known=known or known_divisions())
    return [*check(book), *trend_rules.findings(book)]


def short(found: Findings) -> list[tuple[str, str, str, str]]:
    """Return sheet, cell, code and severity of each finding."""
    return [(f.sheet, f.cell, f.code, f.severity.name) for f in found]


def event(region: object, project: object, kind: str = "挪用") -> dict[str, made.Rows]:
    """Return a workbook with one event."""
    headings = ("事件编码", "行政区划代码", "项目编码", "类型", "发生日期", "核实状态")
    return {"事件": [headings, ("S1", region, project, kind, date(2023, 5, 6), "待核")]}
