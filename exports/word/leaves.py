"""Sheets of paper: size and margins, the marks above, the number below, and the word across."""

from functools import partial
from typing import NamedTuple

from exports.word.markup import NOTHING, Xml, element, joined, part, twips, value
from exports.word.styles import PITCH, RED
from exports.word.text import TAB, field, paragraph, run, stops

FOOT_INDENT = 280
HIGHER = 5
"""Millimetres by which the marks of a letter stand higher: its masthead begins in the margin."""
RULE, HEAD_BELOW, RULE_ABOVE = 170, 30, 20
"""Millimetres of the double lines of a letter; its masthead and lower lines are so far from the edges."""


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

    `titled` gives the first page a header and footer of its own, none where no part says them.
    """
    lying = leaf.width > leaf.height
    sides = {"top": leaf.top, "right": leaf.outer, "bottom": leaf.bottom, "left": leaf.inner}
    margins = {f"w_{side}": twips(mm) for side, mm in sides.items()}
    above = leaf.header - HIGHER if titled else leaf.header
    ends = {"w_header": twips(above), "w_footer": twips(leaf.footer), "w_gutter": 0}
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


def ended(leaf: Leaf, parts: Xml = NOTHING, *, titled: bool = False) -> Xml:
    """Write the end of a section that another follows: a paragraph that takes no room."""
    spacing = element("w:spacing", w_before=0, w_after=0, w_line=20, w_lineRule="exact")
    sheet = section(leaf, parts, titled=titled)
    return element("w:p", element("w:pPr", value("w:snapToGrid", 0), spacing, sheet))


def named(**parts: str) -> Xml:
    """Write which parts are header and footer, `header_even="rId3"`."""
    written = []
    for name, key in parts.items():
        what, kind = name.split("_")
        written.append(element(f"w:{what}Reference", w_type=kind, r_id=key))
    return joined(*written)


def letterhead(words: Xml, half_points: int) -> Xml:
    """Write the masthead of a letter, its top 30 mm from the edge, over two red lines (上粗下细)."""
    line = element("w:spacing", w_before=0, w_after=0, w_line=10 * half_points, w_lineRule="exact")
    lines = _double("thickThinSmallGap", room=5)
    return paragraph(
        "报头", words, ahead=joined(_placed(HEAD_BELOW, 10 * half_points), lines), behind=line
    )


def ruled() -> bytes:
    """Return the foot of a letter's first page: two red lines (上细下粗) 20 mm from its edge, no number."""
    small = element("w:spacing", w_before=0, w_after=0, w_line=20, w_lineRule="exact")
    ahead = joined(_placed(UPRIGHT.height - RULE_ABOVE, 60), _double("thinThickSmallGap", room=0))
    # A paragraph that is placed on the page needs another one beside it.
    return part("w:ftr", paragraph("页脚", ahead=ahead, behind=small), paragraph("页脚"))


def _double(kind: str, *, room: int) -> Xml:
    """Write two lines under a paragraph: of its four, programmes agree how this one is drawn."""
    line = element("w:bottom", w_val=kind, w_sz=24, w_space=room, w_color=RED)
    return element("w:pBdr", line)


def _placed(mm: float, high: int) -> Xml:
    """Write that a paragraph as wide as the double lines stands so far below the edge of its page."""
    return element(
        "w:framePr", w_w=twips(RULE), w_h=high, w_hRule="atLeast", w_hSpace=0, w_wrap="notBeside",
        w_vAnchor="page", w_hAnchor="page", w_x=twips((UPRIGHT.width - RULE) / 2), w_y=twips(mm),
    )  # fmt: skip


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
