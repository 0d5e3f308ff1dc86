"""Read a Word file back: its paragraphs with their styles, its tables cell by cell, its sheets of paper."""

import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import NamedTuple
from xml.etree import ElementTree as Tree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class Paragraph(NamedTuple):
    """A paragraph: the name of its style, and its text."""

    style: str
    text: str


class Table(NamedTuple):
    """A table: how many rows each page repeats, the cells that hold text, and all rows that may not break."""

    repeated: int
    rows: list[list[str]]
    whole: bool


class Word:
    """A file, unpacked."""

    def __init__(self, content: bytes) -> None:
        with zipfile.ZipFile(BytesIO(content)) as package:
            self.parts = {name: package.read(name) for name in package.namelist()}
        self.styles = {
            style.get(f"{W}styleId"): style.find(f"{W}name").get(f"{W}val")
            for style in self.tree("styles").iter(f"{W}style")
        }

    def tree(self, name: str) -> Tree.Element:
        """Return a part by its name in word/."""
        return Tree.fromstring(self.parts[f"word/{name}.xml"])  # noqa: S314 - ours

    def blocks(self) -> Iterator[Paragraph | Table]:
        """Yield what stands in the body, in its order; paragraphs without text are left out."""
        for each in self.tree("document").find(f"{W}body"):
            if each.tag == f"{W}tbl":
                yield _table(each)
            elif each.tag == f"{W}p" and (text := written(each)):
                yield Paragraph(self.styles[each.find(f"{W}pPr/{W}pStyle").get(f"{W}val")], text)

    def texts(self) -> list[str]:
        """Return every text of the body: of paragraphs and cells."""
        found: list[str] = []
        for block in self.blocks():
            rows = [[block.text]] if isinstance(block, Paragraph) else block.rows
            found.extend(text for row in rows for text in row if text)
        return found

    def tables(self) -> list[Table]:
        """Return the tables."""
        return [block for block in self.blocks() if isinstance(block, Table)]

    def sheets(self) -> list[dict[str, str]]:
        """Return size and margins of every section."""
        sections = self.tree("document").iter(f"{W}sectPr")
        return [
            {
                key.removeprefix(W): value
                for name in ("pgSz", "pgMar")
                for key, value in each.find(f"{W}{name}").items()
            }
            for each in sections
        ]


def written(element: Tree.Element) -> str:
    """Return the text of an element; a tab and a new line stand as themselves."""
    signs = {f"{W}tab": "\t", f"{W}br": "\n"}
    runs = element.iter(f"{W}r")
    return "".join(
        each.text or "" if each.tag == f"{W}t" else signs.get(each.tag, "")
        for run in runs
        for each in run
    )


def _table(element: Tree.Element) -> Table:
    rows = element.findall(f"{W}tr")
    properties = [row.find(f"{W}trPr") for row in rows]
    return Table(
        sum(own.find(f"{W}tblHeader") is not None for own in properties),
        [
            ["\n".join(map(written, cell.iter(f"{W}p"))) for cell in row.iter(f"{W}tc")]
            for row in rows
        ],
        all(own.find(f"{W}cantSplit") is not None for own in properties),
    )
