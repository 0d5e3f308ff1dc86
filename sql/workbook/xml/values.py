"""One cell of a file to the text an officer sees in it, or a mark of what no text can say."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

from sql.workbook.refusals import damaged
from sql.workbook.xml.formats import Look, Shown, Written
from sql.workbook.xml.strings import STRUCK, shared, unescaped
from sql.workbook.xml.styles import Styles

NO_RESULT = "\x00formula without result"
LONG_NUMBER = "\x00number beyond 15 digits "
SHOWN_OTHERWISE = "\x00number that its format shows as something else "
SERIAL_1904 = "\x00days since 1904 "
FORMULA_ERRORS = frozenset((
    "#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#GETTING_DATA", "#SPILL!",
    "#CALC!", "#FIELD!", "#BLOCKED!", "#CONNECT!", "#UNKNOWN!", "#BUSY!", "#EXTERNAL!", "#PYTHON!",
))  # fmt: skip

_DAY_ZERO, _DAY_ZERO_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001  no zone in Excel
_LAST_SERIAL = 2_958_466  # the day after 9999-12-31
_EXACT = 10**15  # Excel keeps 15 significant digits
_PLAIN = re.compile(r"0|[1-9][0-9]{0,14}")
_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[Ee][+-]?[0-9]{1,4})?")
_ISO = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:T([0-9]{2}:[0-9]{2}:[0-9]{2})(?:\.[0-9]{1,9})?Z?)?"
)
_LONGEST_NUMBER = 64


class Cell(NamedTuple):
    """A cell as the file has it: `value` and `inline` are null where there is none."""

    kind: str = "n"
    style: int = 0
    value: str | None = None
    inline: str | None = None
    formula: bool = False


class Values:
    """Reads the cells of one file, by its formats and its shared texts."""

    def __init__(self, styles: Styles, texts: list[str], *, from_1904: bool) -> None:
        self._looks, self._struck = styles
        self._texts, self._from_1904 = texts, from_1904
        self._numbers = dict[tuple[int, str], str]()
        self._readers: Mapping[str, Callable[[Cell, str], str]] = {
            "n": self._number,
            "s": lambda _cell, value: shared(self._texts, value.strip()),
            "str": lambda _cell, value: unescaped(value),
            "b": lambda _cell, value: _boolean(value.strip()),
            "e": lambda _cell, value: _error(value.strip()),
            "d": self._iso,
        }

    def read(self, cell: Cell) -> str | None:
        """Return the text, with `STRUCK` behind it where it is struck out; null for a blank cell.

        Raises:
            WorkbookRefused: for a shared text, an error or a kind of cell that does not exist.
            ValueError: for a value that its kind does not allow.
        """
        text = self._plainly(cell)
        return text + STRUCK if text and cell.style in self._struck else text

    def _plainly(self, cell: Cell) -> str | None:
        if (cell.kind == "inlineStr") != (cell.inline is not None):
            if cell.kind == "inlineStr" and cell.value is None:
                return NO_RESULT if cell.formula else None
            raise ValueError
        if cell.inline is not None:
            if cell.value is not None:
                raise ValueError
            return unescaped(cell.inline)
        if not cell.value or not (cell.kind == "str" or cell.value.strip()):
            # An empty value is a result only where a text was calculated.
            blank = not cell.formula or (cell.kind == "str" and cell.value is not None)
            return None if blank else NO_RESULT
        reader = self._readers.get(cell.kind)
        if reader is None:
            raise ValueError
        return reader(cell, cell.value)

    def _number(self, cell: Cell, value: str) -> str:
        key = (cell.style, value)
        text = self._numbers.get(key)
        if text is None:
            text = self._shown(self._style(cell.style), value.strip())
            if len(self._numbers) < _REMEMBERED:
                self._numbers[key] = text
        return text

    def _style(self, style: int) -> Look:
        if not 0 <= style < len(self._looks):
            raise ValueError
        return self._looks[style]

    def _shown(self, shown: Look, value: str) -> str:
        if len(value) > _LONGEST_NUMBER or not _NUMBER.fullmatch(value):
            raise ValueError
        number = float(value)
        if shown is Shown.PERCENT:
            return f"{(Decimal(repr(number)) * 100).normalize():f}%"
        if shown in _TIMES and 0 <= number < _LAST_SERIAL:
            return _shortened(self._moment(number), shown)
        if shown is Shown.OTHERWISE:
            return SHOWN_OTHERWISE + _in_full(number)
        text = self._plain(number, value)
        return text.zfill(shown.width) + shown.behind if isinstance(shown, Written) else text

    def _plain(self, number: float, value: str) -> str:
        if _PLAIN.fullmatch(value):
            text = value
        elif abs(number) >= _EXACT:
            return LONG_NUMBER + _in_full(number)
        else:
            text = _in_full(number)
        return SERIAL_1904 + text if self._from_1904 else text

    def _moment(self, serial: float) -> str:
        day, share = divmod(serial, 1)
        zero = _DAY_ZERO_1904 if self._from_1904 else _DAY_ZERO
        moment = zero + timedelta(days=day, seconds=round(share * 86_400))
        return str(moment).removesuffix(" 00:00:00")

    def _iso(self, cell: Cell, value: str) -> str:
        match = _ISO.fullmatch(value.strip())
        if match is None:
            raise ValueError
        day, time = match.groups()
        if (short := _shortened(day, self._style(cell.style))) != day:
            return short
        return day if time in (None, "00:00:00") else f"{day} {time}"


_REMEMBERED = 100_000
_TIMES = {Shown.DAY: 19, Shown.MONTH: 7, Shown.YEAR: 4}
"""So much of 2023-06-01 00:00:00 is shown."""
_BOOLEANS = {"0": "false", "false": "false", "1": "true", "true": "true"}


def _shortened(moment: str, shown: Look) -> str:
    return moment[: _TIMES[shown]] if isinstance(shown, Shown) and shown in _TIMES else moment


def _boolean(value: str) -> str:
    if value not in _BOOLEANS:
        raise ValueError
    return _BOOLEANS[value]


def _error(value: str) -> str:
    if value not in FORMULA_ERRORS:
        raise damaged()
    return value


def _in_full(number: float) -> str:
    """Write the shortest digits that are this number, without an exponent: 1E-07 is 0.0000001."""
    if not abs(number) < float("inf"):
        raise ValueError
    text = f"{Decimal(repr(number)):f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace("-0", "0", text == "-0")
