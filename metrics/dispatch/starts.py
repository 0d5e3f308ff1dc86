"""What a meeting hears of a place of which only 进展报表 are known: its published table of starts.

The figures are those of `progress.published` and `published_changes`, kept as plain text and numbers.
"""

from datetime import date
from typing import NamedTuple, TypedDict, cast

import polars as pl

from metrics.progress.published import earlier_table, start_table
from metrics.progress.published_changes import start_changes, total_change
from metrics.progress.rates import told_from_ledger
from metrics.progress.rule_keys import full_start_shown
from metrics.records.frames import Frames
from metrics.records.shapes import rows_of
from metrics.rules.value import RulePack

WHOLE = (
    "region", "name", "printed", "printed_rate", "start_rate_numerator", "start_rate_denominator",
    "started_compounds", "started_compounds_unknown",
)  # fmt: skip


class StartRow(TypedDict):
    """A division in the table of starts (see `start_changes`); null = not known."""

    region: str
    name: str
    rank: int | None
    rank_before: int | None
    rank_move: int | None
    printed: str | None
    unread: str | None
    all_started: bool
    rate: int | None
    rate_part: int | None
    rate_whole: int | None
    full: bool
    all_started_before: bool | None
    rate_before: int | None
    rate_change: int | None
    planned_compounds: int | None
    started_compounds: int | None
    started_change: int | None
    compared: bool
    redrawn: bool


class WholeRow(TypedDict):
    """The place as a whole: its rate as printed and in its parts, and what changed.

    `rate_change` is in hundredths of 百分点; `since` is null where there is nothing to compare
    with; `cap` says whether 全部开工 is printed from 100 % on.
    """

    region: str
    name: str
    printed: str | None
    printed_rate: int | None
    start_rate_numerator: int | None
    start_rate_denominator: int | None
    started_compounds: int | None
    started_compounds_unknown: int
    started_change: int | None
    rate_change: int | None
    day: date
    since: date | None
    cap: bool


class Starts(NamedTuple):
    """A table of starts: the place as a whole and divisions in it, in an order that is told."""

    whole: WholeRow
    regions: tuple[StartRow, ...]


def starts_of(now: Frames, before: Frames | None, rules: RulePack, *, place: str) -> Starts | None:
    """Return the place as a whole and each division in the order of its rank.

    Null where a ledger tells of the place, or nobody in it filed a return of the year.
    """
    if any(told_from_ledger(frames, place=place) for frames in (now, before or now)):
        return None
    table = start_table(now, place=place, year=now.year)
    if table.rows["started_compounds"].count() + table.rows["printed"].count() == 0:
        return None
    then = None if before is None else earlier_table(before, now, place=place)
    changed = total_change(table, then)
    whole = {
        **table.total.select(WHOLE).row(0, named=True),
        "started_change": changed.started, "rate_change": changed.rate,
        "day": now.as_of, "since": before.as_of if before else None,
        "cap": full_start_shown(rules, now.regions, place),
    }  # fmt: skip
    return Starts(cast("WholeRow", whole), rows_of(start_changes(table, then), StartRow))


def last_starts(starts: Starts, *, most: int) -> Starts | None:
    """Return the whole again and those ranked last by 开工率, the last first; null if none is.

    Who has started all, as printed or by 100 % and more, is not behind, whatever the rank.
    """
    ranked = pl.DataFrame(
        [(row["region"], row["rank"]) for row in starts.regions if row["rank"] is not None],
        schema={"region": pl.String, "rank": pl.Int64}, orient="row",
    )  # fmt: skip
    named = {row["region"]: row for row in starts.regions}
    last = [named[code] for code in ranked_last(ranked, most=most)["region"]]
    behind = tuple(row for row in last if row["rate"] is not None and not row["full"])
    return Starts(starts.whole, behind) if behind else None


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
