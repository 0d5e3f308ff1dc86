"""A chart as a picture in the text: drawn as the PDF draws it, told in words to those who do not see it."""

import json
from typing import Any

from exports.pdf.typesetter import compiler
from exports.word.markup import EMU_PER_MM, NAMES, Xml, element

DOTS_PER_INCH = 220
MM_PER_INCH = 25.4


def drawn(chart: dict[str, Any]) -> bytes:
    """Return the chart as PNG."""
    picture = compiler(json.dumps(chart, ensure_ascii=False), template="chart_picture").compile(
        format="png", ppi=DOTS_PER_INCH
    )
    assert isinstance(picture, bytes)  # noqa: S101 - one page is one picture
    return picture


def picture(png: bytes, *, key: str, number: int, alt: str) -> Xml:
    """Write the picture that the package knows by a key, in its own size."""
    width, height = (_emu(int.from_bytes(png[at : at + 4])) for at in (16, 20))
    return element("w:r", element("w:drawing", element(
        "wp:inline", element("wp:extent", cx=width, cy=height),
        element("wp:docPr", id=number, name=f"图{number}", descr=alt),
        element("a:graphic", element(
            "a:graphicData", _pic(key, number, width, height), uri=NAMES["pic"],
        )),
        distT=0, distB=0, distL=0, distR=0,
    )))  # fmt: skip


def _emu(dots: int) -> int:
    return round(dots / DOTS_PER_INCH * MM_PER_INCH * EMU_PER_MM)


def _pic(key: str, number: int, width: int, height: int) -> Xml:
    box = element("a:xfrm", element("a:off", x=0, y=0), element("a:ext", cx=width, cy=height))
    return element(
        "pic:pic",
        element(
            "pic:nvPicPr",
            element("pic:cNvPr", id=number, name=f"图{number}"),
            element("pic:cNvPicPr"),
        ),
        element(
            "pic:blipFill",
            element("a:blip", r_embed=key),
            element("a:stretch", element("a:fillRect")),
        ),
        element("pic:spPr", box, element("a:prstGeom", element("a:avLst"), prst="rect")),
    )
