"""Columns of a table of starts of which nobody knows anything: left out, and named in its note."""

from collections.abc import Sequence

from metrics.views.parts.labels import ADJUSTED
from metrics.views.parts.table import Cell, Column, DisplayTable

KEPT = ("rank", "region", "name")
WHY = "why"
"""The column that says why something is not known."""


def without_blank(table: DisplayTable) -> DisplayTable:
    """Leave out the columns of which nobody knows anything, and say so in the note."""
    blank = [
        column
        for place, column in enumerate(table.columns)
        if column.name not in KEPT and all(_says_nothing(each.cells[place]) for each in table.lines)
    ]
    gone = [column for column in blank if column.name != WHY]
    named = f"各地均未公布或无从计算而未列出的栏目：{_named(gone)}。" if gone else ""
    shown = table.without(*(column.name for column in blank))
    return shown._replace(note=table.note + named)


def _says_nothing(cell: Cell) -> bool:
    return cell.value is None and cell.text != ADJUSTED


def _named(columns: Sequence[Column]) -> str:
    """Name columns, those under one heading together."""
    groups: dict[str, list[str]] = {}
    for column in columns:
        *above, own = column.headings
        groups.setdefault("".join(above), []).append(own)
    named = (
        f"{top}的{'、'.join(lows)}" if top else "、".join(lows) for top, lows in groups.items()
    )
    return "，".join(named)
