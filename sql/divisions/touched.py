"""Whom a change of divisions (区划调整) touches, and what each of them says on which days.

The day from which it holds may lie back: then what was reported for later days is put under the
later codes as well, day by day.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from metrics.records.schema import Sheet
from metrics.records.sheets import SHEETS
from metrics.records.sheets.divisions import REGIONS
from metrics.records.succession import Intended
from sql.divisions.parts import refuse_strangers
from sql.divisions.statements import empty, of_successors, of_superior
from sql.models import HISTORIES, SUBMISSIONS
from sql.reported.statements import Seen, newest_known, stands
from sql.reported.submissions import statement

Statement = Mapping[str, pl.DataFrame]


@dataclass(frozen=True, slots=True, kw_only=True)
class Restated:
    """What a unit says of a day before and after the change, sheet by sheet."""

    unit: str
    day: date
    before: Statement
    after: Statement

    @property
    def differs(self) -> bool:
        """Whether the change makes it say anything else."""
        return any(not rows.equals(self.before[name]) for name, rows in self.after.items())


def restated(session: Session, intended: Intended) -> list[Restated]:
    """Return every statement that the change puts in place of another, by day and unit.

    Who ends says nothing from the first day on, also if nothing was ever said: what is reported
    late for the days before must not flow on.

    Raises:
        ChangeRefused: if records clash, or it is not said which part takes which over, or it is said of
            what nobody reports.
    """
    own = sorted({*intended.old, *intended.targets})
    others = [unit for unit in _naming(session, intended.old) if unit not in own]
    days = {unit: _days(session, [unit], intended.since) for unit in others}
    days |= dict.fromkeys(own, _days(session, own, intended.since))
    said_before = _said(session, days)
    refuse_strangers(
        intended, (each for by_unit in said_before.values() for each in by_unit.values())
    )
    found = []
    for day, before in said_before.items():
        after = {u: of_superior(intended, before[u]) for u in others if u in before}
        if own[0] in before:
            said = {code: before[code] for code in own if not empty(before[code])}
            after |= {code: _nothing() for code in own} | of_successors(intended, said)
        found += [
            Restated(unit=unit, day=day, before=_sorted(before[unit]), after=_sorted(after[unit]))
            for unit in sorted(after)
        ]
    ends = {(unit, intended.since) for unit in intended.abolished}
    return [each for each in found if each.differs or (each.unit, each.day) in ends]


def _said(
    session: Session, days: Mapping[str, Collection[date]]
) -> dict[date, dict[str, Statement]]:
    """Return what units say of their days, by day and unit."""
    newest = newest_known(session, None)
    return {
        day: {
            unit: statement(session, Seen(day, newest, unit))
            for unit, own in days.items()
            if day in own
        }
        for day in sorted({day for own in days.values() for day in own})
    }


def _nothing() -> dict[str, pl.DataFrame]:
    return {sheet.name: sheet.empty() for sheet in SHEETS}


def _sorted(own: Statement) -> dict[str, pl.DataFrame]:
    return {s.name: own[s.name].select(list(s.schema)).sort(s.key) for s in SHEETS}


def _days(session: Session, units: Collection[str], since: date) -> list[date]:
    """Return the first day of the change, and every later one of which a report of the units stands.

    Nothing is said anew of a day whose report was taken back: it would stand before what comes later.
    """
    s = SUBMISSIONS.c
    later = select(s.data_date).distinct().where(s.unit.in_(units), s.data_date > since, stands())
    return sorted({since, *session.scalars(later)})


def _naming(session: Session, codes: Collection[str]) -> list[str]:
    """Return the units that have ever named one of the divisions."""
    units: set[str] = set()
    for sheet in SHEETS:
        columns = _divisions_of(sheet)
        if columns:
            table = HISTORIES[sheet.name]
            named = or_(*(table.c[name].in_(codes) for name in columns))
            query = select(SUBMISSIONS.c.unit).distinct()
            units |= set(
                session.scalars(
                    query.join(table, table.c.submission == SUBMISSIONS.c.id).where(named)
                )
            )
    return sorted(units)


def _divisions_of(sheet: Sheet) -> list[str]:
    names = [column.name for column in sheet.columns if column.names == REGIONS.name]
    return ["region", *names] if sheet is REGIONS else names
