"""Cell addresses as Excel writes them, F12, from and to positions counted from 0."""

import re

_ADDRESS = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


def letters(column: int) -> str:
    """Return the letters of a column: 0 is A, 26 is AA."""
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def address(*, row: int, column: int) -> str:
    """Return F12 for the Excel row 12 (counted from 1) and the column 5 (counted from 0)."""
    return f"{letters(column)}{row}"


def position(text: str) -> tuple[int, int]:
    """Return (Excel row counted from 1, column counted from 0) of an address.

    Raises:
        ValueError: if the text is not an address.
    """
    match = _ADDRESS.fullmatch(text)
    if match is None:
        raise ValueError(text)
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]), column - 1


def found_at(text: str) -> tuple[int, int]:
    """Return the position of the cell of a finding, to sort and to mark; (0, 0) without a cell."""
    return position(text) if _ADDRESS.fullmatch(text) else (0, 0)
