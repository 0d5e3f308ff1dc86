"""The published tables of starts (住房和城乡建设部进展通报): printed rates, ties, order and total.

Such a table prints what was started and a rate, often without the plan behind them: 「全部开工」 is a
cap that hides the value, and a rounded rate bounds the plan without fixing it. A plan is therefore
never worked out from them; where it was reported the exact rate stands beside the printed one and
may exceed 100 %.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, NamedTuple

import polars as pl

from metrics.progress.figures import COLUMNS, FIGURES, MISSING, UNIT, VALUES, known_sum, pair
from metrics.progress.places import exactly, places
from metrics.progress.rates import rate_hundredths, returns
from metrics.records.adjustment import adjustment, recoded
from metrics.records.frames import Frames
from metrics.records.published_rate import WHOLE, PrintedRate, printed_rate
from metrics.records.sheets.returns import RETURNS

OWN = tuple(figure for figure in FIGURES if figure in RETURNS.schema)
"""The figures that a place may tell of itself, beside what its divisions add up to."""
PRINTED = {
    "printed": pl.String, "printed_rate": pl.Int64, "all_started": pl.Boolean, "unread": pl.String,
}  # fmt: skip
COMPARED = {
    "rate_part": pl.Int64, "rate_whole": pl.Int64, "full": pl.Boolean, "disagrees": pl.Boolean,
}  # fmt: skip


class StartTable(NamedTuple):
    """A table of starts (开工进展表) and its last line.

    `rows`: region, name, printed (as printed), unread (what was reported as printed and cannot be
    read, else null), all_started (printed 「全部开工」), rate (hundredths of a percent: as printed, else
    of the known plan; null where capped, unread or unknown), rate_part and rate_whole (what the rate
    is compared by: the exact parts where the printed rate is theirs, else the printed rate; null
    as `rate`, but for a cap whose plan is known), full (whether all is started, told so or exactly and
    of every unit), disagrees (the printed rate is not that of the known parts), rank (null without a rate),
    published_order, and all of `figures.COLUMNS` (null = not reported or not published); listed by
    rank, printed order, region code.

    `total`: one line of region, year, name and COLUMNS, each figure the sum of the rows that know it
    beside `<figure>_unknown`, and each pair of a rate that of the rows which know both, beside
    `<rate>_left_out`; `own_<figure>` (OWN), printed, printed_rate (hundredths; null where capped)
    and unread are what the place itself reported.

    `redrawn` are divisions whose area became another after an earlier table: see `earlier_table`.
    """

    rows: pl.DataFrame
    total: pl.DataFrame
    redrawn: frozenset[str] = frozenset()


def start_table(frames: Frames, *, place: str, year: int) -> StartTable:
    """Return the table of the divisions directly below `place` for one plan year.

    A place with nothing below it is the one line of its table.
    A division that filed no return itself has the figures of those below it (`from_returns.returns`).
    Divisions without a row in 进展报表, and those whose printed rate cannot be read, are listed last,
    unknown. Equal rates share a rank, the next is skipped; 「全部开工」 without a known plan ties at the
    top with every rate of 100 % or more, which it may exceed or not.
    """
    rows = _ranked(_below(frames, place=place, year=year))
    return StartTable(rows, _total(frames, rows, place=place, year=year))


def earlier_table(before: Frames, after: Frames, *, place: str) -> StartTable:
    """Return the table of an earlier date to hold against that of a later one, of its plan year.

    A division that only got another code since stands under the later one; `redrawn` are those that
    cannot be compared, because their area is another (区划调整).
    """
    table = start_table(recoded(before, after), place=place, year=after.year)
    return table._replace(redrawn=adjustment(before, after).redrawn)


def read_rates(table: pl.DataFrame) -> pl.DataFrame:
    """Add PRINTED, read from published_start_rate; all are null where nothing was printed."""
    texts = table["published_start_rate"].to_list()
    read = {text: printed_rate(text) for text in set(texts) - {None}}
    lines = [_printed(text, read.get(text)) for text in texts]
    return table.hstack(pl.DataFrame(lines, schema=PRINTED, orient="row"))


def _printed(text: str | None, read: PrintedRate | None) -> tuple[Any, ...]:
    if read is None:
        return None, None, None, text
    return read.text, read.hundredths, read.hundredths is None, None


def agree(printed: str, exact: Fraction) -> bool:
    """Say whether a printed rate is that of exact parts, rounded or cut to the digits it has."""
    read = printed_rate(printed)
    if read is None or read.hundredths is None:
        return read is not None and exact >= 1
    last_digit = Fraction(1, 10 ** (2 + len(printed.partition(".")[2].rstrip("%"))))
    return abs(exact - Fraction(read.hundredths, WHOLE)) < last_digit


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
    compared = [_compared(row) for row in table.iter_rows(named=True)]
    rated = table.hstack(pl.DataFrame(compared, schema=COMPARED, orient="row"))
    told = pl.col("unread").is_null() & ~pl.col("all_started").fill_null(value=False)
    rate = pl.coalesce("printed_rate", rate_hundredths("start_rate"))
    return (
        rated.with_columns(rate=pl.when(told).then(rate), rank=_ranks(rated))
        .select(
            "region", "name", "printed", "unread", "all_started", "rate", *COMPARED, "rank",
            "published_order", *COLUMNS,
        )
        .sort("rank", "published_order", "region", nulls_last=True)
    )  # fmt: skip


def _compared(row: Mapping[str, Any]) -> tuple[int | None, int | None, bool, bool]:
    """Return what the rate of a row is compared by (COMPARED)."""
    part, whole = (row[each] for each in pair("start_rate"))
    exact = exactly(part, whole)
    if row["unread"] is not None or (exact is None and row["printed"] is None):
        return None, None, False, False
    if exact is not None and (row["printed"] is None or agree(row["printed"], exact)):
        return part, whole, exact >= 1 and row["start_rate_left_out"] == 0, False
    rate = row["printed_rate"]
    full = rate is None or rate >= WHOLE
    return rate, None if rate is None else WHOLE, full, exact is not None


def _ranks(rated: pl.DataFrame) -> pl.Series:
    values = [
        exactly(part, whole) if part is not None else Fraction(1) if full else None
        for part, whole, full in rated.select("rate_part", "rate_whole", "full").iter_rows()
    ]
    if hides_some(rated):
        values = [None if value is None else min(value, Fraction(1)) for value in values]
    return pl.Series("rank", places(values), pl.Int64)


def hides_some(rows: pl.DataFrame) -> bool:
    """Say whether some 「全部开工」 of a table hides its value, so that all from 100 % on tie with it."""
    return rows.filter("full", pl.col("rate_part").is_null()).height > 0


def _total(frames: Frames, rows: pl.DataFrame, *, place: str, year: int) -> pl.DataFrame:
    filed = frames.tables["returns"].filter(pl.col("region") == place, pl.col("year") == year)
    told = [pl.col(figure).alias(f"own_{figure}") for figure in OWN]
    own = read_rates(filed).select(*UNIT, *told, "printed", "printed_rate", "unread")
    sums = [known_sum(pl.col(column)).alias(column) for column in VALUES]
    line = rows.select(
        pl.lit(place).alias("region"), pl.lit(year, pl.Int32).alias("year"),
        *sums, pl.col(*MISSING).sum(),
    )  # fmt: skip
    named = line.join(frames.regions.select("region", "name"), on="region", how="left")
    return named.join(own, on=UNIT, how="left")


def level_of(total: Mapping[str, Any]) -> Fraction | None:
    """Return the rate of the line of a whole as a share of one: exact where it is that printed.

    Null where it neither printed one nor can be added up.
    """
    exact = exactly(*(total[part] for part in pair("start_rate")))
    printed, rate = total["printed"], total["printed_rate"]
    if rate is None or (exact is not None and agree(printed, exact)):
        return exact
    return Fraction(rate, WHOLE)


def standing(row: Mapping[str, Any], level: Fraction | None) -> bool | None:
    """Say whether a row's rate is at least the whole's; null where either is unknown or hidden."""
    own = exactly(row["rate_part"], row["rate_whole"])
    return None if own is None or level is None else own >= level
