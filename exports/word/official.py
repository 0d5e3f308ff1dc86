"""A 公文 in Word: red head, text, annexes on their own sheets, basis and 版记, as the PDF has them."""

from collections.abc import Iterator
from functools import partial
from itertools import chain
from typing import Any

from exports.text_width import half_ems
from exports.word import pictures
from exports.word.leaves import (
    LYING,
    UPRIGHT,
    Leaf,
    ended,
    header,
    letterhead,
    named,
    ruled,
    section,
)
from exports.word.markup import NOTHING, Xml, element, joined, twips
from exports.word.package import Package
from exports.word.stamped import foot, shown
from exports.word.styles import CHARACTER, OFF_GRID, PLAIN_TABLE, RED, RULED
from exports.word.tables import Box, Heading, head_rows, row, table, text_box
from exports.word.text import BREAK, TAB, aligned, new_page, paragraph, run, stops

LARGEST_HEAD, LARGEST_IN_LETTER, HEAD_ROOM = (
    50,
    36,
    436,
)  # points: the masthead, and the line in which it must stand
ABOVE, BELOW = (16, 14, 12), (14, 13, 12)
"""Points at which two ends of a line are tried: under the masthead, and in 版记."""
LINE = 442
"""Points of a line."""
IN_TEXT, IN_ANNEX, LYING_DOWN, SMALL = 21, 20, 17, 13  # half-points of tables
TIGHT = element("w:spacing", w_before=0, w_after=0, w_line=660, w_lineRule="exact")
"""The title of a letter stands closer to its number than that of a paper with a masthead."""
LABELS = 23  # millimetres of the first column of the basis


def written(data: dict[str, Any]) -> bytes:
    """Return the file of a paper as `exports.pdf.render.as_data` tells it, with the day it is dated."""
    package = Package()
    top = header(data["marks"], data["watermark"])
    ends = {
        "header_default": package.add("header", top), "header_even": package.add("header", top),
        "footer_default": package.add("footer", foot("right", data["stamp"])),
        "footer_even": package.add("footer", foot("left", data["stamp"])),
    }  # fmt: skip
    if data["letter"]:
        first = {"header_first": package.add("header", top)}
        ends = {**first, **ends, "footer_first": package.add("footer", ruled())}
    parts = named(**ends)
    text = (_head(data), _text(package, data), _announced(data["annexes"]), _signature(data))
    body, leaf, parts = _sheets(package, data, list(chain.from_iterable(text)), parts)
    return package.written(
        *body, section(leaf, parts, titled=data["letter"] and bool(parts)),
        title="".join(data["title"]), author=data["issuer"], dated=data["dated"], even=True,
    )  # fmt: skip


def _sheets(
    package: Package, data: dict[str, Any], body: list[Xml], parts: Xml
) -> tuple[list[Xml], Leaf, Xml]:
    """Add annexes and end to the text; return the last sheet too, and parts that no section has yet."""
    leaf = UPRIGHT
    ends = bool(data["basis"]) or not data["signed"]
    for number, annex in enumerate(data["annexes"], 1):
        own = LYING if annex["landscape"] else UPRIGHT
        if own != leaf:
            body.append(ended(leaf, parts, titled=data["letter"] and bool(parts)))
            parts = NOTHING
        body += _annex(annex, _numbered(number, data["annexes"]), page=own == leaf)
        leaf = own
    turned = leaf != UPRIGHT and ends
    if turned:
        body.append(ended(leaf, parts))
        leaf, parts = UPRIGHT, NOTHING
    body += _end(package, data, page=bool(data["annexes"]) and not turned)
    return body, leaf, parts


def _head(data: dict[str, Any]) -> Iterator[Xml]:
    letter = data["letter"]
    largest = LARGEST_IN_LETTER if letter else LARGEST_HEAD
    size = round(2 * min(largest, HEAD_ROOM / max(len(data["masthead"]), 1)))
    head = run(data["masthead"], half_points=size)
    yield letterhead(head, size) if letter else paragraph("报头", head)
    yield from _numbers(data)
    lines = [run(words) for words in data["title"]]
    between = element("w:r", BREAK)
    below = joined(*(joined(between, each) for each in lines[1:]))
    yield paragraph("标题", *lines[:1], below, behind=TIGHT if letter else NOTHING)
    if data["addressee"]:
        yield paragraph("主送机关", data["addressee"])


