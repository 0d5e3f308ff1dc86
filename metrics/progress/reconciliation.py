"""Ledger against returns (台账与报表核对): differences beyond tolerance are queries to the unit.

The tolerance is a rule. A count differs when it is off by more than `counts`; money when it is off
by more than `share` of the ledger's figure and by more than `fen`, so that neither rounding to
万元 nor a large base raises a query.
"""

import polars as pl

from metrics.progress.figures import FIGURES, MONEY, UNIT, known_sum
from metrics.progress.rates import ledger
from metrics.progress.rule_keys import Tolerance
from metrics.records.frames import Frames
from metrics.records.regions import lineage, within
from metrics.records.sheets.returns import RETURNS
from metrics.rules.value import Rules

COMPARED = tuple(figure for figure in FIGURES if figure in RETURNS.schema)
"""The figures that 进展报表 asks for; the ledger knows more."""
QUERY, WITHIN, EQUAL, NO_RETURN, NO_LEDGER = "query", "within", "equal", "no_return", "no_ledger"
RESULTS = (QUERY, WITHIN, EQUAL, NO_RETURN, NO_LEDGER)
"""Beyond tolerance, within it, equal, and told by one side only."""
AS_LISTED = pl.col("figure").cast(pl.Enum(COMPARED))


def reconciled(frames: Frames, rules: Rules) -> pl.DataFrame:
    """Compare every figure of every unit that owns projects of a year or filed a return for it.

    Columns: region, year, figure (COMPARED), ledger (null where it lists no project of the unit or
    no amount), ledger_unknown (records without the amount), returns (as filed), difference
    (returns minus ledger), result (RESULTS). A figure that neither side knows is not listed.
    Sorted by region, year and figure as 进展报表 lists them.
    """
    filed = frames.tables["returns"].select(
        *UNIT, *(pl.col(figure).alias(f"returns_{figure}") for figure in COMPARED)
    )
    sides = _units(frames).join(_counted(frames), on=UNIT, how="left")
    sides = sides.join(filed, on=UNIT, how="left")
    listed = pl.concat(_compared(sides, figure) for figure in COMPARED)
    reported = listed.filter(pl.col("ledger").is_not_null() | pl.col("returns").is_not_null())
    return reported.with_columns(result=_result(rules)).sort(*UNIT, AS_LISTED)


def queries(frames: Frames, rules: Rules) -> pl.DataFrame:
    """Return the differences beyond tolerance: what to ask the units that filed the returns."""
    return reconciled(frames, rules).filter(result=QUERY)


def by_city(items: pl.DataFrame, regions: pl.DataFrame, *, place: str) -> pl.DataFrame:
    """Add up what `reconciled` found by city and for the whole place; `regions` is its 区划.

    Columns: region (a city, a county under no city, or the place), figure, one count of units for
    each of RESULTS, and ledger, returns and difference, each over the units of which both sides
    are known (null where there are none). A return of a division that has others below it is not
    added to theirs. Sorted by region and figure.
    """
    both = pl.col("difference").is_not_null()
    counts = {r: (pl.col("result") == r).sum().cast(pl.Int64) for r in RESULTS}
    sums = {s: known_sum(pl.col(s).filter(both)) for s in ("ledger", "returns", "difference")}
    grouped = items.join(_groups(regions, place), on="region")
    return (
        grouped.group_by(region="group", figure="figure")
        .agg(**counts, **sums)
        .sort("region", AS_LISTED)
    )


def _groups(regions: pl.DataFrame, place: str) -> pl.DataFrame:
    inside = within(regions, place)
    bottom = inside.join(regions, left_on="region", right_on="parent", how="anti")
    cities = inside.filter(level="市").select(group="region")
    above = lineage(regions).rename({"ancestor": "group"}).join(cities, on="group")
    named = bottom.select("region").join(above, on="region", how="left")
    own = named.with_columns(pl.coalesce("group", "region"))
    whole = bottom.select("region", group=pl.lit(place))
    return pl.concat([own, whole]).unique()


def _units(frames: Frames) -> pl.DataFrame:
    owning = frames.tables["projects"].select("region", year="plan_year")
    return pl.concat([owning, frames.tables["returns"].select(UNIT)]).unique()


def _counted(frames: Frames) -> pl.DataFrame:
    """Count the ledger of those who keep one: 0 only where projects of other years are listed."""
    owners = frames.tables["projects"].select("region").unique()
    keeping = lineage(frames.regions).join(owners, on="region").select(region="ancestor").unique()
    return ledger(frames).join(keeping, on="region", how="semi")


def _compared(sides: pl.DataFrame, figure: str) -> pl.DataFrame:
    counted, filed = pl.col(figure), pl.col(f"returns_{figure}")
    return sides.select(
        *UNIT,
        pl.lit(figure).alias("figure"),
        ledger=counted,
        ledger_unknown=pl.col(f"{figure}_unknown").fill_null(0),
        returns=filed,
        difference=filed - counted,
    )


def _result(rules: Rules) -> pl.Expr:
    off = pl.col("difference").abs()
    one_side = pl.when(pl.col("returns").is_null()).then(pl.lit(NO_RETURN))
    return (
        pl.when(pl.col("difference").is_null())
        .then(one_side.otherwise(pl.lit(NO_LEDGER)))
        .when(off == 0)
        .then(pl.lit(EQUAL))
        .when(_beyond(off, rules["reconciliation_tolerance"]))
        .then(pl.lit(QUERY))
        .otherwise(pl.lit(WITHIN))
    )


def _beyond(off: pl.Expr, allowed: Tolerance) -> pl.Expr:
    part = off.cast(pl.Int128) * allowed.share.denominator
    base = pl.col("ledger").abs().cast(pl.Int128) * allowed.share.numerator
    money = (part > base) & (off > allowed.fen)
    is_money = pl.col("figure").is_in(list(MONEY))
    return pl.when(is_money).then(money).otherwise(off > allowed.counts)
