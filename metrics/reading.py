"""What pages and papers may ask of the records: one door, behind which nobody needs to know of tables.

`sql.records` answers plainly, in a session that the caller holds; the screens answer from their cache
(`dashboard.data.records`). Only the first ten questions go to the store. The others follow from them
here, so that screen and command line cannot choose differently; a cache may answer them earlier.
"""

from abc import abstractmethod
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Protocol

import polars as pl

from metrics.checks.gathering import days_asked, gathered
from metrics.checks.hit import Checked
from metrics.checks.material import Material
from metrics.checks.running import run
from metrics.days.cadence import LONGEST_WAIT
from metrics.dispatch.cases import Library
from metrics.dispatch.one_place.due import span_from
from metrics.dispatch.one_place.facts import Province
from metrics.errors import NothingReported, RuleNotInForce
from metrics.packs.default_date import opening_of
from metrics.packs.pack import named, rules_of
from metrics.progress.from_ledger import READS, ledger
from metrics.rating.evaluation import Evaluation, evaluate
from metrics.records.data_dates import data_dates
from metrics.records.frames import Frames
from metrics.records.given.tables import Given
from metrics.records.regions import circles
from metrics.records.reports import Submission
from metrics.records.succession import abolished, became
from metrics.reporting.contact import Contact
from metrics.reporting.reminder import Reminder
from metrics.reporting.standing import Reporting, due_units, reporting
from metrics.reporting.turns import Schedule, Turn, turns
from metrics.rules.value import RulePack, Rules
from metrics.scope import Scope, Wanted
from metrics.standards.standard import Standard
from metrics.supervision.table import Supervision, supervision


class Records(Protocol):
    """The records of all data dates, and what follows from them."""

    @abstractmethod
    def sent(self) -> Sequence[tuple[str, date]]:
        """Return unit and data date of every submission that stands."""

    @abstractmethod
    def submissions(self) -> Sequence[Submission]:
        """Return every submission that was accepted, the last first."""

    @abstractmethod
    def divisions(self, as_of: date) -> pl.DataFrame:
        """Return every line (region, parent, level, since) that 区划 has had up to a data date."""

    @abstractmethod
    def reported(
        self, days: Collection[date], *, year: int, sheets: Collection[str] | None = None
    ) -> Mapping[date, Frames]:
        """Return the records in force at each data date.

        Where `sheets` are named, the others need not be read and must not be asked for.
        """

    @abstractmethod
    def contacts(self) -> Sequence[Contact]:
        """Return whom to call in each unit."""

    @abstractmethod
    def reminders(self) -> Sequence[Reminder]:
        """Return whom the office reminded, in the order in which it was written down."""

    @abstractmethod
    def library(self) -> Library:
        """Return the cases in force."""

    @abstractmethod
    def orders(self, day: date, rules: Rules) -> pl.DataFrame:
        """Return every order as it stands on a day (`standing.orders`)."""

    @abstractmethod
    def promises(self, day: date, rules: Rules) -> pl.DataFrame:
        """Return every promise as it stands on a day (`standing.promises`)."""

    @abstractmethod
    def given(self, sheet: str, year: int) -> Given:
        """Return the targets and hand scores of a score sheet (考核细则) and plan year as they stand."""

    def frames(self, scope: Scope) -> Frames:
        """Return all records in force at the scope's data date."""
        return self.reported([scope.as_of], year=scope.year)[scope.as_of]

    def rules(self, scope: Scope) -> RulePack:
        """Return the rules of a scope."""
        return rules_of(scope)

    def whole(self, scope: Scope) -> Scope:
        """Return the same question of the province that the scope's place lies in, or is."""
        return scope._replace(place=next(circles(self.frames(scope).regions, scope.place)))

    def evaluation(self, scope: Scope) -> Evaluation:
        """Return the evaluation of a scope."""
        return evaluate(self.frames(scope), self.rules(scope), scope.place)

    def judged_by(self, scope: Scope, standard: Standard) -> Frames:
        """Return the records of a scope with what the office entered for a standard beside them.

        Raises RuleNotInForce where the standard was not in force on the data date.
        """
        standard.refuse_outside(scope.as_of)
        frames = self.frames(scope)
        if not standard.lays_down:
            return frames
        return replace(frames, given=self.given(standard.code, scope.year))

    def rated(self, scope: Scope, standard: Standard) -> Evaluation:
        """Return the evaluation of a scope by a standard."""
        if not standard.lays_down:
            return self.evaluation(scope)
        frames = self.judged_by(scope, standard)
        return evaluate(frames, self.rules(scope), scope.place, standard=standard)

    def supervision(self, scope: Scope) -> Supervision:
        """Return the supervision table of a scope."""
        return supervision(self.frames(scope), self.rules(scope), place=scope.place)

    def progress(self, scope: Scope, days: Collection[date]) -> Mapping[date, pl.DataFrame]:
        """Return the ledger's progress at several data dates, of every division."""
        read = self.reported(days, year=scope.year, sheets=READS)
        return {day: ledger(frames) for day, frames in read.items()}

    def dates(self, place: str, as_of: date) -> tuple[date, ...]:
        """Return the data dates of a place up to one of them, newest first."""
        sent = [(unit, day) for unit, day in self.sent() if day <= as_of]
        return data_dates(sent, self.divisions(as_of), place)

    def earlier(self, scope: Scope) -> tuple[date, ...]:
        """Return the data dates that a scope can be compared with, newest first."""
        return tuple(day for day in self.dates(scope.place, scope.as_of) if day < scope.as_of)

    def material(
        self, scope: Scope, supplements: Mapping[str, pl.DataFrame] | None = None
    ) -> Material:
        """Return what checks look at: the records of a scope, and of the former data dates that they ask for."""
        frames = self.frames(scope)
        province = next(circles(frames.regions, scope.place), scope.place)
        days = days_asked(self.dates(province, scope.as_of), scope.as_of, self.rules(scope))
        return gathered(frames, self.reported(days, year=scope.year), supplements)

    def checked(
        self, scope: Scope, supplements: Mapping[str, pl.DataFrame] | None = None
    ) -> Checked:
        """Return what the checks ask in the place of a scope; no score reads it."""
        return run(self.material(scope, supplements), self.rules(scope), place=scope.place)

    def standing(self, scope: Scope, day: date) -> Reporting:
        """Return how the units of the scope's place that have to report stand on a day.

        What is in force is what had been reported up to that day; NothingReported if nothing had.
        """
        latest = max((sent for _, sent in self.sent() if sent <= day), default=None)
        if latest is None:
            raise NothingReported(f"截至{day}还没有任何报送，请改选较晚的日期。")
        read = self.reported([latest], year=scope.year, sheets=("regions", "projects"))[latest]
        owners = set(read.tables["projects"]["region"])
        schedule = duties(scope, day)
        lines = self.divisions(latest).group_by("region").agg(pl.col("since").min())
        return reporting(
            self.submissions(),
            due_units(read.regions, owners, scope.place, schedule[-1][1]),
            since=dict(lines.select("region", "since").iter_rows()),
            schedule=schedule,
            place=scope.place,
            day=day,
            successions=read.successions,
        )

    def province(self, scope: Scope, before: date | None, day: date) -> Province:
        """Return what the places of a province share: told of from a day on, held against a date before."""
        days = [scope.as_of] if before is None else [before, scope.as_of]
        progress = self.progress(scope, days)
        return Province(
            evaluation=self.evaluation(scope),
            before=None if before is None else self.evaluation(scope.at(before)),
            progress=progress[scope.as_of],
            progress_before=None if before is None else progress[before],
            table=self.supervision(scope),
            reporting=self._standing_if_due(scope, day),
            turns=_turns_near(scope, day),
            day=day,
        )

    def _standing_if_due(self, scope: Scope, day: date) -> Reporting | None:
        try:
            return self.standing(scope, day)
        except (NothingReported, RuleNotInForce):
            return None

    def newest(self) -> date:
        """Return the newest data date of all; NothingReported if there is none."""
        days = [day for _, day in self.sent()]
        if not days:
            raise NothingReported("数据库中还没有任何报送，请先导入工作簿。")
        return max(days)

    def opening_date(self, place: str | None = None) -> date:
        """Return the data date that pages open with, of a place or of the one meant when none is named.

        Raises:
            NothingReported: if there is no submission at all.
            UnknownChoice: if 区划 has no such place, or several could be meant.
        """
        last = self.newest()
        read = self.reported([last], year=last.year, sheets=("regions", "projects"))[last]
        where = read.place_of(place)
        day = opening_of(self.sent(), read.regions, where)
        # A division that is newer than what its province opens with opens with its first day.
        return min(each for each in self.dates(where, last) if each >= day)


