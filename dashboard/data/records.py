"""The records as papers ask for them (`metrics.reading`), answered from the cache of the screens.

`WHOLE` is for what is kept for all visits, and never leaves `dashboard.data`; `RECORDS` names persons
and contacts of the visitor's own divisions only. Figures of both are the same.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date

import polars as pl

from dashboard.data import results, store, supervision
from dashboard.data.reaching import reach
from dashboard.data.sealing import basis
from metrics.dispatch.cases import Library
from metrics.rating.evaluation import Evaluation
from metrics.reading import Records
from metrics.records.frames import Frames
from metrics.records.given.tables import Given
from metrics.records.reports import Submission
from metrics.reporting.contact import Contact
from metrics.reporting.reminder import Reminder
from metrics.rules.value import RulePack, Rules
from metrics.scope import Scope
from metrics.supervision.table import Supervision
from sql.database.engine import session_scope
from sql.dispatch import cases, orders, promises
from sql.office import contacts, reminders
from sql.sheets.given import given


class CachedRecords(Records):
    """What the screens have read; every answer is the one that pages show."""

    def sent(self) -> Sequence[tuple[str, date]]:
        """Return unit and data date of every submission."""
        return store.sent()

    def submissions(self) -> Sequence[Submission]:
        """Return every submission that was accepted, the last first."""
        return store.submissions()

    def divisions(self, as_of: date) -> pl.DataFrame:
        """Return every line (region, parent, level, since) that 区划 has had up to a data date."""
        return store.divisions(as_of)

    def reported(
        self, days: Collection[date], *, year: int, sheets: Collection[str] | None = None
    ) -> Mapping[date, Frames]:
        """Return the records in force at each data date, of all sheets: they are kept whole."""
        del sheets
        return {day: store.frames(day, year) for day in days}

    def contacts(self) -> Sequence[Contact]:
        """Return whom to call in each unit: few rows, read anew."""
        with session_scope() as session:
            return contacts.contacts(session)

    def reminders(self) -> Sequence[Reminder]:
        """Return whom the office reminded: few rows, read anew."""
        with session_scope() as session:
            return reminders.reminders(session)

    def library(self) -> Library:
        """Return the cases in force."""
        with session_scope() as session:
            return cases.library(session)

    def orders(self, day: date, rules: Rules) -> pl.DataFrame:
        """Return every order as it stands on a day: few rows, read anew."""
        with session_scope() as session:
            return orders.standing(session, as_of=day, rules=rules)

    def promises(self, day: date, rules: Rules) -> pl.DataFrame:
        """Return every promise as it stands on a day: few rows, read anew."""
        with session_scope() as session:
            return promises.standing(session, as_of=day, rules=rules)

    def given(self, sheet: str, year: int) -> Given:
        """Return what was entered for a score sheet (考核细则): few rows, read anew."""
        with session_scope() as session:
            return given(session, sheet=sheet, year=year)

    def frames(self, scope: Scope) -> Frames:
        """Return all records that a scope tells of."""
        return basis.frames_of(scope)

    def rules(self, scope: Scope) -> RulePack:
        """Return the rules of a scope."""
        return basis.rules_of(scope)

    def earlier(self, scope: Scope) -> tuple[date, ...]:
        """Return the data dates that a scope can be compared with; a sealed round holds none but its own."""
        return () if scope.round is not None else super().earlier(scope)

    def evaluation(self, scope: Scope) -> Evaluation:
        """Return the evaluation of a scope."""
        return results.evaluation(scope)

    def supervision(self, scope: Scope) -> Supervision:
        """Return the supervision table of a scope."""
        return supervision.whole(basis.known_of(scope), scope)

    def progress(self, scope: Scope, days: Collection[date]) -> Mapping[date, pl.DataFrame]:
        """Return the ledger's progress at several data dates, of every division."""
        return {day: results.ledger_progress(scope.at(day)) for day in days}

    def dates(self, place: str, as_of: date) -> tuple[date, ...]:
        """Return the data dates of a place up to one of them, newest first."""
        return store.dates_until(place, as_of)


class OwnRecords(CachedRecords):
    """What one visitor may see of persons: senders, contacts and reminders of his own divisions."""

    def submissions(self) -> Sequence[Submission]:
        """Return every submission, unsigned where it is another division's: that it came is a figure."""
        own = reach()
        return [each if own.sees(each.unit) else unsigned(each) for each in super().submissions()]

    def contacts(self) -> Sequence[Contact]:
        """Return whom to call in each unit of the visitor's own divisions."""
        return [each for each in super().contacts() if reach().sees(each.unit)]

    def reminders(self) -> Sequence[Reminder]:
        """Return the reminders of the units of the visitor's own divisions."""
        return [each for each in super().reminders() if reach().sees(each.unit)]

    def orders(self, day: date, rules: Rules) -> pl.DataFrame:
        """Return the orders to the visitor's own divisions."""
        return reach().of(super().orders(day, rules))

    def promises(self, day: date, rules: Rules) -> pl.DataFrame:
        """Return the promises of the visitor's own divisions."""
        return reach().of(super().promises(day, rules))

    def supervision(self, scope: Scope) -> Supervision:
        """Return the supervision table of a scope, with the projects that may be seen."""
        return supervision.supervised(scope)


def unsigned(submission: Submission) -> Submission:
    """Return of a submission what is a figure: that it came, when, and how many records it changed."""
    return replace(submission, sent_by=None, file_name="", file_sha256="", confirmed=None)


WHOLE, RECORDS = CachedRecords(), OwnRecords()


def earlier_dates(scope: Scope) -> tuple[date, ...]:
    """Return the data dates that a scope can be compared with, newest first."""
    return WHOLE.earlier(scope)


def date_before(scope: Scope) -> date | None:
    """Return the data date before the scope's; null where there is none."""
    return next(iter(earlier_dates(scope)), None)
