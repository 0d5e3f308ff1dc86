"""Tables as an officer reads them: by their headings, whatever the code calls the columns."""

from metrics.views.parts.table import Cell, Column, DisplayTable, Holds, Line, blank


def labels(table: DisplayTable) -> tuple[str, ...]:
    """Return the headings, each column's in one line."""
    return tuple(column.label for column in table.columns)


def lines_of(table: DisplayTable) -> list[tuple[Cell, ...]]:
    """Return the cells of every line."""
    return [line.cells for line in table.lines]


def under(table: DisplayTable, label: str) -> list[Cell]:
    """Return the cells under one heading."""
    place = labels(table).index(label)
    return [cells[place] for cells in lines_of(table)]


def column(*headings: str, holds: Holds = Holds.TEXT, decimals: int = 1) -> Column:
    """Make a column for a table that is written cell by cell."""
    return Column(headings[-1], headings, holds, blank, decimals=decimals)


def written(columns: tuple[Column, ...], *rows: tuple[Cell, ...], totals: int = 0) -> DisplayTable:
    """Make a table of cells; the last `totals` rows are totals."""
    plain = len(rows) - totals
    lines = (
        Line(str(number), cells, "合计" if number >= plain else "")
        for number, cells in enumerate(rows)
    )
    return DisplayTable("表", columns, tuple(lines))
