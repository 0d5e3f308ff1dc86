"""Many data dates read in one pass are each date read alone; some sheets are those of all."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.records.frames import Frames, SheetNotRead
from metrics.records.sheets import SHEETS
from sql.database.engine import session_scope
from sql.reported import as_of, history
from tests.sql.replay.records import DAYS
from tests.sql.replay.replay import Replay
from tests.sql.replay.steps import SLOW, Step, stories, told
from tests.sql.reported.test_submissions import JULY, JUNE
from tests.sql.statement_rows import region, submit

NAMES = [sheet.name for sheet in SHEETS]
SOME_DAYS = st.lists(st.sampled_from(DAYS), max_size=6)
WAYS = {"at once": (10**9, 3), "in slices": (1, 10**9), "keys first": (2, 0)}
"""How many rows are read at once, and from how many rows for a record on keys are read first."""
SOME_SHEETS = st.sets(st.sampled_from(["regions", "instruments", "returns", "tasks", "funds"]))


def check(replay: Replay, days: list, sheets: set[str], known: int) -> None:
    """Compare one pass over the days, of all sheets and of some, with each day alone."""
    moment, _ = replay.moments[min(known, len(replay.moments) - 1)]
    with session_scope() as session, pytest.MonkeyPatch.context() as patch:
        alone = {
            day: history.frames(session, as_of=day, year=2023, known_at=moment) for day in days
        }
        for rows, overtaken in WAYS.values():
            patch.setattr(as_of, "SLICE", rows)
            patch.setattr(as_of, "OVERTAKEN", overtaken)
            every = history.frames_at(session, days, year=2023, known_at=moment)
            part = history.frames_at(session, days, year=2023, known_at=moment, sheets=sheets)
            assert list(every) == list(part) == sorted(alone)
            for day, whole in alone.items():
                same(every[day], whole, sheets=set(NAMES))
                same(part[day], whole, sheets=sheets)


def same(some: Frames, whole: Frames, *, sheets: set[str]) -> None:
    assert (some.as_of, some.year) == (whole.as_of, whole.year)
    assert some.reporting.equals(whole.reporting)
    for name in NAMES:
        if name in sheets:
            assert some.tables[name].schema == whole.tables[name].schema
            assert some.tables[name].equals(whole.tables[name])
        else:
            with pytest.raises(SheetNotRead):
                some.sheet(name)


@settings(SLOW, max_examples=10)
@given(story=stories(), days=SOME_DAYS, sheets=SOME_SHEETS, known=st.integers(0, 7))
def test_many_days_in_every_way_are_each_day_alone(
    sqlite_database: str,
    tmp_path: Path,
    story: list[Step],
    days: list,
    sheets: set[str],
    known: int,
):
    check(told(story, Replay(tmp_path)), days, sheets, known)


@settings(SLOW, max_examples=6)
@given(story=stories(), days=SOME_DAYS, sheets=SOME_SHEETS, known=st.integers(0, 7))
def test_many_days_in_every_way_are_each_day_alone_on_postgresql(
    postgres_database: str,
    tmp_path: Path,
    story: list[Step],
    days: list,
    sheets: set[str],
    known: int,
):
    check(told(story, Replay(tmp_path)), days, sheets, known)


def test_a_sheet_that_does_not_exist_is_refused(sqlite_database: str):
    submit(JUNE, region("a", "甲"))
    with session_scope() as session, pytest.raises(KeyError, match="nowhere"):
        history.frames_at(session, [JUNE], year=2023, sheets=["nowhere"])


def test_on_an_earlier_day_the_other_unit_may_speak_of_a_record(database: str):
    """Two units report one division; who is newest on a day changes from day to day."""
    submit(JUNE, region("a", "甲"), unit="620102")
    submit(JUNE, region("a", "乙"), unit="620103")
    submit(JULY, region("a", "甲"), unit="620102")
    with session_scope() as session:
        found = history.frames_at(session, [JUNE, JULY], year=2023, sheets=["regions"])
    assert [found[day].regions["name"].to_list() for day in (JUNE, JULY)] == [["乙"], ["甲"]]
