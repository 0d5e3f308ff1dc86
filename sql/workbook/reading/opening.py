"""A workbook from its bytes to parsed sheets, in the process that is made for it (`child.py`)."""

from typing import Any

from sql.workbook.dropdowns import NATIONAL_LISTS, Lists
from sql.workbook.reading.handed import Book, packed
from sql.workbook.reading.parse import parse_sheet
from sql.workbook.reading.read import read_content
from sql.workbook.refusals import WorkbookRefused


def read_book(content: bytes, lists: Lists = NATIONAL_LISTS) -> Book:
    """Read and parse a file in this process; outside of it `Reader.read` is meant.

    Raises:
        WorkbookRefused: if the file is no workbook that can be read safely.
    """
    text = read_content(content)
    sheets = {name: parse_sheet(sheet, lists=lists) for name, sheet in text.sheets.items()}
    return Book(sheets, text.problems)


def read(told: dict[str, Any], content: bytes) -> tuple[dict[str, Any], list[bytes]]:
    """Return what is handed over of a file, or the sentence for which it is refused."""
    lists = {key: tuple(words) for key, words in told["lists"].items()}
    try:
        return packed(read_book(content, lists))
    except WorkbookRefused as refusal:
        return {"refused": str(refusal)}, []
