"""The first rows of some sheets and the properties of a file, without reading the rest of it."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from typing import NamedTuple

from sql.workbook.addresses import address
from sql.workbook.guard import Unpacking, open_container
from sql.workbook.xml.elements import hear
from sql.workbook.xml.grid import Grid, Room
from sql.workbook.xml.package import Page, read_package
from sql.workbook.xml.pages import values_of
from sql.workbook.xml.properties import custom_properties
from sql.workbook.xml.sheet import SheetMarkup
from sql.workbook.xml.values import Values

_PIECE = 1 << 11


class Filled(NamedTuple):
    """A cell with a text in it; `row` is Excel's."""

    sheet: str
    row: int
    cell: str
    text: str


class Beginning(NamedTuple):
    """The custom properties of a file, and the filled cells of the first rows, row by row."""

    properties: dict[str, str]
    cells: list[Filled]


def read_beginning(content: bytes, wanted: Callable[[str], bool], *, rows: int) -> Beginning:
    """Read the first rows of the sheets whose names are wanted.

    What lies below is neither read nor checked.

    Raises:
        WorkbookRefused: if what is read is no workbook, or not written without doubt.
    """
    with closing(open_container(content)) as box:
        unpacking = Unpacking(box)
        package = read_package(unpacking)
        values = values_of(unpacking, package)
        cells = [
            cell
            for page in package.pages
            if wanted(page.name)
            for cell in _first_rows(unpacking, page, values, rows)
        ]
        return Beginning(custom_properties(unpacking), cells)


class _Cells(Grid):
    """Keeps the filled cells as they come: of a few rows no frame is made."""

    def __init__(self, sheet: str, room: Room) -> None:
        super().__init__(sheet, room)
        self.cells = list[tuple[int, int, str]]()

    def put(self, row: int, column: int, text: str) -> None:
        """Take a filled cell."""
        self.cells.append((row, column, text))


def _first_rows(unpacking: Unpacking, page: Page, values: Values, rows: int) -> Iterator[Filled]:
    grid = _Cells(page.name, Room())
    markup = SheetMarkup(page.name, grid, values)
    pieces = _small(unpacking.pieces(page.part))
    for _ in hear(pieces, start=markup.start, end=markup.end, text=markup.text):
        if markup.row > rows:
            break
    for row, column, text in grid.cells:
        if row <= rows:
            yield Filled(page.name, row, address(row=row, column=column), text)


def _small(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Cut the pieces smaller, so that little is read beyond what is wanted."""
    for piece in pieces:
        for at in range(0, len(piece), _PIECE):
            yield piece[at : at + _PIECE]
