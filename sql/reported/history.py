"""Any past data date, read again: the records in force, and how one record came to read so."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import fields
from datetime import date, datetime

import polars as pl
from sqlalchemy import ColumnElement, RowMapping, Table, and_, or_, select
from sqlalchemy.orm import Session

from metrics.errors import UnknownChoice
from metrics.records.data_dates import carried_on, standing
from metrics.records.findings import CellError, warnings_from_json
from metrics.records.frames import Frames
from metrics.records.reports import ADJUSTED, DIVISIONS, Submission, Version
from metrics.records.schema import UNIT
from metrics.records.sheets import BY_NAME, SHEETS
from sql.database.reading import fetch
from sql.models import HISTORIES, SUBMISSIONS
from sql.reported.as_of import in_force
from sql.reported.review.cut import cut_known
from sql.reported.review.written import newest_review
from sql.reported.statements import newest_known, stands
from sql.reported.successions import successions

LISTED = tuple(SUBMISSIONS.c[each.name] for each in fields(Submission))
"""The columns of a submission as it is listed: not the many warnings that may be kept with it."""


def frames(
    session: Session,
    *,
    as_of: date,
    year: int,
    known_at: datetime | None = None,
    sheets: Collection[str] | None = None,
) -> Frames:
    """Return every record in force as of a data date, as known at a moment (null: now).

    Where `sheets` are named, the others are not read, and raise where they are asked for.
    """
    return frames_at(session, [as_of], year=year, known_at=known_at, sheets=sheets)[as_of]


def frames_at(
    session: Session,
    days: Collection[date],
    *,
    year: int,
    known_at: datetime | None = None,
    sheets: Collection[str] | None = None,
) -> dict[date, Frames]:
    """Return the frames as of each day, read in one pass; of the named sheets (null: of all)."""
    wanted = [sheet for sheet in SHEETS if sheets is None or sheet.name in sheets]
    known = newest_known(session, known_at)
    cut = cut_known(session, known_at)
    by_day = in_force(session, days, sheets=wanted, newest=known, cut=cut)
    changed = successions(session, known_at=known_at)
    return {
        day: Frames.of(
            as_of=day,
            year=year,
            tables=one.tables,
            reporting=one.reporting,
            only=sheets,
            successions=[each for each in changed if each.since <= day],
        )
        for day, one in by_day.items()
    }


def records(session: Session, *, sheet: str, as_of: date) -> pl.DataFrame:
    """Return the records of one sheet in force as of a data date, in its `record_schema`."""
    known, cut = newest_known(session, None), cut_known(session)
    by_day = in_force(session, [as_of], sheets=[BY_NAME[sheet]], newest=known, cut=cut)
    return by_day[as_of].tables[sheet]


def submissions(
    session: Session, *, unit: str | None = None, known_at: datetime | None = None
) -> list[Submission]:
    """Return the submissions of one unit or of all, as known at a moment, last accepted first.

    Those taken back are among them, and so are those that took them back (`reports.in_line`).
    """
    query = select(*LISTED).order_by(SUBMISSIONS.c.id.desc())
    if known_at is not None:
        query = query.where(SUBMISSIONS.c.id <= newest_known(session, known_at))
    if unit is not None:
        query = query.where(SUBMISSIONS.c.unit == unit)
    return [Submission(**row) for row in session.execute(query).mappings()]


def warnings(session: Session, submission: int) -> tuple[CellError, ...]:
    """Return the first warnings that the sender of a submission was given; none where none were kept."""
    s = SUBMISSIONS.c
    return warnings_from_json(session.scalar(select(s.warnings).where(s.id == submission)))


def sent(session: Session, *, known_at: datetime | None = None) -> list[tuple[str, date]]:
    """Return unit and data date of every submission that stands and counts, as known at a moment (null: now).

    The divisions that an office began with are no report, and have no data date; nor is what a
    change of divisions (区划调整) put under other codes. Whoever took over has the dates of those before.
    """
    s = SUBMISSIONS.c
    reports_nothing = or_(s.added + s.changed + s.unchanged == 0, s.kind == DIVISIONS)
    query = select(s.id, s.unit, s.data_date, s.accepted_at, reports_nothing).where(
        stands(newest_known(session, known_at)), s.kind != ADJUSTED
    )
    cut = cut_known(session, known_at)
    rows = (
        (unit, day, bool(nothing))
        for number, unit, day, moment, nothing in session.execute(query.order_by(s.id))
        if cut is None or cut.counts(number, unit, day, moment)
    )
    reported = standing(rows)
    return carried_on(reported, successions(session, known_at=known_at))


def divisions(session: Session, *, as_of: date, known_at: datetime | None = None) -> pl.DataFrame:
    """Return every line of 区划 up to a data date, in force on it or before, and since when."""
    s, regions = SUBMISSIONS.c, HISTORIES["regions"].c
    seen = and_(s.data_date <= as_of, stands(newest_known(session, known_at)))
    query = (
        select(regions.region, regions.parent, regions.level, s.data_date)
        .join_from(SUBMISSIONS, HISTORIES["regions"], regions.submission == s.id)
        .where(seen, ~regions.gone)
    )
    line = {name: BY_NAME["regions"].schema[name] for name in ("region", "parent", "level")}
    rows = fetch(session, query, {**line, "since": pl.Date})
    return rows.group_by(*line).agg(pl.col("since").min()).sort(*line)


def division_names(session: Session) -> dict[str, str]:
    """Return the newest name of every division that 区划 has held, by code, also of one merged away."""
    s, regions = SUBMISSIONS.c, HISTORIES["regions"].c
    query = (
        select(regions.region, regions.name)
        .join_from(SUBMISSIONS, HISTORIES["regions"], regions.submission == s.id)
        .where(~regions.gone, stands())
        .order_by(s.data_date, s.id)
    )
    return {row[0]: row[1] for row in session.execute(query)}


def data_version(session: Session) -> int:
    """Return a number that grows with every accepted submission and every review; 0 when there is none.

    Both only ever grow, so that their sum stands for one state of both.
    """
    return newest_known(session, None) + newest_review(session)


def record_versions(session: Session, *, sheet: str, key: Mapping[str, object]) -> list[Version]:
    """Return every stored version of one record, by data date and acceptance, of all units.

    `key` gives a value, or null for a blank, to each column of the sheet's `record_key`; where
    `unit` is among them only that unit's versions are of the record.

    Raises:
        UnknownChoice: if there is no such sheet or the key columns are others.
    """
    t = _history(sheet, key)
    named = (_is(_of(t, name), value) for name, value in key.items())
    return list(_without_echoes(_stored(session, sheet, *named)))


def versions_about(
    session: Session, *, sheet: str, column: str, of: Collection[str]
) -> dict[tuple[object, ...], list[Version]]:
    """Return every stored version of the records of a sheet that name some record in a column, by key.

    Of each record by data date and acceptance; keys are those of `Sheet.key`, sorted as text.
    """
    found: dict[tuple[object, ...], list[Version]] = {}
    for version in _stored(session, sheet, HISTORIES[sheet].c[column].in_(sorted(of))):
        key = tuple(version.values[name] for name in BY_NAME[sheet].key)
        found.setdefault(key, []).append(version)
    return {key: list(_without_echoes(found[key])) for key in sorted(found, key=str)}


def _stored(session: Session, sheet: str, *where: ColumnElement[bool]) -> Iterator[Version]:
    t, s = HISTORIES[sheet], SUBMISSIONS.c
    query = (
        select(SUBMISSIONS, *(c.label(f"row:{c.name}") for c in t.c))
        .join(t, t.c.submission == s.id)
        .where(stands(), *where)
        .order_by(s.data_date, s.id, t.c.added_by)
    )
    return (_version(sheet, row) for row in session.execute(query).mappings())


def _without_echoes(stored: Iterable[Version]) -> Iterator[Version]:
    """Leave out rows written out again for a back-dated submission that was taken back since."""
    before: dict[str, Mapping[str, object] | None] = {}
    for version in stored:
        says = None if version.gone else version.values
        if not (version.restored and before.get(version.unit) == says):
            yield version
        before[version.unit] = says


def _history(sheet: str, key: Mapping[str, object]) -> Table:
    if sheet not in BY_NAME or set(key) != set(BY_NAME[sheet].record_key):
        raise UnknownChoice("没有这样的工作表或主键列：请从证据列表中的记录进入。")
    return HISTORIES[sheet]


def _of(history: Table, name: str) -> ColumnElement[object]:
    return SUBMISSIONS.c.unit if name == UNIT.name else history.c[name]


def _is(column: ColumnElement[object], value: object) -> ColumnElement[bool]:
    return column.is_(None) if value is None else column == value


def _version(sheet: str, row: RowMapping) -> Version:
    listed = ("unit", "data_date", "accepted_at", "sent_by", "file_name", "file_sha256")
    return Version(
        submission=row["id"],
        sheet_row=row["row:sheet_row"],
        gone=row["row:gone"],
        restored=row["row:added_by"] != row["id"],
        values={name: row[f"row:{name}"] for name in BY_NAME[sheet].schema},
        **{name: row[name] for name in listed},
    )
