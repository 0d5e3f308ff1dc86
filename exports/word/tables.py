"""Real tables: headings that every page repeats, rows that no page breaks, lights as mark, word and colour."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from exports.word.markup import NOTHING, Xml, element, joined, value
from exports.word.styles import GRID
from exports.word.text import BREAK, aligned, paragraph, run

HEAD, TOTAL = "FBE9E7", "EEF1F5"


class Box(NamedTuple):
    """A cell: its paragraphs, how many columns it takes, its ground, and its place in a merged one."""

    inside: Xml
    columns: int = 1
    ground: str = ""
    merged: str | None = None
    """"restart" begins a cell that goes down over several rows, "continue" goes on with it."""


class Heading(NamedTuple):
    """A cell of the headings: its text, row and column from 0, and how far it goes."""

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1


def table(
    widths: Sequence[int], rows: Iterable[Xml], *, style: str = GRID, floating: Xml = NOTHING
) -> Xml:
    """Write a table of columns in twips; `floating` places it on the page."""
    own = element(
        "w:tblPr", value("w:tblStyle", style), floating,
        element("w:tblW", w_w=sum(widths), w_type="dxa"), value("w:jc", "center"),
        element("w:tblLayout", w_type="fixed"),
    )  # fmt: skip
    grid = element("w:tblGrid", *(element("w:gridCol", w_w=width) for width in widths))
    return element("w:tbl", own, grid, *rows)


def row(
    boxes: Iterable[Box], widths: Sequence[int], *, repeated: bool = False, least: int = 0
) -> Xml:
    """Write a row that stays on one page; `repeated` ones stand on top of every page.

    `least` is its least height in twips, where it is written on by hand.
    """
    own = element(
        "w:trPr", element("w:cantSplit"),
        element("w:trHeight", w_val=least, w_hRule="atLeast") if least else NOTHING,
        element("w:tblHeader") if repeated else NOTHING,
    )  # fmt: skip
    cells, place = [], 0
    for box in boxes:
        cells.append(_cell(box, sum(widths[place : place + box.columns])))
        place += box.columns
    return element("w:tr", own, *cells)


def _cell(box: Box, width: int) -> Xml:
    ground = element("w:shd", w_val="clear", w_color="auto", w_fill=box.ground)
    own = element(
        "w:tcPr", element("w:tcW", w_w=width, w_type="dxa"),
        value("w:gridSpan", box.columns) if box.columns > 1 else NOTHING,
        value("w:vMerge", box.merged) if box.merged else NOTHING,
        ground if box.ground else NOTHING,
        value("w:vAlign", "center"),
    )  # fmt: skip
    return element("w:tc", own, box.inside)


def text_box(
    text: str, *, mark: str = "", colour: str | None = None, side: str = "left",
    style: str = "表格", half_points: int = 0, ground: str = "", columns: int = 1,
) -> Box:  # fmt: skip
    """Return a cell of text; a light's mark stands before its word, both in its colour."""
    written = run(mark + text, colour=colour, half_points=half_points)
    return Box(paragraph(style, written, behind=aligned(side)), columns, ground)


def head_rows(
    headings: Sequence[Heading], widths: Sequence[int], half_points: int = 0
) -> list[Xml]:
    """Write the rows of headings; cells that go down are merged."""
    deep = max(heading.row + heading.rows for heading in headings)
    return [
        row(_heads(headings, level, half_points), widths, repeated=True) for level in range(deep)
    ]


def _heads(headings: Sequence[Heading], level: int, half_points: int) -> list[Box]:
    crossing = [each for each in headings if each.row <= level < each.row + each.rows]
    return [_head(each, level, half_points) for each in sorted(crossing, key=lambda e: e.column)]


def _head(heading: Heading, level: int, half_points: int) -> Box:
    begins = level == heading.row
    merged = None if heading.rows == 1 else "restart" if begins else "continue"
    lines = heading.text.split("\n") if begins else [""]
    runs = [joined(*_broken(lines, half_points))]
    return Box(paragraph("表头", *runs), heading.columns, HEAD, merged)


def _broken(lines: Sequence[str], half_points: int) -> Iterable[Xml]:
    for number, line in enumerate(lines):
        if number:
            yield element("w:r", BREAK)
        yield run(line, half_points=half_points)
