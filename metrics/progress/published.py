"""The published tables of starts (住房和城乡建设部进展通报): printed rates, ties, order and total.

Such a table prints what was started and a rate, often without the plan behind them: 「全部开工」 is a
cap that hides the value, and a rounded rate bounds the plan without fixing it. A plan is therefore
never worked out from them; where it was reported the exact rate stands beside the printed one and
may exceed 100 %.
"""

from typing import NamedTuple

import polars as pl

from metrics.errors import PublishedRateUnreadable
from metrics.progress.figures import COLUMNS, MISSING, UNIT, VALUES, known_sum
from metrics.progress.rates import rate_hundredths, returns
from metrics.records.frames import Frames

ALL_STARTED = "全部开工"
WHOLE = 100_00
"""100 % in hundredths of a percent."""

PRINTED = r"^([0-9]{1,3})(?:\.([0-9]{1,2}))?%$"


class StartTable(NamedTuple):
    """A table of starts (开工进展表) and its last line.

    `rows`: region, name, printed (as printed), all_started (printed 「全部开工」), rate (hundredths of
    a percent: as printed, else of the known plan; null where capped or unknown), rank (null without
    a rate), published_order, and all of `figures.COLUMNS` (null = not reported or not
    published); listed by rank, printed order, region code. `total`: one line of region, year, name
    and COLUMNS, each figure the sum of the rows that know it beside `<figure>_unknown`, and each
    pair of a rate that of the rows which know both, beside `<rate>_left_out`; own_started,
    printed and printed_rate (hundredths; null where capped) are what the place itself reported.
    """

    rows: pl.DataFrame
    total: pl.DataFrame


def start_table(frames: Frames, *, place: str, year: int) -> StartTable:
    """Return the table of the divisions directly below `place` for one plan year.

    A place with nothing below it is the one line of its table.
    A division that filed no return itself has the figures of those below it (`from_returns.returns`).
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


def _below(frames: Frames, *, place: str, year: int) -> pl.DataFrame:
    divisions = frames.regions.filter(pl.col("parent") == place)
    if divisions.is_empty():
        divisions = frames.regions.filter(pl.col("region") == place)
    figures = returns(frames).filter(pl.col("year") == year).drop("year")
    filed = frames.tables["returns"].filter(pl.col("year") == year)
    printed = filed.select("region", "published_start_rate", "published_order")
    named = divisions.select("region", "name").join(figures, on="region", how="left")
    rows = named.join(printed, on="region", how="left")
    # Nobody filed a return of that year: each division is one unit of which nothing is known.
    return read_rates(rows.with_columns(pl.col(*MISSING).fill_null(1)))


def _ranked(table: pl.DataFrame) -> pl.DataFrame:
    exact = rate_hundredths("start_rate")
    capped = table["all_started"].any()
    compared = pl.min_horizontal("rate", pl.lit(WHOLE)) if capped else pl.col("rate")
    rated = table.with_columns(
        rate=pl.when("all_started").then(None).otherwise(pl.coalesce("printed_rate", exact))
    )
    place = pl.when("all_started").then(WHOLE).otherwise(compared)
    return (
        rated.with_columns(rank=place.rank("min", descending=True).cast(pl.Int64))
        .select(
            "region", "name", pl.col("published_start_rate").alias("printed"), "all_started",
            "rate", "rank", "published_order", *COLUMNS,
        )
        .sort("rank", "published_order", "region", nulls_last=True)
    )  # fmt: skip


def _total(frames: Frames, rows: pl.DataFrame, *, place: str, year: int) -> pl.DataFrame:
    filed = frames.tables["returns"].filter(pl.col("region") == place, pl.col("year") == year)
    own = read_rates(filed).select(
        *UNIT, "printed_rate", own_started="started_compounds", printed="published_start_rate"
    )
    sums = [known_sum(pl.col(column)).alias(column) for column in VALUES]
    line = rows.select(
        pl.lit(place).alias("region"), pl.lit(year, pl.Int32).alias("year"),
        *sums, pl.col(*MISSING).sum(),
    )  # fmt: skip
    named = line.join(frames.regions.select("region", "name"), on="region", how="left")
    return named.join(own, on=UNIT, how="left")
