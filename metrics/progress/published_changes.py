"""Two published tables of starts side by side: what each division started, its rates and its rank.

What cannot be computed is null, never worked out from a printed rate: the plan where it was not
published, and the change of a rate that either table caps (全部开工) where its plan is not known.
"""

from typing import NamedTuple

import polars as pl

from metrics.progress.published import StartTable, earlier_table, start_table
from metrics.progress.rates import rate_hundredths, told_from_ledger
from metrics.records.frames import Frames

SIDES = (
    "started_compounds", "planned_compounds", "started_households", "planned_households",
    "printed", "unread", "all_started", "rate", "rate_part", "rate_whole", "full", "rank",
    "exact_rate", "household_rate",
)  # fmt: skip


def start_changes(now: StartTable, before: StartTable | None) -> pl.DataFrame:
    """Return one row for each division of the later table, listed as it is.

    Columns: those of the later table's rows; exact_rate and household_rate (of compounds and of
    households, hundredths of a percent, of the known plan, never capped); all of SIDES with
    `_before`; compared (whether there is an earlier table); started_change; rate_change (hundredths
    of 百分点: of the rates as printed, else of the exact ones), household_rate_change; rank_move
    (places, positive is up); redrawn (whether the area is another than that of the
    earlier table, whose values are then null). Without an earlier table
    nothing of it is known. What is added up from below has no change where either table leaves out
    a unit: what it started until then would count as new.
    """
    later = _with_exact(now)
    earlier = later.clear() if before is None else _with_exact(before)
    names = [pl.col(c).alias(f"{c}_before") for c in (*SIDES, *_WHOLE)]
    redrawn = pl.col("region").is_in(sorted(before.redrawn if before else ()))
    comparable = earlier.filter(~redrawn).select("region", *names)
    joined = later.join(comparable, on="region", how="left", maintain_order="left")
    return joined.with_columns(
        redrawn=redrawn,
        compared=pl.lit(before is not None),
        started_change=_change("whole_started"),
        rate_change=pl.coalesce(_change("whole_rate"), _change("whole_exact_rate")),
        household_rate_change=_change("whole_household_rate"),
        rank_move=-_change("rank"),
    ).drop(_WHOLE, [f"{name}_before" for name in _WHOLE])


def published_changes(before: Frames, after: Frames, *, place: str) -> pl.DataFrame:
    """Return `start_changes` of the divisions directly below a place for the year of `after`.

    No rows where a ledger tells of the place on either date: `changes.between_dates` tells them then.
    """
    year = after.year
    now = start_table(after, place=place, year=year)
    then = earlier_table(before, after, place=place)
    changed = start_changes(now, then)
    by_ledger = any(told_from_ledger(frames, place=place) for frames in (before, after))
    return changed.clear() if by_ledger else changed


class TotalChange(NamedTuple):
    """What changed of the place as a whole: starts, and the start rate in hundredths of 百分点."""

    started: int | None
    rate: int | None


def total_change(now: StartTable, before: StartTable | None) -> TotalChange:
    """Return the change of what the place told of itself, else of its sums.

    A sum has no change where either table leaves out a unit, nor has a place of another area.
    """
    if before is None or now.total["region"].item() in before.redrawn:
        return TotalChange(None, None)
    ends = [_of_place(table) for table in (now, before)]
    changes = [
        next((a - b for a, b in zip(*sides, strict=True) if None not in (a, b)), None)
        for sides in zip(*ends, strict=True)
    ]
    return TotalChange(*changes)


def _of_place(table: StartTable) -> tuple[tuple[int | None, ...], tuple[int | None, ...]]:
    """Return starts and rate of the place, each as told by itself and as added up completely."""
    row = table.total.with_columns(exact=rate_hundredths("start_rate")).row(0, named=True)
    started = None if row["started_compounds_unknown"] else row["started_compounds"]
    exact = None if row["start_rate_left_out"] else row["exact"]
    return (row["own_started_compounds"], started), (row["printed_rate"], exact)


_WHOLE = ("whole_started", "whole_rate", "whole_exact_rate", "whole_household_rate")
"""What changes are worked out from: null where a sum leaves out a unit."""


def _with_exact(table: StartTable) -> pl.DataFrame:
    rated = table.rows.with_columns(
        exact_rate=rate_hundredths("start_rate"),
        household_rate=rate_hundredths("household_start_rate"),
    )
    whole = pl.col("start_rate_left_out") == 0
    return rated.with_columns(
        whole_started=pl.when(started_compounds_unknown=0).then("started_compounds"),
        whole_rate=pl.when(pl.col("printed").is_not_null() | whole).then("rate"),
        whole_exact_rate=pl.when(whole).then("exact_rate"),
        whole_household_rate=pl.when(household_start_rate_left_out=0).then("household_rate"),
    )


def _change(column: str) -> pl.Expr:
    return pl.col(column) - pl.col(f"{column}_before")
