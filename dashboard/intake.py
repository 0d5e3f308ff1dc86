"""An upload from the page to the database: imported, marked; nothing of it is written to a folder.

The file is opened in processes of its own only; what is kept afterwards is small.
"""

from collections.abc import Callable
from datetime import date
from threading import Lock
from typing import NamedTuple

from metrics.records.reports import Outcome
from metrics.typed.draft import Draft
from sql.reported.intake import import_workbook
from sql.reported.typed import drafts
from sql.reported.upload_log import logged
from sql.workbook.writing.marked_copy import marked_copy


class Result(NamedTuple):
    """What became of an upload; `marked` is the officer's workbook with its problems shown.

    `whole` is false where it holds only their list. `outcome` is null where the import could not
    run at all; `refusal` then says why.
    """

    file_name: str
    outcome: Outcome | None
    marked: bytes | None
    refusal: str = ""
    note: str = ""
    whole: bool = False


class Taken:
    """What a visit has sent already, by form, and the last result; changed in place.

    A second click starts a second run at once, beside the one that still imports: it waits for its
    turn, and gets the outcome of the first.
    """

    def __init__(self) -> None:
        self.turn = Lock()
        self.by_form: dict[str, Outcome] = {}
        self.last: Result | None = None


def run(
    *,
    content: bytes,
    file_name: str,
    unit: str,
    as_of: date,
    sent_by: str | None,
    progress: Callable[[str], object],
    form: str,
    taken: Taken,
) -> Result:
    """Import one uploaded workbook, once a form; nothing of it is stored if it is refused."""
    progress("读取并逐格检查……")
    with taken.turn:
        outcome = taken.by_form.get(form) or _imported(
            content, unit=unit, as_of=as_of, sent_by=sent_by, file_name=file_name
        )
        if outcome.stored:
            taken.by_form = {form: outcome}
    if not (outcome.errors or outcome.warnings):
        return Result(file_name, outcome, None)
    progress("在工作簿中标出问题……")
    marked = marked_copy(content, [*outcome.errors, *outcome.warnings])
    return Result(file_name, outcome, marked.content, note=marked.note, whole=marked.whole)


def _imported(
    content: bytes, *, unit: str, as_of: date, sent_by: str | None, file_name: str,
    since: int | None = None,
) -> Outcome:  # fmt: skip
    with logged(unit=unit, as_of=as_of, file_name=file_name) as upload:
        upload.outcome = import_workbook(
            content, unit=unit, as_of=as_of, sent_by=sent_by, file_name=file_name, since=since
        )
    return upload.outcome


def run_typed(
    draft: Draft, *, name: str, file_name: str, sent_by: str | None, form: str, taken: Taken
) -> Outcome:
    """Import what was typed in the browser as the workbook that it makes, once a form.

    `name` is that of the unit.

    Raises:
        ReportedMeanwhile: if the unit has reported since the draft was begun.
    """
    with taken.turn:
        outcome = taken.by_form.get(form) or _imported(
            drafts.workbook(draft, name=name), unit=draft.unit, as_of=draft.as_of, sent_by=sent_by,
            file_name=file_name, since=draft.newest,
        )  # fmt: skip
        if outcome.stored:
            taken.by_form = {form: outcome}
    return outcome
