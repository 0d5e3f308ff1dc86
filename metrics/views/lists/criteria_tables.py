"""The criteria of 督查激励 as a table: document, words, how they were seen, and how regions stand."""

from collections.abc import Sequence
from datetime import date

from metrics.lists.criteria import SATISFACTION, UNSEEN, Held
from metrics.progress.figures import RATE_NAMES
from metrics.views.parts import labels, numbers
from metrics.views.parts.cells import Row, count_column, remark, text, text_column
from metrics.views.parts.signals import Signal
from metrics.views.parts.table import Cell, Column, DisplayTable, Holds, line

NAME = "督查激励条件"
FIGURES = {**RATE_NAMES, SATISFACTION: "群众满意率", "household_start_rate": "开工率（户数）"}
NOTE = (
    "只收录已知的文件和说法，均未经原件核对；未见原文的照实写明，不推定标准、名额和金额。"
    "“相近数字”是本系统中与该条件意思最接近的数字，有门槛的才判断达到与否；没有完工小区的地区不在群众满意率之内。"
)


def _label(row: Row) -> Cell:
    label = row["held"].criterion.label
    return remark(label, Signal.UNKNOWN if label == UNSEEN else Signal.WATCH)


def _bound(row: Row) -> Cell:
    criterion = row["held"].criterion
    return remark(criterion.at_least or UNSEEN)


def _figure(row: Row) -> Cell:
    held: Held = row["held"]
    name = held.criterion.figure
    if name is None:
        return text(None)
    value = numbers.percent(*held.whole) if held.whole else numbers.MISSING
    words = f"{FIGURES[name]} {value}"
    return Cell(words, words, note=f"另有{held.left_out}条缺数据" if held.left_out else "")


COLUMNS = (
    text_column("scheme", "激励办法"),
    text_column("words", "条件"),
    Column("label", ("来源",), Holds.TEXT, _label),
    Column("bound", ("门槛",), Holds.TEXT, _bound),
    Column("figure", ("相近数字",), Holds.TEXT, _figure),
    count_column("reached", "达到"),
    count_column("short", "未达到"),
    count_column("unknown", "待核实"),
    text_column("places", "名额"),
    text_column("reward", "激励内容"),
    text_column("document", "文件"),
)


def criteria(held: Sequence[Held], level: str, dated: date) -> DisplayTable:
    """List the criteria in the order of their file; regions of a level are counted where there is a threshold."""
    lines = (line(COLUMNS, _row(each), key=str(at)) for at, each in enumerate(held))
    title = f"{NAME}（{labels.LEVELS[level]}）"
    return DisplayTable(title, COLUMNS, tuple(lines), NOTE, dated)


def _row(held: Held) -> Row:
    scheme = held.scheme
    return {
        "held": held, "scheme": scheme.name, "words": held.criterion.words, "places": scheme.places,
        "reward": scheme.reward, "document": scheme.document, "reached": held.reached,
        "short": held.short, "unknown": held.unknown,
    }  # fmt: skip
