"""Papers of meetings and of tables; with the briefing's page the door to `exports`."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

import polars as pl

from dashboard import data, office, order_book
from dashboard.data.sealing import basis
from exports import issuing
from exports.papers import (
    gathering,
    listed_papers,
    log_paper,
    minutes,
    order_paper,
    red_list,
    reminder_letter,
    start_table,
    supervision_table,
)
from exports.papers.document import Briefing, digests
from exports.papers.minutes import Held
from exports.papers.proof.manifest import failing
from exports.papers.proof.sealed_records import SealedRecords, is_final, sealed_briefing
from exports.papers.rules import replay_paper
from exports.sheet_kinds import OFFICIAL, RENDER
from metrics.access.permissions import Action
from metrics.access.told import ends_at
from metrics.dispatch import attendance
from metrics.dispatch.agenda import Agenda
from metrics.dispatch.agenda_items import PromisesItem
from metrics.dispatch.issued import Numbered, Paper
from metrics.dispatch.meeting import MINUTES, NOTE, TOPIC, Meeting, numbers_in_year
from metrics.progress.rates import told_from_ledger
from metrics.records.frames import Frames
from metrics.reporting.standing import Reporting
from metrics.scope import Scope
from metrics.supervision.choice import Asked
from metrics.views.access import log_table
from metrics.views.dispatch.meeting_slides import subject
from metrics.views.dispatch.meeting_tables import late_words
from metrics.views.parts import numbers
from metrics.views.parts.csv_file import csv_file
from metrics.views.parts.table import DisplayTable
from metrics.views.reported.standing_tables import Beside


def held(meeting: Meeting) -> Held:
    """Gather what the papers of a meeting say."""
    agenda, entries = office.agenda_of(meeting.id), office.entries_of(meeting.id)
    on, pack, place = meeting.held_on, office.rules_of(meeting), meeting.place
    made = office.standing_promises(as_of=on, rules=pack, place=place)
    issued = office.standing_orders(as_of=on, rules=pack, place=place)
    return Held(
        place=meeting.place,
        number=numbers_in_year(office.list_meetings(place=place))[meeting.id],
        held_on=meeting.held_on,
        data_date=meeting.data_date,
        year=meeting.held_on.year,
        agenda=agenda,
        promises=made.filter(meeting=meeting.id).to_dicts(),
        topics=[entry.text for entry in entries if entry.kind == TOPIC],
        notes=[
            (subject(agenda, entry.item), entry.text) for entry in entries if entry.kind == NOTE
        ],
        names=data.unit_names(),
        basis=_basis(meeting),
        ledger=told_from_ledger(_frozen(meeting), place=place),
        answered=_answered(agenda, made),
        orders=issued.filter(meeting=meeting.id).to_dicts(),
        attendance=attendance.latest(entries),
        late=late_words(office.late_reports_of(meeting.id), data.unit_names()),
    )


def _frozen(meeting: Meeting) -> Frames:
    """Return the records that a meeting looks at: those of the screens if nothing came in since."""
    same = data.version() == meeting.submission + (meeting.review or 0)
    return _whole(meeting.scope) if same else office.frames_of(meeting.id)


def _whole(scope: Scope) -> Frames:
    """Return every record: what a paper rests on (区划, 数据摘要); its rows are those it is handed."""
    return basis.frames_of(scope)


def _answered(agenda: Agenda, standing: pl.DataFrame) -> list[dict[str, Any]]:
    """Keep the promises heard that stand otherwise since the agenda was made."""
    now = {row["id"]: row for row in standing.to_dicts()}
    heard = [row for item in agenda.of(PromisesItem) for row in item.rows if row["id"] in now]
    pairs = [(row, now[row["id"]]) for row in heard]
    return [
        {**after, "postponed": before["due"] != after["due"]}
        for before, after in pairs
        if _promise_state(before) != _promise_state(after)
    ]


def _promise_state(row: Mapping[str, Any]) -> tuple[date, str | None, str]:
    return row["due"], row["reply"], row["state"]


def _basis(meeting: Meeting) -> tuple[tuple[str, str], ...]:
    pack = office.rules_of(meeting)
    return (
        (
            "数据范围",
            f"数据截止{numbers.long_day(meeting.data_date)}，评价年度{meeting.year}年，会议召开时冻结",
        ),
        ("冻结位置", _frozen_at(meeting)),
        ("参数规则", f"{pack.title}（{pack.name}），规则摘要{pack.digest}"),
    )


def _frozen_at(meeting: Meeting) -> str:
    if meeting.review:
        return f"第{meeting.submission}号报送、第{meeting.review}号审核（截至{meeting.known_at}，世界时）"
    return f"第{meeting.submission}号报送（接收时刻{meeting.known_at}，世界时）"


def minutes_text(meeting: Meeting) -> str:
    """Return the minutes as they were kept last, else the draft."""
    texts = [entry.text for entry in office.entries_of(meeting.id) if entry.kind == MINUTES]
    return texts[-1] if texts else minutes.draft(held(meeting))


def minutes_file(meeting: Meeting, text: str, kind: str) -> bytes:
    """Return the minutes as "pdf" or "docx", marked 送审稿."""
    return OFFICIAL[kind](minutes.compose(held(meeting), text))


def numbered(scope: Scope) -> Numbered:
    """Return the number of a scope's briefing, with its prints; not issued yet, the one to come."""
    return office.numbered_paper(gathering.paper_of(data.RECORDS, scope))


