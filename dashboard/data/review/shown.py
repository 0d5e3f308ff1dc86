"""Review of submissions (审核) as pages show it: how each stands, what waits for whom, what would change."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from dashboard.data import files, opening, store
from dashboard.data.database import cached
from dashboard.data.reaching import need_records, reach
from dashboard.data.sealing import basis
from metrics.access import acting
from metrics.access.permissions import Action
from metrics.changes.preview import Preview
from metrics.errors import UnknownChoice
from metrics.records.regions import within
from metrics.records.reports import Submission
from metrics.reporting.review.decisions import may_return as given_back
from metrics.reporting.review.standing import (
    Reviewed,
    State,
    returned_to,
    unsettled,
    waiting_for,
    waiting_of,
)
from metrics.scope import Scope
from sql.database.engine import session_scope
from sql.reported.intake import open_workbook
from sql.reported.review.foreseen import foreseen as foreseen_of
from sql.reported.review.read import standing
from sql.workbook.addresses import address
from sql.workbook.rows import ROW
from sql.workbook.writing.marked_copy import Marked, marked_copy


class Todo(NamedTuple):
    """What waits for the visitor to review, what was returned to him, and what of his waits for others."""

    review: Sequence[Reviewed]
    returned: Sequence[Reviewed]
    sent: Sequence[Reviewed]

    @property
    def nothing(self) -> bool:
        """Whether there is nothing to do or to wait for."""
        return not (self.review or self.returned or self.sent)


class SheetSent(NamedTuple):
    """A sheet as it was sent: its rows as Excel numbers them with their keys, and its columns by heading."""

    rows: Mapping[int, str]
    columns: Mapping[str, int]

    def cell(self, row: int, column: str) -> str:
        """Return how Excel calls a cell."""
        return address(row=row, column=self.columns[column])


def review_todo() -> Todo:
    """Return what the visitor has to do about reviews, by the divisions that he works for himself."""
    who, listed = acting.actor(), _standing(store.version())
    if who.is_machine:
        waiting = [each for each in listed if each.turn is not None]
        return Todo(waiting_for(waiting, {str(each.turn) for each in waiting}), (), ())
    reviewing, reporting = who.regions(Action.REVIEW), who.regions(Action.REPORT)
    return Todo(
        waiting_for(listed, reviewing),
        returned_to(listed, reporting),
        waiting_of(listed, reporting),
    )


def review_states() -> dict[int, Reviewed]:
    """Return how each submission of the visitor's own divisions stands, by its number."""
    own = reach()
    listed = _standing(store.version())
    return {each.submission.id: each for each in listed if own.sees(each.submission.unit)}


def may_return(one: Reviewed) -> bool:
    """Say whether the visitor may give back what his level, or one below it, has accepted."""
    who = acting.actor()
    own = one.path if who.is_machine else who.regions(Action.REVIEW)
    current = one.state is not State.REPLACED
    return current and any(given_back(one.path, code, one.reviews) for code in own)


def unsettled_units(scope: Scope) -> tuple[str, ...]:
    """Return the units of a place whose newest report does not count yet.

    Where a page opens with its date by itself, later reports are looked at too; else those by its date.
    """
    opens = scope.as_of == opening.default_date(scope.place)
    waiting = unsettled(_standing(store.version()), date.max if opens else scope.as_of)
    if not waiting:
        return ()
    current = basis.frames_of(scope)
    inside = set(within(current.regions, scope.place)["region"])
    return tuple(unit for unit in waiting if unit in inside)


@cached(max_entries=2)
def _standing(known: int) -> tuple[Reviewed, ...]:
    current = store.newest() if known else None
    if current is None:
        return ()
    with session_scope() as session:
        return tuple(standing(session, submissions=store.submissions()))


def foreseen(submission: int) -> Preview:
    """Return what a submission would change if it counted, and where its unit would stand."""
    one = _one(submission)
    need_records(one.unit, what="报送")
    return _foreseen(store.version(), submission)


@cached(max_entries=8, show_spinner="试算审定后的得分、名次和灯色……")
def _foreseen(known: int, submission: int) -> Preview:
    del known  # a key
    with session_scope() as session:
        return foreseen_of(session, _one(submission))


def cells_sent(submission: int) -> dict[str, SheetSent]:
    """Return the sheets of the workbook of a submission by their labels, to point at a cell of it."""
    content = files.original(submission)
    return _cells(_one(submission).file_sha256, _content=content)


@cached(max_entries=4)
def _cells(digest: str, *, _content: bytes) -> dict[str, SheetSent]:
    del digest  # a key
    sheets = open_workbook(_content).sheets.values()
    return {
        each.sheet.label: SheetSent(
            rows={
                row[ROW]: "　".join(
                    str(row[name]) for name in each.sheet.key if row[name] is not None
                )
                for row in each.frame.select(ROW, *each.sheet.key).iter_rows(named=True)
            },
            columns={each.sheet.column(name).label: at for name, at in each.columns.items()},
        )
        for each in sheets
        if each.frame.height
    }


def returned_workbook(one: Reviewed) -> Marked:
    """Return the workbook that was returned with the places that were objected to marked."""
    return marked_copy(files.original(one.submission.id), one.objections)


def _one(submission: int) -> Submission:
    for each in store.submissions():
        if each.id == submission:
            return each
    raise UnknownChoice(f"没有第{submission}号报送，请在报送记录中核对编号。")
