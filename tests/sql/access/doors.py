"""Every function that writes into the database, by module: a new one is listed here, or a test fails."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[3]
ROOMS = ("dispatch", "divisions", "office", "reported", "accounts", "supplied", "sealed")
WRITERS = {"insert", "update", "delete", "add", "recorded", "accept", "insert_rows", "append_event"}
"""What writes a row; a function that calls one, or a private one that does, is a door."""

TESTED = """
    dispatch.cases.add_case dispatch.cases.correct dispatch.cases.load_samples
    dispatch.cases.withdraw dispatch.issues.allocate dispatch.issues.printed
    dispatch.meeting_book.add_topic dispatch.meeting_book.attend dispatch.meeting_book.close
    dispatch.meeting_book.note dispatch.meeting_book.void dispatch.meeting_book.write_minutes
    dispatch.meetings.open_meeting
    dispatch.office_calendar.enter dispatch.office_calendar.remove
    dispatch.orders.ask_for_time dispatch.orders.close dispatch.orders.deliver
    dispatch.orders.grant_time dispatch.orders.issue_all
    dispatch.orders.issue dispatch.orders.refuse_time dispatch.orders.reply
    dispatch.orders.send_back dispatch.orders.withdraw
    dispatch.promises.ask_for_time dispatch.promises.carry dispatch.promises.grant_time
    dispatch.promises.keep dispatch.promises.make dispatch.promises.refuse_time
    dispatch.promises.reply dispatch.promises.send_back dispatch.promises.withdraw
    divisions.changes.carry_out divisions.revoked.revoke
    office.contact_files.take_in office.contacts.correct office.contacts.enter
    office.contacts.enter_all office.contacts.remove office.reminders.note office.settings.save
    office.settings.write
    reported.intake.import_opened reported.undoing.undo.undo reported.withdrawal.withdraw
    sealed.objections.decide sealed.objections.object_to sealed.objections.withdraw
    sealed.rounds.keep
    sealed.steps.check sealed.steps.finish sealed.steps.publish sealed.steps.send_back sealed.steps.withdraw
"""
"""Doors that `test_writing_doors` goes through, with the right and without."""

ELSEWHERE = """
    accounts.
    reported.review.
"""
"""Doors whose own tests ask who may: accounts (账号) and decisions (审核)."""

INNER = """
    dispatch.journal.add dispatch.happened.append_event reported.submissions.accept reported.submissions.recorded
    reported.originals.keep reported.intake.import_read reported.intake.import_workbook
    sealed.attachments.keep sealed.objections.carried_out sealed.alone.open_alone
"""
"""What only doors call, each of which has asked by then; and what itself calls a door."""


def found() -> set[str]:
    """Return every public function that writes."""
    files = (path for room in ROOMS for path in (ROOT / "sql" / room).rglob("*.py"))
    return {
        f"{'.'.join(path.relative_to(ROOT / 'sql').with_suffix('').parts)}.{name}"
        for path in files
        for name in _writing(ast.parse(path.read_text(encoding="utf-8")))
    }


def _writing(tree: ast.Module) -> Iterator[str]:
    calls = {node.name: _called(node) for node in tree.body if isinstance(node, ast.FunctionDef)}
    writing = {name for name, called in calls.items() if called & WRITERS}
    while more := {name for name, called in calls.items() if called & writing} - writing:
        writing |= more
    yield from (name for name in writing if not name.startswith("_"))


def _called(function: ast.FunctionDef) -> set[str]:
    """Return what a function calls by its bare name: `add(…)`, not `names.add(…)`."""
    return {
        node.func.id
        for node in ast.walk(function)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }


def listed(names: str) -> set[str]:
    """Return the names of a list."""
    return set(names.split())