def briefing(scope: Scope, numbered: Numbered, *, draft: bool) -> Briefing:
    """Compose the briefing of a scope under its number.

    Raises:
        NotAllowed: if the visitor may not see the records of the place: the briefing lists some.
    """
    data.need_records(scope.place, what="简报")
    if scope.round is None:
        return gathering.briefing(data.RECORDS, scope, numbered, draft=draft)
    told, seal, before = data.round_told(scope)
    records = SealedRecords(seal, before)
    return sealed_briefing(records, records.scope(scope.place), numbered, draft=draft, told=told)


def may_issue(scope: Scope) -> bool:
    """Say whether a briefing of the scope is more than a draft: of a sealed round once it is published."""
    return scope.round is None or is_final(data.round_told(scope)[0])


def issued(scope: Scope, kind: str) -> bytes:
    """Write the briefing of a scope, give it its number, and write down the print."""
    data.need_records(scope.place, what="简报")
    paper = gathering.paper_of(data.RECORDS, scope)
    made, file = issuing.issue(
        office.numbered_paper(paper), take=partial(_taken, paper),
        make=partial(briefing, scope, draft=False), draw=partial(drawn, scope, kind=kind),
    )  # fmt: skip
    office.note_print(paper, *digests(made, file))
    return file


def drawn(scope: Scope, made: Briefing, *, kind: str) -> bytes:
    """Write a briefing of a scope; a PDF bears the failing records where the visitor may take them out."""
    data.need_records(scope.place, what="简报")
    may_take = data.may_for(Action.EXPORT_RECORDS, scope.place)
    if kind == "pdf" and made.proof is not None and made.proof.judged and may_take:
        made = replace(made, attached=(failing(data.evaluation(scope)),))
    return OFFICIAL[kind](made)


def _taken(paper: Paper) -> Numbered:
    office.allocate_number(paper)
    return office.numbered_paper(paper)


def notice_file(meeting: Meeting, kind: str) -> bytes:
    """Return as "pdf" or "docx" the draft of the briefing that follows the meeting, from the frozen records.

    What was reported since the meeting opened is in none of its figures.
    """
    scope, frozen = meeting.scope, _frozen(meeting)
    notice = gathering.briefing(data.RECORDS, scope, numbered(scope), draft=True, frozen=frozen)
    return OFFICIAL[kind](minutes.with_decisions(notice, held(meeting)))


def order_file(row: Mapping[str, Any], kind: str) -> bytes:
    """Return one order as "pdf" or "docx"."""
    data.need_records(row["region"], what="督办单")
    names = data.unit_names()
    place, region = (names.get(row[key], row[key]) for key in ("place", "region"))
    items = order_book.order_items(order=row["id"]).to_dicts()
    return OFFICIAL[kind](
        order_paper.compose(
            row, place=place, region=region, items=items, logged=data.order_logged(row)
        )
    )


