"""A table as CSV that Excel and WPS open as it reads on screen."""

import csv
import io
import re

from metrics.views.parts.table import DisplayTable

_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"[+-]?[\d,]*\.?\d+%?")


def csv_file(table: DisplayTable) -> bytes:
    """Return the table's texts as CSV in UTF-8 with the mark that Excel needs.

    Names typed by reporting units are data, never formulas.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(column.label for column in table.columns)
    writer.writerows([harmless(cell.text) for cell in line.cells] for line in table.lines)
    return out.getvalue().encode("utf-8-sig")


def harmless(text: str) -> str:
    """Return the text with an apostrophe before it if a spreadsheet would run it as a formula."""
    formula = text.startswith(_STARTS_FORMULA) and not _NUMBER.fullmatch(text)
    return f"'{text}" if formula else text
