"""Follow the XML of one sheet: its cells into a `Grid`, what stands around them into a `Layout`.

Only what the standard (ECMA-376, 18.3) allows between the rows and in a cell is read, in any
spelling that XML allows. Whatever else stands there could hide a cell, and refuses the sheet.
"""

import re

from sql.workbook.addresses import address, position
from sql.workbook.refusals import MAX_MERGED, WorkbookRefused, odd_sheet, too_many
from sql.workbook.xml.elements import DEEPEST, Attributes, Names
from sql.workbook.xml.grid import Grid
from sql.workbook.xml.layout import Layout, Spans
from sql.workbook.xml.package import TRUE
from sql.workbook.xml.strings import Run, Texts
from sql.workbook.xml.values import Cell, Values

_INSIDE = {
    "": {"worksheet": "worksheet"},
    "worksheet": {n: n for n in ("sheetData", "cols", "mergeCells", "autoFilter")},
    "cols": {"col": "col"},
    "mergeCells": {"mergeCell": "mergeCell"},
    "sheetData": {"row": "row"},
    "row": {"c": "c"},
    "c": {"v": "v", "f": "f", "is": "is"},
    "is": {"t": "t", "r": "r"},
    "r": {"t": "t"},
    "v": {}, "f": {}, "t": {}, "col": {}, "mergeCell": {}, "autoFilter": {},
}  # fmt: skip
_LEFT_ASIDE = {"row": ("extLst",), "c": ("extLst",), "is": ("rPh", "phoneticPr"), "r": ("rPr",)}
_EVERYTHING_COUNTS = {"", "sheetData", "row", "c", "v", "f", "is", "r", "t"}
_NOTHING = re.compile(r"0+(?:\.0*)?")
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384


