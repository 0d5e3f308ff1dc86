"""Progress read from aggregate returns (进展报表)."""

import polars as pl

from metrics.progress.figures import (
    COLUMNS,
    FIGURES,
    MISSING,
    PARTS,
    RATES,
    UNIT,
    VALUES,
    known_sum,
    pair,
    prefixed,
)
from metrics.records.frames import Frames
from metrics.records.regions import check_owners, lineage


def returns(frames: Frames) -> pl.DataFrame:
    """Return the progress of every division and year that returns speak of, by region and year.

    What a division reported itself wins over the sum of those below it, figure by figure; a rate
    is its own where it reported both parts, else the sum of the pairs below. Where neither it nor
    any division below filed a return, it is one unknown unit of its parent. Raises NothingReported
    where a reporting division is not in 区划.
    """
    return _tree(frames).select(*UNIT, *COLUMNS).sort(UNIT)


def _tree(frames: Frames) -> pl.DataFrame:
    grid = _grid(frames)
    below = grid.clear().select(*UNIT, *prefixed("below", [*VALUES, *MISSING, "heard"]))
    levels = []
    for depth in sorted(grid["depth"].unique(), reverse=True):
        levels.append(_settled(grid.filter(pl.col("depth") == depth), below))
        below = _summed(levels[-1])
    return pl.concat(levels) if levels else _settled(grid, below)


def _grid(frames: Frames) -> pl.DataFrame:
    reported = frames.tables["returns"].with_columns(completed_households=pl.lit(None, pl.Int64))
    check_owners(reported, frames.regions)
    depths = lineage(frames.regions).group_by("region").agg(depth=pl.len())
    own_pairs = [
        pl.col(figure).alias(f"own_{part}")
        for rate in RATES
        for figure, part in zip(RATES[rate], pair(rate), strict=True)
    ]
    filed = pl.lit(value=True).alias("heard")
    empty = [pl.lit(None, pl.Int64).alias(column) for column in (*VALUES, *MISSING)]
    return (
        frames.regions.select("region", "parent")
        .join(depths, on="region")
        .join(reported.select("year").unique(), how="cross")
        .join(
            reported.select(*UNIT, filed, *prefixed("own", FIGURES), *own_pairs),
            on=UNIT,
            how="left",
        )
        .with_columns(*empty)
    )


def _settled(level: pl.DataFrame, below: pl.DataFrame) -> pl.DataFrame:
    settled = [pl.col("heard") | pl.col("below_heard")]
    for columns, missing in PARTS:
        own = pl.all_horizontal(pl.col(f"own_{column}").is_not_null() for column in columns)
        settled += [pl.when(own).then(f"own_{c}").otherwise(f"below_{c}").alias(c) for c in columns]
        others = pl.when("below_heard").then(f"below_{missing}").otherwise(1)
        settled.append(pl.when(own).then(0).otherwise(others).cast(pl.Int64).alias(missing))
    return level.join(below, on=UNIT, how="left").with_columns(settled)


def _summed(level: pl.DataFrame) -> pl.DataFrame:
    sums = (known_sum(pl.col(c)).alias(f"below_{c}") for c in VALUES)
    missing = (pl.col(c).sum().alias(f"below_{c}") for c in MISSING)
    heard = pl.col("heard").any().alias("below_heard")
    return level.group_by(region="parent", year="year").agg(*sums, *missing, heard)
