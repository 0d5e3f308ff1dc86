"""Acceptance of submissions (报送): append-only, only what differs is stored.

A submission is whole: a record that is not in it is gone, and so is a sheet that is not in it. A part
(增量报送) comes here as the whole that it makes with the statement before (`sql/reported/parts.py`).
What later-dated submissions say never changes: where a back-dated one (补报) slips in before
them, the next one's records that leaned on what went before are written out again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import islice
from typing import Literal

import polars as pl
from sqlalchemy import Row, insert, select
from sqlalchemy.orm import Session

from metrics.access.acting import actor, signed
from metrics.errors import NotAgreed, UserError
from metrics.records.findings import CellError, warnings_as_json
from metrics.records.reports import UNSIGNED, WHOLE, Accepted, Question, questions_as_json
from metrics.records.schema import Sheet
from metrics.records.sheets import BY_NAME, SHEETS
from metrics.reporting.review.decisions import Decision
from sql.database.bulk import insert_rows
from sql.database.engine import queue_for_writing
from sql.database.moments import following
from sql.models import HISTORIES, SUBMISSIONS
from sql.reported.review.written import last_decision, last_moment
from sql.reported.statements import Seen, keys_written, line, newest_known, planned, stands

# The tables of one unit are small: starting the streaming engine costs more than the work.
_ENGINE: Literal["in-memory"] = "in-memory"


class RecordRepeated(UserError):
    """Two rows of one sheet have the same key, so that neither could be told to be right."""

    exit_code = 22


@dataclass(frozen=True, slots=True)
class _Delta:
    """How one sheet differs from the statement before: `rows` to store, tombstones included."""

    rows: pl.DataFrame
    before: pl.DataFrame
    added: int
    changed: int
    removed: int
    unchanged: int


def accept(
    session: Session,
    *,
    unit: str,
    as_of: date,
    sent_by: str | None,
    file_name: str,
    file_sha256: str,
    sheets: Mapping[str, pl.DataFrame],
    at: datetime | None = None,
    before: Mapping[str, pl.DataFrame] | None = None,
    kind: str = WHOLE,
    confirmed: Sequence[Question] = (),
    warnings: Sequence[CellError] | None = None,
) -> Accepted:
    """Store one unit's statement for a data date inside the caller's transaction.

    `sheets` maps sheet names to frames of the sheet's columns and `sheet_row`, the row in the
    workbook. It was sent by the account that acts; `sent_by` is who did on the command line.
    `at` is the moment of acceptance (null: now). `before` is the unit's statement as of
    that date, sheet by sheet, from a caller that holds the queue for writing (`queue_for_writing`)
    and has read it since; it is read here otherwise. `kind` is what the workbook was said to be
    (`metrics.records.reports`); of a part (增量报送) `sheets` are those of the statement that results.
    `confirmed` are the questions that were asked and answered with yes: they are kept, and so are the
    `warnings` that the sender was given (null: none were looked for). The file that is
    already the unit's newest for this data date, as the same kind, stores nothing, unless that was
    returned (退回); an older file sent again after another one counts as a new statement, because it
    takes the other one back.

    Raises:
        RecordRepeated: if a key occurs twice in a sheet.
        NotAgreed: if something was confirmed and nobody is named who did (`sent_by`).
    """
    queue_for_writing(session)
    sent_by = signed(sent_by)
    repeated = sent_before(session, unit=unit, as_of=as_of, file_sha256=file_sha256, kind=kind)
    if repeated is not None:
        return Accepted(submission=repeated, repeated=True)
    if confirmed and not sent_by:
        raise NotAgreed(UNSIGNED)
    if before is None or set(before) != set(BY_NAME):  # a part would withdraw the rest unseen
        before = statement(session, Seen(as_of, newest_known(session, None), unit))
    deltas = _deltas(sheets, before=before)
    counts = {
        name: sum(getattr(delta, name) for delta in deltas.values())
        for name in ("added", "changed", "removed", "unchanged")
    }
    values = {
        "unit": unit, "data_date": as_of, "sent_by": sent_by, "file_name": file_name, "kind": kind,
        "confirmed": questions_as_json(confirmed),
        "warned": None if warnings is None else len(warnings),
        "warnings": warnings_as_json(warnings) if warnings else None,
    }  # fmt: skip
    submission = recorded(session, at=at, file_sha256=file_sha256, **values, **counts)
    _store(session, submission=submission, unit=unit, as_of=as_of, deltas=deltas)
    return Accepted(submission=submission, repeated=False, **counts)


def sent_before(
    session: Session, *, unit: str, as_of: date, file_sha256: str, kind: str
) -> int | None:
    """Return a unit's newest submission for a day if it is this very file; null otherwise.

    One that was returned (退回) has to be sent again, and may be the same.
    """
    newest = newest_file(session, unit=unit, as_of=as_of)
    if newest is None or (newest.file_sha256, newest.kind) != (file_sha256, kind):
        return None
    return None if last_decision(session, newest.id) == Decision.RETURNED else newest.id


def newest_file(session: Session, *, unit: str, as_of: date) -> Row[int, str, str] | None:
    """Return id, file_sha256 and kind of a unit's newest submission for a day that stands; null for none."""
    s = SUBMISSIONS.c
    query = select(s.id, s.file_sha256, s.kind)
    of_day = query.where(s.unit == unit, s.data_date == as_of, stands())
    return session.execute(of_day.order_by(s.id.desc()).limit(1)).first()


