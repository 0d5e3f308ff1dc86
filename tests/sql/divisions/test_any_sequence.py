"""Any sequence of reports, mergers and new codes reads at every data date like a plain replay of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from metrics.records.succession import Intended, Target
from sql.database.engine import session_scope
from sql.divisions.changes import carry_out
from sql.divisions.intended import ChangeRefused
from sql.reported import history
from sql.reported.submissions import accept
from tests.sql.divisions import small_city as city
from tests.sql.divisions.small_city import CHANG, OLD, PROVINCE, YUN
from tests.sql.statement_rows import frame

UNITS = (OLD, YUN, CHANG)
DAYS = (date(2023, 5, 31), date(2023, 6, 30), date(2023, 7, 31), date(2023, 8, 31))
Projects = dict[str, bool]


@dataclass
class Replay:
    """What each unit said, of which day, in the order in which it was said: projects, and if started."""

    said: dict[str, list[tuple[date, int, Projects]]] = field(default_factory=dict)
    ends: dict[str, date] = field(default_factory=dict)

    def says(self, unit: str, day: date, projects: Projects) -> None:
        lines = self.said.setdefault(unit, [])
        lines.append((day, len(lines), projects))

    def at(self, unit: str, day: date) -> Projects:
        known = [line for line in self.said.get(unit, ()) if line[0] <= day]
        return max(known, key=lambda line: line[:2])[2] if known else {}

    def stands(self, unit: str, day: date) -> bool:
        return unit not in self.ends or day < self.ends[unit]

    def becomes(self, old: tuple[str, ...], new: str, since: date) -> None:
        units = {*old, new}
        later = {day for unit in units for day, *_ in self.said.get(unit, ()) if day > since}
        for day in sorted({since, *later}):
            together = {p: s for unit in sorted(units) for p, s in self.at(unit, day).items()}
            for unit in units:
                content = together if unit == new else {}
                ends = day == since and unit != new
                if ends or content != self.at(unit, day):
                    self.says(unit, day, content)
        self.ends |= {unit: since for unit in old if unit != new}

    def owners(self, day: date) -> dict[str, tuple[str, bool]]:
        return {p: (unit, s) for unit in self.said for p, s in self.at(unit, day).items()}


class Undone(Exception):
    """The example is over: nothing of it is kept."""


@contextmanager
def example() -> Iterator[Session]:
    """Give a session of which nothing is kept."""
    with pytest.raises(Undone), session_scope(writing=True) as session:
        yield session
        raise Undone


REPORTS = st.tuples(
    st.just("report"), st.sampled_from(UNITS), st.sampled_from(DAYS), st.integers(0, 3)
)
MERGERS = st.tuples(
    st.just("merge"), st.permutations(UNITS).map(lambda u: tuple(u[:2])), st.sampled_from(DAYS)
)
CODES = st.tuples(st.just("recode"), st.sampled_from(UNITS), st.sampled_from(DAYS))


@pytest.mark.usefixtures("database")
@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=st.lists(st.one_of(REPORTS, MERGERS, CODES), min_size=3, max_size=8))
def test_it_reads_like_a_replay(steps: list[tuple]):
    with example() as session:
        said(session, PROVINCE, date(2023, 1, 1), regions=city.REGIONS)
        replay = Replay()
        for number, step in enumerate(steps):
            taken(session, replay, number, step)
        for day in DAYS:
            assert read(session, day) == replay.owners(day)


def taken(session: Session, replay: Replay, number: int, step: tuple) -> None:
    """Take one step in the database and in the replay; what the database refuses, neither takes."""
    kind, who, day, *rest = step
    if kind == "report":
        if replay.stands(who, day) and who not in replay.ends:
            projects = {f"P{who}{n}": n < rest[0] for n in range(2)}
            said(session, who, day, number=number, **ledger(who, projects))
            replay.says(who, day, projects)
        return
    old = who if kind == "merge" else (who,)
    new = who[1] if kind == "merge" else f"3506{number:02}"
    wish = Intended(
        kind="merged" if kind == "merge" else "recoded", since=day, document=f"{number}号",
        old=tuple(old), new=(Target(new),),
    )  # fmt: skip
    try:
        carry_out(session, wish, by="管理员", today=city.TODAY)
    except ChangeRefused:
        return
    replay.becomes(tuple(old), new, day)


def ledger(owner: str, projects: Projects) -> dict[str, list[dict[str, object]]]:
    """Write projects with one compound each."""
    return {
        "projects": [
            {"project": p, "name": p, "region": owner, "plan_year": 2023} for p in projects
        ],
        "compounds": [
            {"compound": f"C{p}", "name": p, "project": p, "households": 1, "buildings": 1,
             "floor_area": 1, "started_on": date(2023, 3, 1) if started else None}
            for p, started in projects.items()
        ],
    }  # fmt: skip


def said(session: Session, unit: str, day: date, *, number: int = 0, **sheets: object) -> None:
    """Accept a statement."""
    accept(
        session, unit=unit, as_of=day, sent_by="经办人", file_name="报送.xlsx",
        file_sha256=sha256(f"{number} {unit} {day}".encode()).hexdigest(),
        sheets={name: frame(name, rows) for name, rows in sheets.items()},
    )  # fmt: skip


def read(session: Session, day: date) -> dict[str, tuple[str, bool]]:
    """Return who owns each project on a day, and whether it has started."""
    tables = history.frames(session, as_of=day, year=2023).tables
    started = dict(
        tables["compounds"]
        .select("project", started=tables["compounds"]["started_on"].is_not_null())
        .iter_rows()
    )
    return {
        p: (owner, started[p])
        for p, owner in tables["projects"].select("project", "region").iter_rows()
    }