def _numbers(data: dict[str, Any]) -> Iterator[Xml]:
    """Write what stands between masthead and title: the number, and but in a letter issuer and day."""
    if data["letter"]:
        yield paragraph("期号", data["issue"], behind=aligned("right"))
        return
    line = element("w:pBdr", element("w:bottom", w_val="single", w_sz=13, w_space=4, w_color=RED))
    if data["signed"]:
        yield paragraph("期号", data["issue"], ahead=line)
    else:
        yield paragraph("期号", data["issue"])
        yield _ends(data["issuer"], data["day"], line, style="主送机关")


def _ends(left: str, right: str, line: Xml = NOTHING, *, style: str = "版记") -> Xml:
    """Write two ends of one line, one character from the edges, as large as they fit."""
    wide = (half_ems(left) + half_ems(right)) / 2 + 3
    sizes = BELOW if style == "版记" else ABOVE
    size = 2 * next((each for each in sizes if wide * each <= LINE), sizes[-1])
    indent = element(
        "w:ind", w_left=CHARACTER, w_right=CHARACTER, w_firstLineChars=0, w_firstLine=0
    )
    place = stops(right=UPRIGHT.room - CHARACTER)
    both = (run(left, half_points=size), TAB, run(right, half_points=size))
    return paragraph(
        style, *both, ahead=joined(line, place), behind=joined(indent, aligned("left"))
    )


def _text(package: Package, data: dict[str, Any]) -> Iterator[Xml]:
    for number, block in enumerate(data["blocks"], 1):
        match block["kind"]:
            case "heading":
                yield paragraph("一级标题" if block["level"] == 1 else "二级标题", block["text"])
            case "paragraph":
                yield paragraph("正文", block["text"])
            case "table":
                yield from document_table(block, UPRIGHT, IN_TEXT)
            case _:
                yield from _figure(package, block, number)


def _figure(package: Package, block: dict[str, Any], number: int) -> Iterator[Xml]:
    png = pictures.drawn(block["chart"])
    key = package.add("image", png)
    yield paragraph("表题", block["caption"])
    yield paragraph("图", pictures.picture(png, key=key, number=number, alt=block["alt"]))


