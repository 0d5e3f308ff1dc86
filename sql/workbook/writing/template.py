"""Write the reporting workbook (报送工作簿): blank for officers, or filled with frames.

Layout of a sheet: row 1 title and purpose, row 2 type and example of each column, row 3 the
headings of the dictionary (required ones dark, with *), data from row 4. The reader does not rely
on it: it finds headings by their words.
"""

import csv
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import polars as pl
from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from metrics.records.schema import Column, Sheet
from metrics.records.sheets import SHEETS
from metrics.records.sheets.divisions import REGIONS
from sql.workbook.cells import typed
from sql.workbook.dropdowns import NATIONAL_LISTS, Lists, allowed
from sql.workbook.words import OPTIONS_LABEL
from sql.workbook.writing.gaps_sheet import write_gaps
from sql.workbook.writing.help_sheet import write_help
from sql.workbook.writing.page import LAST_ROW, Page
from sql.workbook.writing.style import HOW_TO_TYPE, KIND_HINTS, Look, width
from sql.workbook.writing.whose import Gap, Whose, marked_cells

DIVISIONS = Path(__file__).parents[2] / "supplied" / "reference" / "divisions.csv"
HEADING_ROW = 2  # counted from 0: Excel row 3
FIRST_DATA_ROW = 3
_CREATED = datetime(2023, 1, 1)  # noqa: DTZ001  fixed, so that equal input gives equal bytes
_TEXT_STAYS_TEXT = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "in_memory": True,  # otherwise every part goes through a file of its own
}
_LEVELS = {"province": "省", "prefecture": "市", "county": "县"}
_LONGEST_LITERAL_LIST = 255  # Excel refuses a longer list inside a validation
_MAY = {
    "format_columns": True, "format_rows": True, "format_cells": True, "insert_rows": True,
    "delete_rows": True, "sort": True, "autofilter": True,
}  # fmt: skip


def write_template(
    path: Path,
    *,
    unit: str | None = None,
    regions: pl.DataFrame | None = None,
    lists: Lists = NATIONAL_LISTS,
    whose: Whose | None = None,
) -> None:
    """Write the blank workbook; 区划 of a province in the national list is filled in.

    `lists` are the dated lists of the unit's rule pack. A unit that the shipped list of divisions
    does not know gets the plain blank workbook. `regions` are other divisions to fill in (null:
    those of the list). `whose` is the unit by its name and the data date (null: `unit` as the list
    names it, the date to be filled in); without any unit both are.
    """
    whose = whose or Whose(unit=unit or "", name=_listed_name(unit))
    sheets = {sheet.name: sheet.empty() for sheet in SHEETS}
    filled = divisions(unit) if unit else REGIONS.empty()
    sheets["regions"] = filled if regions is None else regions
    write_workbook(path, sheets, lists=lists, for_typing=True, whose=whose)


def write_workbook(
    path: Path | BytesIO,
    sheets: Mapping[str, pl.DataFrame],
    *,
    lists: Lists = NATIONAL_LISTS,
    note: str = "",
    for_typing: bool = False,
    whose: Whose | None = None,
    gaps: Sequence[Gap] | None = None,
    gaps_note: str = "",
) -> None:
    """Write frames (by `Sheet.name`, in `Sheet.schema`) as a workbook officers could have typed.

    Only the sheets handed over are written, in official order; a column of strings is written as it
    stands. `path` may be a file in memory. `note` stands in the title row of each. `for_typing`
    adds the help sheet, and locks every cell that is not to be filled in. A workbook that is
    somebody's (`whose`) says so in its properties and in every title row. With `gaps` it is one to
    go on from: the codes of its rows are locked, and the gaps marked and listed (`gaps_note` says
    why there are none). Equal frames give equal bytes. Raises OSError where the file cannot be
    written.
    """
    book = Workbook(path if isinstance(path, BytesIO) else str(path), _TEXT_STAYS_TEXT)
    book.set_properties({"title": "城镇老旧小区改造报送工作簿", "created": _CREATED})
    marked = None if gaps is None else marked_cells(gaps)
    making = _Making(book, Look(book), lists, note, whose, marked)
    for name, value in whose.properties.items() if whose else ():
        book.set_custom_property(name, value, "text")
    if for_typing:
        write_help(book, making.look, lists, whose, prefilled=gaps is not None)
    if gaps is not None:
        write_gaps(book, making.look, gaps, first_row=FIRST_DATA_ROW, note=gaps_note)
    for sheet in SHEETS:
        if sheet.name in sheets:
            page = _write_sheet(making, sheet, sheets[sheet.name])
            if for_typing:
                _lock(page, making.look, sheet)
    try:
        book.close()
    except FileCreateError as error:
        raise (error.args[0] if isinstance(error.args[0], OSError) else OSError(error)) from None


