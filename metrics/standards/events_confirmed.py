"""Confirmed events (属实事件): the one judgement behind A02.3, A03.2 and A09.3.

An event counts when it is 属实 and happened in the evaluation year by the data date; 待核 and 不实
never change a verdict, 待核 is shown apart. Without a confirmed event a record is met only where its
county has an accepted submission, otherwise it is unknown (standard.md §2 end, §6.14, §6.16).
"""

import polars as pl

from metrics.records.frames import Frames
from metrics.records.schema import Kind
from metrics.standards.measure import derived

DERIVED = (
    derived("confirmed_events", "属实事件数", Kind.COUNT),
    derived("pending_events", "待核事件数", Kind.COUNT),
    derived("data_date", "最近报送的数据日期", Kind.DATE),
)
EVENT_COLUMNS = tuple(column.name for column in DERIVED)


def with_events(
    frames: Frames, records: pl.LazyFrame, *, kinds: tuple[str, ...], by: str
) -> pl.LazyFrame:
    """Add to records (which carry `region`) their events of the year and their county's last report.

    `by` is the column that links an event to a record: region or project. `data_date` is null
    where the county has reported nothing.
    """
    events = (
        frames.sheet("events")
        .filter(pl.col("kind").is_in(kinds), frames.year_of("happened_on"))
        .group_by(by)
        .agg(
            confirmed_events=(pl.col("status") == "属实").sum().cast(pl.Int64),
            pending_events=(pl.col("status") == "待核").sum().cast(pl.Int64),
        )
    )
    reports = frames.reporting.lazy().select(pl.col("unit").alias("region"), "data_date")
    return (
        records.join(events, on=by, how="left")
        # No event of these kinds was recorded: a count of rows, not a blank that was filled.
        .with_columns(pl.col("confirmed_events", "pending_events").fill_null(0))
        .join(reports, on="region", how="left")
    )


def none_confirmed() -> pl.Expr:
    """Say that no event is confirmed; null where the county has reported nothing."""
    reported = pl.when(pl.col("data_date").is_not_null()).then(pl.lit(value=True))
    return (pl.col("confirmed_events") == 0) & reported
