"""What a changed value means, column by column: progress (进展), or a correction (更正) of the past.

Between two data dates a cell that was blank is reporting (补报), never a correction; a value that
becomes blank was taken back, always a correction. Between two values the nature of the column
decides (see `corrects`). Key columns cannot change: another key is another record.
"""

from datetime import date

import polars as pl

from metrics.records.schema import NEVER, NONE_TEXT, Column, Kind, Nature

AFTER = "_after"
"""Suffix of the later value beside the earlier one."""


def corrects(column: Column, *, as_of: date) -> pl.Expr:
    """Say of a row that holds a value and, with AFTER, a later one whether the later one corrects it.

    `as_of` is the earlier data date: a day up to it is past. Never null; a blank earlier value is
    no correction, a blank later value always is.
    """
    old, new = pl.col(column.name), pl.col(f"{column.name}{AFTER}")
    contradicts = _contradicts(column, old, new, as_of=as_of)
    differs = old.is_not_null() & old.ne_missing(new)
    return differs & (new.is_null() | contradicts.fill_null(value=False))


def _contradicts(column: Column, old: pl.Expr, new: pl.Expr, *, as_of: date) -> pl.Expr:
    nature = column.nature
    if nature is Nature.FIXED:
        return ~_none(column.kind, old)
    if nature is Nature.FACT:
        return (old <= as_of) | (new <= as_of)
    if nature is Nature.TOTAL:
        return new < old
    if nature is Nature.STAGE:
        return _stage(column, new) <= _stage(column, old)
    return pl.lit(value=False)


def _none(kind: Kind, value: pl.Expr) -> pl.Expr:
    if kind is Kind.DATE:
        return value == NEVER
    return value == NONE_TEXT if kind in (Kind.TEXT, Kind.CHOICE) else pl.lit(value=False)


def _stage(column: Column, value: pl.Expr) -> pl.Expr:
    """Return how far a value is: its place in `stages`, or 1 of 是 and 0 of 否."""
    if not column.stages:
        return value.cast(pl.Int8)
    order = {word: at for at, words in enumerate(column.stages) for word in words}
    return value.replace_strict(order, return_dtype=pl.Int8)
