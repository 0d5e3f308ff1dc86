"""一地一页 in Word: each city or county on one sheet, its tables small, what it rests on at the foot."""

from collections.abc import Iterator
from typing import Any

from exports.word import fit
from exports.word.leaves import Leaf, ended, header, named, section
from exports.word.markup import Xml, element, joined, part, value
from exports.word.official import bare_table
from exports.word.package import Package
from exports.word.stamped import shown
from exports.word.styles import OFF_GRID, RED
from exports.word.text import TAB, paragraph, run, stops

SHEET = Leaf(210, 297, 17, 21, 18, 18, 8, 7)
SIZES, FOOT = range(21, 12, -1), 14
"""Half-points of the text, from which the first is taken that leaves it on one page; and of the foot."""
ROOM, STAMPED = 656, 76
"""Points that the text may take: the page less its margins, title and the line below that; and a QR code."""
AROUND = element("w:spacing", w_before=80, w_after=40)
AFTER = element("w:spacing", w_before=0, w_after=40)
GAP = element("w:spacing", w_before=0, w_after=0, w_line=fit.GAP * 20, w_lineRule="exact")
KEPT = element("w:keepNext")
RULE = element("w:pBdr", element("w:bottom", w_val="single", w_sz=10, w_space=2, w_color=RED))


def written(papers: list[dict[str, Any]]) -> bytes:
    """Return the file of papers as `exports.pdf.render.as_data` tells them, with the day each is dated.

    Each is a section with a head and foot of its own.
    """
    package = Package()
    first = papers[0]
    body: list[Xml] = []
    for number, data in enumerate(papers, 1):
        parts = named(
            header_default=package.add("header", header(data["marks"], data["watermark"])),
            footer_default=package.add("footer", _foot(data)),
        )
        body += [*_head("".join(data["title"]), data), *_text(data)]
        body.append(shown(package, data["stamp"], room=SHEET.room, number=number, half_points=FOOT))
        body.append((section if number == len(papers) else ended)(SHEET, parts))
    return package.written(
        *body, title="".join(first["title"]) if len(papers) == 1 else first["masthead"],
        author=first["issuer"], dated=first["dated"],
    )  # fmt: skip


def _foot(data: dict[str, Any]) -> bytes:
    said = "　".join(f"{label}：{words}" for label, words in data["basis"])
    lines = (said, data["stamp"]["line"])
    return part("w:ftr", *(paragraph("页脚", run(each, half_points=FOOT)) for each in lines))


def _head(title: str, data: dict[str, Any]) -> Iterator[Xml]:
    level, close = value("w:outlineLvl", 0), element("w:spacing", w_before=0, w_after=60)
    head = run(title, half_points=36, colour=RED)
    yield paragraph("表题", head, behind=joined(close, level))
    line = joined(RULE, stops(right=SHEET.room))
    yield paragraph("依据项", data["issuer"], TAB, f"截至{data['day']}", ahead=line, behind=AFTER)


def _text(data: dict[str, Any]) -> Iterator[Xml]:
    blocks = data["blocks"]
    room = ROOM - (STAMPED if data["stamp"]["message"] else 0)
    fitting = (size for size in SIZES if fit.height(blocks, SHEET, size) <= room)
    size = next(fitting, SIZES[-1])
    for block in blocks:
        if block["kind"] == "table":
            yield from _table(block, size)
        elif block["kind"] == "heading":
            yield paragraph("依据项", run(block["text"], half_points=size + 2), behind=AROUND)
        else:
            yield paragraph("表格", run(block["text"], half_points=size))


def _table(block: dict[str, Any], size: int) -> Iterator[Xml]:
    if block["caption"]:
        yield paragraph("依据项", run(block["caption"], half_points=size), ahead=KEPT, behind=AFTER)
    yield bare_table(block, SHEET, size - fit.SMALLER)
    if block["note"]:
        yield paragraph("附注", run(f"注：{block['note']}", half_points=size - 3), behind=AFTER)
    yield paragraph("表格", behind=joined(OFF_GRID, GAP))
