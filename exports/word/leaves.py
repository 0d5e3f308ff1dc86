"""Sheets of paper: size and margins, the marks above, the number below, and the word across."""

from functools import partial
from typing import NamedTuple

from exports.word.markup import NOTHING, Xml, element, joined, part, twips, value
from exports.word.styles import PITCH, RED
from exports.word.text import TAB, aligned, field, paragraph, run, stops

FOOT_INDENT = 280


class Leaf(NamedTuple):
    """A sheet of paper; all lengths in millimetres, `inner` is the left margin of an odd page."""

    width: float
    height: float
    top: float
    bottom: float
    inner: float
    outer: float
    header: float
    footer: float
    grid: bool = False

    @property
    def room(self) -> int:
        """The width of the text in twips."""
        return twips(self.width - self.inner - self.outer)


UPRIGHT = Leaf(210, 297, 37, 35, 28, 26, 22, 22, grid=True)
LYING = Leaf(297, 210, 28, 26, 35, 37, 14, 14, grid=True)
WIDE = {
    "a4": Leaf(297, 210, 16, 14, 12, 12, 6, 6),
    "a3": Leaf(420, 297, 16, 14, 12, 12, 6, 6),
}


def section(leaf: Leaf, parts: Xml = NOTHING, *, titled: bool = False) -> Xml:
    """Write the sheet of a section; `parts` name its headers and footers, else those before go on.

    `titled` keeps the header off the first page.
    """
    lying = leaf.width > leaf.height
    sides = {"top": leaf.top, "right": leaf.outer, "bottom": leaf.bottom, "left": leaf.inner}
    margins = {f"w_{side}": twips(mm) for side, mm in sides.items()}
    ends = {"w_header": twips(leaf.header), "w_footer": twips(leaf.footer), "w_gutter": 0}
    return element(
        "w:sectPr", parts,
        element(
            "w:pgSz", w_w=twips(leaf.width), w_h=twips(leaf.height),
            w_orient="landscape" if lying else None,
        ),
        element("w:pgMar", **margins, **ends),
        element("w:titlePg") if titled else NOTHING,
        element("w:docGrid", w_type="lines" if leaf.grid else None, w_linePitch=PITCH if leaf.grid else 312),
    )  # fmt: skip


def ended(leaf: Leaf, parts: Xml = NOTHING) -> Xml:
    """Write the end of a section that another follows: a paragraph that takes no room."""
    spacing = element("w:spacing", w_before=0, w_after=0, w_line=20, w_lineRule="exact")
    return element("w:p", element("w:pPr", value("w:snapToGrid", 0), spacing, section(leaf, parts)))


def named(**parts: str) -> Xml:
    """Write which parts are header and footer, `header_even="rId3"`."""
    written = []
    for name, key in parts.items():
        what, kind = name.split("_")
        written.append(element(f"w:{what}Reference", w_type=kind, r_id=key))
    return joined(*written)


def numbered(side: str) -> bytes:
    """Return the foot of a page with its number between dashes: 四号, one character from the edge."""
    indent = element("w:ind", **{f"w_{side}": FOOT_INDENT})
    number = joined(run("— "), field("PAGE"), run(" —"))
    return part("w:ftr", paragraph("页脚", number, behind=joined(indent, aligned(side))))


def header(marks: list[str], watermark: str) -> bytes:
    """Return the top of a page: its marks in a red box, and the word that lies across the page."""
    box = element("w:bdr", w_val="single", w_sz=4, w_space=1, w_color=RED)
    words = run(f" {'　'.join(marks)} ", more=box) if marks else NOTHING
    return part("w:hdr", paragraph("页眉", words, _across(watermark) if watermark else NOTHING))


def _across(word: str) -> Xml:
    """Write a word that lies behind the text of every page, as Word's own watermarks do."""
    room = f"width:{len(word) * 130}pt;height:130pt"
    place = (
        "position:absolute;margin-left:0;margin-top:0;rotation:315;z-index:-251658752;"
        "mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
        "mso-position-vertical:center;mso-position-vertical-relative:margin"
    )
    kind = element(
        "v:shapetype", element("v:path", textpathok="t", o_connecttype="rect"),
        element("v:textpath", on="t", fitshape="t"),
        id="_x0000_t136", coordsize="21600,21600", o_spt=136, adj="10800",
        path="m@7,l@8,m@5,21600l@6,21600e",
    )  # fmt: skip
    shape = element(
        "v:shape", element("v:fill", opacity=".5"),
        element("v:textpath", style="font-family:黑体;font-size:1pt", string=word),
        id="watermark", type="#_x0000_t136", style=f"{place};{room}", o_allowincell="f",
        alt=word, fillcolor="#d9d9d9", stroked="f",
    )  # fmt: skip
    return element("w:r", element("w:pict", kind, shape))


def counted(left: str, right: str, leaf: Leaf) -> bytes:
    """Return the foot of a wide table: both ends of its line, and the page among how many between."""
    small = partial(run, half_points=16)
    number = joined(
        small("第"), field("PAGE", 16), small("页，共"), field("NUMPAGES", 16), small("页")
    )
    places = stops(center=leaf.room // 2, right=leaf.room)
    return part(
        "w:ftr", paragraph("页脚", small(left), TAB, number, TAB, small(right), ahead=places)
    )
