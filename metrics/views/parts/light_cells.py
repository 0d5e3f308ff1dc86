"""Lights and nodes as cells: a word with its colour and mark, dates, and days early or late."""

from metrics.supervision.lights import BLACK, TO_REPORT
from metrics.supervision.stages import Stage
from metrics.views.parts import cells, numbers
from metrics.views.parts.cells import Row
from metrics.views.parts.signals import LIGHTS
from metrics.views.parts.table import Cell, Column, Holds


def light_cell(light: str, *, text: str = "", note: str = "") -> Cell:
    """Write a light by its name in `metrics.supervision.lights`."""
    return Cell(light, text or light, LIGHTS[light], note)


def delay(
    working_days: int | None, days: int | None, *, done: bool = False, provisional: bool = False
) -> str:
    """Write days late or early, or left: 逾期649个工作日（947天）."""
    if days is None:
        return numbers.MISSING
    return _delay(span(working_days, days), days, done=done, provisional=provisional)


def span(working_days: int | None, days: int) -> str:
    """Write a delay in working days, the days of the calendar behind them; days of rest are days only.

    Working days are null where only the days are known.
    """
    plain = f"{abs(days)}天"
    return f"{abs(working_days)}个工作日（{plain}）" if working_days else plain


def _delay(amount: str, days: int, *, done: bool, provisional: bool) -> str:
    words = {(True, True): "迟", (True, False): "早", (False, True): "逾期", (False, False): "还有"}
    phrase = f"{words[done, days > 0]}{amount}" if days else ("当日办结" if done else "今日到期")
    return f"{phrase}（暂定）" if provisional else phrase


def light_column(name: str, heading: str) -> Column:
    """Make a column of lights; a total leaves it empty."""
    return Column(name, (heading,), Holds.LIGHT, lambda row: light_cell(row[name]))


def node_columns(stage: Stage, *, of: str | None = None) -> tuple[Column, ...]:
    """Make 计划, 实际 and 灯 of one stage of compounds, or of projects of `of` compounds each.

    A total counts the compounds that have the stage behind them.
    """
    return (
        Column(
            f"{stage.name}_due", (stage.label, "计划"), Holds.DAY,
            lambda row: cells.day(row[f"{stage.name}_due"]),
        ),
        Column(
            f"{stage.name}_actual", (stage.label, "实际"), Holds.DAY,
            lambda row: _actual(row, stage.name, row[of] if of else None), lambda row: _done(row, stage.name),
        ),
        Column(
            f"{stage.name}_light", (stage.label, "灯"), Holds.LIGHT,
            lambda row: _lit(row, stage.name, row[of] if of else None),
        ),
    )  # fmt: skip


def _done(row: Row, stage: str) -> Cell:
    done = row[f"{stage}_done"]
    return Cell(done, f"{done}/{row['compounds']}", worded=True)


def _actual(row: Row, stage: str, of: int | None) -> Cell:
    actual, done = row[f"{stage}_actual"], row[f"{stage}_done"]
    if of is not None and 0 < done < of:
        return Cell(actual, f"{done}/{of}", worded=True)
    return cells.day(actual)


def _lit(row: Row, stage: str, of: int | None) -> Cell:
    light, done = row[f"{stage}_light"], row[f"{stage}_done"]
    counted = "" if of is None else f"{done}/{of}个小区已办结"
    if light == BLACK and row[f"{stage}_unreported"]:
        return light_cell(light, text=f"{light} {TO_REPORT}", note=counted)
    if row[f"{stage}_days"] is None:
        return light_cell(light, note=counted)
    ended = bool(done) and (of is None or done == of)
    late, short = _delays(row, stage, done=ended)
    note = f"{counted}；{late}" if counted else late
    return light_cell(light, text=f"{light} {short}", note=note)


def _delays(row: Row, stage: str, *, done: bool) -> tuple[str, str]:
    """Write the delay of a stage in full, and in working days alone: a cell of many is narrow."""
    working_days, days = row[f"{stage}_working_days"], row[f"{stage}_days"]
    provisional = bool(row[f"{stage}_provisional"])
    short = f"{abs(working_days)}个工作日" if working_days else f"{abs(days)}天"
    return (
        delay(working_days, days, done=done, provisional=provisional),
        _delay(short, days, done=done, provisional=provisional),
    )
