"""The library of cases (经验案例): entered, corrected, withdrawn, taken up again; never rewritten.

The cases that ship are told in our own words, each with its source; an office adds its own.
Functions that write take a session of `session_scope(writing=True)` and never commit.
"""

import csv
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Required, Unpack

from sqlalchemy import select
from sqlalchemy.orm import Session

from metrics.access.permissions import Action
from metrics.dispatch.cases import (
    CORRECTED,
    ENTERED,
    RESTORED,
    WITHDRAWN,
    Case,
    CaseEntry,
    Library,
    in_order,
)
from metrics.errors import UnknownChoice
from metrics.standards.catalogue import NATIONAL
from sql.database import chain
from sql.database.engine import queue_for_writing
from sql.database.moments import following, read, written
from sql.dispatch.journal import Entry, EntryRefused, add, sent_before, text
from sql.models import cases as tables
from sql.reported.access.allowed import need_anywhere

SAMPLES = Path(__file__).parents[1] / "supplied" / "samples" / "cases.csv"
_CASES, _EVENTS = tables.CASES, tables.CASE_EVENTS
_INDICATORS = {*NATIONAL.by_code, *NATIONAL.measures}
_TEXTS = ("theme", "place", "summary", "indicators", "source")


def samples() -> list[Case]:
    """Return the cases that ship."""
    with SAMPLES.open(encoding="utf-8", newline="") as file:
        return [_read(row) for row in csv.DictReader(file)]


def load_samples(session: Session, *, by: str = "系统", at: datetime | None = None) -> int:
    """Add the cases that ship and were never entered; return how many were added.

    One that was corrected or withdrawn since stays as the office left it.
    """
    queue_for_writing(session, table=_CASES)
    need_anywhere(session, Action.KEEP_CASES)
    entered = {entry.said for entry in entries(session) if entry.kind == ENTERED}
    new = [case for case in samples() if case not in entered]
    moment = _next(session, at)
    for case in new:
        _enter(session, case, by=by, at=moment)
    if new:
        chain.note(session, "载入案例", f"随附的经验案例{len(new)}条")
    return len(new)


def add_case(
    session: Session,
    case: Case,
    *,
    by: str | None = None,
    at: datetime | None = None,
    form: str | None = None,
) -> None:
    """Add an office's own case; one that is there already, or whose form is, is not added twice.

    One that was withdrawn is taken up again, as it is told now.

    Raises:
        EntryRefused: if a text is missing, a code is not one of the standard's, or the same words
            stand in the library with other indicators or another source, or were corrected since.
        NotAllowed: if who acts may not keep the library.
    """
    queue_for_writing(session, table=_CASES)
    need_anywhere(session, Action.KEEP_CASES)
    if sent_before(session, _CASES, form) or sent_before(session, _EVENTS, form):
        return
    checked = _checked(case)
    holder = _holder(session, checked)
    if holder is None:
        _enter(session, checked, by=by, at=_next(session, at), form=form)
        chain.note(session, "登记案例", _named(checked))
    elif holder.kind == WITHDRAWN:
        _happened(
            session,
            RESTORED,
            checked,
            case=holder.case,
            reason="重新采用",
            by=by,
            at=at,
            form=form,
        )
        chain.note(session, "重新采用案例", _named(checked))
    elif holder.said != checked:
        raise EntryRefused(
            f"“{checked.theme}”（{checked.place}）的这一做法已登记，请在该案例上更正。"
        )


class Written(Entry):
    """What is written down of a case: its number, and why."""

    case: Required[int]
    reason: Required[str]


def correct(
    session: Session, *, now: Case, seen: int | None = None, **written: Unpack[Written]
) -> None:
    """Correct a case: from now on it says `now`; what it said before stays in the book.

    `seen` is how many entries of the case there were when its text was taken up (null: does not
    matter).

    Raises:
        UnknownChoice: if there is no such case.
        EntryRefused: if it is withdrawn or was changed meanwhile, nothing would change, another
            case says the same, or a text or code cannot be kept.
    """
    queue_for_writing(session, table=_CASES)
    need_anywhere(session, Action.KEEP_CASES)
    if sent_before(session, _EVENTS, written.get("form")):
        return
    before, after = _standing(session, written["case"], seen=seen), _checked(now)
    if after == before:
        raise EntryRefused("内容没有改动，无需更正。")
    if after in library(session).cases:
        raise EntryRefused("库中已有内容相同的案例，请核对后撤回其中一个。")
    _happened(session, CORRECTED, after, **written)
    chain.note(session, "更正案例", _named(after), before=_texts(before), after=_texts(after))


def withdraw(session: Session, **written: Unpack[Written]) -> None:
    """Withdraw a case: it is shown no more; what it said stays in the book."""
    queue_for_writing(session, table=_CASES)
    need_anywhere(session, Action.KEEP_CASES)
    if sent_before(session, _EVENTS, written.get("form")):
        return
    before = _standing(session, written["case"])
    _happened(session, WITHDRAWN, None, **written)
    chain.note(session, "撤回案例", _named(before))


def _named(case: Case) -> str:
    return f"{case.theme}（{case.place}）"


