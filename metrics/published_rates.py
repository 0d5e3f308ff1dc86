"""The published tables of starts (住房和城乡建设部进展通报): printed rates, ties, order and total.

Such a table prints what was started and a rate, often without the plan behind them: 「全部开工」 is a
cap that hides the value, and a rounded rate bounds the plan without fixing it. A plan is therefore
never worked out from them; where it was reported the exact rate stands beside the printed one and
may exceed 100 %.
"""

from typing import NamedTuple

import polars as pl

from metrics.errors import PublishedRateUnreadable
from metrics.frames import Frames
from metrics.progress_figures import UNIT, hundredths, known_sum

ALL_STARTED = "全部开工"
WHOLE = 100_00
"""100 % in hundredths of a percent."""

PRINTED = r"^([0-9]{1,3})(?:\.([0-9]{1,2}))?%$"


class StartTable(NamedTuple):
    """A table of starts (开工进展表) and its last line.

    `rows`: region, name, started_compounds, planned_compounds (null = not published), printed (as
    printed), all_started (printed 「全部开工」), rate (hundredths of a percent: as printed, else of the
    known plan; null where capped or unknown), rank (null without a rate), published_order; listed
    by rank, printed order, region code. `total`: one line of region, year, started_compounds and
    planned_compounds, each the sum of the rows that know it beside `<figure>_unknown`, the number
    of those that do not; numerator and denominator of the rate over the rows that know both, and
    left_out, the number of the others; name, own_started and printed as the place itself reported.
    """

    rows: pl.DataFrame
    total: pl.DataFrame


def start_table(frames: Frames, *, place: str, year: int) -> StartTable:
    """Return the table of the divisions directly below `place` for one plan year.

    Divisions without a row in 进展报表 are listed last, unknown. Equal rates share a rank, the next
    is skipped; 「全部开工」 ties at the top with every rate of 100 % or more, which it may exceed or
    not. Raises PublishedRateUnreadable for a printed rate of any other form.
    """
    rows = _ranked(_below(frames, place=place, year=year))
    return StartTable(rows, _total(frames, rows, place=place, year=year))


def read_rates(table: pl.DataFrame) -> pl.DataFrame:
    """Add printed_rate (hundredths of a percent) and all_started, read from published_start_rate.

    Both are null where nothing was printed; the cap has no rate. `table` carries `region`.
    """
    text = pl.col("published_start_rate")
    bad = table.filter(~text.str.contains(PRINTED) & (text != ALL_STARTED)).sort("region")
    if bad.height:
        raise PublishedRateUnreadable(
            f"进展报表中{bad['region'][0]}的公布开工率“{bad['published_start_rate'][0]}”无法识别，"
            "应为“97.5%”这样的百分数（最多两位小数）或“全部开工”。"
        )
    whole = text.str.extract(PRINTED, 1).cast(pl.Int64)
    decimals = text.str.extract(PRINTED, 2).fill_null("").str.pad_end(2, "0").cast(pl.Int64)
    return table.with_columns(printed_rate=whole * 100 + decimals, all_started=text == ALL_STARTED)


def rate_changes(now: pl.DataFrame, before: pl.DataFrame) -> pl.DataFrame:
    """Return the change of each rate between two tables' rows, in hundredths of 百分点.

    Null where either date has no rate: the cap 「全部开工」 is none.
    """
    earlier = before.select("region", before="rate")
    change = pl.col("rate") - pl.col("before")
    joined = now.select("region", "rate").join(earlier, on="region", how="left")
    return joined.select("region", change=change).sort("region")


def _below(frames: Frames, *, place: str, year: int) -> pl.DataFrame:
    divisions = frames.regions.filter(pl.col("parent") == place).select("region", "name")
    reported = frames.tables["returns"].filter(pl.col("year") == year)
    return read_rates(divisions.join(reported, on="region", how="left"))


def _ranked(table: pl.DataFrame) -> pl.DataFrame:
    exact = hundredths(pl.col("started_compounds"), pl.col("planned_compounds"))
    capped = table["all_started"].any()
    compared = pl.min_horizontal("rate", pl.lit(WHOLE)) if capped else pl.col("rate")
    rated = table.with_columns(
        rate=pl.when("all_started").then(None).otherwise(pl.coalesce("printed_rate", exact))
    )
    place = pl.when("all_started").then(WHOLE).otherwise(compared)
    return (
        rated.with_columns(rank=place.rank("min", descending=True).cast(pl.Int64))
        .select(
            "region", "name", "started_compounds", "planned_compounds",
            pl.col("published_start_rate").alias("printed"), "all_started", "rate", "rank",
            "published_order",
        )
        .sort("rank", "published_order", "region", nulls_last=True)
    )  # fmt: skip


def _total(frames: Frames, rows: pl.DataFrame, *, place: str, year: int) -> pl.DataFrame:
    own = frames.tables["returns"].select(
        *UNIT, own_started="started_compounds", printed="published_start_rate"
    )
    return (
        rows.select(pl.lit(place).alias("region"), pl.lit(year, pl.Int32).alias("year"), *_sums())
        .join(frames.regions.select("region", "name"), on="region", how="left")
        .join(own, on=UNIT, how="left")
    )


def _sums() -> list[pl.Expr]:
    started, planned = pl.col("started_compounds"), pl.col("planned_compounds")
    both = started.is_not_null() & planned.is_not_null()
    return [
        known_sum(started).alias("started_compounds"),
        started.null_count().cast(pl.Int64).alias("started_compounds_unknown"),
        known_sum(planned).alias("planned_compounds"),
        planned.null_count().cast(pl.Int64).alias("planned_compounds_unknown"),
        known_sum(started.filter(both)).alias("numerator"),
        known_sum(planned.filter(both)).alias("denominator"),
        (~both).sum().cast(pl.Int64).alias("left_out"),
    ]
