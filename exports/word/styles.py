"""The styles of a paper by the names an office calls them, each made from another: change one, and all follow.

Sizes and distances are GB/T 9704: 三号 in lines of which 22 make a page, 28 characters in a line.
"""

from collections.abc import Mapping
from typing import NamedTuple

from exports.word.markup import NOTHING, Xml, element, joined, part, value

FANG, KAI, HEI = "仿宋_GB2312", "楷体_GB2312", "黑体"
TITLE, SONG, LATIN = "方正小标宋简体", "宋体", "Times New Roman"
STAND_INS = {
    FANG: "仿宋",
    KAI: "楷体",
    HEI: "SimHei",
    TITLE: "方正小标宋_GBK",
    SONG: "SimSun",
    LATIN: "Liberation Serif",
}
"""What a machine takes where a font is missing; none is put into the file."""
PITCH, CHARACTER = 579, 320  # twips: a line of the page, and 三号
CLOSE = -5
"""Twips between characters of the text: so 28 of 16 points stand in a line of 156 mm."""
RED = "C8102E"


class Style(NamedTuple):
    """A paragraph style: its name, what it is made from, its font and size in half-points.

    `apart` is the room between characters in twips, null that of `base`.
    """

    name: str
    base: str = "正文"
    font: str = ""
    half_points: int = 0
    colour: str = ""
    apart: int | None = None
    paragraph: Xml = NOTHING


def _spacing(before: int = 0, after: int = 0, line: int = 240, rule: str = "auto") -> Xml:
    return element("w:spacing", w_before=before, w_after=after, w_line=line, w_lineRule=rule)


def _flush() -> Xml:
    return element("w:ind", w_firstLineChars=0, w_firstLine=0)


OFF_GRID = value("w:snapToGrid", 0)
TOGETHER = joined(element("w:keepNext"), element("w:keepLines"))
CENTRED, LEFT, RIGHT = (value("w:jc", side) for side in ("center", "left", "right"))

STYLES = (
    Style("正文", "", FANG, 32, apart=CLOSE, paragraph=joined(
        _spacing(line=PITCH, rule="exact"),
        element("w:ind", w_firstLineChars=200, w_firstLine=2 * CHARACTER), value("w:jc", "both"),
    )),
    Style("标题", font=TITLE, half_points=44, apart=0, paragraph=joined(
        TOGETHER, OFF_GRID, _spacing(before=440, after=200, line=660, rule="exact"), _flush(),
        CENTRED,
    )),
    Style("一级标题", font=HEI, paragraph=joined(TOGETHER, value("w:outlineLvl", 0))),
    Style("二级标题", font=KAI, paragraph=joined(TOGETHER, value("w:outlineLvl", 1))),
    Style("主送机关", paragraph=_flush()),
    Style("报头", font=TITLE, half_points=100, colour=RED, apart=0, paragraph=joined(
        OFF_GRID, _spacing(before=120, after=120), _flush(), CENTRED,
    )),
    Style("期号", paragraph=joined(_flush(), CENTRED)),
    Style("落款", paragraph=joined(
        TOGETHER, element("w:ind", w_rightChars=200, w_right=2 * CHARACTER, w_firstLineChars=0, w_firstLine=0),
        RIGHT,
    )),
    Style("附件说明", paragraph=element(
        "w:ind", w_leftChars=500, w_left=5 * CHARACTER, w_hangingChars=300, w_hanging=3 * CHARACTER
    )),
    Style("附件标题", "标题", half_points=40, paragraph=_spacing(before=0, after=120)),
    Style("表题", font=HEI, half_points=24, apart=0, paragraph=joined(
        TOGETHER, OFF_GRID, _spacing(before=160, after=100), _flush(), CENTRED,
    )),
    Style("图", paragraph=joined(element("w:keepNext"), OFF_GRID, _spacing(), _flush(), CENTRED)),
    Style("表格", font=SONG, half_points=21, apart=0, paragraph=joined(OFF_GRID, _spacing(), _flush(), LEFT)),
    Style("表头", "表格", HEI, paragraph=joined(element("w:keepNext"), CENTRED)),
    Style("合计", "表格", HEI),
    Style("附注", "表格", half_points=18, paragraph=_spacing(before=80)),
    Style("表说明", "表格", KAI, 24, paragraph=joined(_spacing(after=100), CENTRED)),
    Style("依据项", "表格", HEI),
    Style("版记", "表格", FANG, 28, paragraph=joined(
        element("w:keepNext"), element("w:ind", w_left=280, w_right=280),
    )),
    Style("页眉", "表格", HEI, 18, colour=RED, paragraph=CENTRED),
    Style("页脚", "表格", half_points=28),
)  # fmt: skip
IDS = {style.name: f"s{number}" for number, style in enumerate(STYLES, 1)}
NORMAL, PLAIN_TABLE, GRID, RULED = "a", "t0", "t1", "t2"
BOX = ("top", "left", "bottom", "right", "insideH", "insideV")


