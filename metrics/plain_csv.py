"""Rows as CSV that Excel and WPS open as they read: whatever somebody typed is data, never a formula."""

import csv
import io
import re
from collections.abc import Iterable

_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"[+-]?[\d,]*\.?\d+%?")


def written(headings: Iterable[str], rows: Iterable[Iterable[str]]) -> bytes:
    """Return rows as CSV in UTF-8 with the mark that Excel needs."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(headings)
    writer.writerows(map(harmless, row) for row in rows)
    return out.getvalue().encode("utf-8-sig")


def harmless(text: str) -> str:
    """Return the text with an apostrophe before it if a spreadsheet would run it as a formula."""
    formula = text.startswith(_STARTS_FORMULA) and not _NUMBER.fullmatch(text)
    return f"'{text}" if formula else text
