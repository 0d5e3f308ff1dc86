"""Who sent a correction (更正): the unit, the person and the submission, from a record's versions."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

import polars as pl
from sqlalchemy.orm import Session

from metrics.kept_text import from_text
from metrics.sheets import BY_NAME
from sql.history import Version, record_versions

SENT = {
    "unit": pl.String, "sent_by": pl.String, "submission": pl.Int64, "data_date": pl.Date,
    "accepted_at": pl.String,
}  # fmt: skip
"""Who sent a value; all null where no stored version has it."""
_THERE = object()


def correction_senders(
    session: Session, corrections: pl.DataFrame, *, before: date, after: date
) -> pl.DataFrame:
    """Tell of each correction of `metrics.dispatch` who sent the value that stands now.

    Returns one row of SENT for each row of `corrections`, in its order. `before` and `after` are
    the two data dates; late data were sent for the earlier one.
    """
    versions: dict[tuple[str, ...], list[Version]] = {}
    rows = []
    for row in corrections.iter_rows(named=True):
        at = row["sheet"], *row["key"]
        if at not in versions:
            versions[at] = record_versions(session, sheet=row["sheet"], key=_key(row))
        until = before if row["late"] else after
        told = [version for version in versions[at] if version.data_date <= until]
        rows.append(_sent(row, told))
    return pl.DataFrame(rows, schema=SENT, orient="row")


def _key(row: Mapping[str, Any]) -> dict[str, object]:
    sheet = BY_NAME[row["sheet"]]
    return {
        name: from_text(text, sheet.column(name).kind)
        for name, text in zip(sheet.record_key, row["key"], strict=True)
    }


def _sent(row: Mapping[str, Any], told: Sequence[Version]) -> tuple[object, ...]:
    wanted = _wanted(row)
    states = [None, *(_state(version, row["field"]) for version in told)]
    turns = [
        version
        for version, (was, now) in zip(told, pairwise(states), strict=True)
        if now == wanted and (was != wanted or version is told[0])
    ]
    if not turns:
        return (None,) * len(SENT)
    last = turns[-1]
    return last.unit, last.sent_by, last.submission, last.data_date, last.accepted_at


def _wanted(row: Mapping[str, Any]) -> object:
    if row["field"] is None:
        return _THERE if row["change"] == "added" else None
    return from_text(row["new"], BY_NAME[row["sheet"]].column(row["field"]).kind)


def _state(version: Version, field: str | None) -> object:
    """Return the value that a version gives; a record that is gone has none."""
    if version.gone:
        return None
    return _THERE if field is None else version.values[field]
