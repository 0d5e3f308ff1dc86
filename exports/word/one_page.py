"""一地一页 in Word: one city or county on one sheet, its tables small, what it rests on at the foot."""

from collections.abc import Iterator
from typing import Any

from exports.word.leaves import Leaf, header, named, section
from exports.word.markup import Xml, element, joined, part
from exports.word.official import document_table
from exports.word.package import Package
from exports.word.styles import RED
from exports.word.text import TAB, paragraph, run, stops

SHEET = Leaf(210, 297, 17, 19, 18, 18, 8, 7)
HEADS, WORDS, CELLS, FOOT = 19, 17, 15, 14  # half-points
RULE = element("w:pBdr", element("w:bottom", w_val="single", w_sz=10, w_space=2, w_color=RED))


def written(data: dict[str, Any]) -> bytes:
    """Return the file of a paper as `exports.pdf.render.as_data` tells it, with the day it is dated."""
    package = Package()
    parts = named(
        header_default=package.add("header", header(data["marks"], data["watermark"])),
        footer_default=package.add("footer", _foot(data["basis"])),
    )
    title = "".join(data["title"])
    return package.written(
        *_head(title, data), *_text(data["blocks"]), section(SHEET, parts), title=title,
        author=data["issuer"], dated=data["dated"],
    )  # fmt: skip


def _foot(basis: list[list[str]]) -> bytes:
    said = "　".join(f"{label}：{words}" for label, words in basis)
    return part("w:ftr", paragraph("页脚", run(said, half_points=FOOT)))


def _head(title: str, data: dict[str, Any]) -> Iterator[Xml]:
    yield paragraph("表题", run(title, half_points=36, colour=RED))
    line = joined(RULE, stops(right=SHEET.room))
    yield paragraph("依据项", data["issuer"], TAB, f"截至{data['day']}", ahead=line)


def _text(blocks: list[dict[str, Any]]) -> Iterator[Xml]:
    for block in blocks:
        if block["kind"] == "table":
            yield from document_table(block, SHEET, CELLS)
        else:
            heading = block["kind"] == "heading"
            small = run(block["text"], half_points=HEADS if heading else WORDS)
            yield paragraph("依据项" if heading else "表格", small)
