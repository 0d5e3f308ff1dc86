"""Repeatable chance as Polars expressions.

A value depends only on a row's own number and the name of the draw: never on row order, threads,
the machine, a library's generator, or on which other columns exist. Adding a column therefore
leaves every other one as it was. All arithmetic is on Int64 and stays below 2^62, so that nothing
wraps.
"""

from collections.abc import Sequence
from zlib import crc32

import polars as pl

PRIME = 2**31 - 1
SEED = "dudao-2024"


def draw(name: str, upto: int, *, of: str = "_id") -> pl.Expr:
    """Draw a whole number from 0 up to but not including `upto` for the row numbered `of`."""
    salt = crc32(f"{SEED}/{name}".encode()) % PRIME
    mixed = (pl.col(of).cast(pl.Int64) * 48_271 + salt) % PRIME
    mixed = (mixed * mixed % PRIME * 69_621 + salt) % PRIME
    mixed = (mixed * mixed % PRIME * 16_807 + salt) % PRIME
    return mixed * upto // PRIME


def between(name: str, low: int, high: int, *, of: str = "_id") -> pl.Expr:
    """Draw a whole number from `low` to `high`, both included."""
    return draw(name, high - low + 1, of=of) + low


def chance(name: str, per_mille: int, *, of: str = "_id") -> pl.Expr:
    """Say yes for `per_mille` rows of a thousand."""
    return draw(name, 1000, of=of) < per_mille


def likely(name: str, low: int, high: int, *, of: str = "_id") -> pl.Expr:
    """Say yes with a chance that grows with the region's quality `_q`, from `low` to `high` ‰."""
    return draw(name, 1000, of=of) < low + (high - low) * pl.col("_q") // 1000


def pick(name: str, options: Sequence[str], *, of: str = "_id") -> pl.Expr:
    """Draw one of the options, all equally often."""
    numbers = list(range(len(options)))
    chosen = draw(name, len(options), of=of)
    return chosen.replace_strict(numbers, list(options), return_dtype=pl.String)


def spotty(value: pl.Expr, name: str, *, of: str = "_id") -> pl.Expr:
    """Leave the value blank now and then: 0.4 % of rows where quality is best, 4.4 % at worst."""
    blank = draw(f"blank {name}", 1000, of=of) < 4 + (1000 - pl.col("_q")) * 40 // 1000
    return pl.when(~blank).then(value)


def choose(condition: pl.Expr, yes: pl.Expr | int, no: pl.Expr | int) -> pl.Expr:
    """Take `yes` where the condition holds, else `no`."""
    return pl.when(condition).then(yes).otherwise(no)
