"""What may happen in a story, each told twice: through the doors of the store, and in the replay.

Another kind of step is a class with the same method, and a word in `stories`.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Protocol, TypeVar
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from sqlalchemy import make_url

from metrics.records.reports import PART
from metrics.records.sheets import BY_NAME
from sql.__main__ import main
from sql.copies.taking import back_up
from sql.database.engine import session_scope
from sql.database.moments import read
from sql.database.settings import database_url
from sql.models import HISTORIES, REVIEWS, SUBMISSIONS
from sql.models.divisions import DIVISION_CHANGE_EVENTS, DIVISION_CHANGES, DIVISION_SUCCESSORS
from sql.reported import parts
from sql.reported.review.written import last_moment
from sql.reported.statements import Seen, newest_known
from sql.reported.submissions import accept, statement
from sql.reported.undoing import undo as undoing
from sql.reported.undoing.undo import NotUndone, undo
from sql.reported.withdrawal import NotWithdrawn, withdraw
from sql.workbook.reading.parse import Parsed
from tests.databases import by_hand
from tests.sql.replay.adjustments import CHANGES, Revoked
from tests.sql.replay.records import COLUMNS, DAYS, UNITS, Said, frames_of, statements
from tests.sql.replay.replay import Entry, Replay

R = TypeVar("R", bound=Replay)
SLOW = settings(deadline=None, suppress_health_check=list(HealthCheck))
"""Of tests that tell stories: a story takes its time, and cleans up after the one before."""


class Step(Protocol):
    """One thing that happens."""

    def happen(self, replay: Replay) -> None:
        """Do it to the database, and write down what was accepted."""


@dataclass(frozen=True)
class Report:
    """A unit sends what it says of a day; one that is no division then is not let in."""

    unit: str
    day: date
    said: Said

    def happen(self, replay: Replay) -> None:
        """Accept it."""
        if replay.reports(self.unit, self.day):
            replay.entries.append(Entry(self.unit, self.day, self.accepted(replay)))

    def accepted(self, replay: Replay) -> Said:
        """Accept it, and return the statement that results."""
        raise NotImplementedError


@dataclass(frozen=True)
class Whole(Report):
    """A unit sends all that it has; without records it is the end of what it says."""

    def accepted(self, replay: Replay) -> Said:
        """Accept it as it is."""
        with session_scope(writing=True) as session:
            accept(session, unit=self.unit, as_of=self.day, sent_by=None, file_name="全部.xlsx",
                   file_sha256=_new(replay), sheets=frames_of(self.said))  # fmt: skip
        return self.said


@dataclass(frozen=True)
class Part(Report):
    """A unit sends some of what it has (增量报送)."""

    def accepted(self, replay: Replay) -> Said:
        """Merge it with the statement before, and accept that."""
        sheets = frames_of(self.said).items()
        file = {name: Parsed(BY_NAME[name], rows, {}, ()) for name, rows in sheets}
        with session_scope(writing=True) as session:
            before = statement(session, Seen(self.day, newest_known(session, None), self.unit))
            tables = {name: each.frame for name, each in parts.merged(file, before).items()}
            accept(session, unit=self.unit, as_of=self.day, sent_by=None, file_name="增量.xlsx",
                   file_sha256=_new(replay), sheets=tables, before=before, kind=PART)  # fmt: skip
        was = replay.statement(self.unit, self.day)
        return {sheet: {**was.get(sheet, {}), **self.said.get(sheet, {})} for sheet in COLUMNS}


@dataclass(frozen=True)
class TakenBack:
    """The last submission of a unit that stands is taken back (撤回)."""

    unit: str

    def happen(self, replay: Replay) -> None:
        """Take it back; a unit without one, or whose last is by a change of divisions, is told so."""
        own = [place for place, one in replay.in_line() if one.unit == self.unit]
        may = bool(own) and not replay.entries[max(own)].adjusted
        try:
            with session_scope(writing=True) as session:
                done = undo(session, unit=self.unit, reason="报送有误")
        except NotUndone:
            assert not may
            return
        last = replay.entries[max(own)]
        assert may
        assert (done.submission.unit, done.submission.data_date) == (last.unit, last.day)
        replay.entries.append(Entry(last.unit, last.day, {}, undoes=max(own)))


@dataclass(frozen=True)
class Withdrawn:
    """What a unit says is withdrawn (撤销) from a day on; where it may not be, nothing happens."""

    unit: str
    day: date

    def happen(self, replay: Replay) -> None:
        """Withdraw it."""
        try:
            with session_scope(writing=True) as session:
                withdraw(session, unit=self.unit, as_of=self.day, reason="单位撤并")
        except NotWithdrawn:
            return
        replay.entries.append(Entry(self.unit, self.day, {}))


@dataclass(frozen=True)
class Restored:
    """All is written into a backup and restored from it: nothing is another afterwards."""

    def happen(self, replay: Replay) -> None:
        """Back up and restore."""
        file = replay.folder / f"{uuid4().hex}.dudao"
        back_up(make_url(database_url()), file)
        assert main(["restore", str(file), "--yes"]) == 0


def _new(replay: Replay) -> str:
    return str(len(replay.entries))


_UNIT, _DAY = st.sampled_from(UNITS), st.sampled_from(DAYS)
WHOLES = st.builds(Whole, _UNIT, _DAY, statements())
REPORTS = st.one_of(WHOLES, st.builds(Part, _UNIT, _DAY, statements()))


@st.composite
def stories(draw: st.DrawFn) -> list[Step]:
    """Draw a story: a report, then whatever may happen; who takes back, or ends, is one who reported.

    Now and then it has a backup and its restoration in the middle.
    """
    steps: list[Step] = [draw(REPORTS)]
    reports = [each for each in steps if isinstance(each, Report)]
    for _ in range(draw(st.integers(1, 9))):
        last = draw(st.sampled_from(reports))
        ends = st.just(Withdrawn(last.unit, max(each.day for each in reports)))
        back = st.just(TakenBack(last.unit))
        steps.append(draw(st.one_of(REPORTS, REPORTS, back, ends, CHANGES, st.builds(Revoked))))
        reports += [each for each in steps[-1:] if isinstance(each, Report)]
    if draw(st.integers(0, 5)) == 5:
        steps.insert(draw(st.integers(0, len(steps))), Restored())
    return steps


def told(steps: list[Step], replay: R) -> R:
    """Let a story happen in a database that holds the divisions and nothing else."""
    _empty()
    (begun,) = replay.entries
    with session_scope(writing=True) as session:
        accept(session, unit=begun.unit, as_of=begun.day, sent_by=None, file_name="区划.xlsx",
               file_sha256="", sheets=frames_of(begun.said))  # fmt: skip
    with (
        pytest.MonkeyPatch.context() as patch
    ):  # whether others rely on what is taken back: test_undo.py
        patch.setattr(undoing, "objection", lambda *_, **__: "")
        for step in (None, *steps):
            if step is not None:
                step.happen(replay)
            replay.note(_now())
    return replay


def _now() -> datetime:
    """Return a moment after all that was accepted and decided; a clock may stand still meanwhile."""
    with session_scope() as session:
        return max(datetime.now(UTC), read(str(last_moment(session))))


def _empty() -> None:
    """Take out what the story before left."""
    changed = (DIVISION_CHANGE_EVENTS, DIVISION_SUCCESSORS, DIVISION_CHANGES)
    with by_hand() as session:
        for table in (*HISTORIES.values(), *changed, REVIEWS, SUBMISSIONS):
            session.execute(table.delete())
