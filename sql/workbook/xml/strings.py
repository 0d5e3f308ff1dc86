"""The table of shared texts: cells name them by their number."""

import re
from collections.abc import Iterable

from sql.workbook.refusals import (
    MAX_ALL_TEXT,
    MAX_CELL_TEXT,
    MAX_CELLS,
    damaged,
    odd_file,
    too_many,
    too_much_text,
)
from sql.workbook.xml.elements import Attributes, Names, hear

STRUCK = "\x00struck out "
"""Stands behind text that is struck out: an officer takes it for void."""
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


class Texts:
    """Collects the text of one entry, be it plain or in pieces of different fonts.

    Of a text that no cell may hold only so much is kept that it is known to be too long.
    """

    def __init__(self) -> None:
        self._parts, self._length = list[str](), 0

    def add(self, text: str) -> None:
        """Add a piece."""
        if self._length <= MAX_CELL_TEXT:
            self._parts.append(text[: MAX_CELL_TEXT + 1])
            self._length += len(text)

    def take(self) -> str:
        """Return the whole, and begin anew."""
        text = "".join(self._parts)
        self._parts.clear()
        self._length = 0
        return text


class Run:
    """The font of a piece of text, as far as it tells what is seen: struck out, or set as a footnote."""

    def __init__(self) -> None:
        self._struck = self._raised = False

    def begin(self) -> None:
        """Enter another piece."""
        self._struck = self._raised = False

    def hear(self, name: str, told: Attributes) -> None:
        """Hear an element that describes the piece."""
        if name == "strike":
            self._struck = is_on(told)
        if name == "vertAlign":
            self._raised = told.get("val") == "superscript"

    def seen(self, text: str) -> str:
        """Return the text as it is seen."""
        raised = text.translate(_RAISED) if self._raised else text
        return raised + STRUCK if self._struck and text.strip() else raised


def is_on(told: Attributes) -> bool:
    """Say whether a property of a font holds; named without a value it does."""
    return told.get("val", "1") in ("1", "true")


def unescaped(text: str) -> str:
    """Return text with the characters that Excel writes as _x000D_.

    A null character begins our own marks: it becomes another that no cell may hold either.
    """
    if "_x" not in text:
        return text
    units = _ESCAPED.sub(lambda m: chr(int(m[1], 16) or 1), text)
    return units.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


_INSIDE = {
    "": {"sst": "sst"},
    "sst": {"si": "si"},
    "si": {"t": "t", "r": "r"},
    "r": {"t": "t"},
    "t": {},
}
_LEFT_ASIDE = {"sst": ("extLst",), "si": ("rPh", "phoneticPr"), "r": ("rPr",)}


class _Listener:
    """Follows the elements of the part; whatever does not belong there refuses it."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._names, self._entry, self._run = Names(), Texts(), Run()
        self._here, self._around, self._aside = "", list[str](), 0
        self._kept = 0

    def start(self, full: str, told: Attributes) -> None:
        name = self._names[full]
        if self._aside or name in _LEFT_ASIDE.get(self._here, ()):
            self._run.hear(name, told)
            self._aside += 1
            return
        if name not in _INSIDE[self._here]:
            raise odd_file("共享文字表")
        if name in ("si", "r"):
            self._run.begin()
        self._around.append(self._here)
        self._here = _INSIDE[self._here][name]

    def text(self, text: str) -> None:
        if self._aside:
            return
        if self._here == "t":
            self._entry.add(self._run.seen(text))
        elif text.strip():
            raise odd_file("共享文字表")

    def end(self, _full: str) -> None:
        if self._aside:
            self._aside -= 1
            return
        if self._here == "si":
            self._keep(unescaped(self._entry.take()))
        self._here = self._around.pop()

    def _keep(self, text: str) -> None:
        self.texts.append(text)
        self._kept += len(text)
        if len(self.texts) > MAX_CELLS:
            raise too_many("文件内部的共享文字", MAX_CELLS)
        if self._kept > MAX_ALL_TEXT:
            raise too_much_text("文件内部的共享文字")


def read_strings(pieces: Iterable[bytes]) -> list[str]:
    """Return the shared texts in their order; one of more than `MAX_CELL_TEXT` characters is cut.

    Raises:
        WorkbookRefused: if the part is no such table, or holds more than any workbook needs.
    """
    listener = _Listener()
    for _ in hear(pieces, start=listener.start, end=listener.end, text=listener.text):
        pass
    return listener.texts


def shared(texts: list[str], number: str) -> str:
    """Return the text a cell names.

    Raises:
        WorkbookRefused: if there is none of this number.
    """
    if not (number.isascii() and number.isdigit() and len(number) < 10) or int(number) >= len(
        texts
    ):
        raise damaged()
    return texts[int(number)]
