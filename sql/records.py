"""The records as pages and papers ask for them (`metrics.reading`), answered in a session."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

import polars as pl
from sqlalchemy.orm import Session

from metrics.access.entry import Head
from metrics.dispatch.cases import Library
from metrics.reading import Records
from metrics.records.frames import Frames
from metrics.records.given.tables import Given
from metrics.records.reports import Submission
from metrics.records.sheets import BY_NAME
from metrics.reporting.contact import Contact
from metrics.reporting.reminder import Reminder
from metrics.rules.value import Rules
from metrics.sealing.sources import Sources
from sql.dispatch import cases, orders, promises
from sql.log.verifying import head
from sql.office import contacts, reminders
from sql.reported import history
from sql.reported.review.written import newest_review
from sql.reported.traced.sources import sources
from sql.sheets.given import given


class StoredRecords(Records):
    """What the database holds, or held at a moment; the session is the caller's.

    `known_at` is the moment up to which submissions are known (null: now), `cases_at` that of the
    cases. What was read whole is kept for as long as this object is.
    """

    def __init__(
        self, session: Session, *, known_at: datetime | None = None,
        cases_at: datetime | None = None,
    ) -> None:  # fmt: skip
        """Answer from a session."""
        self._session, self._known_at, self._cases_at = session, known_at, cases_at
        self._whole: dict[tuple[date, int], Frames] = {}

    def sent(self) -> Sequence[tuple[str, date]]:
        """Return unit and data date of every submission that stands."""
        return history.sent(self._session, known_at=self._known_at)

    def submissions(self) -> Sequence[Submission]:
        """Return every submission that was accepted, the last first."""
        return history.submissions(self._session, known_at=self._known_at)

    def divisions(self, as_of: date) -> pl.DataFrame:
        """Return every line (region, parent, level, since) that 区划 has had up to a data date."""
        return history.divisions(self._session, as_of=as_of, known_at=self._known_at)

    def reported(
        self, days: Collection[date], *, year: int, sheets: Collection[str] | None = None
    ) -> Mapping[date, Frames]:
        """Return the records in force at each data date, read in one pass.

        Where `sheets` are named, the others raise when they are asked for.
        """
        wanted = {day for day in days if (day, year) not in self._whole}
        read = history.frames_at(
            self._session, wanted, year=year, known_at=self._known_at, sheets=sheets
        )
        whole = {day: self._whole[day, year] for day in days if day not in wanted}
        if sheets is None:
            self._whole |= {(day, year): frames for day, frames in read.items()}
        return dict(sorted((whole | read).items()))

    def contacts(self) -> Sequence[Contact]:
        """Return whom to call in each unit."""
        return contacts.contacts(self._session)

    def reminders(self) -> Sequence[Reminder]:
        """Return whom the office reminded, in the order in which it was written down."""
        return reminders.reminders(self._session)

    def sources(self, frames: Frames, sheets: Collection[str] = tuple(BY_NAME)) -> Sources:
        """Return the files and rows that the records of some sheets of frames came from."""
        return sources(self._session, frames, sheets=sheets, known_at=self._known_at)

    def log_head(self) -> Head:
        """Return the newest entry of the log (操作日志), unproved."""
        return head(self._session.connection())

    def library(self) -> Library:
        """Return the cases in force."""
        return cases.library(self._session, known_at=self._cases_at)

    def orders(self, day: date, rules: Rules) -> pl.DataFrame:
        """Return every order as it stands on a day."""
        return orders.standing(self._session, as_of=day, rules=rules)

    def promises(self, day: date, rules: Rules) -> pl.DataFrame:
        """Return every promise as it stands on a day."""
        return promises.standing(self._session, as_of=day, rules=rules)

    def given(self, sheet: str, year: int) -> Given:
        """Return the targets and hand scores of a score sheet (考核细则) and plan year as they stand."""
        return given(self._session, sheet=sheet, year=year, known_at=self._known_at)

    def known(self) -> str:
        """Return a text that is another once anything was submitted or reviewed, or a case entered."""
        newest, reviewed = history.submissions(self._session)[0], newest_review(self._session)
        submitted = f"{newest.id} {newest.accepted_at} {newest.file_sha256} {reviewed}"
        return f"{submitted} {self.library().known_at}"