def _listed_name(unit: str | None) -> str:
    names = divisions_below(unit).filter(region=unit)["name"].to_list() if unit else []
    return names[0] if names else ""


def divisions(unit: str) -> pl.DataFrame:
    """Return the national list's rows of the province `unit`, its cities and counties.

    Heating and hardship stay blank: the list does not hold them. Empty for any other unit.
    """
    rows = divisions_below(unit)
    return rows if rows.filter(region=unit, level="省").height else REGIONS.empty()


def divisions_below(unit: str) -> pl.DataFrame:
    """Return the national list's rows of a unit and all below it; nothing stands above the unit."""
    with DIVISIONS.open(encoding="utf-8", newline="") as file:
        records = [
            {**_division(row), **({"parent": None} if row["code"] == unit else {})}
            for row in csv.DictReader(file)
            if unit in (row["code"], row["city_code"], row["province_code"])
        ]
    return pl.DataFrame(records, schema=REGIONS.schema).sort("region")


def national_list() -> pl.DataFrame:
    """Return all rows of the national list; nothing stands above a province."""
    with DIVISIONS.open(encoding="utf-8", newline="") as file:
        records = [_division(row) for row in csv.DictReader(file)]
    return pl.DataFrame(records, schema=REGIONS.schema).sort("region")


def _division(row: Mapping[str, str]) -> dict[str, str | None]:
    return {
        "region": row["code"], "name": row["name"], "level": _LEVELS[row["level"]],
        "parent": row["city_code"] or row["province_code"] or None,
    }  # fmt: skip


class _Making(NamedTuple):
    """What the sheets of one workbook have in common.

    `marked` are the cells to be filled in; null in a workbook that nobody goes on from.
    """

    book: Workbook
    look: Look
    lists: Lists
    note: str
    whose: Whose | None
    marked: Mapping[str, Collection[tuple[int, str]]] | None


def _write_sheet(making: _Making, sheet: Sheet, frame: pl.DataFrame) -> Page:
    """Add one sheet: title, hints, headings, cells."""
    page: Page = making.book.add_worksheet(sheet.label, Page)
    page.set_row(0, 28)
    page.set_row(1, 26)
    page.set_row(HEADING_ROW, 34)
    _write_title(page, making, sheet)
    for at, column in enumerate(sheet.columns):
        _write_heading(page, making.look, at, column)
        _guide_typing(making.book, page, at, column, making.lists)
        styles = _styles(making, sheet, column, frame[column.name])
        _write_cells(page, at, zip(typed(frame[column.name], column), styles, strict=True))
    _finish(page, sheet, rows=frame.height)
    return page


def _write_title(page: Page, making: _Making, sheet: Sheet) -> None:
    look, note = making.look, making.note
    about = sheet.about + "。深色表头（带*）必填；空白表示未报。"
    page.write_string(0, 0, sheet.label + (f"（{note}）" if note else ""), look.title)
    if making.whose is None:
        page.write_string(0, 2, about, look.about)
    else:
        page.write_rich_string(0, 2, look.whose, making.whose.title, look.about, about, look.about)


