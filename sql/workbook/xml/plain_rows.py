"""Rows spelled as Excel, WPS and the common writers spell them, read by a pattern: four times faster.

Only a row that matches to its last byte is taken; whatever else stands between the rows goes to the
XML parser, which is the definition (`sheet.py`). A test holds the two together.
"""

import re
from collections.abc import Generator, Iterable, Iterator

from sql.workbook.addresses import letters
from sql.workbook.refusals import MAX_COLUMNS
from sql.workbook.xml.grid import Grid
from sql.workbook.xml.sheet import SheetMarkup
from sql.workbook.xml.values import Cell, Values

_OPEN, _CLOSE = b"<sheetData>", b"</row>"
_LONGEST_ROW = 1 << 20
_ROW = re.compile(rb'<row r="([1-9][0-9]{0,6})"((?: [A-Za-z0-9:]++="[^"<&]*+")*+)(/?)>')
_TELLING = (b" hidden=", b' ht="0', b" xmlns")
_CELL = re.compile(
    rb'(<c r="([A-Z]{1,3})([0-9]{1,7})"(?: s="([0-9]{1,5})")?(?: t="([A-Za-z]{1,9})")?'
    rb'(?:/>|>(<f(?: [A-Za-z0-9]++="[^"<&]*+")*+(?:/>|>(?:[^<&]|&(?:amp|lt|gt|quot|apos);)*+</f>))?'
    rb'(?:<v>([^<&\x00-\x1f]++)</v>|<is><t(?: xml:space="preserve")?>([^<&\x00-\x1f]++)</t></is>)</c>))'
)
_COLUMNS = {letters(at).encode(): at for at in range(MAX_COLUMNS)}
_REMEMBERED = 200_000
_NOT_YET = "\x00not yet"

_Words = tuple[bytes, ...]
_Taken = list[tuple[int, str]]


class PlainRows:
    """Takes the plain rows out of the XML of one sheet."""

    def __init__(self, sheet: SheetMarkup, grid: Grid, values: Values) -> None:
        self._sheet, self._grid, self._values = sheet, grid, values
        self._known = dict[_Words, str | None]()

    def left(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """Yield what is left for the XML parser, which must have heard a piece before the next is asked.

        The cells of the plain rows between are put into the grid.
        """
        source = iter(pieces)
        rest = yield from _to_first_row(source)
        if self._sheet.between_rows:
            rest = yield from self._between(rest, source)
        yield rest
        yield from source

    def _between(self, held: bytes, source: Iterator[bytes]) -> Generator[bytes, None, bytes]:
        """Take the rows out, or yield them; return what is held once the parser must have the rest."""
        at = 0
        while True:
            end = held.find(_CLOSE, at) + len(_CLOSE)
            if end < len(_CLOSE):
                held, at = held[at:], 0
                piece = next(source, b"") if len(held) < _LONGEST_ROW else b""
                if not piece:
                    return held
                held += piece
                continue
            row = held[at:end]
            if not self._take(row):
                # In a comment or the like a row would be none: from there on the parser hears all.
                if not row.startswith(b"<row") or b"<!" in row or b"<?" in row:
                    return held[at:]
                yield row
                if not self._sheet.between_rows:
                    return held[end:]
            at = end

    def _take(self, row: bytes) -> bool:
        """Put the cells of a row into the grid, if they and the row are plain to the last byte."""
        last, head = self._sheet.row, _ROW.match(row)
        while head is not None and head[3] and int(head[1]) > last:
            last, head = int(head[1]), _ROW.match(row, head.end())
        if head is None or head[3] or int(head[1]) <= last:
            return False
        if any(word in row[: head.end()] for word in _TELLING) or b" r=" in head[2]:
            return False
        try:
            cells = self._cells(row, head.end(), head[1])
        except ValueError:
            return False
        if cells is None:
            return False
        self._grid.put_row(int(head[1]), cells)
        self._sheet.passed(int(head[1]))
        return True

    def _cells(self, row: bytes, start: int, number: bytes) -> _Taken | None:
        """Return column and text of the filled cells; null if any is not plain."""
        found = _CELL.findall(row, start) if b"]]>" not in row else []
        if sum([len(each[0]) for each in found]) != len(row) - len(_CLOSE) - start:
            return None
        before, cells, known, columns = -1, _Taken(), self._known, _COLUMNS
        for each in found:
            column, words = columns.get(each[1], -1), each[3:]
            if column <= before or each[2] != number:
                return None
            before = column
            text = known.get(words, _NOT_YET)
            if text is _NOT_YET:
                text = self._read(words)
            if text:
                cells.append((column, text))
        return cells

    def _read(self, words: _Words) -> str | None:
        """Return the text of a cell by its style, kind, formula, value and text of its own."""
        style, kind, formula, value, inline = words
        cell = Cell(
            kind.decode() or "n", int(style or 0), value.decode() if value else None,
            inline.decode() if inline else None, bool(formula),
        )  # fmt: skip
        text = self._values.read(cell)
        if len(self._known) < _REMEMBERED:
            self._known[words] = text
        return text


def _to_first_row(source: Iterator[bytes]) -> Generator[bytes, None, bytes]:
    """Yield all up to where the rows begin; return what was held beyond it."""
    held = b""
    for piece in source:
        held += piece
        at = held.find(_OPEN) + len(_OPEN)
        if at >= len(_OPEN):
            yield held[:at]
            return held[at:]
        cut = max(len(held) - len(_OPEN), 0)
        yield held[:cut]
        held = held[cut:]
    return held