def succeeded_words(frames: Frames, place: str | None) -> str:
    """Say whose figures are told where a place was asked for that ended; empty for any other."""
    heir = frames.heir_of(place) if place else None
    if place is None or heir is None:
        return ""
    names = dict(frames.regions.select("region", "name").iter_rows())
    told = became(abolished(frames.successions, place), lambda code: f"{code}{names.get(code, '')}")
    return f"{told}，以下为{heir}{names[heir]}的数据；此前的数据日期仍可用原代码查看。"


def scope_of(records: Records, wanted: Wanted) -> Scope:
    """Return the scope that is asked for; what is not named is chosen as the pages choose it.

    The plan year is that of the data date, and the rules are local (各地规定). Raises as
    `opening_date` does, and UnknownChoice for a pack that does not ship.
    """
    as_of = wanted.as_of or records.opening_date(wanted.place)
    year = wanted.year or as_of.year
    place = records.reported([as_of], year=year)[as_of].place_of(wanted.place)
    rules = named(wanted.rules)
    return Scope(place=place, as_of=as_of, year=year, rules=rules, rules_on=wanted.rules_on)


def duties(scope: Scope, day: date) -> Schedule:
    """Return the duties to report under the rules of a scope up to a day, each from when it held.

    A day of the rules that is named (`rules_on`) stands for all days. Raises RuleNotInForce where
    there is none on the day.
    """
    held = rules_of(scope.at(day)).rule("reporting")
    listed = [(held.since, held.value)]
    while scope.rules_on is None:
        try:
            held = rules_of(scope.at(held.since - timedelta(days=1))).rule("reporting")
        except RuleNotInForce:
            break
        listed.append((held.since, held.value))
    return tuple(reversed(listed))


def _turns_near(scope: Scope, day: date) -> tuple[Turn, ...]:
    """Return the turns whose deadline may lie in the coming working days; none without the rule."""
    try:
        schedule = duties(scope, day)
    except RuleNotInForce:
        return ()
    return turns(schedule, start=day - LONGEST_WAIT, end=span_from(day).last)


def scope_asked(records: Records, wanted: Wanted, *, tell: Callable[[str], None]) -> Scope:
    """Return `scope_of`; where the place that was asked for ended, `tell` who took over."""
    scope = scope_of(records, wanted)
    if told := succeeded_words(records.frames(scope), wanted.place):
        tell(told)
    return scope
