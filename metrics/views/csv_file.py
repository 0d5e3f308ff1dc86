"""A table as CSV that Excel and WPS open as it reads on screen."""

import csv
import io
import re

from metrics.views.tables import DisplayTable

_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"[+-]?[\d,]*\.?\d+%?")


def csv_file(table: DisplayTable) -> bytes:
    """Return the table's texts as CSV in UTF-8 with the mark that Excel needs.

    A text that a spreadsheet would run as a formula is prefixed with an apostrophe: names typed by
    reporting units are data.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(table.columns)
    writer.writerows([_harmless(cell.text) for cell in row] for row in table.rows)
    return out.getvalue().encode("utf-8-sig")


def _harmless(text: str) -> str:
    formula = text.startswith(_STARTS_FORMULA) and not _NUMBER.fullmatch(text)
    return f"'{text}" if formula else text
