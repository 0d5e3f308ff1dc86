"""Hear the XML of one part: namespaces resolved; no declarations, no endless tag, no endless depth.

Names of the two spreadsheet namespaces (transitional and strict) and of the package's relations are
heard as their bare name, whatever prefix the file gives them; every other name is heard as "".
"""

from collections.abc import Callable, Iterable, Iterator
from xml.parsers import expat

from sql.workbook.guard import PIECE
from sql.workbook.refusals import damaged, declared_entity, odd_file

RELATION_ID = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships id",
    "http://purl.oclc.org/ooxml/officeDocument/relationships id",
)
DEEPEST = 200
_OURS = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
    "http://schemas.openxmlformats.org/package/2006/relationships",
)
_LONGEST_TAG = 1 << 20

Attributes = dict[str, str]


class Names(dict[str, str]):
    """Full names, as the parser gives them, to bare ones; each is taken apart once."""

    def __missing__(self, full: str) -> str:
        space, _, bare = full.rpartition(" ")
        name = self[full] = bare if space in _OURS else ""
        return name


def hear(
    pieces: Iterable[bytes],
    *,
    start: Callable[[str, Attributes], None],
    end: Callable[[str], None],
    text: Callable[[str], None] | None = None,
) -> Iterator[None]:
    """Call back for every element and text of a part, in their order; pause after every piece.

    Raises:
        WorkbookRefused: if it is no well-formed XML, or holds a tag longer than any that is needed.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _declared
    fed = 0
    try:
        for piece in pieces:
            parser.Parse(piece, False)
            fed += len(piece)
            if fed - parser.CurrentByteIndex > _LONGEST_TAG + PIECE:
                raise odd_file("标记")
            yield
        parser.Parse(b"", True)
    except (expat.ExpatError, UnicodeError):
        raise damaged() from None
    yield


def _declared(*_declaration: object) -> None:
    raise declared_entity()


def elements(pieces: Iterable[bytes]) -> Iterator[tuple[str, str, Attributes]]:
    """Yield the path of the elements around, the own name and the attributes, of a small part.

    The path is such as workbook/sheets.
    """
    names, around, found = Names(), list[str](), list[tuple[str, str, Attributes]]()

    def start(full: str, attributes: Attributes) -> None:
        name = names[full]
        found.append(("/".join(around), name, attributes))
        around.append(name)
        if len(around) > DEEPEST:
            raise odd_file("标记")

    for _ in hear(pieces, start=start, end=lambda _full: _left(around)):
        yield from found
        found.clear()


def _left(around: list[str]) -> None:
    around.pop()
