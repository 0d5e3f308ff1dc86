"""Trace codes (溯源码) on tables: what hovering tells of a figure, and a column of codes beside figures."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from metrics.sealing.figures import number_of
from metrics.standards.standard import Standard
from metrics.views.parts.cells import text_column
from metrics.views.parts.table import Cell, DisplayTable, Line
from metrics.views.tracing.trace_words import TRACE_CODE, name_of

CodeOf = Callable[[str, str], str]
"""Returns the code of a kind of figure (`figures.FIGURES`) of a division; empty for none."""
NAME, COLUMN = text_column("name", "数字"), text_column("code", TRACE_CODE)


def hovered(table: DisplayTable, code_of: CodeOf) -> DisplayTable:
    """Let hovering tell the code of each cell that is a figure of the division that its line is of."""
    figures = [number_of(column.name) is not None for column in table.columns]
    names = [column.name for column in table.columns]

    def noted(line: Line) -> Line:
        cells = (
            _noted(cell, code_of(name, line.key)) if figure and not _says_nothing(cell) else cell
            for cell, name, figure in zip(line.cells, names, figures, strict=True)
        )
        return line._replace(cells=tuple(cells))

    return table._replace(lines=tuple(map(noted, table.lines)))


class TracedCell(NamedTuple):
    """A cell of a table that is a figure: where it stands, whose figure it is and which, as it is written, its code.

    `line` counts the lines of the table from 0; `column` is the name of its column.
    """

    line: int
    column: str
    figure: str
    region: str
    value: str
    code: str


def traced_cells(
    table: DisplayTable, code_of: CodeOf, *, names: Mapping[str, str], standard: Standard,
    figures: Mapping[str, str] | None = None,
) -> Iterator[TracedCell]:  # fmt: skip
    """Yield the cells that are figures of the divisions that their lines are of, in the order of reading.

    Those are the cells of which hovering tells a code (see `hovered`), or those of the columns that
    `figures` name with the kind of figure that they hold; `names` are those of divisions.
    """
    if figures is None:
        figures = {c.name: c.name for c in table.columns if number_of(c.name) is not None}
    for place, line in enumerate(table.lines):
        for column, cell in zip(table.columns, line.cells, strict=True):
            told = column.name in figures and not line.total and not _says_nothing(cell)
            if told and (written := code_of(figures[column.name], line.key)):
                figure = name_of(figures[column.name], standard)
                region = names.get(line.key, line.key)
                yield TracedCell(place, column.name, figure, region, cell.text, written)


def _says_nothing(cell: Cell) -> bool:
    return cell.value is None and not cell.text


def _noted(cell: Cell, written: str) -> Cell:
    words = f"{TRACE_CODE}{written}" if written else ""
    return cell._replace(note="；".join(filter(None, (cell.note, words))))


def beside(table: DisplayTable, code_of: Callable[[str], str]) -> DisplayTable:
    """Add a column of codes, of the figure that each line stands for by its key."""
    lines = (
        line._replace(cells=(*line.cells, Cell(written := code_of(line.key), written)))
        for line in table.lines
    )
    return table._replace(columns=(*table.columns, COLUMN), lines=tuple(lines))


def figures_table(
    figures: Sequence[str], standard: Standard, code_of: Callable[[str], str]
) -> DisplayTable:
    """List kinds of figures with their codes, those that have one: a page tells all of its own in one place."""
    named = ((name_of(figure, standard), code_of(figure)) for figure in figures)
    lines = (
        Line(written, (Cell(name, name), Cell(written, written)))
        for name, written in named
        if written
    )
    return DisplayTable("本页数字的溯源码", (NAME, COLUMN), tuple(lines))
