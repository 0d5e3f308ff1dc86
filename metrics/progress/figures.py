"""The figures and rates of progress (进度指标): their names, how they add up and how they compare."""

from collections.abc import Sequence

import polars as pl

UNIT = ("region", "year")
COUNTS = (
    "planned_compounds", "started_compounds", "completed_compounds",
    "planned_households", "started_households", "completed_households",
)  # fmt: skip
MONEY = ("planned_investment", "completed_investment", "received", "paid")
FIGURES = (*COUNTS, *MONEY)

RATES = {
    "start_rate": ("started_compounds", "planned_compounds"),
    "household_start_rate": ("started_households", "planned_households"),
    "completion_rate": ("completed_compounds", "planned_compounds"),
    "investment_rate": ("completed_investment", "planned_investment"),
    "payment_rate": ("paid", "received"),
}
"""Numerator and denominator (figures) of each rate."""

RATE_NAMES = {
    "start_rate": "开工率",
    "household_start_rate": "开工率",
    "completion_rate": "完工率",
    "investment_rate": "投资完成率",
    "payment_rate": "资金支付率",
}


def pair(rate: str) -> tuple[str, str]:
    """Return the names of the two columns that hold a rate exactly."""
    return f"{rate}_numerator", f"{rate}_denominator"


PARTS = (
    *(((figure,), f"{figure}_unknown") for figure in FIGURES),
    *((pair(rate), f"{rate}_left_out") for rate in RATES),
)
"""What is summed, with the column that counts the units missing from the sum."""

VALUES = tuple(column for columns, _ in PARTS for column in columns)
MISSING = tuple(missing for _, missing in PARTS)
COLUMNS = tuple(column for columns, missing in PARTS for column in (*columns, missing))


def known_sum(value: pl.Expr) -> pl.Expr:
    """Sum the known values of a group; null, not 0, where none is known."""
    # `is_not_null().any()` is true of a column without rows.
    return pl.when(value.count() > 0).then(value.sum())


def hundredths(numerator: pl.Expr, denominator: pl.Expr) -> pl.Expr:
    """Return a rate in hundredths of a percent, rounded half up; null where it has no value."""
    wide, base = numerator.cast(pl.Int128), denominator.cast(pl.Int128)
    rounded = (wide * 20_000 + base) // (base * 2)
    return pl.when(denominator > 0).then(rounded).cast(pl.Int64)


def prefixed(side: str, columns: Sequence[str]) -> list[pl.Expr]:
    """Select columns under the name of the side that they come from."""
    return [pl.col(column).alias(f"{side}_{column}") for column in columns]
