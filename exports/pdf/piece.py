"""The worker of a piece: some pages of a wide table in as JSON, their objects out, ready to join.

Every object already has the number it has in the joined file. What pieces share (fonts, colours, what
is said of the document) goes along as a small PDF of its own, of which one copy will stay.
"""

import io
import json
import sys
from collections.abc import Iterator
from itertools import count
from typing import Any

import pikepdf
import typst

from exports.pdf.pdf_objects import dictionary, in_streams, reference, references
from exports.pdf.tags import Tags
from exports.pdf.typesetter import typeset

_OWN = ("/Type", "/Parent", "/Contents", "/Resources", "/StructParents")
_OF_CATALOG = ("/Type", "/Pages", "/StructTreeRoot", "/Outlines")
"""What a page, and what the catalog of the whole, is given anew."""


class Piece:
    """The pages and tags of one typeset piece under their new numbers."""

    def __init__(self, content: bytes, source: pikepdf.Pdf, plan: dict[str, Any]) -> None:
        letters, *self.leaves = [page.obj for page in source.pages]
        if len(self.leaves) != len(plan["parts"]):
            raise ValueError(f"{len(self.leaves)} pages instead of {len(plan['parts'])}")
        self.source, self.plan = source, plan
        self.numbers: Iterator[int] = count(plan["number"])
        self.new = {leaf.objgen[0]: next(self.numbers) for leaf in self.leaves}
        self.tags = Tags(content, plan, letters.objgen[0], self.new)
        self.tags.number(self.numbers)
        self.texts, self.contents = list(self.tags.texts()), list[tuple[int, bytes]]()
        self.resources: list[int] = []
        keys = iter(source.Root.StructTreeRoot.ParentTree.Nums)
        self.parents = dict(zip(keys, keys, strict=True))

    def take(self) -> dict[str, Any]:
        """Write the pages under a node of their own; return what the whole has to know of them."""
        node, parents = next(self.numbers), next(self.numbers)
        keys = [
            b"%d %d 0 R" % (key, self._page(leaf, key, node))
            for key, leaf in enumerate(self.leaves, self.plan["page"])
        ]
        kids = references([self.new[leaf.objgen[0]] for leaf in self.leaves])
        root, many = reference(self.plan["root"]), len(self.leaves)
        self.texts.append((node, dictionary(Type=b"/Pages", Parent=root, Count=many, Kids=kids)))
        first, last = self.plan["page"], self.plan["page"] + many - 1
        listed = dictionary(Limits=b"[%d %d]" % (first, last), Nums=b"[%s]" % b" ".join(keys))
        self.texts.append((parents, listed))
        return {
            "node": node,
            "parents": parents,
            "resources": self.resources,
            "kids": self.tags.kids,
            "rows": self.tags.rows,
            "names": list(self.tags.names()),
            "outline": list(self._outline()),
            "next": next(self.numbers),
        }

    def _page(self, leaf: pikepdf.Object, key: int, node: int) -> int:
        """Write a page; return the number of the list that tells which tag each of its parts has."""
        content, resources, parents = (next(self.numbers) for _ in range(3))
        self.contents.append((content, leaf.Contents.read_raw_bytes()))
        self.resources.append(resources)
        listed = self.parents[leaf.StructParents].unparse(resolved=True)
        self.texts.append((parents, self.tags.renumbered(listed)))
        rest = {
            name.removeprefix("/"): value.unparse()
            for name, value in leaf.items()
            if name not in _OWN
        }
        page = dictionary(
            Type=b"/Page",
            Parent=reference(node),
            Contents=reference(content),
            Resources=reference(resources),
            StructParents=key,
            **rest,
        )
        self.texts.append((self.new[leaf.objgen[0]], page))
        return parents

    def _outline(self) -> Iterator[tuple[str, str]]:
        root = self.source.Root
        entry = root.Outlines.First if "/Outlines" in root else None
        while entry is not None:
            there = self.tags.renumbered(entry.Dest.unparse(resolved=True))
            yield entry.Title.unparse().decode(), there.decode()
            entry = entry.get("/Next")

    def shared(self) -> bytes:
        """Return a PDF without pages, with what these pages draw upon and what is said of them."""
        root, rest, made = self.source.Root, pikepdf.new(), io.BytesIO()

        def copied(original: pikepdf.Object) -> pikepdf.Object:
            if original.is_indirect:
                return rest.copy_foreign(original)
            return pikepdf.Object.parse(original.unparse(resolved=True))

        catalog = {name: copied(value) for name, value in root.items() if name not in _OF_CATALOG}
        rest.Root.Shared = pikepdf.Dictionary(
            Catalog=pikepdf.Dictionary(catalog),
            Info=copied(self.source.trailer.Info),
            Drawn=pikepdf.Array([copied(leaf.Resources) for leaf in self.leaves]),
            Roles=copied(root.StructTreeRoot.RoleMap),
        )
        rest.save(made, object_stream_mode=pikepdf.ObjectStreamMode.generate, static_id=True)
        return made.getvalue()


def made(wanted: dict[str, Any], dated: str) -> bytes:
    """Return the objects of a piece: a line that describes them, then all their bytes."""
    data = json.dumps(wanted["data"], ensure_ascii=False)
    content = typeset(data, dated=dated, template="wide_pages")
    with pikepdf.open(io.BytesIO(content)) as source:
        piece = Piece(content, source, wanted["plan"])
        described, shared = piece.take(), piece.shared()
    streams = list(in_streams(piece.texts))
    bodies = [shared, *(body for _, body in piece.contents), *(one.body for one in streams)]
    described |= {
        "contents": [number for number, _ in piece.contents],
        "streams": [(one.first, one.members) for one in streams],
        "lengths": list(map(len, bodies)),
    }
    return b"\n".join((json.dumps(described).encode(), b"".join(bodies)))


def main() -> int:
    """Make what standard input describes; tell a failure on standard error."""
    try:
        piece = made(json.load(sys.stdin.buffer), sys.argv[1])
    except (typst.TypstError, ValueError) as error:
        print(error, file=sys.stderr)  # noqa: T201 - the parent process reads it
        return 1
    sys.stdout.buffer.write(piece)
    return 0


if __name__ == "__main__":
    sys.exit(main())
