"""Whether the tags of a PDF and what is drawn on its pages belong together, and what tags there are."""

import io
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pikepdf

_MARKED = re.compile(rb"/MCID (\d+)")


def opened(content: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(content))


def kinds(pdf: pikepdf.Pdf) -> Counter[str]:
    """Return how many tags of each kind there are."""
    return Counter(str(element.S) for element, _ in _elements(pdf))


def outline(pdf: pikepdf.Pdf) -> list[str]:
    """Return the tags below the document, each table with what stands in it."""
    return [
        f"{kid.S}{[str(below.S) for below in kid.K] if kid.S == '/Table' else ''}"
        for kid in pdf.Root.StructTreeRoot.K[0].K
    ]


def _elements(pdf: pikepdf.Pdf) -> Iterator[tuple[Any, Any]]:
    """Yield every tag with the one above it."""
    waiting = [(kid, pdf.Root.StructTreeRoot) for kid in pdf.Root.StructTreeRoot.K]
    while waiting:
        element, above = waiting.pop()
        yield element, above
        waiting += [(kid, element) for kid in element.K if not isinstance(kid, int)]


def _entries(node: Any) -> Iterator[tuple[int, Any]]:
    """Yield the entries of a number tree."""
    for kid in node.get("/Kids", []):
        first, last = kid.Limits
        entries = list(_entries(kid))
        assert [first, last] == [entries[0][0], entries[-1][0]]
        yield from entries
    numbers = iter(node.get("/Nums", []))
    yield from zip(numbers, numbers, strict=True)


def faults(pdf: pikepdf.Pdf) -> list[str]:
    """Return what does not belong together; nothing in a sound document."""
    elements = list(_elements(pdf))
    wrong = [
        f"{e.S} is not below its parent" for e, above in elements if e.P.objgen != above.objgen
    ]
    drawn = {
        (element.Pg.objgen, kid): element.objgen
        for element, _ in elements
        for kid in element.K
        if isinstance(kid, int)
    }
    entries = dict(_entries(pdf.Root.StructTreeRoot.ParentTree))
    for number, page in enumerate(pdf.pages, 1):
        marked = [int(one) for one in _MARKED.findall(page.obj.Contents.read_bytes())]
        parents = entries.get(int(page.obj.StructParents), [])
        told = [parent.objgen for parent in parents]
        if sorted(marked) != list(range(len(told))):
            wrong.append(f"page {number}: {len(marked)} parts are marked, {len(told)} have a tag")
        if [drawn.get((page.obj.objgen, place)) for place in range(len(told))] != told:
            wrong.append(f"page {number}: a part is told of another tag than the one that holds it")
    return wrong + _headings(pdf, elements)


def _headings(pdf: pikepdf.Pdf, elements: list[tuple[Any, Any]]) -> list[str]:
    """Return the names of headings that cells give and no heading has, or that two have."""
    names = [bytes(name) for name in list(pdf.Root.StructTreeRoot.IDTree.Names)[::2]]
    own = [bytes(e.ID) for e, _ in elements if "/ID" in e]
    asked = {
        bytes(name)
        for element, _ in elements
        for looks in element.get("/A", [])
        for name in looks.get("/Headers", [])
    }
    wrong = [f"no heading is named {name!r}" for name in sorted(asked - set(own))]
    if names != sorted(set(own)) or len(own) != len(set(own)):
        wrong.append("the list of names is not that of the headings")
    return wrong