def styles() -> bytes:
    """Return the styles of every paper."""
    return part(
        "w:styles", _defaults(), _normal(), *map(_style, STYLES), _plain_table(),
        _lined(GRID, "表格框线", "7D7D7D", dict.fromkeys(BOX, 4)),
        _lined(RULED, "版记线", "000000", {"top": 8, "bottom": 8, "insideH": 6}),
    )  # fmt: skip


def fonts(name: str) -> Xml:
    """Write a font of Chinese text; Latin letters and figures beside it are in Times."""
    latin = LATIN if name in (FANG, KAI, SONG) else name
    return element("w:rFonts", w_ascii=latin, w_hAnsi=latin, w_eastAsia=name, w_cs=LATIN)


def size(half_points: int) -> Xml:
    """Write a size of text."""
    return joined(value("w:sz", half_points), value("w:szCs", half_points))


def _defaults() -> Xml:
    language = element("w:lang", w_val="en-US", w_eastAsia="zh-CN", w_bidi="ar-SA")
    run = element("w:rPr", fonts(FANG), size(32), language)
    return element(
        "w:docDefaults", element("w:rPrDefault", run), element("w:pPrDefault", element("w:pPr"))
    )


def _normal() -> Xml:
    return element(
        "w:style", value("w:name", "Normal"), element("w:qFormat"),
        element("w:pPr", element("w:widowControl", w_val=0)),
        w_type="paragraph", w_default=1, w_styleId=NORMAL,
    )  # fmt: skip


def _style(style: Style) -> Xml:
    run = (
        fonts(style.font) if style.font else NOTHING,
        value("w:color", style.colour) if style.colour else NOTHING,
        NOTHING if style.apart is None else value("w:spacing", style.apart),
        size(style.half_points) if style.half_points else NOTHING,
    )
    return element(
        "w:style", value("w:name", style.name),
        value("w:basedOn", IDS[style.base] if style.base else NORMAL),
        element("w:qFormat"), element("w:pPr", style.paragraph), element("w:rPr", *run),
        w_type="paragraph", w_customStyle=1, w_styleId=IDS[style.name],
    )  # fmt: skip


def _margins() -> Xml:
    sides = (("top", 28), ("left", 57), ("bottom", 28), ("right", 57))
    return element(
        "w:tblCellMar", *(element(f"w:{side}", w_w=room, w_type="dxa") for side, room in sides)
    )


def _plain_table() -> Xml:
    return element(
        "w:style", value("w:name", "Normal Table"), value("w:uiPriority", 99),
        element("w:tblPr", element("w:tblInd", w_w=0, w_type="dxa"), _margins()),
        w_type="table", w_default=1, w_styleId=PLAIN_TABLE,
    )  # fmt: skip


def _lined(key: str, name: str, colour: str, lines: Mapping[str, int]) -> Xml:
    """Write a style of tables by its lines: their widths in eighths of a point."""
    drawn = (
        element(f"w:{side}", w_val="single", w_sz=width, w_space=0, w_color=colour)
        for side, width in lines.items()
    )
    return element(
        "w:style", value("w:name", name), value("w:basedOn", PLAIN_TABLE), element("w:qFormat"),
        element("w:tblPr", element("w:tblBorders", *drawn)),
        w_type="table", w_customStyle=1, w_styleId=key,
    )  # fmt: skip


def font_table() -> bytes:
    """Return the fonts with those that stand in where one is missing."""
    return part("w:fonts", *(_font(*pair) for pair in STAND_INS.items()))


def _font(name: str, stand_in: str) -> Xml:
    latin = name == LATIN
    return element(
        "w:font", value("w:altName", stand_in),
        value("w:charset", "00" if latin else "86"), value("w:family", "roman" if latin else "auto"),
        value("w:pitch", "variable"), w_name=name,
    )  # fmt: skip