def supervision_file(scope: Scope, asked: Asked, kind: str) -> bytes:
    """Return the supervision table as "xlsx" or "pdf", as the screen shows it."""
    paper = supervision_table.compose(
        data.supervised(scope), data.rules_of(scope), place=scope.place, asked=asked
    )
    return RENDER[kind](paper)


def red_file(scope: Scope, asked: Asked, kind: str) -> bytes:
    """Return the red projects among the rows that the screen shows, each with its causes."""
    paper = red_list.compose(
        data.supervised(scope), data.rules_of(scope), place=scope.place, asked=asked
    )
    return RENDER[kind](paper)


def tasks_file(scope: Scope, table: DisplayTable, asked: Mapping[str, str], kind: str) -> bytes:
    """Return the key tasks that the screen shows; `asked` names its filters."""
    frames, rules = _whole(scope), data.rules_of(scope)
    return RENDER[kind](listed_papers.tasks(table, frames, rules, place=scope.place, asked=asked))


def ledger_file(scope: Scope, table: DisplayTable, asked: Mapping[str, str], kind: str) -> bytes:
    """Return the issues that the screen shows; `asked` names its filters."""
    frames, rules = _whole(scope), data.rules_of(scope)
    return RENDER[kind](listed_papers.issues(table, frames, rules, place=scope.place, asked=asked))


def orders_file(
    scope: Scope, table: DisplayTable, asked: Mapping[str, str], kind: str, *, day: date
) -> bytes:
    """Return the orders that the screen shows, as they stand on a day; `asked` names its filters."""
    frames, rules = _whole(scope), data.rules_of(scope)
    paper = listed_papers.orders(table, frames, rules, place=scope.place, asked=asked, day=day)
    return RENDER[kind](paper)


def calendar_paper(
    scope: Scope, table: DisplayTable, asked: Mapping[str, str], kind: str, *, month: date
) -> bytes:
    """Return what the calendar of a month lists; `asked` names its filters."""
    frames, rules = _whole(scope), data.rules_of(scope)
    paper = listed_papers.calendar(
        table, frames, rules, place=scope.place, asked=asked, month=month
    )
    return RENDER[kind](paper)


def standing_file(
    scope: Scope, table: DisplayTable, asked: Mapping[str, str], kind: str, *, day: date
) -> bytes:
    """Return who has reported on a day as the screen shows it; `asked` names its filters."""
    frames, rules = _whole(scope), data.rules_of(scope)
    paper = listed_papers.standing(table, frames, rules, place=scope.place, asked=asked, day=day)
    return RENDER[kind](paper)


def reminder_file(
    scope: Scope, standing: Reporting, beside: Beside, code: str, kind: str, *, alone: bool,
    number: int | None,
) -> bytes:  # fmt: skip
    """Return the letter that reminds a city, or one unit (`alone`), of what it owes, with its number."""
    data.need_records(code, what="提醒函")
    said = reminder_letter.letter(
        standing, code, names=data.unit_names(), reminders=beside.reminders,
        contacts=beside.contacts, alone=alone, number=number,
    )  # fmt: skip
    return OFFICIAL[kind](reminder_letter.compose(said, data.rules_of(scope.at(standing.day))))


def replay_file(scope: Scope, asked: data.Question, level: str, kind: str) -> bytes:
    """Return both standings of the regions of a level under other rules (规则变动影响测算)."""
    return RENDER[kind](replay_paper.compose(data.replayed(scope, asked), level))


def log_file(asked: data.LogAsked, *, told: str, kind: str) -> bytes:
    """Return the entries of the log that are asked for as "xlsx" or "csv"; `told` names the filters."""
    listed = data.log_taken(asked, told=told, kind=kind)
    table = log_table.entries(listed, data.unit_names())
    if kind == "csv":
        return csv_file(table)
    head = ends_at(data.log_head())
    return RENDER[kind](log_paper.compose(table, day=office.today(), asked=told, head=head))


def start_file(scope: Scope, table: DisplayTable, asked: Mapping[str, str], kind: str) -> bytes:
    """Return the supervision table of regions that the screen shows."""
    paper = start_table.compose(
        table, _whole(scope), data.rules_of(scope), place=scope.place, asked=asked
    )
    return RENDER[kind](paper)
