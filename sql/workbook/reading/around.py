"""Hear of a sheet's XML what stands around its values; pieces of the part are fed as they come."""

from xml.parsers import expat

from sql.workbook.guard import WorkbookRefused, damaged
from sql.workbook.reading.layout import Layout

MAX_MERGED = 50_000
_TRUE = ("1", "true")


class Around:
    """Collects the layout of one sheet."""

    def __init__(self, state: str) -> None:
        self._state = state
        self._merged: list[str] = []
        self._rows: list[tuple[int, int]] = []
        self._columns: list[tuple[int, int]] = []
        self._row, self._has_filter = 0, False
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.StartElementHandler = self._start

    def feed(self, piece: bytes) -> None:
        """Hear one piece.

        Raises:
            WorkbookRefused: if it is no XML, or holds more merged ranges than any table needs.
        """
        try:
            self._parser.Parse(piece, False)
        except (expat.ExpatError, ValueError):
            raise damaged() from None

    def layout(self) -> Layout:
        """Return what was heard."""
        rows = tuple(_joined(self._rows))
        return Layout(
            merged=tuple(self._merged), hidden_rows=rows, state=self._state,
            hidden_columns=tuple(_joined(self._columns)), filtered=self._has_filter and bool(rows),
        )  # fmt: skip

    def _start(self, name: str, told: dict[str, str]) -> None:
        match name.rpartition(" ")[2]:
            case "row":
                self._row = int(told.get("r", self._row + 1))
                if told.get("hidden") in _TRUE:
                    self._rows.append((self._row, self._row))
            case "col" if told.get("hidden") in _TRUE:
                self._columns.append((int(told["min"]) - 1, int(told["max"]) - 1))
            case "mergeCell" if len(self._merged) < MAX_MERGED:
                self._merged.append(told.get("ref", "").replace("$", "").upper())
            case "mergeCell":
                raise WorkbookRefused(
                    f"合并单元格超过{MAX_MERGED}处，远超报送需要，请取消合并后再上传。"
                )
            case "autoFilter":
                self._has_filter = True


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for first, last in sorted(spans):
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return joined
