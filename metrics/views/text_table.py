"""Tables for the terminal, aligned although Chinese characters take two columns."""

from collections.abc import Sequence
from unicodedata import east_asian_width


def width(text: str) -> int:
    """Return how many columns a terminal gives the text."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def text_table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return the table as lines of text, columns two spaces apart."""
    lines = [list(map(str, line)) for line in (heads, *rows)]
    widths = [max(map(width, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(
            cell + " " * (size - width(cell)) for cell, size in zip(line, widths, strict=True)
        ).rstrip()
        for line in lines
    )
