"""How high text and tables stand on a page, so that a sheet of one page is set as large as fits.

Word has no measure to ask; lines are counted by the widths of characters, and each as high as the
tallest of the fonts that may stand in draws it.
"""

from math import ceil
from typing import Any

from exports.text_width import half_ems
from exports.word.leaves import Leaf
from exports.word.official import column_widths

LINE = 1.45
"""Height of a line in sizes of its text: 宋体 takes 1.3, the fonts that stand in for it more."""
SMALLER = 2
"""Half-points by which the text of cells is smaller than other text."""
GAP = 5
"""Points between a table and what follows."""
SIDES, ENDS = 114, 4  # twips beside the text of a cell, points above and below it with its line


def height(blocks: list[dict[str, Any]], leaf: Leaf, size: int) -> float:
    """Return the points that blocks take on a sheet at a size of text in half-points."""
    return sum(_block(block, leaf, size) for block in blocks)


def _block(block: dict[str, Any], leaf: Leaf, size: int) -> float:
    if block["kind"] == "heading":
        return _lines(block["text"], size + 2, leaf.room) + 6
    if block["kind"] == "paragraph":
        return _lines(block["text"], size, leaf.room)
    caption = _lines(block["caption"], size, leaf.room) + 2 if block["caption"] else 0
    note = _lines(block["note"], size - 3, leaf.room) + 2 if block["note"] else 0
    return caption + _table(block, leaf, size - SMALLER) + note + GAP


def _table(block: dict[str, Any], leaf: Leaf, size: int) -> float:
    widths = [width - SIDES for width in column_widths(block["columns"], leaf)]
    rows = [[cell["mark"] + cell["text"] for cell in row] for row in block["rows"]]
    rows.insert(0, [column["label"] for column in block["columns"]])
    return sum(
        ENDS + max(_lines(text, size, width) for text, width in zip(row, widths, strict=True))
        for row in rows
    )


def _lines(text: str, size: int, room: int) -> float:
    """Return the points of a text in so many twips; each of its lines begins anew."""
    wide = [half_ems(line) * size * 5 / room for line in text.split("\n")]
    return sum(max(1, ceil(each)) for each in wide) * LINE * size / 2
