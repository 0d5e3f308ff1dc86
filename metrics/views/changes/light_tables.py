"""Changed lights as people read them: which project, why it turned red or left red, how late it is."""

from datetime import date

import polars as pl

from metrics.changes.kinds import LIGHTS
from metrics.changes.light_causes import DONE, GONE, MOVED, PROVED
from metrics.views.parts import numbers
from metrics.views.parts.cells import Row, remark, text_column
from metrics.views.parts.light_cells import light_cell
from metrics.views.parts.signals import Light, Signal
from metrics.views.parts.table import Cell, Column, DisplayTable, Holds, line
from metrics.views.supervision.cause_words import (
    MOVED_NOTE,
    cause_delay,
    cause_words,
    near_day,
)

STATES = {"turned_red": Light.RED, "cleared": Signal.GOOD}
NOTE = (
    "原因和天数按两个数据日期的督导一张表：新亮红灯的为本期首要原因（逾期最长的一项），"
    f"消除红灯的为上期首要原因和消除情况。{MOVED_NOTE}点任一行打开项目。"
)
END_WORDS = {
    GONE: "项目已撤出", MOVED: "填报内容已调整", PROVED: "底线情形已消除",
}  # fmt: skip


def light_table(changed: pl.DataFrame, *, place: str, days: tuple[date, date]) -> DisplayTable:
    """List changed lights (`light_causes.LIGHT_CHANGES`) of a place named, between two data dates."""
    columns = _columns(*days)
    rows = changed.iter_rows(named=True)
    lines = tuple(line(columns, row, key=row["project"]) for row in rows)
    between = "至".join(map(numbers.day, days))
    return DisplayTable(f"{place}：灯色变化（{between}）", columns, lines, NOTE)


def _columns(before: date, after: date) -> tuple[Column, ...]:
    def reason(row: Row) -> Cell:
        told = before if row["kind"] == "cleared" else after
        return remark(cause_words(row, as_of=told))

    return (
        Column("kind", ("变化",), Holds.TEXT, _kind),
        text_column("city", "市州", field="city_name"),
        text_column("county", "县区"),
        text_column("project", "项目编码"),
        text_column("name", "项目名称"),
        Column("before", ("上期",), Holds.LIGHT, lambda row: _light(row["before"])),
        Column("after", ("本期",), Holds.LIGHT, lambda row: _light(row["after"])),
        Column("reason", ("首要原因",), Holds.TEXT, reason),
        Column("delay", ("逾期",), Holds.COUNT, cause_delay),
        Column("end", ("消除情况",), Holds.TEXT, lambda row: _end(row, after)),
        text_column("implementer", "实施主体"),
        text_column("project_owner", "项目责任人"),
    )


def _kind(row: Row) -> Cell:
    return Cell(row["kind"], LIGHTS[row["kind"]], STATES[row["kind"]])


def _light(light: str | None) -> Cell:
    return Cell(None, numbers.MISSING) if light is None else light_cell(light)


def _end(row: Row, as_of: date) -> Cell:
    """Say how a light was cleared; of one that turned red nothing."""
    if day := row["ended_on"]:
        done = row["end"] == DONE
        words = near_day(day, as_of)
        return remark(f"{words}{row['cause']}" if done else f"时限调整至{words}")
    if row["end"] == DONE:
        return remark(f"{row['cause']}已办结")
    return remark(END_WORDS.get(row["end"] or "", ""))
