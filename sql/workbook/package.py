"""What stands in a workbook beside the values: which part is which sheet, and telling formats.

A percent format says that a stored 1 was typed as 100 %; a format without a day says that a stored
1 June was typed as "June". Both would be lost in the plain values.
"""

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.etree import ElementTree  # parts come here checked by guard.py: no DOCTYPE, no entities

from sql.workbook.guard import MAX_COLUMNS, Unpacking, WorkbookRefused, damaged, far_flung
from sql.workbook.reading.around import Around
from sql.workbook.reading.layout import VISIBLE, Layout

_WORKBOOK, _RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_RID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RID = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_BUILTIN_PERCENT = {9, 10}
_BUILTIN_MONTH = {17, 27, 36, 50, 52, 57}  # mmm-yy and the Chinese yyyy年m月
_UNSEEN = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')

_VALUE_IN_A = re.compile(rb'c r="A\d+"[^>/]*>(?:<f[^>]*/>|<f[^>]*>[^<]*</f>)?<(?:v|is)')
_VALUE_CELL = re.compile(rb'c r="([A-Z]{1,3})\d+"[^>/]*>(?:<f[^>]*/>|<f[^>]*>[^<]*</f>)?<(?:v|is)')
_NO_RESULT = re.compile(
    rb'c r="([A-Z]{1,3}\d+)"(?:[^>/]*><f[^>]*(?:/>|>[^<]*</f>)</c>'
    # An empty value is a result only where a text was calculated.
    rb'|(?![^>]* t="str")[^>/]*><f[^>]*(?:/>|>[^<]*</f>)<v(?: ?/|></v)></c>)'
)
_LONG_NUMBER = re.compile(
    rb'c r="([A-Z]{1,3}\d+)"(?: s="\d+")?(?: t="n")?>(?:<f[^>]*/>|<f[^>]*>[^<]*</f>)?'
    rb"<v>-?(?:\d{16,}(?:\.0*)?|[\d.]+[Ee]\+?(?:1[5-9]|[2-9]\d|\d{3}))</v>"
)
_LONG_NUMBER_HINT = re.compile(rb"<v>\d{16}|E\+1")


@dataclass(slots=True)
class Traits:
    """What the values of one sheet do not tell. Cells by address, such as F12."""

    first_column: int = 0  # of the first filled column, A = 0: fast readers drop empty ones before
    percent: list[str] = field(default_factory=list)
    month: list[str] = field(default_factory=list)
    no_result: list[str] = field(default_factory=list)  # formulas never calculated
    long_number: list[str] = field(default_factory=list)  # digits beyond the 15th are gone
    layout: Layout = field(default_factory=Layout)


@dataclass(frozen=True, slots=True)
class Package:
    """The sheets of a file in order, by name, with their part; and the telling formats."""

    sheets: tuple[tuple[str, str], ...]
    states: Mapping[str, str]  # of the sheets by name: visible, hidden, veryHidden
    percent: re.Pattern[bytes] | None
    month: re.Pattern[bytes] | None
    from_1904: bool


def read_package(unpacking: Unpacking) -> Package:
    """Read the small parts that describe the workbook.

    Raises:
        WorkbookRefused: if they are missing or do not hang together.
    """
    try:
        book = ElementTree.fromstring(unpacking.part(_WORKBOOK))  # noqa: S314  guarded above
        relations = ElementTree.fromstring(unpacking.part(_RELATIONS))  # noqa: S314
        percent, month = _telling_formats(unpacking.part("xl/styles.xml"))
    except (ElementTree.ParseError, ValueError):
        raise damaged() from None
    targets = {r.get("Id"): _part_name(r.get("Target", "")) for r in relations}
    sheets = tuple(
        (element.get("name", ""), targets.get(element.get(_RID) or element.get(_STRICT_RID), ""))
        for element in book.iterfind("{*}sheets/{*}sheet")
    )
    states = {
        e.get("name", ""): e.get("state", VISIBLE) for e in book.iterfind("{*}sheets/{*}sheet")
    }
    properties = book.find("{*}workbookPr")
    epoch = properties is not None and properties.get("date1904", "0") in ("1", "true")
    return Package(sheets, states, _cells_styled(percent), _cells_styled(month), epoch)


def _part_name(target: str) -> str:
    if target.startswith("/"):
        return target.removeprefix("/")
    return posixpath.normpath(posixpath.join("xl", target))


def _telling_formats(styles: bytes) -> tuple[list[int], list[int]]:
    """Return the numbers of the cell styles that show percents, and of those that show months."""
    if not styles:
        return [], []
    root = ElementTree.fromstring(styles)  # noqa: S314  guarded
    codes = {
        int(f.get("numFmtId", "0")): _UNSEEN.sub("", f.get("formatCode", "")).lower()
        for f in root.iterfind("{*}numFmts/{*}numFmt")
    }
    percents = _BUILTIN_PERCENT - codes.keys() | {n for n, code in codes.items() if "%" in code}
    months = _BUILTIN_MONTH - codes.keys() | {n for n, code in codes.items() if _is_month(code)}
    used = [int(xf.get("numFmtId", "0")) for xf in root.iterfind("{*}cellXfs/{*}xf")]
    return (
        [at for at, number in enumerate(used) if number in percents],
        [at for at, number in enumerate(used) if number in months],
    )


def _is_month(code: str) -> bool:
    return "y" in code and "m" in code and not set("dhs") & set(code)


def _cells_styled(styles: list[int]) -> re.Pattern[bytes] | None:
    """Find filled cells in one of the styles; the second group holds their type, if any."""
    if not styles:
        return None
    numbers = "|".join(map(str, styles))
    return re.compile(rf'c r="([A-Z]{{1,3}}\d+)" s="(?:{numbers})"( t="\w+")?>'.encode())


def scan_sheet(unpacking: Unpacking, package: Package, name: str, part: str) -> Traits:
    """Walk through one sheet, checked piece by piece, and note what the values do not tell."""
    traits, in_first, columns = Traits(), False, set[bytes]()
    around = Around(package.states[name])
    for piece in unpacking.pieces(part):
        around.feed(piece)
        in_first = in_first or _VALUE_IN_A.search(piece) is not None
        if not in_first:
            columns.update(_VALUE_CELL.findall(piece))
        _note_styles(traits, package, piece)
        if b"<f" in piece:
            traits.no_result += _addresses(_NO_RESULT, piece)
        if _LONG_NUMBER_HINT.search(piece):
            traits.long_number += _addresses(_LONG_NUMBER, piece)
    if not in_first and columns:
        traits.first_column = min(map(_column_number, columns))
    if traits.first_column >= MAX_COLUMNS:
        raise far_flung()
    traits.layout = around.layout()
    return traits


def _note_styles(traits: Traits, package: Package, piece: bytes) -> None:
    for pattern, addresses in ((package.percent, traits.percent), (package.month, traits.month)):
        if pattern is not None:
            cells = pattern.findall(piece)
            addresses += [cell.decode() for cell, kind in cells if kind in (b"", b' t="n"')]


def _addresses(pattern: re.Pattern[bytes], piece: bytes) -> list[str]:
    return [cell.decode() for cell in pattern.findall(piece)]


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def check_rest(unpacking: Unpacking, names: list[str], seen: set[str]) -> None:
    """Walk through all other parts too: size, encoding and entities are limited for every one."""
    for name in names:
        if name not in seen:
            for _piece in unpacking.pieces(name):
                pass


__all__ = ["Package", "Traits", "WorkbookRefused", "check_rest", "read_package", "scan_sheet"]
