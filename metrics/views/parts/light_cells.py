"""Lights and nodes as cells: a word with its colour and mark, dates, and days early or late."""

from typing import Any

from metrics.supervision.stages import Stage
from metrics.views.parts import numbers
from metrics.views.parts.signals import LIGHTS
from metrics.views.parts.table import Cell


def light_cell(light: str, *, text: str = "", note: str = "") -> Cell:
    """Write a light by its name in `metrics.supervision.lights`."""
    return Cell(light, text or light, LIGHTS[light], note)


def delay(
    working_days: int | None, days: int | None, *, done: bool = False, provisional: bool = False
) -> str:
    """Write days late or early, or left, in working days; days of rest only are calendar days."""
    if days is None:
        return numbers.MISSING
    amount = f"{abs(working_days)}个工作日" if working_days else f"{abs(days)}天"
    words = {(True, True): "迟", (True, False): "早", (False, True): "逾期", (False, False): "还有"}
    said = f"{words[done, days > 0]}{amount}" if days else ("当日办结" if done else "今日到期")
    return f"{said}（暂定）" if provisional else said


def node_cells(row: dict[str, Any], stage: Stage, *, of: int | None = None) -> tuple[Cell, ...]:
    """Write 计划, 实际 and 灯 of one stage of a compound, or of a project of so many compounds."""
    due, actual, done = (row[f"{stage.name}_{field}"] for field in ("due", "actual", "done"))
    all_done = bool(done) and (of is None or done == of)
    late = delay(
        row[f"{stage.name}_working_days"],
        row[f"{stage.name}_days"],
        done=all_done,
        provisional=bool(row[f"{stage.name}_provisional"]),
    )
    counted = "" if of is None else f"{done}/{of}个小区已办结"
    partly = of is not None and 0 < done < of
    return (
        Cell(due, numbers.day(due)),
        Cell(actual, f"{done}/{of}" if partly else numbers.day(actual)),
        _lit(row[f"{stage.name}_light"], late, counted),
    )


def _lit(light: str, late: str, counted: str) -> Cell:
    if late == numbers.MISSING:
        return light_cell(light, note=counted)
    return light_cell(light, text=f"{light} {late}", note=f"{counted}；{late}" if counted else late)
