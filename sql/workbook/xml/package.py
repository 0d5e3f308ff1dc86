"""Which part of a file is which sheet, and what holds for the whole workbook."""

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from sql.workbook.guard import Unpacking
from sql.workbook.refusals import (
    MAX_ENTRIES,
    MAX_SHEET_NAME,
    MAX_SHEETS,
    damaged,
    odd_file,
    too_long_sheet_name,
    too_many,
)
from sql.workbook.xml.elements import RELATION_ID, Attributes, elements
from sql.workbook.xml.layout import VISIBLE

TRUE = ("1", "true")
_USUAL = "xl/workbook.xml"


@dataclass(frozen=True, slots=True)
class Page:
    """One sheet of a file: its name, its part, and whether it is shown."""

    name: str
    part: str
    state: str


@dataclass(frozen=True, slots=True)
class Package:
    """The sheets in their order, the parts that hold formats and shared texts (empty: none)."""

    pages: tuple[Page, ...]
    styles: str
    strings: str
    from_1904: bool


def read_package(unpacking: Unpacking) -> Package:
    """Read the small parts that describe the workbook.

    Raises:
        WorkbookRefused: if they are missing, do not hang together, or hold too many or too long names.
    """
    book = _workbook_part(unpacking)
    folder, name = posixpath.split(book)
    related = list(relations(unpacking, f"{folder}/_rels/{name}.rels", folder))
    targets = {identity: target for identity, _, target in related}
    pages, from_1904 = list[Page](), False
    for around, element, told in elements(unpacking.pieces(book)):
        if (around, element) == ("workbook", "workbookPr"):
            from_1904 = told.get("date1904", "0") in TRUE
        if (around, element) == ("workbook/sheets", "sheet"):
            pages.append(_page(told, targets))
        if len(pages) > MAX_SHEETS:
            raise too_many("工作表", MAX_SHEETS)
    if len({page.name.lower() for page in pages}) < len(pages):
        raise odd_file("工作表名称（有重名）")
    kinds = {kind: target for _, kind, target in related}
    return Package(tuple(pages), kinds.get("styles", ""), kinds.get("sharedStrings", ""), from_1904)


def _workbook_part(unpacking: Unpacking) -> str:
    """Return the part the package names as its document; without such a list the usual one."""
    if not unpacking.has("_rels/.rels"):
        return _USUAL
    found = [
        t for _, kind, t in relations(unpacking, "_rels/.rels", "") if kind == "officeDocument"
    ]
    if len(found) != 1:
        raise damaged()
    return found[0]


def relations(unpacking: Unpacking, part: str, folder: str) -> Iterator[tuple[str, str, str]]:
    """Yield the identity of each relation inside the file, the last word of its type, its target."""
    listed = elements(unpacking.pieces(part))
    inside = (told for _, name, told in listed if name == "Relationship")
    for at, told in enumerate(inside):
        if at > MAX_ENTRIES:
            raise too_many("文件内部的关联", MAX_ENTRIES)
        if told.get("TargetMode", "Internal") == "Internal":
            kind = told.get("Type", "").rpartition("/")[2]
            yield told.get("Id", ""), kind, _part_name(told.get("Target", ""), folder)


def _part_name(target: str, folder: str) -> str:
    path = unquote(target)
    if path.startswith("/"):
        return posixpath.normpath(path).lstrip("/")
    return posixpath.normpath(posixpath.join(folder, path))


def _page(told: Attributes, targets: Mapping[str, str]) -> Page:
    name = told.get("name", "")
    if len(name) > MAX_SHEET_NAME:
        raise too_long_sheet_name(name)
    part = targets.get(_first(told, RELATION_ID))
    if not name or not part:
        raise damaged()
    return Page(name, part, told.get("state", VISIBLE))


def _first(told: Attributes, names: Iterable[str]) -> str:
    return next((told[name] for name in names if name in told), "")
