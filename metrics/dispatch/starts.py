"""What a meeting hears of a place of which only 进展报表 are known: its published table of starts.

The figures are those of `published_rates` and `published_changes`, kept as plain text and numbers.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from metrics.progress.published import WHOLE as WHOLE_RATE
from metrics.progress.published import StartTable, start_table
from metrics.progress.published_changes import start_changes, total_change
from metrics.progress.rates import has_ledger
from metrics.records.frames import Frames
from metrics.rules.value import RulePack

FIGURES = (
    "region", "name", "rank", "rank_before", "rank_move", "printed", "all_started", "rate",
    "all_started_before", "rate_before", "rate_change", "planned_compounds", "started_compounds",
    "started_change", "compared",
)  # fmt: skip
WHOLE = (
    "region", "name", "printed", "printed_rate", "start_rate_numerator", "start_rate_denominator",
    "started_compounds", "started_compounds_unknown",
)  # fmt: skip
Row = Mapping[str, Any]


def start_rows(
    now: Frames, before: Frames | None, rules: RulePack, *, place: str
) -> tuple[Row, ...]:
    """Return the place as a whole, then each division in the order of its rank.

    The first row has WHOLE, started_change and rate_change (hundredths of 百分点), cap (whether
    全部开工 is printed from 100 % on), day and since (ISO dates; null = nothing to compare with);
    the others have FIGURES (see `start_changes`; null = not known). Empty where a ledger tells of
    the place, or nobody in it filed a return of the year.
    """
    if any(has_ledger(frames, place=place) for frames in (now, before or now)):
        return ()
    table = start_table(now, place=place, year=now.year)
    if table.rows["started_compounds"].count() + table.rows["printed"].count() == 0:
        return ()
    then = None if before is None else start_table(before, place=place, year=now.year)
    days = {"day": now.as_of, "since": before.as_of if before else None}
    whole = {**_whole(table, then), **days, "cap": rules["full_start_display"]}
    return (whole, *start_changes(table, then).select(FIGURES).to_dicts())


def _whole(table: StartTable, before: StartTable | None) -> dict[str, Any]:
    changed = total_change(table, before)
    row = table.total.select(WHOLE).row(0, named=True)
    return {**row, "started_change": changed.started, "rate_change": changed.rate}


def last_rows(rows: Sequence[Row], *, most: int) -> tuple[Row, ...]:
    """Return the whole again and those of `start_rows` ranked last by 开工率, the last first.

    Who has started all, as printed or by 100 % and more, is not behind, whatever the rank.
    """
    ranked = pl.DataFrame(
        [(row["region"], row["rank"]) for row in rows[1:] if row["rank"] is not None],
        schema={"region": pl.String, "rank": pl.Int64}, orient="row",
    )  # fmt: skip
    named = {row["region"]: row for row in rows[1:]}
    last = [named[code] for code in ranked_last(ranked, most=most)["region"]]
    behind = tuple(row for row in last if row["rate"] is not None and row["rate"] < WHOLE_RATE)
    return (rows[0], *behind) if behind else ()


def ranked_last(ranked: pl.DataFrame, *, most: int) -> pl.DataFrame:
    """Return those ranked last (rank is never null), the last first, equal ones by region code.

    Never more than half of those ranked; regions that share the last place named all come in.
    """
    wanted = min(most, ranked.height // 2)
    if not wanted:
        return ranked.clear()
    edge = ranked["rank"].sort(descending=True)[wanted - 1]
    last = ranked.filter(pl.col("rank") >= edge, pl.col("rank") > 1)
    return last.sort("rank", "region", descending=[True, False])
