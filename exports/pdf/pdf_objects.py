"""Write a PDF object by object: references renumbered, small objects packed many to a stream."""

import io
import re
import zlib
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from typing import NamedTuple

IN_ONE = 400
"""So many objects are packed together: a viewer unpacks them all to read one."""
FLATE = b"/Filter/FlateDecode"
_REFERENCE = re.compile(rb"\b(\d+) 0 R\b")
_HEADER = b"%PDF-1.7\n%\x80\x80\x80\x80\n\n"
_FREE, _PLAIN, _PACKED = 0, 1, 2
_WIDTHS = (1, 4, 2)
"""Bytes of an entry of the cross-reference: its kind, a place, and a place within a stream."""


class Packed(NamedTuple):
    """Objects in one compressed stream: their numbers, where the first begins, and the stream."""

    members: list[int]
    first: int
    body: bytes


def renumbered(text: bytes, number: Callable[[int], int]) -> bytes:
    """Return the text of an object with every reference to the new number of its object."""
    return _REFERENCE.sub(lambda match: b"%d 0 R" % number(int(match[1])), text)


def reference(number: int) -> bytes:
    """Return a reference to an object."""
    return b"%d 0 R" % number


def dictionary(rest: bytes = b"", **entries: bytes | int) -> bytes:
    """Return a dictionary: what else is said of it, then its entries by name."""
    listed = (
        b"/%s %s" % (name.encode(), b"%d" % value if isinstance(value, int) else value)
        for name, value in entries.items()
    )
    return b"<<%s%s>>" % (rest, b"".join(listed))


def references(numbers: Sequence[int]) -> bytes:
    """Return an array of references."""
    return b"[%s]" % b" ".join(map(reference, numbers))


def in_streams(objects: Sequence[tuple[int, bytes]]) -> Iterator[Packed]:
    """Yield the objects, numbered texts, some in each stream and in their order."""
    for start in range(0, len(objects), IN_ONE):
        some = objects[start : start + IN_ONE]
        starts, at = [], 0
        for number, text in some:
            starts.append(b"%d %d" % (number, at))
            at += len(text) + 1
        head = b" ".join(starts) + b"\n"
        body = head + b"\n".join(text for _, text in some)
        yield Packed([number for number, _ in some], len(head), zlib.compress(body))


class File:
    """A PDF that is written from its head to its end; `free` is the first number not yet given."""

    def __init__(self, free: int) -> None:
        self._out, self._free = io.BytesIO(_HEADER), free
        self._out.seek(0, io.SEEK_END)
        self._entries = bytearray()
        self._digest = sha256()
        self._enter(0, _FREE, 0, 0xFFFF)

    def number(self) -> int:
        """Return a number that no object has."""
        self._free += 1
        return self._free - 1

    def write(self, number: int, text: bytes) -> int:
        """Write an object as text; return its number."""
        self._enter(number, _PLAIN, self._out.tell(), 0)
        self._put(b"%d 0 obj\n%s\nendobj\n" % (number, text))
        return number

    def stream(self, number: int, body: bytes, rest: bytes = b"", **entries: bytes | int) -> int:
        """Write a stream; its dictionary tells its length besides what it is given."""
        head = dictionary(rest, **entries, Length=len(body))
        return self.write(number, b"%s\nstream\n%s\nendstream" % (head, body))

    def packed(self, some: Packed) -> None:
        """Write objects that are packed in one stream."""
        number = self.number()
        count = len(some.members)
        self.stream(number, some.body, FLATE, Type=b"/ObjStm", N=count, First=some.first)
        for place, member in enumerate(some.members):
            self._enter(member, _PACKED, number, place)

    def identity(self) -> bytes:
        """Return sixteen bytes that tell what has been written so far."""
        return self._digest.digest()[:16]

    def end(self, root: int, info: int, identity: bytes) -> bytes:
        """Write the cross-reference and return the whole file; numbers never used stay free."""
        number, start = self.number(), self._out.tell()
        self._enter(number, _PLAIN, start, 0)
        name = b"<%s>" % identity.hex().encode()
        self.stream(
            number,
            zlib.compress(self._entries),
            FLATE,
            Type=b"/XRef",
            Size=number + 1,
            W=b"[%d %d %d]" % _WIDTHS,
            Root=reference(root),
            Info=reference(info),
            ID=b"[%s%s]" % (name, name),
        )
        self._put(b"startxref\n%d\n%%%%EOF\n" % start)
        return self._out.getvalue()

    def _put(self, text: bytes) -> None:
        self._out.write(text)
        self._digest.update(text)

    def _enter(self, number: int, kind: int, place: int, within: int) -> None:
        entry = b"".join(
            value.to_bytes(width)
            for value, width in zip((kind, place, within), _WIDTHS, strict=True)
        )
        size, at = len(entry), len(entry) * number
        if at > len(self._entries):
            never = b"\0" * (size - _WIDTHS[-1]) + b"\xff" * _WIDTHS[-1]
            self._entries += never * ((at - len(self._entries)) // size)
        self._entries[at : at + size] = entry
