"""A workbook file to the texts of its sheets, by the XML alone; nothing is known of the dictionary."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass

import polars as pl

from sql.workbook.guard import Unpacking, open_container
from sql.workbook.xml.elements import elements, hear
from sql.workbook.xml.grid import Grid, Room
from sql.workbook.xml.layout import Layout
from sql.workbook.xml.package import Package, Page, read_package
from sql.workbook.xml.plain_rows import PlainRows
from sql.workbook.xml.sheet import SheetMarkup
from sql.workbook.xml.strings import read_strings
from sql.workbook.xml.styles import Styles, read_styles
from sql.workbook.xml.values import Values


@dataclass(frozen=True, slots=True)
class PageText:
    """All cells of one sheet as text, blank is null: row 0 is Excel's row 1, column 0 `first`.

    Numbers of a workbook that counts its days from 1904 bear a mark (`values.SERIAL_1904`).
    """

    name: str
    frame: pl.DataFrame
    first: int  # Excel column counted from 0
    layout: Layout


@dataclass(frozen=True, slots=True)
class FileText:
    """The names of all sheets of a file, and the texts of those that were wanted."""

    names: tuple[str, ...]
    pages: tuple[PageText, ...]
    from_1904: bool


def read_file(content: bytes, wanted: Callable[[str], bool]) -> FileText:
    """Read the sheets whose names are wanted; the others are passed over.

    Raises:
        WorkbookRefused: if the file is no workbook that can be read safely and without doubt.
    """
    with closing(open_container(content)) as box:
        unpacking = Unpacking(box)
        package = read_package(unpacking)
        values, room = values_of(unpacking, package), Room()
        pages = tuple(
            _read_page(unpacking, page, values, room) for page in package.pages if wanted(page.name)
        )
        unpacking.rest()
    return FileText(tuple(page.name for page in package.pages), pages, package.from_1904)


def values_of(unpacking: Unpacking, package: Package) -> Values:
    """Read the formats and shared texts of a file, by which its cells are read."""
    styles = read_styles(elements(unpacking.pieces(package.styles))) if package.styles else Styles()
    texts = read_strings(unpacking.pieces(package.strings)) if package.strings else []
    return Values(styles, texts, from_1904=package.from_1904)


def _read_page(unpacking: Unpacking, page: Page, values: Values, room: Room) -> PageText:
    grid = Grid(page.name, room)
    markup = SheetMarkup(page.name, grid, values)
    left = PlainRows(markup, grid, values).left(unpacking.pieces(page.part))
    for _ in hear(left, start=markup.start, end=markup.end, text=markup.text):
        pass
    return PageText(page.name, grid.frame(), grid.first_column, markup.layout(page.state))
