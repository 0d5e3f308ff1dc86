"""Which instrument (制度文件) counts: the one judgement behind A01, A04, A06.1, A09.1, B07 and B10.

A row 已建立, issued by the data date and not repealed by it, is in force. Without an issue date it
is unknown; 未建立, issued later, 印发日期 「无」 or repealed is not in force. Of several rows one in
force is enough; otherwise one unknown makes it unknown; no row at all is unknown. Instruments are
not tied to a year (standard.md §2, §6.17).
"""

import polars as pl

from metrics.records.frames import Frames
from metrics.standards.measure import any_of


def instruments_in_force(frames: Frames, *instruments: str) -> pl.LazyFrame:
    """Return one row per region with a row of any of the instruments, and a column for each.

    A column bears the name of its instrument: true in force, false not, null unknown. Join it
    from the left: a region that is absent is unknown throughout.
    """
    counts = (
        (pl.col("status") == "已建立")
        & (pl.col("issued_on") <= frames.as_of)
        & ~frames.happened("repealed_on")
    )
    states = (
        frames.sheet("instruments")
        .filter(pl.col("instrument").is_in(instruments))
        .group_by("region", "instrument")
        .agg(in_force=any_of(counts))
    )
    # `first` of no row is null, as an instrument without a row must be.
    return states.group_by("region").agg(
        pl.col("in_force").filter(pl.col("instrument") == name).first().alias(name)
        for name in instruments
    )


def governments_with(
    frames: Frames, *, levels: tuple[str, ...], instruments: tuple[str, ...]
) -> pl.LazyFrame:
    """Return every government of the levels with the state of each instrument, one row each."""
    states = instruments_in_force(frames, *instruments)
    return frames.governments(*levels).join(states, on="region", how="left")
