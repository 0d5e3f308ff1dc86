"""Ledger against returns (台账与报表核对): differences beyond tolerance are queries to the unit.

The tolerance is a rule. A count differs when it is off by more than `counts`; money when it is off
by more than `share` of the ledger's figure and by more than `fen`, so that neither rounding to
万元 nor a large base raises a query.
"""

import polars as pl

from metrics.frames import Frames
from metrics.measure import Rules
from metrics.progress import differences
from metrics.progress_figures import MONEY, UNIT
from metrics.rule_keys import Tolerance


def reconciled(frames: Frames, rules: Rules) -> pl.DataFrame:
    """Return every figure that ledger and returns both know, and whether it raises a query.

    Columns: those of `progress.differences`, and query. A figure that either side does not know is
    not listed; one that a side knows in part is, with what is missing (`…_unknown`). Sorted by
    region, year, figure.
    """
    allowed: Tolerance = rules["reconciliation_tolerance"]
    off = pl.col("difference").abs()
    part = off.cast(pl.Int128) * allowed.share.denominator
    base = pl.col("ledger").abs().cast(pl.Int128) * allowed.share.numerator
    money = (part > base) & (off > allowed.fen)
    is_money = pl.col("figure").is_in(list(MONEY))
    query = pl.when(is_money).then(money).otherwise(off > allowed.counts)
    return differences(frames).with_columns(query=query)


def queries(frames: Frames, rules: Rules) -> pl.DataFrame:
    """Return the differences beyond tolerance of the units that filed a return: what to ask them.

    A region whose figure is only the sum of those below is not asked; they are.
    """
    filed = frames.tables["returns"].select(UNIT)
    beyond = reconciled(frames, rules).filter("query").drop("query")
    return beyond.join(filed, on=UNIT, how="semi", maintain_order="left")
