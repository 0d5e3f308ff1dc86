"""Bands (档): regions whose rank intervals overlap cannot be told apart yet and share a band.

Within a level and group, intervals overlap where they hold a rank in common; a band is what hangs
together by overlaps, also by way of others. Walking down by best ranks, a band ends exactly where the
best rank of everyone below is worse than the worst rank of everyone above. So no interval lies in two
bands, whatever the missing records turn out to be nobody leaves his band, and the order of two
bands is certain.
"""

import polars as pl


def bands(scores: pl.DataFrame) -> dict[str, int]:
    """Return the band of each region that has a rank, from 1 within its level and group.

    Takes region, level, group, rank_best and rank_worst; a region without a rank (null) is left out.
    """
    ranked = scores.filter(pl.col("rank_best").is_not_null()).sort(
        "level", "group", "rank_best", "rank_worst", "region"
    )
    among = ("level", "group")
    # The group restarts the walk, so that the first of each has nobody above.
    above = pl.col("rank_worst").cum_max().shift(1).over(among)
    begins = pl.col("rank_best") > above
    numbered = ranked.select(
        "region", band=(begins.fill_null(value=True).cast(pl.Int64).cum_sum().over(among))
    )
    return dict(numbered.iter_rows())
