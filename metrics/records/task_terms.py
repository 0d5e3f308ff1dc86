"""完成时限 and 责任单位 of a key task: when it is due, and who answers for it, as officers write them.

Deadlines of three kinds. 当月: 「2023年8月」, the last day of the month, once; a quarter or a half-year
is its last month. 每年: 「每年9月底前」. 按年度: 「按年度组织实施」, the end of each year.
"""

import calendar as months
import re
import unicodedata
from datetime import date
from typing import NamedTuple

from metrics.records.grammar import Grammar
from metrics.records.schema import NONE_TEXT

ONCE, YEARLY, OPEN = KINDS = ("当月", "每年", "按年度")
FIRST_YEAR, LAST_YEAR = 2000, 2100
"""The years that a deadline may name."""


class Deadline(NamedTuple):
    """A deadline as written: its kind, and the year (0 = every year), month and day it names."""

    kind: str
    year: int = 0
    month: int = 12
    day: int = 0

    def on(self, year: int) -> date:
        """Return the due date in the year of the data date; day 0 is the last of the month."""
        of = self.year or year
        return date(of, self.month, self.day or months.monthrange(of, self.month)[1])


_END = r"(?:年?[底末])?(?:之?前)?(?:完成)?$"
_ONCE = re.compile(
    r"^(?P<year>[0-9]{4})(?:年(?:(?P<month>[0-9]{1,2})月(?:份|(?P<day>[0-9]{1,2})[日号])?)?"
    r"|[-./](?P<m>[0-9]{1,2})(?:[-./](?P<d>[0-9]{1,2})(?:00:00:00)?)?)" + _END
)
_TENTH_OR_FIRST = re.compile(r"[0-9]{4}\.1")
_YEARLY = re.compile(r"^每年(?:(?P<month>[0-9]{1,2})月)?" + _END)
_OPEN = re.compile(r"^(?:按年度(?:组织)?实施|长期(?:坚持|实施)?|持续(?:推进|实施)?)$")
_QUARTER = re.compile(r"第?([一二三四1-4])季度")
_QUARTERS = dict(zip("一二三四1234", (3, 6, 9, 12, 3, 6, 9, 12), strict=True))
_HALVES = {"上半年": "6月", "下半年": "12月"}
_SPLIT = re.compile(r"[、,;\s]+")


def deadline(text: str | None) -> Deadline | None:
    """Read a deadline as officers write it; null where it cannot be read."""
    plain = "".join(unicodedata.normalize("NFKC", text or "").split())
    plain = _QUARTER.sub(lambda found: f"{_QUARTERS[found[1]]}月", plain)
    for half, month in _HALVES.items():
        plain = plain.replace(half, month)
    if _OPEN.match(plain):
        return Deadline(OPEN)
    once, yearly = _ONCE.match(plain), _YEARLY.match(plain)
    if once:
        month, day = once["month"] or once["m"] or "12", once["day"] or once["d"] or "0"
        return _real(Deadline(ONCE, int(once["year"]), int(month), int(day)))
    return _real(Deadline(YEARLY, month=int(yearly["month"] or 12))) if yearly else None


def _real(read: Deadline) -> Deadline | None:
    try:
        due = read.on(FIRST_YEAR)
    except ValueError:
        return None
    named = read.kind == YEARLY or FIRST_YEAR <= read.year <= LAST_YEAR
    return read if named and due.year <= LAST_YEAR else None


def units(text: str | None) -> list[str]:
    """Split 责任单位 into units, in the order written, each once."""
    plain = unicodedata.normalize("NFKC", text or "")
    return list(dict.fromkeys(unit for unit in _SPLIT.split(plain) if unit))


def _kept_deadline(text: str) -> str | None:
    """Keep what can be read; a number cell holds 2023.1 for 2023.10, and nobody knows which is meant."""
    unclear = _TENTH_OR_FIRST.fullmatch("".join(unicodedata.normalize("NFKC", text).split()))
    return text.strip() if deadline(text) and not unclear else None


def _kept_units(text: str) -> str | None:
    named = units(text)
    real = all(any(sign.isalnum() for sign in unit) for unit in named)
    return text.strip() if named and real and named != [NONE_TEXT] else None


DEADLINE = Grammar(
    kept=_kept_deadline,
    accepts="请写明年月，如“2023年8月”；每年重复的写“每年9月底前”，没有固定月份的写“按年度组织实施”",
)
RESPONSIBLE = Grammar(kept=_kept_units, accepts="请写单位名称，多个单位用顿号分开")
