"""Key tasks (重点任务分工表) and the ledger (整改台账) as people read them."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from metrics.views.parts import numbers
from metrics.views.parts.light_cells import delay, light_cell
from metrics.views.parts.table import Cell, DisplayTable
from metrics.views.parts.untyped import untyped

TASKS = ("序号", "灯", "工作分类", "重点工作", "任务内容", "责任单位", "完成时限", "到期日",
         "逾期或剩余", "状态", "完成日期", "上一周期", "进展说明")  # fmt: skip
LEDGER = ("序号", "灯", "问题编码", "地区", "项目编码", "来源", "问题描述", "发现日期", "整改期限",
          "逾期或剩余", "责任人", "状态", "整改完成日期", "销号日期", "佐证材料")  # fmt: skip
REPORTER = "报送单位"
YEARLY_NOTE = (
    "每年和按年度的任务逐年重新计，“上一周期”为上一年度的到期日和完成情况："
    "“未见完成记录”指报送中没有上一年度的完成日期，“无法确定”指上一年度末尚未报送该任务或未填完成日期。"
)
UNREADABLE = "完成时限无法识别，请写作“2023年8月”“每年9月底前”或“按年度组织实施”"


def task_table(found: pl.DataFrame, *, names: Mapping[str, str] | None = None) -> DisplayTable:
    """List tasks as `tasks.tasks` gives them.

    `names` (by code) adds the unit that reports each, whose own its number is; null where all are
    of the place looked at.
    """
    heads = TASKS if names is None else (REPORTER, *TASKS)
    rows = tuple(
        (*(() if names is None else (_reporter(row["unit"], names),)), *_task(row))
        for row in found.iter_rows(named=True)
    )
    return untyped("重点任务分工表", heads, rows, YEARLY_NOTE)


def ledger_table(issues: pl.DataFrame, regions: pl.DataFrame) -> DisplayTable:
    """List issues as `ledger.ledger` gives them; `regions` names the owners."""
    names = dict(regions.select("region", "name").iter_rows())
    numbered = enumerate(issues.iter_rows(named=True), start=1)
    rows = tuple(_issue(number, row, names) for number, row in numbered)
    return untyped("整改台账", LEDGER, rows, "未填销号日期的视为未销号。")


def _task(row: dict[str, Any]) -> tuple[Cell, ...]:
    texts = ("category", "work", "content")
    return (
        _text(row["task"]),
        light_cell(row["light"], note="" if row["deadline_kind"] else UNREADABLE),
        *(_text(row[name]) for name in texts),
        Cell(row["units"], "、".join(row["unit_list"])),
        _text(row["deadline"]),
        _day(row["due"]),
        _delay(row),
        _text(row["status"]),
        _day(row["finished_on"]),
        _before(row),
        _text(row["progress"]),
    )


def _reporter(unit: str | None, names: Mapping[str, str]) -> Cell:
    return Cell(unit, names.get(unit or "", unit or numbers.MISSING))


def _before(row: dict[str, Any]) -> Cell:
    """Write the cycle before in words; a task that does not recur has none."""
    due, on, state = (row[f"before_{name}"] for name in ("due", "finished_on", "state"))
    if due is None:
        return Cell(None, numbers.MISSING)
    late = "，逾期" if on and on > due else ""
    words = f"{numbers.day(on)}完成{late}" if on else state
    return Cell(state, f"{numbers.day(due)}到期：{words}")


def _issue(number: int, row: dict[str, Any], names: dict[str, str]) -> tuple[Cell, ...]:
    return (
        Cell(number, str(number)),
        light_cell(row["light"]),
        _text(row["issue"]),
        Cell(row["region"], names.get(row["region"], row["region"])),
        *(_text(row[name]) for name in ("project", "source", "problem")),
        _day(row["found_on"]),
        _day(row["due_on"]),
        _delay(row),
        _text(row["owner"]),
        _text(row["state"]),
        _day(row["rectified_on"]),
        _day(row["closed_on"]),
        _text(row["proof"]),
    )


def _delay(row: dict[str, Any]) -> Cell:
    done = row["light"] in ("绿", "绿（迟）")
    text = delay(row["working_days"], row["days"], done=done, provisional=row["provisional"])
    return Cell(row["days"], text)


def _text(value: str | None) -> Cell:
    return Cell(value, value or numbers.MISSING)


def _day(value: Any) -> Cell:
    return Cell(value, numbers.day(value))
