"""A table of the screen as a document: what it is about, what was asked, and marks in columns of their own."""

from collections.abc import Iterable
from datetime import date
from itertools import chain

from exports.papers.sheet_paper import DATED, SheetPaper
from metrics.records.invented import demo_mark
from metrics.views.parts import numbers
from metrics.views.parts.table import BLANK, NUMERIC, Cell, Column, DisplayTable, Holds
from metrics.views.tracing.codes import TracedCell

MARKED = "标记"
WIDE = 12
"""Columns from which a list is printed on A3."""


def compose(
    table: DisplayTable, *, place: str, place_name: str, day: date, asked: str,
    traced: Iterable[TracedCell] = (),
) -> SheetPaper:  # fmt: skip
    """Write the lines as they are listed; `asked` names the filters, `day` is the data date.

    `traced` are the cells of the table that are figures, with their codes.
    """
    apart = marks_apart(table)
    return SheetPaper(
        name=_sheet(table.title),
        table=apart,
        basis=(
            ("范围", place_name),
            (DATED, numbers.day(day)),
            ("筛选条件", asked or "无"),
            ("合计", f"{sum(not line.total for line in table.lines)}行"),
        ),
        dated=day,
        frozen=1,
        parts=(len(apart.columns),),
        size="a3" if len(apart.columns) > WIDE else "a4",
        mark=demo_mark(place) or "",
        traced=tuple(traced),
    )


def _sheet(title: str) -> str:
    """Return a title as a worksheet may be called."""
    return "".join("　" if sign in "[]:*?/\\'" else sign for sign in title)[:31] or "表"


def marks_apart(table: DisplayTable) -> DisplayTable:
    """Return the table with the signals of figures in columns of their own: so figures stay numbers."""
    marked = [place for place, column in enumerate(table.columns) if _marked(table, place, column)]
    if not marked:
        return table
    columns = chain.from_iterable(
        (column, _beside(column)) if place in marked else (column,)
        for place, column in enumerate(table.columns)
    )
    lines = tuple(
        line._replace(
            cells=tuple(
                chain.from_iterable(
                    _split(cell) if place in marked else (cell,)
                    for place, cell in enumerate(line.cells)
                )
            )
        )
        for line in table.lines
    )
    return table._replace(columns=tuple(columns), lines=lines)


def _marked(table: DisplayTable, place: int, column: Column) -> bool:
    figures = column.holds in NUMERIC or column.holds is Holds.DAY
    return figures and any(line.cells[place].signal for line in table.lines)


def _beside(column: Column) -> Column:
    *above, last = column.headings
    return column._replace(
        name=f"{column.name}_mark", headings=(*above, f"{last}{MARKED}"), holds=Holds.TEXT
    )


def _split(cell: Cell) -> tuple[Cell, Cell]:
    if cell.signal is None:
        return cell, BLANK
    mark = Cell(cell.signal.label, cell.signal.label, cell.signal)
    return cell._replace(signal=None), mark
