"""One page of a meeting as plain text for 微信, and as what a picture of it is drawn from."""

from collections.abc import Iterator
from typing import Any

from metrics.views.dispatch.slide import Slide
from metrics.views.parts import numbers
from metrics.views.parts.table import NUMERIC, Cell, Column, DisplayTable, Holds

SEVERAL = 2
NAMES = ("light", "name", "region", "what", "who", "owner", "state")
"""Columns whose cells need no heading to be understood."""


def written(slide: Slide, *, foot: str) -> str:
    """Write title, what matters, each line of the tables with its headings, and the words."""
    tables = (line for table in slide.tables for line in _table(table))
    return "\n".join([f"【{slide.title}】", *slide.lead, *tables, *slide.words, foot])


def _table(table: DisplayTable) -> Iterator[str]:
    for number, one in enumerate(table.lines, 1):
        told = [
            _said(column, cell)
            for column, cell in zip(table.columns, one.cells, strict=True)
            if cell.text not in ("", numbers.MISSING)
        ]
        yield (f"{number}．" if len(table.lines) >= SEVERAL else "") + "，".join(told)


def _said(column: Column, cell: Cell) -> str:
    """Write a cell as part of a sentence: a name or a light says itself, the rest says what it is."""
    if column.name in NAMES:
        return f"{cell.text}灯" if column.holds is Holds.LIGHT else cell.text
    return f"{column.label}{cell.text}"


def drawn(slide: Slide, *, foot: str) -> dict[str, Any]:
    """Return what the browser draws the picture from."""
    return {
        "title": slide.title, "lead": slide.lead, "words": slide.words, "foot": foot,
        "tables": [
            {
                "heads": [column.label for column in table.columns],
                "right": [column.holds in NUMERIC for column in table.columns],
                "rows": [[_cell(cell) for cell in one.cells] for one in table.lines],
            }
            for table in slide.tables
        ],
    }  # fmt: skip


def _cell(cell: Cell) -> dict[str, str]:
    if cell.signal is None:
        return {"text": cell.text}
    return {
        "text": f"{cell.signal.mark}{cell.text}" if cell.text != cell.signal.mark else cell.text,
        "colour": cell.signal.colour, "ground": cell.signal.ground,
    }  # fmt: skip
