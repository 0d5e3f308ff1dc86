"""Who sent a correction (更正): the unit, the person and the submission, from a record's versions."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

import polars as pl
from sqlalchemy import ColumnElement, RowMapping, select
from sqlalchemy.orm import Session

from metrics.records.kept_text import from_text
from metrics.records.schema import Sheet
from metrics.records.sheets import BY_NAME
from sql.models import HISTORIES, SUBMISSIONS
from sql.reported.statements import stands

SENT = {
    "unit": pl.String, "sent_by": pl.String, "submission": pl.Int64, "data_date": pl.Date,
    "accepted_at": pl.String,
}  # fmt: skip
"""Who sent a value; all null where no stored version has it."""
SLICE = 5_000
"""Records asked for at once: a statement can carry only so many values."""
_THERE = object()
_S = SUBMISSIONS.c
_TOLD = (_S.unit, _S.sent_by, _S.id.label("submission"), _S.data_date, _S.accepted_at)
Key = tuple[object, ...]


def correction_senders(
    session: Session, corrections: pl.DataFrame, *, before: date, after: date
) -> pl.DataFrame:
    """Tell of each correction of `metrics.changes.between_dates` who sent the value that stands now.

    Returns one row of SENT for each row of `corrections`, in its order. `before` and `after` are
    the two data dates; late data were sent for the earlier one.
    """
    listed = corrections.to_dicts()
    versions: dict[str, dict[Key, list[RowMapping]]] = {
        sheet: _versions(session, BY_NAME[sheet], [row for row in listed if row["sheet"] == sheet])
        for sheet in sorted({row["sheet"] for row in listed})
    }
    rows = []
    for row in listed:
        until = before if row["late"] else after
        of_record = versions[row["sheet"]].get(_key(row), [])
        rows.append(_sent(row, [each for each in of_record if each["data_date"] <= until]))
    return pl.DataFrame(rows, schema=SENT, orient="row")


def _versions(
    session: Session, sheet: Sheet, listed: Sequence[Mapping[str, Any]]
) -> dict[Key, list[RowMapping]]:
    """Return stored versions by key, in order of data date and acceptance; more than was asked."""
    wanted = {_key(row) for row in listed}
    fields = sorted({row["field"] for row in listed if row["field"] is not None})
    versions: dict[Key, list[RowMapping]] = {}
    for version in _stored(session, sheet, wanted, fields):
        key = tuple(version[f"key:{name}"] for name in sheet.record_key)
        versions.setdefault(key, []).append(version)
    return versions


def _stored(
    session: Session, sheet: Sheet, wanted: set[Key], fields: Sequence[str]
) -> Iterator[RowMapping]:
    """Read every version of records that share a code with those wanted.

    A blank in a key equals nothing in SQL: only the first column, which is never blank, is asked.
    """
    history = HISTORIES[sheet.name]
    first = sheet.record_key.index(sheet.key[0])
    query = (
        select(*_TOLD, history.c.gone, *(history.c[f].label(f"field:{f}") for f in fields))
        .add_columns(*(_column(sheet, name).label(f"key:{name}") for name in sheet.record_key))
        .join(history, history.c.submission == _S.id)
        .where(stands())
        .order_by(_S.data_date, _S.id, history.c.added_by)
    )
    codes = sorted({key[first] for key in wanted}, key=str)
    for start in range(0, len(codes), SLICE):
        some = history.c[sheet.key[0]].in_(codes[start : start + SLICE])
        yield from session.execute(query.where(some)).mappings()


def _column(sheet: Sheet, name: str) -> ColumnElement[Any]:
    history = HISTORIES[sheet.name]
    return history.c[name] if name in history.c else _S[name]


def _key(row: Mapping[str, Any]) -> Key:
    sheet = BY_NAME[row["sheet"]]
    return tuple(
        from_text(text, sheet.column(name).kind)
        for name, text in zip(sheet.record_key, row["key"], strict=True)
    )


def _sent(row: Mapping[str, Any], versions: Sequence[RowMapping]) -> tuple[object, ...]:
    wanted = _wanted(row)
    states = [None, *(_state(version, row["field"]) for version in versions)]
    turns = [
        version
        for version, (was, now) in zip(versions, pairwise(states), strict=True)
        if now == wanted and (was != wanted or version is versions[0])
    ]
    if not turns:
        return (None,) * len(SENT)
    return tuple(turns[-1][name] for name in SENT)


def _wanted(row: Mapping[str, Any]) -> object:
    if row["field"] is None:
        return _THERE if row["change"] == "added" else None
    return from_text(row["new"], BY_NAME[row["sheet"]].column(row["field"]).kind)


def _state(version: RowMapping, field: str | None) -> object:
    """Return the value that a version gives; a record that is gone has none."""
    if version["gone"]:
        return None
    return _THERE if field is None else version[f"field:{field}"]
