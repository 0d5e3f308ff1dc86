"""A wide table in Word: lying sheets, the first columns on each part, totals in one cell, lights with marks."""

from collections.abc import Iterator, Sequence
from typing import Any

from exports.word.leaves import WIDE, Leaf, counted, header, named, section
from exports.word.markup import Xml, twips
from exports.word.package import Package
from exports.word.stamped import shown
from exports.word.styles import PLAIN_TABLE
from exports.word.tables import TOTAL, Box, Heading, head_rows, row, table, text_box
from exports.word.text import new_page, paragraph, run

LABELS = 30  # millimetres of the first column of the basis
SMALL = 16  # half-points of notes and basis


def written(data: dict[str, Any]) -> bytes:
    """Return the file of a table as `exports.pdf.wide_pdf.as_data` tells it, with its day."""
    leaf, package = WIDE[data["paper"]], Package()
    left, right = data["foot"]
    marks = [data["mark"]] if data["mark"] else []
    parts = named(
        header_default=package.add("header", header(marks, "")),
        footer_default=package.add("footer", counted(left, right, leaf)),
    )
    body = [*_parts(data, leaf), *_end(data, leaf, package)]
    return package.written(
        *body, section(leaf, parts), title=data["title"], author="", dated=data["dated"]
    )


def _parts(data: dict[str, Any], leaf: Leaf) -> Iterator[Xml]:
    of = len(data["parts"])
    for number, each in enumerate(data["parts"], 1):
        title = f"{data['title']}（{number}/{of}）" if of > 1 else data["title"]
        yield paragraph("附件标题", run(title, half_points=36), ahead=new_page(page=number > 1))
        yield paragraph("表说明", run(data["lead"], half_points=18))
        yield _table(each, data, leaf)


def _table(one: dict[str, Any], data: dict[str, Any], leaf: Leaf) -> Xml:
    half_points = int(2 * data["size"])
    widths = shared(one["widths"], leaf.room)
    heads = head_rows([Heading(*head) for head in one["heads"]], widths, half_points)
    rows = (
        row(_boxes(each, one["sides"], data["frozen"], half_points), widths) for each in one["rows"]
    )
    return table(widths, (*heads, *rows))


def shared(shares: Sequence[float], room: int) -> list[int]:
    """Return the columns in twips by their shares of the room."""
    whole = sum(shares)
    return [int(room * share / whole) for share in shares]


def _boxes(
    one: dict[str, Any], sides: Sequence[str], frozen: int, half_points: int
) -> Iterator[Box]:
    ground = TOTAL if one["total"] else ""
    if one["total"]:
        yield text_box(
            one["total"], style="合计", half_points=half_points, ground=ground, columns=frozen
        )
        sides = sides[frozen:]
    for (text, mark, colour), side in zip(one["cells"], sides, strict=True):
        yield text_box(
            text, mark=mark, colour=colour, side=side, half_points=half_points, ground=ground
        )


def _end(data: dict[str, Any], leaf: Leaf, package: Package) -> Iterator[Xml]:
    if data["note"]:
        yield paragraph("附注", run(f"注：{data['note']}", half_points=SMALL))
    yield paragraph("附注")
    widths = (twips(LABELS), leaf.room - twips(LABELS))
    rows = (
        row([Box(paragraph("表格", run(words, half_points=SMALL))) for words in entry], widths)
        for entry in data["basis"]
    )
    if data["basis"]:
        yield table(widths, rows, style=PLAIN_TABLE)
    yield shown(package, data["stamp"], room=leaf.room, half_points=SMALL)
    yield paragraph("附注")
