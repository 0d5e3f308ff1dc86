"""The tags of one typeset piece, read from the file as Typst writes it: each tag is one line of text.

A table of 3,000 rows has a quarter of a million tags; as text they are renumbered ten times faster
than object by object. A tag that is not found ends in an error, never in a paper without it.
"""

import re
from collections.abc import Iterator
from typing import Any

_TAG = re.compile(rb"^(\d+) 0 obj\n(<</Type/StructElem/S/(\w+).*>>)\nendobj$", re.MULTILINE)
_KIDS = re.compile(rb"/K\[([^\]]*)\]")
_REFERENCE = re.compile(rb"(\b)(\d+) 0 R\b")
_LOOKS = re.compile(rb"/A(\[.*\])/K")
_NAME = re.compile(rb"/ID(\(.*?\))")
_UPWARDS = re.compile(rb"(/Pg? )(\d+) 0 R")
"""The references of a tag with nothing below it: quickly found, and most tags are such."""
_HEADING = re.compile(rb"\(U(\d+)x")
"""The beginning of a heading's name: the table it stands in, counted from one."""


class Tags:
    """The tags of a piece that stay when it is joined; they get their new numbers in `new`.

    `plan` tells the numbers of what they will hang on; `letters` is the page that does not stay.
    """

    def __init__(
        self, content: bytes, plan: dict[str, Any], letters: int, new: dict[int, int]
    ) -> None:
        self._texts = {int(old): (kind, text) for old, text, kind in _TAG.findall(content)}
        self._plan, self._letters, self._new = plan, b"/Pg %d 0 R>>" % letters, new
        self._stay: dict[int, bool] = {}
        self.kids: list[dict[str, Any]] = []
        self.rows: list[tuple[int, int]] = []

    def number(self, numbers: Iterator[int]) -> None:
        """Number the tags; a table that goes on gives its rows to the one it continues."""
        top = next(old for old, (kind, _) in self._texts.items() if kind == b"Document")
        self._new[top] = self._plan["document"]
        tables = iter(self._plan["parts"])
        for kid in self._below(top):
            kind, text = self._texts[kid]
            if kind == b"Table":
                self._table(kid, numbers, **next(tables))
            elif not text.endswith(self._letters):
                self.kids.append({"number": self._keep(kid, numbers)})

    def _table(self, table: int, numbers: Iterator[int], *, part: int, opens: bool) -> None:
        head, body = self._below(table)
        self._new[table], self._new[body] = self._plan["tables"][part]
        if opens:
            looks = _LOOKS.search(self._texts[table][1])
            opened = {"part": part, "head": self._keep(head, numbers)}
            self.kids.append({**opened, "looks": looks[1].decode() if looks else "[]"})
        self.rows += [(part, self._keep(row, numbers)) for row in self._below(body)]

    def _keep(self, old: int, numbers: Iterator[int]) -> int:
        number, kids = next(numbers), self._below(old)
        self._new[old], self._stay[old] = number, bool(kids)
        for kid in kids:
            self._keep(kid, numbers)
        return number

    def _below(self, old: int) -> list[int]:
        kids = _KIDS.search(self._texts[old][1])
        return [int(kid) for _, kid in _REFERENCE.findall(kids[1])] if kids else []

    def texts(self) -> Iterator[tuple[int, bytes]]:
        """Yield every tag that stays: its new number, and its text with new numbers."""
        for old, has_kids in self._stay.items():
            references = _REFERENCE if has_kids else _UPWARDS
            yield self._new[old], self.renumbered(self._texts[old][1], references)

    def names(self) -> Iterator[tuple[str, int]]:
        """Yield the names of the headings that have one, with their numbers."""
        for old in self._stay:
            kind, text = self._texts[old]
            name = _NAME.search(self.renumbered(text)) if kind == b"TH" else None
            if name:
                yield name[1].decode(), self._new[old]

    def renumbered(self, text: bytes, references: re.Pattern[bytes] = _REFERENCE) -> bytes:
        """Return the text with new numbers, and with the names that headings have in the whole."""
        return _HEADING.sub(self._heading, references.sub(self._reference, text))

    def _reference(self, match: re.Match[bytes]) -> bytes:
        return b"%s%d 0 R" % (match[1], self._new[int(match[2])])

    def _heading(self, match: re.Match[bytes]) -> bytes:
        return b"(U%dx" % (self._plan["parts"][int(match[1]) - 1]["part"] + 1)
