"""Rounds of evaluation (封账轮次) as tables and sentences: the list, the story of one, what it consists of."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import polars as pl

from metrics.days.beijing import moment
from metrics.days.workdays import calendar, note
from metrics.records.sheets import SHEETS
from metrics.sealing.round_steps import STEPS
from metrics.sealing.rounds import CHECKED, Round, RoundEvent, State
from metrics.sealing.seal import Circumstances, Seal
from metrics.sealing.verifying import Otherwise
from metrics.views.parts import numbers
from metrics.views.parts.cells import (
    Row,
    count_column,
    day_column,
    moment_column,
    remark,
    text_column,
)
from metrics.views.parts.signals import Signal
from metrics.views.parts.table import Cell, Column, DisplayTable, Holds, line

Names = Mapping[str, str]
SHORT = 12
"""So much of a digest is shown."""
NAMED = 5
"""So many records that are judged otherwise are named."""
SIGNALS = {
    State.DRAFT: Signal.WATCH, State.CHECKED: Signal.WATCH, State.RETURNED: Signal.BAD,
    State.PUBLISHED: Signal.FAIR, State.FINAL: Signal.GOOD, State.WITHDRAWN: Signal.UNKNOWN,
    State.REPLACED: Signal.UNKNOWN,
}  # fmt: skip


def days_left(until: date, today: date) -> int:
    """Return the working days after today up to the last day of a window; negative once it has ended."""
    left: int = pl.select(calendar().count(pl.lit(today), pl.lit(until))).item()
    return left


def left_words(until: date, today: date) -> str:
    """Say how long a window is still open: 还有3个工作日, 今日截止, 已期满."""
    if today > until:
        return "已期满"
    left = days_left(until, today)
    return f"还有{left}个工作日" if left else "今日截止"


def window_words(one: Round, today: date) -> str:
    """Write the window for objections (公示期) of a round; empty before it is published."""
    if one.window is None:
        return ""
    since, until = one.window
    left = f"（{left_words(until, today)}）" if one.state is State.PUBLISHED else ""
    return f"{numbers.day(since)}至{numbers.day(until)}{left}"


def window_note(one: Round) -> str:
    """Say that the last day of a window is provisional; empty where the calendar is official."""
    return "" if one.window is None else note(one.window[1])


def looked_at(one: Round) -> str:
    """Say which round a page tells of: 2024年度第1轮封账（截至2024年6月30日，公示，评价摘要0123456789ab）."""
    day = numbers.long_day(one.scope.as_of)
    return f"{one.called}封账（截至{day}，{one.state}，评价摘要{one.digest[:SHORT]}）"


def file_looked_at(one: Round) -> str:
    """Say the same of a sealed file by itself, which knows neither its number nor what became of it."""
    day = numbers.long_day(one.scope.as_of)
    return f"封账文件（截至{day}，评价摘要{one.digest[:SHORT]}）"


def otherwise_words(listed: Sequence[Otherwise]) -> str:
    """Say whether the records behind a sealed figure are judged now as they were sealed, and which are not."""
    if not listed:
        return "各记录的结论由现用程序按封存的记录和参数重新判定，与封存时一致。"
    named = "；".join(one.words for one in listed[:NAMED])
    more = "等" if len(listed) > NAMED else ""
    return (
        f"现用程序重新判定的结论有{len(listed)}条与封存时不同，计数、得分和名次以封存的为准："
        f"{named}{more}。"
    )


def programme_words(made: Circumstances) -> str:
    """Say that another programme or calendar sealed a round than tells of it now; empty where it did not.

    Counts, scores and verdicts are sealed; progress (进度) and lights (灯色) are computed from sealed records.
    """
    now = Circumstances.here(made.log_number, made.log_digest)
    if made == now:
        return ""
    return (
        f"本轮由程序{made.version}（工作日历{made.calendar}）封存，进度和灯色由现用程序{now.version}"
        f"（工作日历{now.calendar}）按封存的记录计算，可能与封存时所见不同"
    )


def _state(row: Row) -> Cell:
    return remark(row["state"], SIGNALS[row["state"]])


LISTED = (
    text_column("called", "轮次"),
    text_column("place", "范围"),
    day_column("as_of", "数据截止日期"),
    Column("state", ("状态",), Holds.TEXT, _state),
    text_column("window", "公示期"),
    text_column("title", "标题"),
    text_column("digest", "评价摘要"),
    text_column("maker", "封账人"),
    text_column("checker", "复核人"),
    moment_column("at", "封账时间"),
)


def listed(rounds: Sequence[Round], names: Names, today: date) -> DisplayTable:
    """List rounds in the order given."""
    lines = (line(LISTED, _listed(one, names, today), key=str(one.id)) for one in rounds)
    return DisplayTable("封账轮次", LISTED, tuple(lines))


def _listed(one: Round, names: Names, today: date) -> dict[str, Any]:
    checked = [event.by for event in one.events if event.kind == CHECKED]
    return {
        "called": one.called, "place": names.get(one.scope.place, one.scope.place),
        "as_of": one.scope.as_of, "state": one.state, "window": window_words(one, today),
        "title": one.title, "digest": one.digest[:SHORT], "maker": one.by,
        "checker": checked[-1] if checked else "", "at": one.at,
    }  # fmt: skip


STORY = (
    moment_column("at", "时间"),
    text_column("done", "办理"),
    text_column("by", "经办人"),
    text_column("text", "说明"),
)


def story(one: Round) -> DisplayTable:
    """List what happened to a round from its sealing on."""
    rows = [
        {"at": one.at, "done": "封账", "by": one.by, "text": one.title},
        *({"at": each.at, "done": STEPS[each.kind].called, "by": each.by, "text": _said(each)}
          for each in one.events),
    ]  # fmt: skip
    lines = (line(STORY, row, key=str(number)) for number, row in enumerate(rows))
    return DisplayTable("办理经过", STORY, tuple(lines))


def _said(event: RoundEvent) -> str:
    until = "" if event.until is None else f"公示至{numbers.day(event.until)}（含当日）"
    return "；".join(filter(None, (until, event.text)))


RECORDS = (text_column("sheet", "表"), count_column("rows", "记录数"))


def contents(seal: Seal) -> DisplayTable:
    """Count the records that a seal holds, sheet by sheet; empty sheets are left out."""
    counted = ((sheet.label, seal.frames.tables[sheet.name].height) for sheet in SHEETS)
    lines = tuple(
        line(RECORDS, {"sheet": label, "rows": rows}, key=label) for label, rows in counted if rows
    )
    return DisplayTable("封存的记录", RECORDS, lines)


def made_words(seal: Seal, one: Round) -> str:
    """Say in one sentence what a seal rests on beside its records."""
    made = seal.made
    return (
        f"评价标准：{seal.standard.document}《{seal.standard.name}》；评价对象{seal.scores.height}个地区，"
        f"记录判定{numbers.count(seal.verdicts.height)}条；封存于{moment(one.at)}，"
        f"操作日志至第{made.log_number}条（{made.log_digest[:SHORT]}）；工作日历{made.calendar}；"
        f"程序版本{made.version}。"
    )
