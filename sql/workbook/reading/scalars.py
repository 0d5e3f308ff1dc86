"""What one typed cell means, kind by kind, in plain Python.

This is the definition; `shortcuts.py` says the same for the common spellings of a whole column at
once, and a test holds the two together. Every function takes tidied text (half-width, no spaces)
and returns the kept value or raises `Fault`.
"""

import calendar
import re
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import TypeVar

from metrics.records.grammar import Grammar
from metrics.records.numerals import reads_as_it_looks
from metrics.records.printable import objection, tidied, visible
from metrics.records.schema import NEVER, NONE_TEXT, Column, Kind
from sql.workbook.cells import EXCEL_DAY_ZERO
from sql.workbook.reading.merged import COVERED
from sql.workbook.words import tidy
from sql.workbook.xml.values import FORMULA_ERRORS, LONG_NUMBER, NO_RESULT, SHOWN_OTHERWISE

MAX_TEXT = 2_000
MAX_CODE = 64
_MAX_TYPED = 200  # characters of a date, a number or a code with whatever blanks are in it
FIRST_DAY, LAST_DAY = date(1949, 10, 1), date(2100, 12, 31)
MAX_NUMBER = 1_000_000_000
"""Largest count, amount in 万元 or other number taken: far above any real one, and ten thousand of
them still add up inside 64 bits once kept in 分."""

_YES = {"是", "有", "√", "✓", "✔", "y", "yes", "true"}
_NO = {"否", "无", "×", "✗", "✘", "n", "no", "false"}
_PLACEHOLDERS = {"/", "\\", "-", "--", "---", "—", "——", ".", "*", "?"}
_COUNT = re.compile(r"(\d+|\d{1,3}(?:,\d{3})+)(?:\.0*)?(?:户|栋|幢|个|部|份|人|年)?")
_NUMBER = re.compile(r"(-?)(\d+|\d{1,3}(?:,\d{3})+)(\.\d*)?")
_MONEY = re.compile(r"(.*?\d\.?)(亿元?|万元?|元)?")
_DAY = re.compile(r"(\d{4})[年./-](\d{1,2})[月./-](\d{1,2})[日号]?")
_TIME = re.compile(r"(?:(?<=[日号])|[\sT]+)\d{1,2}[:：]\d{2}(?:[:：]\d{2}(?:\.\d+)?)?\s*$")
_MONTH = re.compile(r"(\d{4})([年./-])(\d{1,2})月?份?")
_EIGHT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:\.0*)?")
_SERIAL = re.compile(r"(\d{5})(?:\.\d*)?")
_PICTURE = re.compile(r"=(?:_xlfn\.)?DISPIMG\(")  # what WPS writes for a picture in a cell
_FEN_PER_UNIT = {"元": 100, "万": 1_000_000, "万元": 1_000_000, "亿": 10**10, "亿元": 10**10}
_EXCEL_DIGITS = Context(prec=15)


Number = TypeVar("Number", int, Decimal)


class Fault(Exception):
    """A cell that cannot be read; `code` names its sentence in `metrics.records.findings`."""

    def __init__(self, code: str, *, expected: str = "", value: str | None = None) -> None:
        super().__init__(code)
        self.code, self.expected, self.value = code, expected, value


def read_cell(text: str, column: Column, choices: Mapping[str, str]) -> object:
    """Return the kept value of a cell as typed; None for a blank one.

    `choices` maps tidied words to the words kept, for columns with a list.

    Raises:
        Fault: if the text is none of the spellings of the column's kind.
    """
    text = _unmarked(text, column.kind)
    if column.kind is Kind.DATE:
        # Without the blank, 2023-1-3 10:00 could be the 3rd or the 31st.
        text = _TIME.sub("", text)
    short = tidy(text)
    if not short:
        return None
    if column.kind is Kind.TEXT:
        return sentence(spelled(text, column.grammar), short)
    if column.kind is Kind.CHOICE:
        return choice(short, choices)
    if column.kind is not Kind.CODE and not reads_as_it_looks(text):
        short = text  # in which no number and no day will be found
    value = _READERS[column.kind](short)
    return spelled(value, column.grammar) if isinstance(value, str) else value


