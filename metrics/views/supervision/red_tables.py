"""The red projects (红灯项目清单) as people read them: every cause with its date and delay, and who answers."""

from datetime import date

import polars as pl

from metrics.supervision.first_causes import causes, with_causes, with_set_days
from metrics.supervision.lights import RED
from metrics.supervision.table import Supervision
from metrics.views.parts.cells import Row, number_column, text, text_column
from metrics.views.parts.table import Cell, Column, DisplayTable, Holds, line
from metrics.views.supervision.cause_words import MOVED_NOTE, cause_delay, one_cause

TITLE = "红灯项目清单"
NOTE = (
    "红灯原因按逾期长短排列，第一项为首要原因；逾期从时限的次日起算，括号内为日历天数。"
    + MOVED_NOTE
)


def red_table(table: Supervision, chosen: pl.DataFrame) -> DisplayTable:
    """List the red ones of the chosen rows, in their order."""
    red = chosen.filter(pl.col("light").cast(pl.String) == RED)
    dated = table.dated(red.select(table.projects.columns))
    columns = _columns(_reasons(table, dated))
    rows = with_causes(table, dated).iter_rows(named=True)
    lines = (
        line(columns, row | {"number": number}, key=row["project"])
        for number, row in enumerate(rows, start=1)
    )
    return DisplayTable(TITLE, columns, tuple(lines), NOTE, table.frames.as_of)


def _reasons(table: Supervision, dated: pl.DataFrame) -> dict[str, str]:
    """Return the causes of each project in words, one after the other."""
    words: dict[str, list[str]] = {}
    for row in with_set_days(table, causes(table, dated)).iter_rows(named=True):
        words.setdefault(row["project"], []).append(_reason(row, table.frames.as_of))
    return {project: "；".join(listed) for project, listed in words.items()}


def _reason(row: Row, as_of: date) -> str:
    late = f"，{cause_delay(row).text}" if row["cause_days"] is not None else ""
    return f"{one_cause(row, as_of=as_of)}{late}"


def _columns(reasons: dict[str, str]) -> tuple[Column, ...]:
    return (
        number_column("number", "序号"),
        text_column("city", "市州", field="city_name"),
        text_column("county", "县区"),
        text_column("name", "项目名称"),
        Column("cause_days", ("最长逾期",), Holds.COUNT, cause_delay),
        Column("reasons", ("红灯原因",), Holds.TEXT, lambda row: _told(row, reasons)),
        text_column("implementer", "实施主体"),
        text_column("project_owner", "项目责任人"),
    )


def _told(row: Row, reasons: dict[str, str]) -> Cell:
    return text(reasons.get(row["project"]))