def library(session: Session, *, known_at: datetime | None = None) -> Library:
    """Return the cases in force now, or as they were known at a moment."""
    seen = entries(session, known_at=known_at)
    last = {entry.case: entry for entry in seen}
    standing = (entry.said for entry in last.values() if entry.said is not None)
    return Library(in_order(standing), seen[-1].at if seen else None)


def search(session: Session, *, theme: str | None = None, indicator: str | None = None,
           words: str = "") -> list[Case]:  # fmt: skip
    """Return cases of a theme, that help a measure or item, and hold words; by theme and place."""
    return [
        case
        for case in library(session).cases
        if (theme is None or case.theme == theme)
        and (indicator is None or case.helps(indicator))
        and words.strip() in f"{case.theme}{case.place}{case.summary}"
    ]


def themes(session: Session) -> list[str]:
    """Return the themes in the library, sorted."""
    return sorted({case.theme for case in library(session).cases})


def entries(session: Session, *, known_at: datetime | None = None) -> list[CaseEntry]:
    """Return the library's book in the order it was written, up to a moment (null: all of it)."""
    c, e = _CASES.c, _EVENTS.c
    first = select(c.id, *(c[name] for name in _TEXTS), c.at, c.by)
    later = select(e.case, *(e[name] for name in _TEXTS), e.at, e.by, e.kind, e.text)
    book = [_entry(row) for row in session.execute(first).mappings()]
    book += [_entry(row) for row in session.execute(later).mappings()]
    until = None if known_at is None else written(known_at)
    seen = (entry for entry in book if until is None or entry.at <= until)
    return sorted(seen, key=lambda entry: (entry.at, entry.case))


def _entry(row: Any) -> CaseEntry:
    case = row["id"] if "id" in row else row["case"]
    content = None if row["theme"] is None else _read(row, number=case)
    return CaseEntry(
        case=case,
        kind=row.get("kind", ENTERED),
        said=content,
        reason=row.get("text", ""),
        at=row["at"],
        by=row["by"],
    )


def _read(row: Any, *, number: int | None = None) -> Case:
    texts = {name: row[name] for name in _TEXTS if name != "indicators"}
    return Case(**texts, indicators=tuple(row["indicators"].split()), id=number)


def _checked(case: Case) -> Case:
    """Return the case without blanks around its texts."""
    whole = Case(
        theme=text(case.theme, "主题"), place=text(case.place, "地区"),
        summary=text(case.summary, "做法"), indicators=case.indicators,
        source=text(case.source, "来源"),
    )  # fmt: skip
    if not case.indicators:
        raise EntryRefused("“对应指标”不能为空，请选择。")
    unknown = [code for code in case.indicators if code not in _INDICATORS]
    if unknown:
        raise EntryRefused(
            f"“对应指标”应为A01至B10或其衡量内容编号，如A07.1，现为“{'、'.join(unknown)}”。"
        )
    return whole


def _standing(session: Session, number: int, *, seen: int | None = None) -> Case:
    """Return what a case says; refuse one that somebody withdrew, or changed since it was `seen`."""
    book = [entry for entry in entries(session) if entry.case == number]
    if not book:
        raise UnknownChoice(f"案例库中没有编号为{number}的案例。")
    last = book[-1]
    if last.said is None:
        raise EntryRefused(f"该案例已由{last.by}撤回，本次未改动；如需继续采用，请重新录入。")
    if seen is not None and len(book) > seen:
        raise EntryRefused(
            f"该案例已由{last.by}更正，本次未改动：请刷新页面查看；如以本页内容为准，请再确认一次。"
        )
    return last.said


def _holder(session: Session, wanted: Case) -> CaseEntry | None:
    """Return the last entry of the case that was entered with these words, or says them now."""
    book = entries(session)
    last = {entry.case: entry for entry in book}
    same = {
        entry.case
        for entry in book
        if entry.said is not None
        and _words(entry.said) == _words(wanted)
        and (entry.kind == ENTERED or entry is last[entry.case])
    }
    return min((last[case] for case in same), key=lambda e: (e.said is None, e.case), default=None)


def _words(case: Case) -> tuple[str, str, str]:
    return case.theme, case.place, case.summary


def _next(session: Session, at: datetime | None) -> datetime:
    """Return the moment of the next entry: after all others, even if the clock was set back."""
    book = entries(session)
    return read(following(at or datetime.now(UTC), last=book[-1].at if book else None))


def _enter(
    session: Session, case: Case, *, by: str | None, at: datetime, form: str | None = None
) -> None:
    add(session, _CASES, by=by, at=at, form=form, **_texts(case))


def _happened(
    session: Session, kind: str, content: Case | None, **written: Unpack[Written]
) -> None:
    texts = {} if content is None else _texts(content)
    add(
        session, _EVENTS, by=written.get("by"), at=_next(session, written.get("at")), kind=kind,
        form=written.get("form"), case=written["case"], text=text(written["reason"], "原因"), **texts,
    )  # fmt: skip


def _texts(case: Case) -> dict[str, str]:
    own = {name: getattr(case, name) for name in _TEXTS}
    return own | {"indicators": " ".join(case.indicators)}