def recorded(session: Session, *, at: datetime | None, **values: object) -> int:
    """Add the row of a submission, accepted at a moment (null: now), and return its number."""
    moment = following(at or datetime.now(UTC), last=last_moment(session))
    values |= {"accepted_at": moment, "account": actor().account}
    row = insert(SUBMISSIONS).values(**values).returning(SUBMISSIONS.c.id)
    return int(session.execute(row).scalar_one())


def statement(session: Session, seen: Seen) -> dict[str, pl.DataFrame]:
    """Return what the unit looked at says, sheet by sheet, in the columns of the sheets."""
    # Collected together: thirteen small plans one by one cost several times more.
    submissions = line(session, seen)
    plans = [planned(session, s, seen, submissions).select(list(s.schema)) for s in SHEETS]
    return {
        s.name: frame
        for s, frame in zip(SHEETS, pl.collect_all(plans, engine=_ENGINE), strict=True)
    }


def _deltas(
    sheets: Mapping[str, pl.DataFrame], *, before: Mapping[str, pl.DataFrame]
) -> dict[str, _Delta]:
    unknown = sorted(set(sheets) - set(BY_NAME))
    if unknown:
        raise KeyError(f"not sheets of the dictionary: {unknown}")
    old_ones = [before.get(s.name, s.empty()) for s in SHEETS]
    now = pl.collect_all([_shaped(s, sheets.get(s.name)) for s in SHEETS], engine=_ENGINE)
    filled = [
        each for each in zip(SHEETS, old_ones, now, strict=True) if each[1].height or each[2].height
    ]
    comparisons = [plan for each in filled for plan in _compared(*each)]
    frames = iter(pl.collect_all(comparisons, engine=_ENGINE))
    return {sheet.name: _delta(sheet, old, new, *islice(frames, 3)) for sheet, old, new in filled}


def _shaped(sheet: Sheet, frame: pl.DataFrame | None) -> pl.LazyFrame:
    schema: dict[str, type[pl.DataType]] = {**sheet.schema, "sheet_row": pl.Int32}
    if frame is None:
        return pl.LazyFrame(schema=schema)
    return frame.lazy().select(pl.col(name).cast(dtype) for name, dtype in schema.items())


def _compared(sheet: Sheet, before: pl.DataFrame, now: pl.DataFrame) -> list[pl.LazyFrame]:
    """Plan the rows that are new or read otherwise, the keys that vanished, and repeated keys.

    Blanks are values, in keys as in cells. `known` says that the key was there before.
    """
    old, new = before.lazy().with_columns(known=True), now.lazy()
    both = new.join(old, on=sheet.key, how="left", nulls_equal=True, suffix=":before")
    was_there = pl.col("known").fill_null(value=False)
    same = [
        pl.col(name).eq_missing(pl.col(f"{name}:before"))
        for name in sheet.schema
        if name not in sheet.key
    ]
    return [
        both.filter(~pl.all_horizontal(was_there, *same)).select(
            *sheet.schema, "sheet_row", was_there
        ),
        before.lazy().join(new, on=sheet.key, how="anti", nulls_equal=True).select(sheet.key),
        new.group_by(sheet.key).len().filter(pl.col("len") > 1).select(sheet.key),
    ]


def _delta(
    sheet: Sheet,
    before: pl.DataFrame,
    now: pl.DataFrame,
    fresh: pl.DataFrame,
    vanished: pl.DataFrame,
    repeated: pl.DataFrame,
) -> _Delta:
    if repeated.height:
        raise RecordRepeated(f"工作表“{sheet.label}”中同一记录出现了两次，应只保留一行。")
    rows = fresh.drop("known").with_columns(gone=pl.lit(value=False))
    changed = int(fresh["known"].sum())
    return _Delta(
        rows=pl.concat([rows, _tombstones(sheet, vanished)], how="diagonal"),
        before=before,
        added=fresh.height - changed,
        changed=changed,
        removed=vanished.height,
        unchanged=now.height - fresh.height,
    )


def _tombstones(sheet: Sheet, keys: pl.DataFrame) -> pl.DataFrame:
    return keys.select(*sheet.key, gone=pl.lit(value=True))


def _store(
    session: Session, *, submission: int, unit: str, as_of: date, deltas: Mapping[str, _Delta]
) -> None:
    s = SUBMISSIONS.c
    later = select(s.id).where(s.unit == unit, s.data_date > as_of, stands())
    following_one = session.execute(later.order_by(s.data_date, s.id).limit(1)).scalar()
    for name, delta in deltas.items():
        _append(session, BY_NAME[name], delta.rows, submission=submission, added_by=submission)
        if following_one is not None and delta.rows.height:
            rows = _leaning(session, BY_NAME[name], delta, on=following_one)
            _append(session, BY_NAME[name], rows, submission=following_one, added_by=submission)


def _leaning(session: Session, sheet: Sheet, delta: _Delta, *, on: int) -> pl.DataFrame:
    """Return what the next submission must write out, because it said "as before" of these keys."""
    own = keys_written(session, sheet, submission=on)
    leaning = delta.rows.select(sheet.key).join(own, on=sheet.key, how="anti", nulls_equal=True)
    restored = delta.before.join(leaning, on=sheet.key, how="semi", nulls_equal=True)
    absent = leaning.join(restored, on=sheet.key, how="anti", nulls_equal=True)
    return pl.concat(
        [restored.with_columns(gone=pl.lit(value=False)), _tombstones(sheet, absent)],
        how="diagonal",
    )


def _append(
    session: Session, sheet: Sheet, rows: pl.DataFrame, *, submission: int, added_by: int
) -> None:
    if not rows.height:
        return
    marks = rows.with_columns(
        submission=pl.lit(submission, pl.Int64), added_by=pl.lit(added_by, pl.Int64)
    )
    insert_rows(session, HISTORIES[sheet.name], marks)
