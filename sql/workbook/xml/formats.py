"""What a number format code shows of a number: a percent, a day, a unit behind it, or something else.

An officer reads what the format shows, so that 1.25 under `0.00"亿元"` is 1.25亿元, and 12505000 under
`0!.0,"万"` is no number that could be read as it is stored.
"""

import re
from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple


class Shown(Enum):
    """How a number is shown."""

    PERCENT = "percent"
    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    OTHERWISE = "otherwise"  # scaled, hidden, or with words before or between its digits


class Written(NamedTuple):
    """A number shown in full: with words behind it, and with zeros before it up to a width."""

    behind: str = ""
    width: int = 0


Look = Shown | Written | None
"""How a number looks; null: as it is stored."""

_LONGEST_CODE = 255
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\[(?P<told>[^\]]*)\]|[\\!](?P<sign>.)|[_*].|(?P<bare>.)', re.S
)
_CONDITION = re.compile(r"\[[<>=]")
_STANDARD = re.compile(r"g/通用格式|general", re.IGNORECASE)
_DIGITS = "#0?"
_SHOWS_NOTHING = " \u00a0\u3000'()+-."
_CURRENCIES = "¥￥$€"


def shown(code: str) -> Look:
    """Say what a format code of the file shows; of several parts (positive;negative) the first.

    Where conditions choose the part, all parts must show the same.
    """
    if len(code) > _LONGEST_CODE:
        return None
    parts = _parts(_STANDARD.sub("0", code))
    if not _CONDITION.search(code):
        return _look(parts[0])
    looks = {_look(part) for part in parts[:3]}
    return looks.pop() if len(looks) == 1 else Shown.OTHERWISE


_Part = list[tuple[str, bool]]
"""The signs of a part, and of each whether it is literally shown."""


def _parts(code: str) -> Sequence[_Part]:
    parts: list[_Part] = [[]]
    for token in _TOKEN.finditer(code):
        if token["bare"] == ";":
            parts.append([])
        elif token["bare"]:
            parts[-1].append((token["bare"].lower(), False))
        else:
            parts[-1] += [(sign, True) for sign in token["quoted"] or token["sign"] or ""]
    return parts


def _look(part: _Part) -> Look:
    bare = "".join(sign for sign, literal in part if not literal)
    if "%" in bare:
        return Shown.PERCENT
    places = [at for at, (sign, literal) in enumerate(part) if not literal and sign in _DIGITS]
    if places and not set("ymdhs") & set(bare):
        return _written(part, places[0], places[-1])
    return _date(bare.replace("e", "y")) or _words_alone(part)


def _date(bare: str) -> Shown | None:
    """Tell a day from a month and a year alone; `e` is the year of an era, ours as well."""
    letters = set("ymdhs") & set(bare)
    if letters == {"y"}:
        return Shown.YEAR
    if "m" in letters and not letters & set("dhs"):
        return Shown.MONTH
    return Shown.DAY if letters else None


def _words(part: _Part) -> str:
    """Return what is shown, without blanks, brackets, and what stands around any number."""
    return "".join(sign for sign, _ in part if sign not in _SHOWS_NOTHING)


def _words_alone(part: _Part) -> Look:
    return Shown.OTHERWISE if _words([each for each in part if each[1]]) else None


def _written(part: _Part, first: int, last: int) -> Look:
    before = set(_words(part[:first])) - set(_CURRENCIES)
    between = [sign for sign, literal in part[first:last] if literal and sign != " "]
    rest = part[last + 1 :]
    if before or between or any(sign == "," and not literal for sign, literal in rest):
        return Shown.OTHERWISE
    behind = _words(rest)
    zeros = all(sign == "0" for sign, _ in part[first : last + 1])
    width = last + 1 - first if zeros and last > first else 0
    return Written(behind, width) if behind or width else None
