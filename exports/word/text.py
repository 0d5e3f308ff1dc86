"""Paragraphs and what stands in them: text as data, fields, breaks, and lights in colour with their marks."""

from exports.word.markup import NOTHING, Xml, element, joined, value
from exports.word.styles import IDS, size

BREAK = element("w:br")


def run(text: str, *, colour: str | None = None, half_points: int = 0, more: Xml = NOTHING) -> Xml:
    """Write text as it stands; `colour` is #rrggbb, `more` other properties that follow it."""
    looks = joined(
        value("w:color", colour.removeprefix("#").upper()) if colour else NOTHING,
        size(half_points) if half_points else NOTHING,
        more,
    )
    return element(
        "w:r", element("w:rPr", looks) if looks else NOTHING,
        element("w:t", text, xml_space="preserve") if text else NOTHING,
    )  # fmt: skip


def paragraph(style: str, *inside: str, ahead: Xml = NOTHING, behind: Xml = NOTHING) -> Xml:
    """Write a paragraph of a style; `ahead` and `behind` are properties that differ from the style.

    Of its properties, `ahead` come before the distances, `behind` from there on.
    """
    runs = (each if isinstance(each, Xml) else run(each) for each in inside)
    own = element("w:pPr", value("w:pStyle", IDS[style]), ahead, behind)
    return element("w:p", own, *runs)


def new_page(*, page: bool = True) -> Xml:
    """Write that a paragraph begins a page."""
    return element("w:pageBreakBefore") if page else NOTHING


def stops(**places: int) -> Xml:
    """Write stops of the tab key in twips: `right=9000`."""
    return element(
        "w:tabs", *(element("w:tab", w_val=side, w_pos=place) for side, place in places.items())
    )


TAB = element("w:r", element("w:tab"))


def field(instruction: str, half_points: int = 0) -> Xml:
    """Write a field that Word works out itself, such as the number of a page."""
    return element("w:fldSimple", run("1", half_points=half_points), w_instr=f" {instruction} ")


def aligned(side: str) -> Xml:
    """Write on which side a paragraph stands."""
    return value("w:jc", side)
