"""How the text of a column is spelled, where somebody reads more out of it than the words.

The column of the dictionary names its grammar; the import checks a cell with it, and whoever reads
the column later reads it with the same function. What was stored before the grammar was checked may
still be unreadable: then that one record is not known, and says so (`UNREADABLE`).
"""

from collections.abc import Callable
from dataclasses import dataclass

UNREADABLE = "无法识别"
"""Stands where a stored text is none of the spellings of its column."""


def _never(_text: str) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Grammar:
    """The spellings of a column.

    `kept` returns a typed text as it is kept; null where it is none of the spellings. `accepts` says
    in a sentence what is. `shortened` says of a text that is kept whether digits of it are lost.
    """

    kept: Callable[[str], str | None]
    accepts: str
    shortened: Callable[[str], bool] = _never
