"""Join the pieces of a wide table into one PDF/A, each written as it comes: memory stays small.

Only what pieces share is looked at; the objects of their pages and cells are packed already. The
table of a part is one table over all its pages, with the headings of its first page.
"""

import io
import json
import re
from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256
from itertools import accumulate, pairwise
from typing import Any

import pikepdf

from exports.pdf.pdf_objects import (
    FLATE,
    File,
    Packed,
    dictionary,
    reference,
    references,
    renumbered,
)

CATALOG, PAGES, TREE, DOCUMENT, TABLES = 1, 2, 3, 4, 5
"""Numbers of the first objects; from the last one on a Table and a TBody for each part."""
_COUNT = re.compile(rb"(?<=<xmpTPg:NPages>)\d+")
_LENGTH = re.compile(rb"/Length \d+ ")
"""The file tells the length of each stream itself."""
_INSTANCE = re.compile(rb"<xmpMM:InstanceID>(.+?)</xmpMM:InstanceID>")


def tables(parts: int) -> list[tuple[int, int]]:
    """Return the numbers of each part's Table and TBody."""
    return [(TABLES + 2 * part, TABLES + 2 * part + 1) for part in range(parts)]


class Joined:
    """One PDF that grows piece by piece; `free` is the first number that no piece uses."""

    def __init__(self, parts: int, free: int) -> None:
        self._file, self._tables = File(free), tables(parts)
        self._same: dict[bytes, int] = {}
        self._catalog = self._metadata = self._roles = b""
        self._info = 0
        self._nodes: list[int] = []
        self._parents: list[int] = []
        self._kids: list[int] = []
        self._rows: list[list[int]] = [[] for _ in range(parts)]
        self._names: list[tuple[str, int]] = []
        self._outline: list[tuple[str, str]] = []
        self._pages = 0

    def add(self, piece: bytes) -> None:
        """Write one piece; they come in their order."""
        line, _, rest = piece.partition(b"\n")
        described = json.loads(line)
        ends = list(accumulate(described["lengths"], initial=0))
        bodies = iter([rest[start:end] for start, end in pairwise(ends)])
        self._share(next(bodies), described["resources"])
        for number in described["contents"]:
            self._file.stream(number, next(bodies), FLATE)
        for first, members in described["streams"]:
            self._file.packed(Packed(members, first, next(bodies)))
        self._pages += len(described["resources"])
        self._nodes.append(described["node"])
        self._parents.append(described["parents"])
        self._names += map(tuple, described["names"])
        self._outline += map(tuple, described["outline"])
        self._tags(described)

    def _tags(self, described: dict[str, Any]) -> None:
        for kid in described["kids"]:
            self._kids.append(self._table(**kid) if "part" in kid else kid["number"])
        for part, row in described["rows"]:
            self._rows[part].append(row)

    def _table(self, part: int, head: int, looks: str) -> int:
        table, body = self._tables[part]
        kids = references([head, body])
        return self._file.write(table, _tag(b"Table", DOCUMENT, A=looks.encode(), K=kids))

    def _share(self, pdf: bytes, resources: list[int]) -> None:
        with pikepdf.open(io.BytesIO(pdf)) as shared:
            numbers: dict[int, int] = {}

            def carried(old: int) -> int:
                if old not in numbers:
                    numbers[old] = self._once(shared.get_object(old, 0), carried)
                return numbers[old]

            common = shared.Root.Shared
            for number, drawn in zip(resources, common.Drawn, strict=True):
                self._file.write(number, renumbered(drawn.unparse(resolved=True), carried))
            if not self._catalog:
                self._describe(common, carried)

    def _once(self, original: pikepdf.Object, carried: Callable[[int], int]) -> int:
        """Write an object unless one with the same bytes stands already; return its number."""
        is_stream = isinstance(original, pikepdf.Stream)
        text = (original.stream_dict if is_stream else original).unparse(resolved=True)
        text = _LENGTH.sub(b"", renumbered(text, carried))
        raw = original.read_raw_bytes() if is_stream else b""
        digest = sha256(b"%d %s%s" % (len(text), text, raw)).digest()
        if digest not in self._same:
            number = self._same[digest] = self._file.number()
            if is_stream:
                self._file.stream(number, raw, text[2:-2])
            else:
                self._file.write(number, text)
        return self._same[digest]

    def _describe(self, common: pikepdf.Object, carried: Callable[[int], int]) -> None:
        """Take the description of the document from the first piece."""
        self._metadata = common.Catalog.Metadata.read_bytes()
        del common.Catalog.Metadata
        self._roles = common.Roles.unparse(resolved=True)
        self._info = self._once(common.Info, carried)
        self._catalog = renumbered(common.Catalog.unparse(resolved=True), carried)

    def end(self) -> bytes:
        """Write what stands over all pieces and return the whole file."""
        file = self._file
        for (table, body), rows in zip(self._tables, self._rows, strict=True):
            file.write(body, _tag(b"TBody", table, K=references(rows)))
        file.write(DOCUMENT, _tag(b"Document", TREE, K=references(self._kids)))
        pages = references(self._nodes)
        file.write(PAGES, dictionary(Type=b"/Pages", Count=self._pages, Kids=pages))
        self._tree()
        identity = file.identity()
        metadata = file.stream(
            file.number(), self._xmp(identity), Type=b"/Metadata", Subtype=b"/XML"
        )
        catalog = dictionary(
            self._catalog[2:-2],
            Type=b"/Catalog",
            Pages=reference(PAGES),
            StructTreeRoot=reference(TREE),
            Metadata=reference(metadata),
            Outlines=reference(self._bookmarks()),
        )
        file.write(CATALOG, catalog)
        return file.end(CATALOG, self._info, identity)

    def _tree(self) -> None:
        names = b" ".join(
            b"%s %s" % (name.encode(), reference(number)) for name, number in sorted(self._names)
        )
        tree = dictionary(
            Type=b"/StructTreeRoot",
            K=references([DOCUMENT]),
            ParentTree=dictionary(Kids=references(self._parents)),
            ParentTreeNextKey=self._pages,
            IDTree=dictionary(Names=b"[%s]" % names),
            RoleMap=self._roles,
        )
        self._file.write(TREE, tree)

    def _xmp(self, identity: bytes) -> bytes:
        """Return the description with the number of all pages and a name of its own."""
        instance = _INSTANCE.search(self._metadata)
        assert instance  # noqa: S101 - PDF/A-2 asks for it
        own = self._metadata.replace(instance[1], b64encode(identity))
        return _COUNT.sub(b"%d" % self._pages, own)

    def _bookmarks(self) -> int:
        """Write a bookmark for each heading, in their order."""
        top = self._file.number()
        entries = [self._file.number() for _ in self._outline]
        before, after = [None, *entries], [*entries[1:], None]
        for entry, back, on, (title, there) in zip(
            entries, before, after, self._outline, strict=False
        ):
            links = {"Prev": back, "Next": on, "Parent": top}
            linked = {name: reference(number) for name, number in links.items() if number}
            text = dictionary(**linked, Title=title.encode(), Dest=there.encode())
            self._file.write(entry, text)
        first, last = reference(entries[0]), reference(entries[-1])
        outline = dictionary(Type=b"/Outlines", First=first, Last=last, Count=len(entries))
        return self._file.write(top, outline)


def _tag(kind: bytes, parent: int, **entries: bytes) -> bytes:
    return dictionary(Type=b"/StructElem", S=b"/" + kind, P=reference(parent), **entries)
