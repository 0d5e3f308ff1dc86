"""Words as they are printed, and what a paper says of those that no font has."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import islice

from metrics.errors import UserError
from metrics.records.printable import faults, scripts, visible
from metrics.views.parts.typed_text import ISOLATED, SEEN, shown

NAMED = 5
"""So many places are named where something is printed by its code point."""
UNPRINTED = "以编码印出的字符"


class MissingGlyph(UserError):
    """The typesetter found a character that no font has; the text says which."""

    exit_code = 31


def printable(text: str) -> str:
    """Return what is printed of a text, in one line."""
    return shown(text).replace("\n", " ").replace("\t", " ")


def unprinted(listed: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the line of the basis that says what stands in code points, and where; or none.

    `listed` are all texts of a paper with the names of their places.
    """
    wrong = ((where, visible(text)) for where, text in listed if _faulty(text))
    named = list(islice(wrong, NAMED))
    if not named:
        return []
    more = sum(1 for _ in wrong)
    places = "；".join(f"{where}“{text}”" for where, text in named)
    rest = f"；另有{more}处" if more else ""
    return [(UNPRINTED, f"字库中没有或看不见，请有关单位更正后重报：{places}{rest}。")]


@lru_cache(maxsize=SEEN)
def _faulty(text: str) -> bool:
    return next(faults(text), None) is not None


@cache
def joined() -> re.Pattern[str]:
    """Return what matches words of which letters change with their neighbours.

    Such words are measured and drawn as a whole; every other letter is what it is alone.
    """
    han, *others = scripts()
    signs = "".join(each.letters + each.marks for each in others if each.marks)
    sign = f"[{signs}{han.marks}{ISOLATED.format('')}]"
    return re.compile(f"{sign}+(?: {sign}+)*")
