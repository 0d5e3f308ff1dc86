"""Tables for the terminal, aligned although Chinese characters take two columns."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from unicodedata import category, east_asian_width

from metrics.views.parts import numbers
from metrics.views.parts.table import DisplayTable

WIDEST = 48
"""Columns of the terminal given to one cell; a longer text goes on below."""
_NEVER_FIRST = "，、；。：）)”"


def width(text: str) -> int:
    """Return how many columns a terminal gives the text."""
    return sum(_columns(character) for character in text)


def _columns(character: str) -> int:
    if category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if east_asian_width(character) in "WF" else 1


def text_table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return the table as lines of text, columns two spaces apart."""
    cells = [[folded(str(cell)) for cell in line] for line in (heads, *rows)]
    widths = [
        max(width(piece) for cell in column for piece in cell)
        for column in zip(*cells, strict=True)
    ]
    return "\n".join(line for row in cells for line in _lines(row, widths))


def listed(table: DisplayTable) -> str:
    """Return a table with its title, how many rows it has, and its note; one without rows is 无."""
    if not table.lines:
        return f"{table.title}：无"
    lines = [[cell.text for cell in line.cells] for line in table.lines]
    written = text_table([column.label for column in table.columns], lines)
    note = f"\n{table.note}" if table.note else ""
    return f"{table.title}：{numbers.count(len(lines))}条\n{written}{note}"


def folded(text: str) -> list[str]:
    """Return the text in pieces that fit into a cell, at least one."""
    pieces = [""]
    for character in text:
        full = width(pieces[-1]) + _columns(character) > WIDEST and character not in _NEVER_FIRST
        if full or character == "\n":
            pieces.append("")
        pieces[-1] += "" if character in "\r\n" else character
    return pieces


def _lines(row: Sequence[Sequence[str]], widths: Sequence[int]) -> Iterator[str]:
    for pieces in zip_longest(*row, fillvalue=""):
        padded = (
            text + " " * (size - width(text)) for text, size in zip(pieces, widths, strict=True)
        )
        yield "  ".join(padded).rstrip()
