"""Key tasks (重点任务分工表) and the ledger (整改台账) as people read them."""

from collections.abc import Mapping

import polars as pl

from metrics.supervision.lights import GREEN, LATE_GREEN
from metrics.views.parts import numbers
from metrics.views.parts.cells import (
    Row,
    coded_column,
    day_column,
    number_column,
    text,
    text_column,
)
from metrics.views.parts.light_cells import delay, light_cell, light_column
from metrics.views.parts.table import Cell, Column, DisplayTable, Holds, line
from metrics.views.supervision.cause_words import MOVED_NOTE, moved_day

TASKS_NOTE = (
    "每年和按年度的任务逐年重新计，“上一周期”为上一年度的到期日和完成情况："
    "“未见完成记录”指报送中没有上一年度的完成日期，“无法确定”指上一年度末尚未报送该任务或未填完成日期。"
    + MOVED_NOTE
)
LEDGER_NOTE = "未填销号日期的视为未销号。"
UNREADABLE = "完成时限无法识别，请写作“2023年8月”“每年9月底前”或“按年度组织实施”"


def task_table(listed: pl.DataFrame, *, names: Mapping[str, str] | None = None) -> DisplayTable:
    """List tasks as `tasks.tasks` gives them.

    `names` (by code) adds the unit that reports each, whose own its number is; null where all are
    of the place looked at.
    """
    reporter = () if names is None else (coded_column("unit", "报送单位", words=names),)
    columns = (*reporter, *TASKS)
    lines = tuple(
        line(columns, row, key=f"{row['unit']} {row['task']}")
        for row in listed.iter_rows(named=True)
    )
    return DisplayTable("重点任务分工表", columns, lines, TASKS_NOTE)


def ledger_table(issues: pl.DataFrame, regions: pl.DataFrame) -> DisplayTable:
    """List issues as `issues.ledger` gives them; `regions` names the owners."""
    columns = _ledger_columns(dict(regions.select("region", "name").iter_rows()))
    lines = tuple(
        line(columns, row | {"number": number}, key=row["issue"])
        for number, row in enumerate(issues.iter_rows(named=True), start=1)
    )
    return DisplayTable("整改台账", columns, lines, LEDGER_NOTE)


def _light(row: Row) -> Cell:
    return light_cell(row["light"], note="" if row["deadline_kind"] else UNREADABLE)


def _units(row: Row) -> Cell:
    return Cell(row["units"], "、".join(row["unit_list"]))


def _delay(row: Row) -> Cell:
    done = row["light"] in (GREEN, LATE_GREEN)
    late = delay(row["working_days"], row["days"], done=done, provisional=row["provisional"])
    return Cell(row["days"], late, worded=row["days"] is not None)


def _before(row: Row) -> Cell:
    """Write the cycle before in words; a task that does not recur has none."""
    due, on, state = (row[f"before_{name}"] for name in ("due", "finished_on", "state"))
    if due is None:
        return Cell(None, numbers.MISSING)
    late = "，逾期" if on and on > due else ""
    words = f"{numbers.day(on)}完成{late}" if on else state
    return Cell(state, f"{numbers.day(due)}到期：{words}")


def _project(row: Row) -> Cell:
    return text(row["project_name"] or row["project"])


DELAY = Column("delay", ("逾期或剩余",), Holds.COUNT, _delay)
TASKS = (
    text_column("task", "序号"),
    Column("light", ("灯",), Holds.LIGHT, _light),
    text_column("category", "工作分类"),
    text_column("work", "重点工作"),
    text_column("content", "任务内容"),
    Column("units", ("责任单位",), Holds.TEXT, _units),
    text_column("deadline", "完成时限"),
    Column("due", ("到期日",), Holds.DAY, moved_day),
    DELAY,
    text_column("status", "状态"),
    day_column("finished_on", "完成日期"),
    Column("before", ("上一周期",), Holds.TEXT, _before),
    text_column("progress", "进展说明"),
)


def _ledger_columns(names: Mapping[str, str]) -> tuple[Column, ...]:
    return (
        number_column("number", "序号"),
        light_column("light", "灯"),
        text_column("issue", "问题编码"),
        coded_column("region", "地区", words=names),
        Column("project", ("项目",), Holds.TEXT, _project),
        text_column("source", "来源"),
        text_column("problem", "问题描述"),
        day_column("found_on", "发现日期"),
        day_column("due_on", "整改期限"),
        DELAY,
        text_column("owner", "责任人"),
        text_column("state", "状态"),
        day_column("rectified_on", "整改完成日期"),
        day_column("closed_on", "销号日期"),
        text_column("proof", "佐证材料"),
    )
