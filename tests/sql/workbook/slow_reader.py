"""Another reader of .xlsx, as plain as can be, against which ours is held.

It takes whole parts into trees, knows no bounds and guesses where ours refuses. Formats are judged by
openpyxl, values by themselves.
"""

import io
import posixpath
import re
import zipfile
from datetime import datetime, timedelta
from decimal import Decimal
from xml.etree import ElementTree

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.escape import unescape

from sql.workbook.xml.values import LONG_NUMBER, NO_RESULT, SERIAL_1904

Cells = dict[tuple[int, int], str]
_CHINESE_MONTHS = dict.fromkeys((27, 36, 50, 52, 57), "yyyy年m月")


def read(content: bytes) -> dict[str, Cells]:
    """Return the text of every filled cell by the name of its sheet, its Excel row and its column (A = 1)."""
    return _Slow(content).sheets()


class _Slow:
    def __init__(self, content: bytes) -> None:
        self._box = zipfile.ZipFile(io.BytesIO(content))
        self._book = self._tree("xl/workbook.xml")
        links = self._tree("xl/_rels/workbook.xml.rels")
        self._links = {link.get("Id"): link.get("Target") for link in links}
        names = {posixpath.join("xl", target) for target in self._links.values()}
        properties = self._book.find("workbookPr")
        told = "0" if properties is None else properties.get("date1904", "0")
        self._from_1904 = told in ("1", "true")
        self._codes = self._formats() if "xl/styles.xml" in names else ["General"]
        has = "xl/sharedStrings.xml" in names
        self._strings = [_text(si) for si in self._tree("xl/sharedStrings.xml")] if has else []

    def sheets(self) -> dict[str, Cells]:
        found = {}
        for sheet in self._book.find("sheets").findall("sheet"):
            link = next(value for name, value in sheet.attrib.items() if name.endswith("}id"))
            tree = self._tree(posixpath.join("xl", self._links[link]))
            found[sheet.get("name")] = self._cells(tree)
        return found

    def _tree(self, part: str) -> ElementTree.Element:
        root = ElementTree.fromstring(self._box.read(part))  # noqa: S314  spoiled by ourselves
        for element in root.iter():
            space, _, bare = str(element.tag).rpartition("}")
            ours = "spreadsheetml" in space or "package/2006/relationships" in space
            element.tag = bare if ours else "foreign"
        return root

    def _formats(self) -> list[str]:
        styles = self._tree("xl/styles.xml")
        own = {
            int(f.get("numFmtId")): f.get("formatCode") for f in styles.iterfind("numFmts/numFmt")
        }
        codes = {**BUILTIN_FORMATS, **_CHINESE_MONTHS, **own}
        used = [int(xf.get("numFmtId", "0")) for xf in styles.iterfind("cellXfs/xf")]
        return [codes.get(number, "General") for number in used]

    def _cells(self, sheet: ElementTree.Element) -> Cells:
        cells, row = {}, 0
        for line in sheet.find("sheetData").findall("row"):
            row, column = int(line.get("r", row + 1)), 0
            for cell in line.findall("c"):
                if "r" in cell.attrib:
                    letters, digits = re.fullmatch("([A-Z]+)([0-9]+)", cell.get("r")).groups()
                    column = 0
                    for letter in letters:
                        column = 26 * column + ord(letter) - 64
                    row = int(digits)
                else:
                    column += 1
                text = self._value(cell)
                if text:
                    cells[row, column] = text
        return cells

    def _value(self, cell: ElementTree.Element) -> str | None:
        kind, value = cell.get("t", "n"), cell.find("v")
        if kind == "inlineStr":
            return "".join(_text(each) for each in cell.findall("is"))
        typed = None if value is None else "".join(value.itertext())
        if not (typed or "").strip() and cell.find("f") is not None:
            return None if kind == "str" and typed is not None else NO_RESULT
        if typed is None or not typed.strip():
            return typed if kind == "str" else None
        return {
            "s": lambda: self._strings[int(typed)],
            "str": lambda: unescape(typed),
            "e": lambda: typed.strip(),
            "b": lambda: {"0": "false", "1": "true"}.get(typed.strip(), typed.strip()),
            "d": lambda: typed,
            "n": lambda: self._number(typed.strip(), self._codes[int(cell.get("s", "0"))]),
        }[kind]()

    def _number(self, typed: str, code: str) -> str:
        number = Decimal(repr(float(typed)))
        if "%" in code:
            return _plain(number * 100) + "%"
        if is_date_format(code) and 0 <= number < 2_958_466:
            zero = datetime.fromisoformat("1904-01-01" if self._from_1904 else "1899-12-30")
            moment = zero + timedelta(seconds=round(float(number) * 86_400))
            if "d" not in code.lower() and "h" not in code.lower() and "y" in code.lower():
                return f"{moment:%Y-%m}"
            return str(moment).removesuffix(" 00:00:00")
        if abs(number) >= 10**15:
            return LONG_NUMBER + _plain(number)
        return (SERIAL_1904 if self._from_1904 else "") + _plain(number)


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def _text(element: ElementTree.Element) -> str:
    """Return plain or rich text, without the sound written over it."""
    pieces = [t for t in element if t.tag == "t"]
    pieces += [t for run in element if run.tag == "r" for t in run if t.tag == "t"]
    return unescape("".join("".join(t.itertext()) for t in pieces))
