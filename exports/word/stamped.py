"""How a paper is proved in Word: a line at the foot of each page, and the QR code with its words on the last."""

from typing import Any

from exports import qr_code
from exports.word import pictures
from exports.word.leaves import FOOT_INDENT, UPRIGHT
from exports.word.markup import NOTHING, Xml, joined, part, twips
from exports.word.package import Package
from exports.word.styles import PLAIN_TABLE
from exports.word.tables import Box, row, table
from exports.word.text import TAB, field, paragraph, run, stops

SMALL = 15  # half-points of the line
LEAST = 1000
"""The number of the picture: charts are counted from 1."""
CODE = 28
"""Millimetres of the column of the QR code."""


def foot(side: str, stamp: dict[str, Any] | None) -> bytes:
    """Return the foot of a page: its number between dashes on a side, 四号, and opposite what proves the paper."""
    number = joined(run("— "), field("PAGE"), run(" —"))
    line = run(stamp["line"], half_points=SMALL) if stamp else NOTHING
    left = side == "left"
    places = (
        {"left": FOOT_INDENT, "right": UPRIGHT.room}
        if left
        else {"right": UPRIGHT.room - FOOT_INDENT}
    )
    inside = (TAB, number, TAB, line) if left else (line, TAB, number)
    return part("w:ftr", paragraph("页脚", *inside, ahead=stops(**places)))


def shown(
    package: Package, stamp: dict[str, Any] | None, *, room: int = UPRIGHT.room, number: int = LEAST,
    half_points: int = 0,
) -> Xml:  # fmt: skip
    """Write the QR code beside its words, in so many twips; nothing of a paper that has none.

    `number` is that of the picture, another one for each in a file.
    """
    if not stamp or not stamp["message"]:
        return NOTHING
    png = qr_code.picture(stamp["message"])
    code = pictures.picture(png, key=package.add("image", png), number=number, alt=stamp["alt"])
    widths = (twips(CODE), room - twips(CODE))
    words = joined(
        *(paragraph("表格", run(each, half_points=half_points)) for each in stamp["words"])
    )
    boxes = (Box(paragraph("表格", code)), Box(words))
    return joined(paragraph("附注"), table(widths, [row(boxes, widths)], style=PLAIN_TABLE))