class SheetMarkup:
    """Hears one sheet, element by element."""

    def __init__(self, sheet: str, grid: Grid, values: Values) -> None:
        self._sheet, self._grid, self._values = sheet, grid, values
        self._names, self._text, self._run = Names(), Texts(), Run()
        self._here, self._around, self._aside = "", list[str](), 0
        self.row = self._column = 0
        self._seen, self._told = set[str](), Attributes()
        self._value: str | None = None
        self._inline: str | None = None
        self._merged = list[str]()
        self._hidden_rows, self._hidden_columns = list[tuple[int, int]](), list[tuple[int, int]]()

    def start(self, full: str, told: Attributes) -> None:
        """Enter an element."""
        name = self._names[full]
        inside = _INSIDE[self._here]
        if self._aside or name not in inside:
            self._run.hear(name, told)
            self._leave_aside(name)
            return
        self._around.append(self._here)
        self._here = name
        if name == "c":
            self._begin_cell(told)
        elif name == "row":
            self._begin_row(told)
        elif name in ("is", "r"):
            self._run.begin()
        if name not in ("c", "row", "t", "r"):
            self._begin_other(name, told)

    def text(self, text: str) -> None:
        """Hear text between tags."""
        if self._aside or self._here == "f":
            return
        if self._here in ("v", "t"):
            self._text.add(self._run.seen(text) if self._here == "t" else text)
        elif self._here in _EVERYTHING_COUNTS and text.strip():
            raise self._odd()

    def end(self, _full: str) -> None:
        """Leave an element."""
        if self._aside:
            self._aside -= 1
            return
        match self._here:
            case "c":
                self._end_cell()
            case "v":
                self._value = self._text.take()
            case "is":
                self._inline = self._text.take()
        self._here = self._around.pop()

    @property
    def between_rows(self) -> bool:
        """Whether the next that may come is a row."""
        return self._here == "sheetData" and not self._aside

    def passed(self, row: int) -> None:
        """Note that a row was read elsewhere."""
        self.row, self._column = row, -1

    def layout(self, state: str) -> Layout:
        """Return what stood around the cells, once the whole sheet was heard.

        Raises:
            WorkbookRefused: if the part was no sheet.
        """
        if "sheetData" not in self._seen:
            raise self._odd()
        rows = _joined(self._hidden_rows)
        return Layout(
            merged=tuple(self._merged), hidden_rows=rows, state=state,
            hidden_columns=_joined(self._hidden_columns),
            filtered="autoFilter" in self._seen and bool(rows),
        )  # fmt: skip

    def _leave_aside(self, name: str) -> None:
        """Pass over an element with all in it, where none can hold a cell."""
        allowed = self._aside or name in _LEFT_ASIDE.get(self._here, ())
        if (self._here in _EVERYTHING_COUNTS and not allowed) or self._aside > DEEPEST:
            raise self._odd()
        self._aside += 1

    def _begin_row(self, told: Attributes) -> None:
        row = self._whole(told["r"]) if "r" in told else self.row + 1
        if not self.row < row <= _LAST_ROW:
            raise self._odd()
        self.row, self._column = row, -1
        if _is_hidden(told, "ht"):
            self._hidden_rows.append((row, row))

    def _begin_cell(self, told: Attributes) -> None:
        self._told, self._value, self._inline = told, None, None
        self._seen.discard("f")
        self._text.take()
        row, column = self.row, self._column + 1
        if "r" in told:
            row, column = self._position(told["r"])
        if row != self.row or not self._column < column < _LAST_COLUMN:
            raise self._odd()
        self._column = column

    def _begin_other(self, name: str, told: Attributes) -> None:
        match name:
            case "v" | "is" if self._value is not None or self._inline is not None:
                raise self._odd()
            case "sheetData" if "sheetData" in self._seen:
                raise self._odd()
            case "col" if _is_hidden(told, "width"):
                first, last = (self._whole(told.get(n, "")) for n in ("min", "max"))
                self._hidden_columns.append((first - 1, min(last, _LAST_COLUMN) - 1))
            case "mergeCell":
                self._merged.append(self._range(told.get("ref", "")))
        self._seen.add(name)
        if max(len(self._merged), len(self._hidden_columns)) > MAX_MERGED:
            raise too_many(f"工作表“{self._sheet}”的合并单元格或隐藏列", MAX_MERGED)

    def _end_cell(self) -> None:
        told = self._told
        style = self._whole(told["s"]) if "s" in told else 0
        cell = Cell(told.get("t", "n"), style, self._value, self._inline, "f" in self._seen)
        try:
            text = self._values.read(cell)
        except ValueError:
            raise self._odd() from None
        if text:
            self._grid.put(self.row, self._column, text)

    def _position(self, text: str) -> tuple[int, int]:
        try:
            return position(text)
        except ValueError:
            raise self._odd() from None

    def _range(self, text: str) -> str:
        """Return a range such as H2:H4 once both its corners are known to be cells."""
        first, _, last = text.replace("$", "").partition(":")
        (top, left), (bottom, right) = self._position(first), self._position(last or first)
        if not (1 <= top <= bottom <= _LAST_ROW and left <= right < _LAST_COLUMN):
            raise self._odd()
        return f"{first}:{last or first}"

    def _whole(self, text: str) -> int:
        if not (text.isascii() and text.isdigit() and len(text) < 10):
            raise self._odd()
        return int(text)

    def _odd(self) -> WorkbookRefused:
        if not self.row:
            return odd_sheet(self._sheet, "开头")
        if self._column < 0:
            return odd_sheet(self._sheet, f"第{self.row}行")
        return odd_sheet(self._sheet, f"单元格{address(row=self.row, column=self._column)}")


def _is_hidden(told: Attributes, size: str) -> bool:
    """Say whether a row or column is hidden, or drawn with no height or width at all."""
    return told.get("hidden") in TRUE or _NOTHING.fullmatch(told.get(size, "")) is not None


def _joined(spans: list[tuple[int, int]]) -> Spans:
    """Return spans sorted, those that touch as one."""
    joined: list[tuple[int, int]] = []
    for first, last in sorted(spans):
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return tuple(joined)
