"""Changes of divisions (区划调整): looked at before, carried out in one transaction, listed.

Each is carried out by ordinary submissions, whose file is called 「区划调整：文件」: 区划 with the
divisions after the change, nothing any more of those that ended, and their records with whoever took
them over. Functions take a session of `session_scope(writing=True)` and never commit.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any, Unpack

import polars as pl
from sqlalchemy import insert
from sqlalchemy.orm import Session

from metrics.access.permissions import Action
from metrics.records.reports import ADJUSTED
from metrics.records.schema import Sheet
from metrics.records.sheets.governance import INSTRUMENTS_SHEET
from metrics.records.sheets.supervision import TASKS
from metrics.records.succession import CARRIED_OUT, LONGEST_DOCUMENT, SPLIT, Intended
from sql.database import beijing, chain
from sql.database.engine import queue_for_writing
from sql.dispatch.journal import Entry, add, sent_before, signed, text
from sql.divisions.intended import ChangeRefused, Line, lines, settled
from sql.divisions.listed import names_of
from sql.divisions.parts import unassigned
from sql.divisions.statements import ADDED_UP
from sql.divisions.touched import Restated, Statement, restated
from sql.models.divisions import DIVISION_CHANGE_EVENTS, DIVISION_CHANGES, DIVISION_SUCCESSORS
from sql.reported.access.allowed import need_all
from sql.reported.history import records
from sql.reported.review.cut import uncounted
from sql.reported.statements import Seen, line, newest_known
from sql.reported.submissions import accept, statement
from sql.reported.successions import successions


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A change as it would be carried out: whom it makes say what; `names` are those before it."""

    intended: Intended
    lines: tuple[Line, ...]
    restated: tuple[Restated, ...]
    names: Mapping[str, str]

    @property
    def later_names(self) -> dict[str, str]:
        """The names after the change, by code."""
        given = {code: each.name for code, each in self.intended.targets.items() if each.name}
        kept = {each.new: self.names[each.old] for each in self.lines if each.old in self.names}
        return {**kept, **self.names, **given}

    @property
    def left_out(self) -> list[tuple[str, int]]:
        """How many rows of which sheet nobody takes over on the first day, as the sheet is called.

        Of sums that are added up, each row that went into one is taken over.
        """
        split = self.intended.kind == SPLIT
        sheets = (*ADDED_UP, *((INSTRUMENTS_SHEET, TASKS) if split else ()))
        left = {sheet.label: self._left_out(sheet) for sheet in sheets}
        return [(label, rows) for label, rows in left.items() if rows > 0]

    def _left_out(self, sheet: Sheet) -> int:
        first = [each for each in self.restated if each.day == self.intended.since]
        before = sum(_rows_of(each.before, sheet, self.intended.old, each.unit) for each in first)
        targets = tuple(self.intended.targets)
        after = sum(_rows_of(each.after, sheet, targets, each.unit) for each in first)
        return before - after * (len(self.intended.old) if sheet in ADDED_UP else 1)

    def handed_on(self) -> list[tuple[str, str, int, int, int]]:
        """Return what each division hands on to each other on the first day.

        Each is the old code, the new one, and how many projects, compounds, and compounds started.
        """
        first = [each for each in self.restated if each.day == self.intended.since]
        before = {each.unit: each.before for each in first}
        after = {each.unit: each.after for each in first}
        return [
            (each.old, each.new, *_shared(before[each.old], after[each.new], self.intended.since))
            for each in self.lines
            if each.old in before and each.new in after
        ]


def _rows_of(own: Statement, sheet: Sheet, codes: tuple[str, ...], unit: str) -> int:
    rows = own[sheet.name]
    if sheet.own_numbers:
        return rows.height if unit in codes else 0
    return rows.filter(pl.col("region").is_in(codes)).height


def _shared(before: Statement, after: Statement, day: date) -> tuple[int, int, int]:
    projects = before["projects"].join(after["projects"], on="project", how="semi")
    compounds = before["compounds"].join(after["compounds"], on=["compound", "project"], how="semi")
    started = compounds.filter(pl.col("started_on") <= day)
    return projects.height, compounds.height, started.height


def prepare(session: Session, intended: Intended, *, today: date | None = None) -> Prepared:
    """Return what a change would do, and store nothing.

    Raises:
        ChangeRefused: if it cannot be carried out.
        EntryRefused: if no document is named.
    """
    text(intended.document, "调整依据的文件", longest=LONGEST_DOCUMENT)
    regions = records(session, sheet="regions", as_of=intended.since)
    intended = settled(intended, regions, today=today or beijing.today())
    _refuse_later(session, intended)
    touched = tuple(restated(session, intended))
    _refuse_unsettled(session, {each.unit for each in touched})
    return Prepared(
        intended=intended,
        lines=tuple(lines(intended, regions)),
        restated=touched,
        names=names_of(regions),
    )


