"""The reporting mirror (报送镜像): how a unit reports, told to itself. It judges nobody and enters no score."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import polars as pl

from metrics.changes.correction_effects import Effect
from metrics.changes.record_history import CORRECTED, FILLED, Moved
from metrics.checks import tails
from metrics.checks.supplements import SUPPLEMENTS
from metrics.days import beijing
from metrics.records.reports import Submission, in_line

EDITS = SUPPLEMENTS["edits"]
SENT: dict[str, type[pl.DataType]] = {
    "unit": pl.String, "data_date": pl.Date, "deadline": pl.Date, "received_on": pl.Date,
}  # fmt: skip
"""One row for each submission that stands: its data date, the deadline of it (null: none was due), and the day in
Beijing on which it was received."""
MIRROR: dict[str, type[pl.DataType]] = {
    "unit": pl.String, "sent": pl.Int64, "on_last_day": pl.Int64, "late": pl.Int64, "edits": pl.Int64,
    "late_edits": pl.Int64, "improved": pl.Int64, "worsened": pl.Int64, "untold": pl.Int64,
    "chance": pl.String, "filled": pl.Int64, "filled_late": pl.Int64,
}  # fmt: skip
Deadlines = Mapping[date, date]
"""The last day on which the report of each data date is in time."""


def mirror(edits: pl.DataFrame, sent: pl.DataFrame) -> pl.DataFrame:
    """Tell of each unit how it reports; columns MIRROR, sorted by unit.

    `sent` (SENT): of its submissions with a deadline, those received on the last day and those after it.
    `edits` (the supplement): corrections, and those of them received after the deadline; what these did to its own
    score (`improved`, `worsened`, and `untold` where it cannot be told apart); `chance` of so lopsided a
    split by the exact sign test (two-sided, in words; null where none moved the score); blanks that were filled
    in, and those after the deadline.
    """
    received, deadline = pl.col("received_on"), pl.col("deadline")
    due = deadline.is_not_null()
    reports = sent.group_by("unit").agg(
        sent=due.sum(),
        on_last_day=(received == deadline).sum(),
        late=(received > deadline).sum(),
    )
    table = reports.join(_edited(edits), on="unit", how="full", coalesce=True)
    counts = [name for name, kind in MIRROR.items() if kind is pl.Int64]
    whole = table.with_columns(pl.col(counts).fill_null(0))
    sides = whole.select("improved", "worsened").iter_rows()
    chances = pl.Series("chance", [_chance(*each) for each in sides], pl.String)
    return whole.with_columns(chances).select(
        pl.col(name).cast(kind) for name, kind in MIRROR.items()
    ).sort("unit")  # fmt: skip


def _edited(edits: pl.DataFrame) -> pl.DataFrame:
    filled = pl.col("nature").eq_missing(pl.lit(FILLED))
    late = (pl.col("received_on") > pl.col("deadline")).fill_null(value=False)
    moved, effect = ~filled & late, pl.col("effect")
    return edits.group_by("unit").agg(
        edits=(~filled).sum(),
        late_edits=moved.sum(),
        improved=(moved & (effect > 0)).sum(),
        worsened=(moved & (effect < 0)).sum(),
        untold=(moved & effect.is_null()).sum(),
        filled=filled.sum(),
        filled_late=(filled & late).sum(),
    )


def _chance(improved: int, worsened: int) -> str | None:
    many = improved + worsened
    if not many:
        return None
    return tails.written(min(tails.sign_tail(max(improved, worsened), many) * 2, tails.CERTAIN))


def sent_of(submissions: Iterable[Submission], deadlines: Deadlines) -> pl.DataFrame:
    """Return the submissions that stand as `mirror` reads them."""
    rows = [
        (s.unit, s.data_date, deadlines.get(s.data_date), beijing.day(s.accepted_at))
        for s in in_line(submissions)
        if not s.reports_nothing
    ]
    return pl.DataFrame(rows, schema=SENT, orient="row").sort(list(SENT))


def corrected(
    corrections: pl.DataFrame,
    effects: Sequence[Effect],
    senders: pl.DataFrame,
    *,
    before: date,
    deadlines: Deadlines,
) -> pl.DataFrame:
    """Return corrections between two data dates as edits: whose, when, and what each did to its region's score.

    `corrections` are those of `between_dates`, `effects` as `correction_effects` tells them and `senders` as
    `correction_senders` does, each in their order. They edit what was told for `before`, whose deadline counts.
    What an edit did together with others is not known of it alone.
    """
    rows: list[tuple[Any, ...]] = []
    told = zip(
        corrections.iter_rows(named=True), effects, senders.iter_rows(named=True), strict=True
    )
    for row, effect, sender in told:
        alone = effect.known and not effect.together
        when = sender["accepted_at"]
        rows.append((
            sender["unit"] or row["region"], before, deadlines.get(before), when and beijing.day(when),
            row["sheet"], row["record"], row["field"], CORRECTED,
            sum(part for _, part in effect.alone) if alone else None,
        ))  # fmt: skip
    return _as_edits(rows)


def filled_in(moved: Iterable[Moved], deadlines: Deadlines) -> pl.DataFrame:
    """Return the blanks that were filled in later (补报) as edits; what they did to a score is not told."""
    rows = [
        (
            each.version.unit, each.version.data_date, deadlines.get(each.version.data_date),
            beijing.day(each.version.accepted_at), each.sheet, " ".join(map(str, each.key)), each.field,
            FILLED, None,
        )
        for each in moved
        if each.nature == FILLED
    ]  # fmt: skip
    return _as_edits(rows)


def _as_edits(rows: Sequence[tuple[Any, ...]]) -> pl.DataFrame:
    table = pl.DataFrame(rows, schema=dict(EDITS.schema), orient="row")
    return table.sort("unit", "data_date", "sheet", "record", "field", nulls_last=True)