def _write_heading(page: Worksheet, look: Look, at: int, column: Column) -> None:
    page.set_column(at, at, width(column), look.cells[column.kind])
    example = f"\n如 {column.example}" if column.example else ""
    page.write_string(HEADING_ROW - 1, at, KIND_HINTS[column.kind] + example, look.hint)
    if column.required:
        page.write_string(HEADING_ROW, at, column.label + "*", look.required)
    else:
        page.write_string(HEADING_ROW, at, column.label, look.optional)


def _styles(making: _Making, sheet: Sheet, column: Column, values: pl.Series) -> Iterable[Format]:
    """Return how each cell of a column looks: codes to go on from are locked, gaps are marked."""
    look, kind = making.look, column.kind
    if making.marked is None:
        return [look.cells[kind]] * len(values)
    marked = making.marked.get(sheet.name, ())
    full = look.locked[kind] if column.key else look.cells[kind]
    return [
        look.gaps[kind] if (row, column.name) in marked else look.cells[kind] if blank else full
        for row, blank in enumerate(values.is_null())
    ]


def _write_cells(page: Worksheet, at: int, cells: Iterable[tuple[object, Format]]) -> None:
    for row, (value, style) in enumerate(cells, start=FIRST_DATA_ROW):
        if isinstance(value, str):
            page.write_string(row, at, value, style)
        elif value is not None:
            page.write_number(row, at, value, style)
        elif style.bg_color:
            page.write_blank(row, at, None, style)


def _guide_typing(book: Workbook, page: Worksheet, at: int, column: Column, lists: Lists) -> None:
    """Attach the message shown beside a selected cell, and the dropdown where there is a list."""
    rule: dict[str, object] = {"validate": "any"}
    words = allowed(column, lists)
    if words:
        rule = {
            "validate": "list",
            "source": _source(book, words),
            "error_title": "请从列表中选择",
            "error_message": f"“{column.label}”只能填下拉列表中的内容。",
        }
    message = "。".join(filter(None, (HOW_TO_TYPE[column.kind], column.note)))
    if column.example:
        message += f"。如：{column.example}"
    rule |= {"input_title": column.label[:32], "input_message": message[:255]}
    page.data_validation(FIRST_DATA_ROW, at, LAST_ROW, at, rule)


def _source(book: Workbook, words: tuple[str, ...]) -> object:
    """Return the list itself, or where it stands on the hidden sheet when Excel finds it too long."""
    if len(",".join(words)) <= _LONGEST_LITERAL_LIST:
        return list(words)
    options = book.get_worksheet_by_name(OPTIONS_LABEL) or book.add_worksheet(OPTIONS_LABEL)
    options.very_hidden()
    spot = getattr(options, "dim_colmax", None)
    column = 0 if spot is None else spot + 1
    options.write_column(0, column, words)
    letter = xl_col_to_name(column, col_abs=True)
    return f"={OPTIONS_LABEL}!{letter}$1:{letter}${len(words)}"


def _lock(page: Page, look: Look, sheet: Sheet) -> None:
    """Lock title, hints and headings; hide the columns to the right of the dictionary's."""
    # Rows can be deleted on a protected sheet only when none of their cells is locked.
    page.hide_from(len(sheet.columns), look.open)
    page.protect("", _MAY)


def _finish(page: Worksheet, sheet: Sheet, *, rows: int) -> None:
    """Freeze, filter and lay out for print."""
    last = len(sheet.columns) - 1
    bottom = FIRST_DATA_ROW + max(rows, 1) - 1
    page.freeze_panes(FIRST_DATA_ROW, min(2, last))
    page.autofilter(HEADING_ROW, 0, bottom, last)
    page.ignore_errors(
        {"number_stored_as_text": f"A{FIRST_DATA_ROW + 1}:{xl_col_to_name(last)}1048576"}
    )
    page.set_landscape()
    page.set_paper(9)
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    page.repeat_rows(0, HEADING_ROW)
    page.repeat_columns(0, min(1, last))
    total = sum(width(c) for c in sheet.columns)
    page.fit_to_pages(max(1, -(-total // 190)), 0)
    page.set_footer("&L&A&C第&P页 共&N页")
