"""Key tasks (重点任务分工表) and the ledger (整改台账) as people read them."""

from typing import Any

import polars as pl

from metrics.views import numbers
from metrics.views.light_cells import delay, light_cell
from metrics.views.tables import Cell, DisplayTable

TASKS = ("序号", "灯", "工作分类", "重点工作", "任务内容", "责任单位", "完成时限", "到期日",
         "逾期或剩余", "状态", "完成日期", "进展说明")  # fmt: skip
LEDGER = ("序号", "灯", "问题编码", "地区", "项目编码", "来源", "问题描述", "发现日期", "整改期限",
          "逾期或剩余", "责任人", "状态", "整改完成日期", "销号日期", "佐证材料")  # fmt: skip
UNREADABLE = "完成时限无法识别，请写作“2023年8月”“每年9月底前”或“按年度组织实施”"


def task_table(found: pl.DataFrame) -> DisplayTable:
    """List tasks as `tasks.tasks` gives them."""
    rows = tuple(_task(row) for row in found.iter_rows(named=True))
    return DisplayTable("重点任务分工表", TASKS, rows, "每年和按年度的任务逐年重新计。")


def ledger_table(issues: pl.DataFrame, regions: pl.DataFrame) -> DisplayTable:
    """List issues as `ledger.ledger` gives them; `regions` names the owners."""
    names = dict(regions.select("region", "name").iter_rows())
    numbered = enumerate(issues.iter_rows(named=True), start=1)
    rows = tuple(_issue(number, row, names) for number, row in numbered)
    return DisplayTable("整改台账", LEDGER, rows, "未填销号日期的视为未销号。")


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
        _text(row["progress"]),
    )


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
