"""What clerks do wrong in a workbook, and how the import must name it."""

import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import NamedTuple

import openpyxl
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook

from metrics.records.sheets import BY_NAME
from sql.workbook.writing.template import FIRST_DATA_ROW


class Mistake(NamedTuple):
    """What a clerk does to a workbook, and how the import must name it: code, sheet and cell."""

    make: Callable[[Workbook], object]
    code: str
    sheet: str
    cell: str


def wrong_heading(book: Workbook) -> None:
    """Write another word over a heading."""
    book["项目"][_cell("projects", "name", heading=True)] = "工程名"


def text_in_a_number(book: Workbook) -> None:
    """Type about how much."""
    book["资金"][_cell("funds", "received")] = "约五百万"


def project_row_missing(book: Workbook) -> None:
    """Clear the row of a project whose compounds stay."""
    page = book["项目"]
    for column in range(1, page.max_column + 1):
        page.cell(FIRST_DATA_ROW + 1, column).value = None


def merged_cells(book: Workbook) -> None:
    """Merge what two rows have in common."""
    book["小区"].merge_cells(f"{_cell('compounds', 'name')}:{_cell('compounds', 'name', row=1)}")


def date_still_to_come(book: Workbook) -> None:
    """Report a start that has not happened yet."""
    book["小区"][_cell("compounds", "started_on")] = date(2024, 9, 1)


MISTAKES: Sequence[Mistake] = (
    Mistake(wrong_heading, "missing_column", "项目", ""),
    Mistake(text_in_a_number, "not_money", "资金", "D4"),
    Mistake(project_row_missing, "unknown_project", "小区", ""),
    Mistake(merged_cells, "merged", "小区", "B4"),
    Mistake(date_still_to_come, "after_data_date", "小区", ""),
)


def _cell(sheet: str, column: str, *, row: int = 0, heading: bool = False) -> str:
    """Return the address of a cell of the template, by the row among its records."""
    line = FIRST_DATA_ROW if heading else FIRST_DATA_ROW + 1 + row
    return f"{get_column_letter(column_of(sheet, column))}{line}"


def column_of(sheet: str, column: str) -> int:
    """Return the Excel column of a column of the template, from 1."""
    return [each.name for each in BY_NAME[sheet].columns].index(column) + 1


@contextmanager
def edited(path: Path) -> Iterator[Workbook]:
    """Open a workbook as a clerk does, and save it in its place."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what openpyxl does not keep
        book = openpyxl.load_workbook(path)
    yield book
    book.save(path)
