"""Any story of reports, told twice: through the doors of the store, and replayed in plain dictionaries.

A step has both tellings. Another kind of step is a class with the same two methods, and a line in STEPS.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Protocol
from uuid import uuid4

import polars as pl
from hypothesis import strategies as st
from sqlalchemy import make_url

from metrics.records.reports import PART
from metrics.records.sheets import BY_NAME
from sql.__main__ import main
from sql.copies.taking import back_up
from sql.database.engine import session_scope
from sql.database.settings import database_url
from sql.reported import parts
from sql.reported.statements import Seen, newest_known
from sql.reported.submissions import accept, statement
from sql.reported.undoing.undo import NotUndone, undo
from sql.reported.withdrawal import NotWithdrawn, withdraw
from sql.workbook.reading.parse import Parsed
from tests.sql.reported.test_full_copies import (
    COLUMNS,
    DAYS,
    KEYS,
    RECORDS,
    UNITS,
    Record,
    nearest,
    row,
)
from tests.sql.statement_rows import frame

Said = Mapping[str, Mapping[Record, Record]]
"""What a statement says: by sheet and key its records; a sheet left out has none."""
OWN = "tasks"
"""The sheet that each unit numbers for itself."""


@dataclass(frozen=True)
class Entry:
    """One accepted submission of the replay: what its unit says from it on, in full.

    `undoes` is the place of the one that it takes back.
    """

    unit: str
    day: date
    said: Said
    undoes: int | None = None


@dataclass
class Replay:
    """All that was accepted, in order, and what stands of it; `folder` is for files."""

    folder: Path
    entries: list[Entry] = field(default_factory=list)

    def in_line(self, known: int | None = None) -> list[tuple[int, Entry]]:
        """Return what stands of the first `known` entries (null: of all), by data date and acceptance."""
        listed = self.entries[:known]
        undone = {one.undoes for one in listed if one.undoes is not None}
        standing = [
            (place, one)
            for place, one in enumerate(listed)
            if one.undoes is None and place not in undone
        ]
        return sorted(standing, key=lambda each: (each[1].day, each[0]))

    def statement(self, unit: str, day: date) -> Said:
        """Return what a unit says of a day now."""
        said = [one.said for _, one in self.in_line() if one.unit == unit and one.day <= day]
        return said[-1] if said else {}

    def records(self, day: date, known: int) -> dict[str, list[Record]]:
        """Return what is in force on a day, as known after so many entries: the newest unit's record first."""
        newest: dict[str, tuple[int, Entry]] = {}
        for place, one in self.in_line(known):
            if one.day <= day:
                newest[one.unit] = (place, one)
        answer: dict[str, dict[Record, Record]] = {sheet: {} for sheet in COLUMNS}
        for _, one in sorted(newest.values(), key=lambda each: (each[1].day, each[0])):
            for sheet, records in one.said.items():
                own = (one.unit,) if sheet == OWN else ()
                answer[sheet] |= {(*own, *key): record for key, record in records.items()}
        heard = sorted(newest.values(), key=lambda each: (each[1].day, each[0]))
        answer["regions"] = nearest(
            [(one.unit, dict(one.said.get("regions", {}))) for _, one in heard]
        )
        return {sheet: list(records.values()) for sheet, records in answer.items()}

    def sent(self, known: int) -> set[tuple[str, date]]:
        """Return unit and data date of what stands and says something."""
        last = {(one.unit, one.day): one.said for _, one in self.in_line(known)}
        return {pair for pair, said in last.items() if any(said.values())}


class Step(Protocol):
    """One thing that happens."""

    def happen(self, replay: Replay) -> None:
        """Do it to the database, and write down what was accepted."""


@dataclass(frozen=True)
class Whole:
    """A unit sends all that it has; without records it is the end of what it says."""

    unit: str
    day: date
    said: Said

    def happen(self, replay: Replay) -> None:
        """Accept it."""
        tables = {sheet: _frame(sheet, records) for sheet, records in self.said.items()}
        with session_scope(writing=True) as session:
            accept(session, unit=self.unit, as_of=self.day, sent_by=None, file_name="全部.xlsx",
                   file_sha256=_new(replay), sheets=tables)  # fmt: skip
        replay.entries.append(Entry(self.unit, self.day, self.said))


@dataclass(frozen=True)
class Part:
    """A unit sends some of what it has (增量报送)."""

    unit: str
    day: date
    said: Said

    def happen(self, replay: Replay) -> None:
        """Merge it with the statement before, and accept that."""
        read = {
            sheet: Parsed(BY_NAME[sheet], _frame(sheet, records), {}, ())
            for sheet, records in self.said.items()
        }
        with session_scope(writing=True) as session:
            before = statement(session, Seen(self.day, newest_known(session, None), self.unit))
            tables = {name: each.frame for name, each in parts.merged(read, before).items()}
            accept(session, unit=self.unit, as_of=self.day, sent_by=None, file_name="增量.xlsx",
                   file_sha256=_new(replay), sheets=tables, before=before, kind=PART)  # fmt: skip
        was = replay.statement(self.unit, self.day)
        said = {sheet: {**was.get(sheet, {}), **self.said.get(sheet, {})} for sheet in COLUMNS}
        replay.entries.append(Entry(self.unit, self.day, said))


@dataclass(frozen=True)
class TakenBack:
    """The last submission of a unit that stands is taken back (撤回)."""

    unit: str

    def happen(self, replay: Replay) -> None:
        """Take it back; a unit without one is told so."""
        own = [place for place, one in replay.in_line() if one.unit == self.unit]
        try:
            with session_scope(writing=True) as session:
                done = undo(session, unit=self.unit, reason="报送有误")
        except NotUndone:
            assert not own
            return
        last = replay.entries[max(own)]
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


def _frame(sheet: str, records: Mapping[Record, Record]) -> pl.DataFrame:
    return frame(sheet, [row(sheet, record) for record in records.values()])


@st.composite
def _said(draw: st.DrawFn) -> Said:
    sheets = draw(st.sets(st.sampled_from(sorted(COLUMNS))))
    drawn = {sheet: draw(st.lists(RECORDS[sheet], max_size=4)) for sheet in sorted(sheets)}
    return {
        sheet: {record[: KEYS[sheet]]: record for record in records}
        for sheet, records in drawn.items()
    }


_UNIT, _DAY = st.sampled_from(UNITS), st.sampled_from(DAYS)
STEPS: tuple[st.SearchStrategy[Step], ...] = (
    st.builds(Whole, _UNIT, _DAY, _said()),
    st.builds(Part, _UNIT, _DAY, _said()),
    st.builds(TakenBack, _UNIT),
    st.builds(Withdrawn, _UNIT, _DAY),
)


@st.composite
def stories(draw: st.DrawFn) -> list[Step]:
    """Draw a story, now and then with a backup and its restoration in the middle."""
    steps: list[Step] = draw(st.lists(st.one_of(STEPS), min_size=2, max_size=9))
    if draw(st.integers(0, 5)) == 5:
        steps.insert(draw(st.integers(0, len(steps))), Restored())
    return steps