def _no_longer_than_typed(text: str, kind: Kind) -> None:
    """Refuse what nobody types before any pattern is tried on it."""
    longest, told = (MAX_TEXT, MAX_TEXT) if kind is Kind.TEXT else (_MAX_TYPED, MAX_CODE)
    if len(text) > longest:
        raise Fault("too_long", expected=str(told), value=str(len(text)))


def _unmarked(text: str, kind: Kind) -> str:
    """Return what stands in a cell without a mark; refuse what a mark says cannot be read."""
    if text == COVERED:
        raise Fault("covered")
    if text == NO_RESULT:
        raise Fault("no_result", value="")
    if text in FORMULA_ERRORS:
        raise Fault("formula_error")
    if text.startswith(SHOWN_OTHERWISE):
        raise Fault("shown_otherwise", value=text.removeprefix(SHOWN_OTHERWISE))
    if text.startswith(LONG_NUMBER):
        text = text.removeprefix(LONG_NUMBER)
        if kind in (Kind.CODE, Kind.TEXT):
            raise Fault("digits_lost", value=text)
    _no_longer_than_typed(text.strip(), kind)
    return text


def spelled(text: str, grammar: Grammar | None) -> str:
    """Return a text as its grammar keeps it, or as it is where it has none."""
    if grammar is None:
        return text
    kept = grammar.kept(text)
    if kept is None:
        raise Fault("not_in_grammar", expected=grammar.accepts)
    return kept


def sentence(text: str, short: str) -> str:
    """Return free text without the blanks around it; 「无」 in any width is 「无」."""
    if short == NONE_TEXT:
        return NONE_TEXT
    if short in _PLACEHOLDERS:
        raise Fault("placeholder")
    words = tidied(text).strip()
    if _PICTURE.match(words):
        raise Fault("picture")
    if len(words) > MAX_TEXT:
        raise Fault("too_long", expected=str(MAX_TEXT), value=str(len(words)))
    return _printable(words)


def _printable(words: str) -> str:
    if wrong := objection(words):
        raise Fault("unprintable", expected=wrong, value=visible(words))
    return words


def code(short: str) -> str:
    """Return an identifier; 620102.0, as a number cell may give it, is 620102."""
    if short in _PLACEHOLDERS:
        raise Fault("placeholder")
    if re.fullmatch(r"\d+\.0+", short):
        short = short.partition(".")[0]
    if re.fullmatch(r"\d(?:\.\d+)?[Ee]\+\d+", short):
        raise Fault("digits_lost")
    if len(short) > MAX_CODE:
        raise Fault("too_long", expected=str(MAX_CODE), value=str(len(short)))
    return _printable(short)


def choice(short: str, choices: Mapping[str, str]) -> str:
    """Return the word of the list that is meant."""
    word = choices.get(short.lower())
    if word is None:
        raise Fault("not_in_list", expected="、".join(choices.values()))
    return word


def flag(short: str) -> bool:
    """Return whether; 「无」 is a reported no."""
    word = short.lower()
    if word not in _YES | _NO:
        raise Fault("not_a_flag")
    return word in _YES


def count(short: str) -> int:
    """Return a whole number; 1,234 and 12户 and 12.0 are read, 无 is not (0 is meant)."""
    match = _COUNT.fullmatch(short.removeprefix("-"))
    if match is None:
        raise Fault("not_a_count")
    number = int(match[1].replace(",", ""))
    return _bounded(-number if short.startswith("-") else number)


def year(short: str) -> int:
    """Return a calendar year: 2023, 2023年, 2023.0."""
    match = re.fullmatch(r"(\d{4})(?:\.0*)?年?", short)
    if match is None:
        raise Fault("not_a_year")
    return int(match[1])