def _signature(data: dict[str, Any]) -> Iterator[Xml]:
    """Write issuer and day under a letter, the shorter in the middle of the longer."""
    if not data["signed"]:
        return
    sealed = data["letter"]
    yield paragraph(
        "正文"
    )  # a seal is higher, and reaches beside the short line that names the 回执
    both = (data["issuer"], data["day"])
    widest = max(map(half_ems, both))
    for words in both:
        half = (400 if sealed else 200) + (
            widest - half_ems(words)
        ) * 25  # hundredths of a character
        indent = element("w:ind", w_rightChars=half, w_right=half * CHARACTER // 100)
        # The day ends the paper: what is kept with the next page would go there with the issuer.
        last = element("w:keepNext", w_val=0) if words == both[-1] else NOTHING
        yield paragraph("落款", words, ahead=last, behind=indent)


def _announced(annexes: list[dict[str, Any]]) -> Iterator[Xml]:
    """Name the annexes below the text."""
    if annexes:
        yield paragraph("正文")
    for number, annex in enumerate(annexes, 1):
        title = annex["title"] if len(annexes) == 1 else f"{number}. {annex['title']}"
        further = element(
            "w:ind", w_leftChars=500, w_left=5 * CHARACTER, w_hangingChars=0, w_hanging=0
        )
        first = number == 1
        yield paragraph(
            "附件说明", "附件：" if first else "", title, behind=NOTHING if first else further
        )


def _numbered(number: int, annexes: list[dict[str, Any]]) -> str:
    return f"附件{number}" if len(annexes) > 1 else "附件"


def _annex(annex: dict[str, Any], name: str, *, page: bool) -> Iterator[Xml]:
    flush = element("w:ind", w_firstLineChars=0, w_firstLine=0)
    yield paragraph("一级标题", name, ahead=new_page(page=page), behind=flush)
    yield paragraph("附件标题", annex["title"])
    if annex["lead"]:
        yield paragraph("表说明", annex["lead"])
    lying = annex["landscape"]
    size = SMALL if annex["small"] else LYING_DOWN if lying else IN_ANNEX
    for each in (annex["table"], *annex["more"]):
        yield from document_table(each, LYING if lying else UPRIGHT, size)


def document_table(data: dict[str, Any], leaf: Leaf, half_points: int) -> Iterator[Xml]:
    """Write a table with its caption and note, in cells of a size of text."""
    if data["caption"]:
        yield paragraph("表题", data["caption"])
    yield bare_table(data, leaf, half_points)
    yield paragraph("附注", f"注：{data['note']}" if data["note"] else "")


def bare_table(data: dict[str, Any], leaf: Leaf, half_points: int) -> Xml:
    """Write a table without what stands above and below it."""
    columns = data["columns"]
    widths = column_widths(columns, leaf)
    heads = head_rows(_headings(columns), widths, half_points - 1)
    cell = partial(_cell, half_points=half_points)
    heights = data["heights"] or [0] * len(data["rows"])
    rows = (
        row(map(cell, each, columns), widths, least=twips(high))
        for each, high in zip(data["rows"], heights, strict=True)
    )
    return table(widths, [*heads, *rows])


def column_widths(columns: list[dict[str, Any]], leaf: Leaf) -> list[int]:
    """Return the columns in twips; those without a width share what is left."""
    own = [None if column["width"] is None else twips(column["width"]) for column in columns]
    free = leaf.room - sum(filter(None, own))
    share = free // max(own.count(None), 1)
    return [share if width is None else width for width in own]


def _headings(columns: list[dict[str, Any]]) -> list[Heading]:
    """Return the headings: neighbours under one word share it, all others go down."""
    if not any(column["group"] for column in columns):
        return [Heading(column["label"], 0, place) for place, column in enumerate(columns)]
    headings: list[Heading] = []
    for place, column in enumerate(columns):
        group = column["group"]
        if not group:
            headings.append(Heading(column["label"], 0, place, rows=2))
            continue
        if place and columns[place - 1]["group"] == group:
            at = max(n for n, each in enumerate(headings) if each.row == 0)
            headings[at] = headings[at]._replace(columns=headings[at].columns + 1)
        else:
            headings.append(Heading(group, 0, place))
        headings.append(Heading(column["label"], 1, place))
    return headings


def _cell(cell: dict[str, Any], column: dict[str, Any], *, half_points: int) -> Box:
    bar = column["show"] == "bar"
    return text_box(
        cell["text"], mark=cell["mark"], colour=None if bar else cell["colour"], side=column["align"],
        half_points=half_points,
    )  # fmt: skip


def _end(package: Package, data: dict[str, Any], *, page: bool) -> Iterator[Xml]:
    """Write what the paper rests on, and 版记 at the foot of the last page."""
    if data["basis"]:
        flush = element("w:ind", w_firstLineChars=0, w_firstLine=0)
        yield paragraph("一级标题", data["basis_title"], ahead=new_page(page=page), behind=flush)
        widths = (twips(LABELS), UPRIGHT.room - twips(LABELS))
        yield table(
            widths,
            (_entry(label, words, widths) for label, words in data["basis"]),
            style=PLAIN_TABLE,
        )
        yield shown(package, data["stamp"])
    if not data["signed"]:
        yield _imprint(data)
    spacing = element("w:spacing", w_before=0, w_after=0, w_line=20, w_lineRule="exact")
    yield paragraph("表格", behind=joined(OFF_GRID, spacing))


def _entry(label: str, words: str, widths: tuple[int, ...]) -> Xml:
    return row((Box(paragraph("依据项", label)), Box(paragraph("表格", words))), widths)


def _imprint(data: dict[str, Any]) -> Xml:
    """Write 版记 between its lines, at the foot of the page where a programme lets tables float."""
    place = element(
        "w:tblpPr", w_leftFromText=0, w_rightFromText=0, w_topFromText=113, w_bottomFromText=0,
        w_vertAnchor="margin", w_horzAnchor="margin", w_tblpXSpec="center", w_tblpYSpec="bottom",
    )  # fmt: skip
    sent = joined(*(paragraph("版记", words) for words in data["distribution"]))
    printed = _ends(data["issuer"], f"{data['day']}印发")
    widths = (UPRIGHT.room,)
    rows = [row((Box(each),), widths) for each in (sent, printed) if each]
    return joined(paragraph("附注"), table(widths, rows, style=RULED, floating=place))
