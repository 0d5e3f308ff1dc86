"""Whatever is sent, in part, taken back, withdrawn, late or restored reads like a replay in dictionaries.

At every data date and as known after every acceptance; whether other units rely on what is taken
back is no matter here (`test_undo.py`).
"""

from pathlib import Path

import pytest
from hypothesis import given, settings
from sqlalchemy import select

from sql.database.engine import session_scope
from sql.database.moments import read
from sql.models import SUBMISSIONS
from sql.reported import history
from sql.reported.undoing import undo
from tests.sql.reported.replay import Replay, Step, TakenBack, Whole, stories
from tests.sql.reported.test_full_copies import COLUMNS, DAYS, SLOW, UNITS, empty


@pytest.fixture(autouse=True)
def _nobody_relies_on_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(undo, "objection", lambda *_, **__: "")


def check(replay: Replay) -> None:
    """Compare what the database says with the replay, on every day and after every acceptance."""
    with session_scope() as session:
        listed = select(SUBMISSIONS.c.accepted_at).order_by(SUBMISSIONS.c.id)
        moments = [read(each) for each in session.scalars(listed)]
        assert len(moments) == len(replay.entries)
        for known, moment in enumerate(moments, start=1):
            frames = history.frames_at(session, DAYS, year=2023, known_at=moment)
            assert set(history.sent(session, known_at=moment)) == replay.sent(known)
            for day in DAYS:
                for sheet, records in replay.records(day, known).items():
                    rows = frames[day].tables[sheet].select(COLUMNS[sheet]).rows()
                    assert sorted(map(repr, rows)) == sorted(map(repr, records))


def tell(story: list[Step], folder: Path) -> None:
    """Let a story happen in an empty database and in a replay, and compare them."""
    empty()
    replay = Replay(folder)
    for step in story:
        step.happen(replay)
    check(replay)


@settings(SLOW, max_examples=30)
@given(story=stories())
def test_any_story_reads_like_a_replay(sqlite_database: str, tmp_path: Path, story: list[Step]):
    tell(story, tmp_path)


@settings(SLOW, max_examples=6)
@given(story=stories())
def test_any_story_reads_like_a_replay_on_postgresql(
    postgres_database: str, tmp_path: Path, story: list[Step]
):
    tell(story, tmp_path)


def test_taking_back_all_leaves_nothing(database: str, tmp_path: Path):
    """One unit reports for three days out of order, and takes back one after the other."""
    unit, said = UNITS[0], {"tasks": {("1",): ("1", "和平")}}
    sent = [Whole(unit, DAYS[at], said) for at in (1, 3, 2)]
    tell([*sent, *[TakenBack(unit)] * 4], tmp_path)