def money(short: str) -> int:
    """Return 分 of an amount in 万元, or in the unit typed behind it; exact.

    Binary numbers that Excel stored with more than 15 digits (123.45000000000002) are read with 15,
    as Excel shows them. An amount that then still has parts of a 分 is refused.
    """
    match = _MONEY.fullmatch(short)
    if match is None:
        raise Fault("not_money")
    per_unit = _FEN_PER_UNIT[match[2] or "万元"]
    number = _decimal(match[1], "not_money")
    fen = number * per_unit
    if fen != fen.to_integral_value():
        fen = _EXCEL_DIGITS.plus(number) * per_unit
    if fen != fen.to_integral_value():
        raise Fault("below_one_fen")
    if abs(fen) > MAX_NUMBER * 1_000_000:
        raise Fault("too_large", expected=f"{MAX_NUMBER}万元")
    return int(fen)


def decimal(short: str) -> int:
    """Return millionths of a number, the seventh decimal rounded half up."""
    match = re.fullmatch(r"(.*?)(?:元|分|㎡|m2|平方米)?", short)
    number = _decimal(match[1] if match else short, "not_a_number")
    _bounded(number)
    return int((number * 1_000_000).to_integral_value(ROUND_HALF_UP))


def percent(short: str) -> int:
    """Return millionths of one: 85%, 85 and 0.85 are the same; a bare 1 is not readable.

    Without a sign a number below 1 is a share of one and a number above 1 counts hundredths.
    """
    if short.endswith("%"):
        share = _decimal(short.removesuffix("%"), "not_a_percent") / 100
    else:
        share = _decimal(short, "not_a_percent")
        if share == 1:
            raise Fault("ambiguous_percent")
        share = share / 100 if share > 1 else share
    if not 0 <= share <= 1:
        raise Fault("not_a_percent")
    return int((share * 1_000_000).to_integral_value(ROUND_HALF_UP))


def day(short: str) -> date:
    """Return a date; a month alone is its last day, 无 is NEVER, five digits are Excel's count."""
    if short == NONE_TEXT:
        return NEVER
    if short in _PLACEHOLDERS:
        raise Fault("placeholder")
    written = _written_day(short)
    if not FIRST_DAY <= written <= LAST_DAY:
        raise Fault("date_out_of_range")
    return written


def _written_day(short: str) -> date:
    match = _DAY.fullmatch(short) or _EIGHT.fullmatch(short)
    if match:
        return _existing(*(int(part) for part in match.groups()))
    if match := _MONTH.fullmatch(short):
        if match[2] == "." and match[3] == "1":
            # A number cell keeps 2023.10 as 2023.1.
            raise Fault("ambiguous_month")
        return _last_of_month(int(match[1]), int(match[3]))
    if match := _SERIAL.fullmatch(short):
        return EXCEL_DAY_ZERO + timedelta(days=int(match[1]))
    raise Fault("not_a_date")


def _existing(year_: int, month: int, day_: int) -> date:
    try:
        return date(year_, month, day_)
    except ValueError:
        raise Fault("no_such_day") from None


def _last_of_month(year_: int, month: int) -> date:
    first = _existing(year_, month, 1)
    return first.replace(day=calendar.monthrange(first.year, first.month)[1])


def _decimal(text: str, fault: str) -> Decimal:
    match = _NUMBER.fullmatch(text)
    if match is None or len(text) > 40:
        raise Fault(fault)
    return Decimal(text.replace(",", ""))


def _bounded(number: Number) -> Number:
    if abs(number) > MAX_NUMBER:
        raise Fault("too_large", expected=str(MAX_NUMBER))
    return number


_READERS = {
    Kind.CODE: code,
    Kind.FLAG: flag,
    Kind.COUNT: count,
    Kind.YEAR: year,
    Kind.MONEY: money,
    Kind.DECIMAL: decimal,
    Kind.PERCENT: percent,
    Kind.DATE: day,
}
