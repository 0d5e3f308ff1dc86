"""The custom properties of a file (文件属性→自定义), as texts."""

from sql.workbook.guard import Unpacking
from sql.workbook.refusals import too_many
from sql.workbook.xml.elements import Attributes, hear
from sql.workbook.xml.package import relations

MOST = 500
_LONGEST = 200  # characters of a property that are kept


class _Listener:
    """Collects the text inside each element `property`, whatever type its value has."""

    def __init__(self) -> None:
        self.texts = dict[str, str]()
        self._name = ""

    def start(self, full: str, told: Attributes) -> None:
        if full.rpartition(" ")[2] == "property":
            self._name = told.get("name", "")
            self.texts.setdefault(self._name, "")
        if len(self.texts) > MOST:
            raise too_many("文件内部的属性", MOST)

    def text(self, text: str) -> None:
        if self._name:
            self.texts[self._name] = (self.texts[self._name] + text)[:_LONGEST]

    def end(self, full: str) -> None:
        if full.rpartition(" ")[2] == "property":
            self._name = ""


def custom_properties(unpacking: Unpacking) -> dict[str, str]:
    """Return the custom properties by name; empty where the file has none.

    Raises:
        WorkbookRefused: if the part is no XML that can be read safely, or holds too many.
    """
    listener = _Listener()
    if not unpacking.has("_rels/.rels"):
        return {}
    for _, kind, part in relations(unpacking, "_rels/.rels", ""):
        if kind == "custom-properties" and unpacking.has(part):
            pieces = unpacking.pieces(part)
            for _ in hear(pieces, start=listener.start, end=listener.end, text=listener.text):
                pass
    return listener.texts
