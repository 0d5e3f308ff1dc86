"""Whatever is sent, in part, taken back, withdrawn, late, restored, or put under other divisions reads like a replay.

At every data date and as known after everything that happened; whether other units rely on what is
taken back is no matter here (`reported/test_undo.py`).
"""

from pathlib import Path

import polars as pl
from hypothesis import example, given, settings

from metrics.records.sheets import BY_NAME
from metrics.records.succession import RECODED
from sql.database.engine import session_scope
from sql.reported import history
from tests.sql.replay.adjustments import Changed, Revoked
from tests.sql.replay.records import BEGUN, COLUMNS, COUNTIES, DAYS, LATER_CODES, Said
from tests.sql.replay.replay import Replay
from tests.sql.replay.steps import SLOW, Step, TakenBack, Whole, stories, told


def check(replay: Replay) -> None:
    """Compare what the database says with the replay, on every day and as known at every moment."""
    with session_scope() as session:
        for at, (moment, known) in enumerate(replay.moments):
            frames = history.frames_at(session, [BEGUN, *DAYS], year=2023, known_at=moment)
            assert set(history.sent(session, known_at=moment)) == replay.sent(at)
            for day, read in frames.items():
                lines = [(each.old, each.new) for each in read.successions]
                assert lines == replay.successions(at, day)
                for sheet, records in replay.records(day, known).items():
                    table = read.tables[sheet]
                    assert table.schema == pl.Schema(BY_NAME[sheet].record_schema)
                    assert table.equals(table.sort(BY_NAME[sheet].record_key))
                    rows = table.select(COLUMNS[sheet]).rows()
                    assert sorted(map(repr, rows)) == sorted(map(repr, records))


def tasks(*words: str) -> Said:
    return {"tasks": {(str(at),): (str(at), each) for at, each in enumerate(words)}}


OLD, NEW = COUNTIES[0], LATER_CODES[0]
RECODE = Changed(RECODED, DAYS[1], (OLD,), NEW, "新县")
TAKEN_BACK_BEFORE_THE_CHANGE: list[Step] = [
    Whole(OLD, DAYS[0], tasks("和平")),
    Whole(OLD, DAYS[3], tasks("误报")),
    TakenBack(OLD),
    RECODE,
    Whole(NEW, DAYS[2], tasks("和平", "建设")),
]
"""What was taken back has no day on which a change of divisions would have to say anything anew."""
TAKEN_BACK_AND_REVOKED: list[Step] = [
    Whole(OLD, DAYS[0], tasks("和平")),
    RECODE,
    Whole(NEW, DAYS[3], tasks("误报")),
    Revoked(),  # a report rests on it
    TakenBack(NEW),
    TakenBack(OLD),  # its last is by the change
    Revoked(),
    TakenBack(OLD),
    RECODE,
]
"""What rests on a change is taken back first, then the change, then what stood before it."""


@settings(SLOW, max_examples=8)
@example(story=TAKEN_BACK_BEFORE_THE_CHANGE)
@example(story=TAKEN_BACK_AND_REVOKED)
@given(story=stories())
def test_any_story_reads_like_a_replay(sqlite_database: str, tmp_path: Path, story: list[Step]):
    check(told(story, Replay(tmp_path)))


@settings(SLOW, max_examples=4)
@example(story=TAKEN_BACK_AND_REVOKED)
@given(story=stories())
def test_any_story_reads_like_a_replay_on_postgresql(
    postgres_database: str, tmp_path: Path, story: list[Step]
):
    check(told(story, Replay(tmp_path)))


def test_taking_back_all_leaves_nothing(database: str, tmp_path: Path):
    """One unit reports for three days out of order, and takes back one after the other."""
    sent = [Whole(OLD, DAYS[at], tasks("和平")) for at in (1, 3, 2)]
    check(told([*sent, *[TakenBack(OLD)] * 4], Replay(tmp_path)))
