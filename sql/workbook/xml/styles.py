"""What the style of a cell tells of its value: a percent, a day, a month, or that it is struck out.

A percent format says that a stored 1 was typed as 100 %; a format without a day says that a stored
1 June was typed as "June". Both would be lost in the plain values.
"""

from collections.abc import Iterable
from typing import NamedTuple

from sql.workbook.refusals import odd_file, too_many
from sql.workbook.xml.elements import Attributes
from sql.workbook.xml.formats import Look, Shown, shown
from sql.workbook.xml.strings import is_on

_MAX_STYLES = 65_535
_MAX_FORMATS = 5_000
_PERCENTS = {9, 10}
_MONTHS = {17, 27, 36, 50, 52, 57}  # mmm-yy and the Chinese yyyy年m月
_DAYS = {14, 15, 16, 18, 19, 20, 21, 22, 45, 46, 47, *range(28, 36), *range(51, 59)} - _MONTHS


class Styles(NamedTuple):
    """By the numbers of the cell styles: how each shows numbers, and which strike their text out."""

    looks: tuple[Look, ...] = (None,)
    struck: frozenset[int] = frozenset()


def read_styles(elements: Iterable[tuple[str, str, Attributes]]) -> Styles:
    """Return the styles in the order in which cells name them.

    Raises:
        WorkbookRefused: for numbers that are none, or more styles than Excel can hold.
    """
    codes, used, fonts, struck = dict[int, str](), list[tuple[int, int]](), 0, set[int]()
    for around, name, told in elements:
        match (around, name):
            case ("styleSheet/numFmts", "numFmt"):
                codes[_number(told, "numFmtId")] = told.get("formatCode", "")
            case ("styleSheet/fonts", "font"):
                fonts += 1
            case ("styleSheet/fonts/font", "strike") if is_on(told):
                struck.add(fonts - 1)
            case ("styleSheet/cellXfs", "xf"):
                used.append((_number(told, "numFmtId"), _number(told, "fontId")))
        if len(used) > _MAX_STYLES or len(codes) > _MAX_FORMATS:
            raise too_many("单元格格式", _MAX_STYLES if len(used) > _MAX_STYLES else _MAX_FORMATS)
    own = {number: shown(code) for number, code in codes.items()}
    looks = [own[number] if number in own else _built_in(number) for number, _ in used]
    return Styles(
        tuple(looks) or (None,),
        frozenset(at for at, (_, font) in enumerate(used) if font in struck),
    )


def _number(told: Attributes, name: str) -> int:
    text = told.get(name, "0").strip()
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise odd_file("单元格格式")
    return int(text)


def _built_in(number: int) -> Shown | None:
    if number in _PERCENTS:
        return Shown.PERCENT
    if number in _MONTHS:
        return Shown.MONTH
    return Shown.DAY if number in _DAYS else None
