"""Pack the small objects of a PDF: a wide table has one for each cell, and they are most of the file.

Typst writes them one by one; in object streams, which PDF/A-2 allows, they take a tenth of the room.
Streams (pages, fonts, metadata), the catalogue and the information stay as they are.
"""

import re
import zlib
from collections.abc import Iterator

TOGETHER = 1000
"""Objects in one stream: few enough for a reader to open a page without unpacking all."""
_ENTRY = 20  # bytes of a line of the table of objects
_FREE, _PLAIN, _PACKED = range(3)
_WIDTHS = (1, 5, 2)  # bytes of the columns of the new table
Objects = dict[int, bytes]
Places = dict[int, tuple[int, int, int]]


def packed(content: bytes) -> bytes:
    """Return the same document, packed; the same bytes give the same bytes."""
    start = int(content.rsplit(b"startxref", 1)[1].split()[0])
    trailer = re.search(rb"trailer\s*<</Size (\d+)(.*)>>\s*startxref", content[start:], re.DOTALL)
    if not content.startswith(b"xref", start) or not trailer:
        return content  # packed already, or not as Typst writes
    objects = dict(_objects(content, start))
    kept = {int(n) for n in re.findall(rb"/(?:Root|Info) (\d+) 0 R", trailer[2])}
    plain = {n: t for n, t in objects.items() if n in kept or t.endswith(b"endstream")}
    groups = dict(_groups([n for n in objects if n not in plain], size=int(trailer[1])))
    for number, group in groups.items():
        plain[number] = _together({inner: objects[inner] for inner in group})
    places = {
        inner: (_PACKED, number, place)
        for number, group in groups.items()
        for place, inner in enumerate(group)
    }
    return _written(content[: _first(content, start)], plain, places, trailer[2])


def _groups(small: list[int], *, size: int) -> Iterator[tuple[int, list[int]]]:
    """Yield the numbers of the streams, after those of all `size` objects, and what goes into each."""
    for number, at in enumerate(range(0, len(small), TOGETHER), start=size):
        yield number, small[at : at + TOGETHER]


def _written(head: bytes, plain: Objects, packed_at: Places, trailer: bytes) -> bytes:
    out, places = bytearray(head), {0: (_FREE, 0, 65535)} | packed_at
    for number, text in plain.items():
        places[number] = (_PLAIN, len(out), 0)
        out += _object(number, text)
    return bytes(out + _table(places, trailer, len(out)))


def _first(content: bytes, start: int) -> int:
    return min(offset for _, offset in _offsets(content, start))


def _offsets(content: bytes, start: int) -> Iterator[tuple[int, int]]:
    """Yield number and place of the objects in use, from the table of objects."""
    head = re.compile(rb"xref\s+0 (\d+)\s+").match(content, start)
    size, at = (int(head[1]), head.end()) if head else (0, 0)
    for number in range(size):
        entry = content[at + number * _ENTRY : at + (number + 1) * _ENTRY]
        if entry[17:18] == b"n":
            yield number, int(entry[:10])


def _objects(content: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """Yield number and text of the objects, first to last in the file."""
    found = sorted(_offsets(content, start), key=lambda pair: pair[1])
    ends = [offset for _, offset in found[1:]] + [start]
    for (number, offset), end in zip(found, ends, strict=True):
        text = content[offset:end].split(b"obj", 1)[1].strip()
        yield number, text.removesuffix(b"endobj").rstrip()


def _object(number: int, text: bytes) -> bytes:
    return b"%d 0 obj\n%b\nendobj\n" % (number, text)


def _together(objects: Objects) -> bytes:
    heads, body = [], bytearray()
    for number, text in objects.items():
        heads.append(b"%d %d" % (number, len(body)))
        body += text + b"\n"
    head = b" ".join(heads) + b"\n"
    what = b"/Type/ObjStm/N %d/First %d" % (len(objects), len(head))
    return _stream(what, head + body)


def _stream(what: bytes, data: bytes) -> bytes:
    small = zlib.compress(data, 6)
    head = b"<<%b/Filter/FlateDecode/Length %d>>" % (what, len(small))
    return head + b"\nstream\n" + small + b"\nendstream"


def _table(places: Places, trailer: bytes, at: int) -> bytes:
    """Write the table of objects as a stream: itself the last object of the file."""
    own = max(places) + 1
    places = places | {own: (_PLAIN, at, 0)}
    rows = (
        value.to_bytes(width)
        for number in range(own + 1)
        for value, width in zip(places.get(number, (_FREE, 0, 65535)), _WIDTHS, strict=True)
    )
    what = b"/Type/XRef/Size %d/W[%d %d %d]%b" % (own + 1, *_WIDTHS, trailer)
    return _object(own, _stream(what, b"".join(rows))) + b"startxref\n%d\n%%%%EOF\n" % at
