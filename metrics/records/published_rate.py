"""公布开工率: a start rate as a published table prints it, a percentage or 「全部开工」.

Only a percentage with its sign is one: a rate may exceed 100 %, so that a bare 1.1 could be 1.1 % or
110 %. What Excel computed with more than two decimals is rounded half up to two; a rate below 100 %
never becomes 100 % by that.
"""

import re
import unicodedata
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import NamedTuple

from metrics.records.grammar import Grammar
from metrics.records.numerals import reads_as_it_looks

ALL_STARTED = "全部开工"
WHOLE = 100_00
"""100 % in hundredths of a percent."""

_PERCENT = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,20})?)%")
_EXCEL_DIGITS = Context(prec=15)
_HUNDREDTH = Decimal("0.01")


class PrintedRate(NamedTuple):
    """A rate as printed: the text in half-width forms, and hundredths of a percent (null: the cap).

    `rounded` says whether more than two decimals were typed.
    """

    text: str
    hundredths: int | None
    rounded: bool = False


def printed_rate(text: str) -> PrintedRate | None:
    """Read a published start rate; null where it is none."""
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    if plain == ALL_STARTED:
        return PrintedRate(plain, None)
    match = _PERCENT.fullmatch(plain)
    if match is None or not reads_as_it_looks(text):
        return None
    # A number cell holds 94.80000000000001 for 94.8.
    number = _EXCEL_DIGITS.plus(Decimal(match[1]))
    hundredths = int(number.quantize(_HUNDREDTH, ROUND_HALF_UP) * 100)
    if number < 100:
        hundredths = min(hundredths, WHOLE - 1)
    if len(match[1].partition(".")[2]) > 2:
        plain = f"{hundredths // 100}.{hundredths % 100:02}".rstrip("0").rstrip(".") + "%"
    return PrintedRate(plain, hundredths, rounded=number * 100 != hundredths)


def _kept(text: str) -> str | None:
    read = printed_rate(text)
    return None if read is None else read.text


def _shortened(text: str) -> bool:
    read = printed_rate(text)
    return read is not None and read.rounded


PUBLISHED_RATE = Grammar(
    kept=_kept,
    accepts="应为带百分号的百分数（如94.8%，最多两位小数）或“全部开工”，没有公布的请留空",
    shortened=_shortened,
)
