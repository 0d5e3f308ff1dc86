"""A table as CSV that Excel and WPS open as it reads on screen."""

from metrics.plain_csv import written
from metrics.views.parts.table import DisplayTable


def csv_file(table: DisplayTable) -> bytes:
    """Return the table's texts as CSV in UTF-8 with the mark that Excel needs."""
    rows = ([cell.text for cell in line.cells] for line in table.lines)
    return written((column.label for column in table.columns), rows)