def check(session: Session, intended: Intended, *, today: date | None = None) -> None:
    """Refuse a change that does not fit its kind or 区划, before it is said where projects go."""
    text(intended.document, "调整依据的文件", longest=LONGEST_DOCUMENT)
    regions = records(session, sheet="regions", as_of=intended.since)
    settled(intended, regions, today=today or beijing.today())


def to_assign(session: Session, intended: Intended) -> list[tuple[str, str, str]]:
    """Return what is to be assigned in a split: sheet, code and name of each record."""
    (old,) = intended.old
    own = statement(session, Seen(intended.since, newest_known(session, None), old))
    return unassigned(intended, own)


def carry_out(
    session: Session, intended: Intended, *, today: date | None = None, **entry: Unpack[Entry]
) -> int:
    """Register a change and carry it out, all of it or nothing; return its number.

    A form that is sent again changes nothing more. Raises as `prepare` does, and NotAllowed if who acts
    may not do so for every division that it is about.
    """
    queue_for_writing(session)
    need_all(session, Action.CHANGE_DIVISIONS, {*intended.old, *intended.targets})
    sent = sent_before(session, DIVISION_CHANGES, entry.get("form"))
    if sent is not None:
        return sent
    prepared = prepare(session, intended, today=today)
    wanted = prepared.intended
    document = text(wanted.document, "调整依据的文件", longest=LONGEST_DOCUMENT)
    note = text(wanted.note, "说明") if wanted.note else None
    change = add(
        session, DIVISION_CHANGES, kind=wanted.kind, since=wanted.since, document=document,
        note=note, **entry,
    )  # fmt: skip
    handed = _handed(session, change, prepared)
    by = signed(entry.get("by"))
    told = _told(_accepted(session, change, document, prepared, by=by))
    add(
        session, DIVISION_CHANGE_EVENTS, change=change, kind=CARRIED_OUT, by=by,
        text=f"已办理，{told}。", at=entry.get("at"),
    )  # fmt: skip
    chain.note(
        session, "区划调整", document, place=wanted.old[0], change=change, told=told, lines=handed
    )
    return change


def _handed(session: Session, change: int, prepared: Prepared) -> list[dict[str, Any]]:
    """Write down which division goes over to which, and return it."""
    handed = [each._asdict() for each in prepared.lines]
    session.execute(insert(DIVISION_SUCCESSORS), [{"change": change, **each} for each in handed])
    return handed


def file_name(document: str) -> str:
    """Return what stands in place of a file's name where a change made a unit say something."""
    return f"区划调整：{document}"


def digest_of(name: str, change: int, unit: str, day: date) -> str:
    """Return what stands in place of a file's digest: another one for each change, unit and day."""
    return sha256(f"{name} {change} {unit} {day}".encode()).hexdigest()


def _told(numbers: Sequence[int]) -> str:
    return f"见第{'、'.join(map(str, numbers))}号报送" if numbers else "不涉及已有的报送"


def _accepted(
    session: Session, change: int, document: str, prepared: Prepared, *, by: str
) -> list[int]:
    name = file_name(document)
    return [
        accept(
            session, unit=each.unit, as_of=each.day, sent_by=by, file_name=name,
            file_sha256=digest_of(name, change, each.unit, each.day),
            kind=ADJUSTED,
            sheets={
                sheet: rows.with_columns(sheet_row=pl.lit(None, pl.Int32))
                for sheet, rows in each.after.items()
            },
        ).submission
        for each in prepared.restated
    ]  # fmt: skip


def _refuse_unsettled(session: Session, units: Collection[str]) -> None:
    """Refuse a change while what a unit reported last is under review: it would count by the change."""
    left_out = uncounted(session)
    if not left_out:
        return
    last = line(session, Seen(date.max, newest_known(session, None)))
    last = last.filter(pl.col("place") == pl.col("newest"), pl.col("unit").is_in(list(units)))
    pairs = last.select("submission", "unit").iter_rows()
    waiting = [(number, unit) for number, unit in pairs if number in left_out]
    if waiting:
        number, unit = waiting[0]
        raise ChangeRefused(
            f"{unit}的第{number}号报送尚未审定，区划调整会使其一并生效；请先审核通过，"
            "或由该单位撤回、重新报送并审定后再办理。"
        )


def _refuse_later(session: Session, intended: Intended) -> None:
    """Refuse a change before one that has been carried out for the same divisions."""
    codes = {*intended.old, *intended.targets}
    later = [
        each for each in successions(session)
        if each.since > intended.since and codes & {each.old, each.new}
    ]  # fmt: skip
    if later:
        raise ChangeRefused(
            f"{later[0].since}起已办理涉及{later[0].old}的区划调整（{later[0].document}），"
            "更早的调整不能再登记；请先撤回那一次。"
        )
