"""Kept values as text and back, so that values of any kind can stand in one column.

Money stays whole 分, dates are ISO (「无」 is 9999-12-31), 是/否 are true/false, a blank is null.
"""

from datetime import date

import polars as pl

from metrics.records.schema import Kind

NUMBERS = (Kind.COUNT, Kind.YEAR, Kind.MONEY, Kind.DECIMAL, Kind.PERCENT)


def as_text(value: pl.Expr) -> pl.Expr:
    """Write a column of any kind as text; null stays null."""
    return value.cast(pl.String)


def from_text(text: str | None, kind: Kind) -> object:
    """Read what `as_text` wrote of a column of that kind."""
    if text is None:
        return None
    if kind is Kind.FLAG:
        return text == "true"
    if kind is Kind.DATE:
        return date.fromisoformat(text)
    return int(text) if kind in NUMBERS else text
