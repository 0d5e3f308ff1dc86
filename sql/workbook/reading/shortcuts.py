"""The common spellings of a whole column at once; everything else is left null for `scalars.py`.

Amounts are put together from their digits, never through floating point.
"""

from collections.abc import Callable, Iterable, Mapping

import polars as pl

from metrics.records.printable import scripts
from metrics.records.schema import NEVER, NONE_TEXT, Column, Kind
from sql.workbook.reading.scalars import FIRST_DAY, LAST_DAY

PRINTED = "".join(script.letters for script in scripts())
_CODE = r"^[A-Za-z0-9][A-Za-z0-9_\-]{0,63}$"
# Starting with a letter or a digit, so that neither a lone dash nor an error of a formula gets by.
# Digits are spelled out: \d would let digits of every script through.
_TEXT = f"^[[{PRINTED}]&&[\\p{{L}}\\p{{N}}]][[{PRINTED}]--\\s]*$"
_LONG = 200
_COUNT = r"^[0-9]{1,9}$"
_DECIMAL = r"^[0-9]{1,9}(?:\.[0-9]{1,6})?$"
_PERCENT = r"^[0-9]{1,2}(?:\.[0-9]{1,4})?%$"
_DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}(?: 00:00:00)?$"


def read_common(
    texts: pl.DataFrame, columns: Iterable[Column], choices: Mapping[str, Mapping[str, str]]
) -> pl.DataFrame:
    """Return the kept values of plainly spelled cells, null for blank ones and for all others.

    `choices` maps names of columns to tidied and kept words.
    """
    return texts.select(_expression(c, choices).cast(c.kind.dtype).alias(c.name) for c in columns)


def _expression(column: Column, choices: Mapping[str, Mapping[str, str]]) -> pl.Expr:
    text = pl.col(column.name)
    if column.grammar is not None:
        return pl.when(pl.lit(value=False)).then(text)
    if column.kind is Kind.CHOICE:
        return pl.when(text.is_in(list(choices[column.name].values()))).then(text)
    return _EXPRESSIONS[column.kind](text)


def _matching(pattern: str) -> Callable[[pl.Expr], pl.Expr]:
    return lambda text: pl.when(text.str.contains(pattern)).then(text)


def _text(text: pl.Expr) -> pl.Expr:
    return pl.when(text.str.contains(_TEXT) & (text.str.len_chars() < _LONG)).then(text)


def _flag(text: pl.Expr) -> pl.Expr:
    return pl.when(text == "是").then(True).when(text == "否").then(False)


def _whole_number(pattern: str) -> Callable[[pl.Expr], pl.Expr]:
    return lambda text: _matching(pattern)(text).cast(pl.Int64)


def _scaled(pattern: str, *, places: int) -> Callable[[pl.Expr], pl.Expr]:
    """Read digits around a point as a whole number of 10^-places."""

    def read(text: pl.Expr) -> pl.Expr:
        plain = _matching(pattern)(text).str.strip_suffix("%")
        parts = plain.str.split_exact(".", 1)
        whole = parts.struct.field("field_0").cast(pl.Int64)
        rest = parts.struct.field("field_1").fill_null("").str.pad_end(places, "0")
        return whole * pl.lit(10**places) + rest.cast(pl.Int64)

    return read


def _day(text: pl.Expr) -> pl.Expr:
    days = _matching(_DAY)(text).str.head(10).str.to_date("%Y-%m-%d", strict=False)
    inside = pl.when(days.is_between(FIRST_DAY, LAST_DAY)).then(days)
    return pl.when(text == NONE_TEXT).then(NEVER).otherwise(inside)


_EXPRESSIONS: Mapping[Kind, Callable[[pl.Expr], pl.Expr]] = {
    Kind.CODE: _matching(_CODE),
    Kind.TEXT: _text,
    Kind.FLAG: _flag,
    Kind.COUNT: _whole_number(_COUNT),
    Kind.YEAR: _whole_number(r"^[0-9]{4}$"),
    Kind.MONEY: _scaled(_DECIMAL, places=6),
    Kind.DECIMAL: _scaled(_DECIMAL, places=6),
    Kind.PERCENT: _scaled(_PERCENT, places=4),
    Kind.DATE: _day,
}
