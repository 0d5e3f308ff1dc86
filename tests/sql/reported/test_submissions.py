"""What acceptance stores, and what it refuses to change."""

import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select

from metrics.records.reports import Accepted
from sql.database import engine
from sql.database.engine import session_scope
from sql.models import HISTORIES, SUBMISSIONS
from sql.reported import history
from sql.reported.submissions import RecordRepeated
from tests.sql.statement_rows import region, submit

JUNE, JULY, AUGUST = date(2023, 6, 30), date(2023, 7, 31), date(2023, 8, 31)
ROOT = Path(__file__).parents[3]


def names(day: date, *, known_at: datetime | None = None) -> dict[str, str]:
    with session_scope() as session:
        frames = history.frames(session, as_of=day, year=2023, known_at=known_at)
    return dict(frames.tables["regions"].select("region", "name").rows())


def stored_rows(sheet: str = "regions") -> int:
    with session_scope() as session:
        return session.scalar(select(func.count()).select_from(HISTORIES[sheet])) or 0


def test_only_what_differs_is_stored(database: str):
    submit(JUNE, region("a", "甲"), region("b", "乙"), region("c", "丙"))
    done = submit(JULY, region("a", "甲"), region("b", "乙改"), region("d", "丁"))
    assert (done.added, done.changed, done.removed, done.unchanged) == (1, 1, 1, 1)
    assert stored_rows() == 3 + 3
    assert names(JULY) == {"a": "甲", "b": "乙改", "d": "丁"}
    assert names(JUNE) == {"a": "甲", "b": "乙", "c": "丙"}


def test_the_same_file_twice_adds_nothing_and_says_so(database: str):
    first = submit(JUNE, region("a", "甲"), file="同一文件")
    again = submit(JUNE, region("a", "甲"), file="同一文件")
    assert again == Accepted(submission=first.submission, repeated=True)
    assert stored_rows() == 1


def test_the_same_file_for_another_day_or_unit_is_a_statement_of_its_own(database: str):
    submit(JUNE, region("a", "甲"), file="同一文件")
    assert not submit(JULY, region("a", "甲"), file="同一文件").repeated
    assert not submit(JUNE, region("a", "甲"), file="同一文件", unit="620103").repeated


def test_an_older_file_sent_again_takes_the_correction_back(database: str):
    submit(JUNE, region("a", "甲"), file="一")
    submit(JUNE, region("a", "错"), file="二")
    assert not submit(JUNE, region("a", "甲"), file="一").repeated
    assert names(JUNE) == {"a": "甲"}


def test_a_sheet_left_out_has_no_records(database: str):
    submit(JUNE, region("a", "甲"), returns=[{"region": "a", "year": 2023, "paid": 1}])
    submit(JULY, region("a", "甲"))
    with session_scope() as session:
        assert history.frames(session, as_of=JULY, year=2023).tables["returns"].is_empty()
        assert history.frames(session, as_of=JUNE, year=2023).tables["returns"].height == 1


def test_a_back_dated_submission_leaves_later_statements_alone(database: str):
    submit(JUNE, region("a", "甲"), region("b", "乙"))
    submit(AUGUST, region("a", "甲"), region("b", "乙"))
    submit(JULY, region("a", "甲改"), region("c", "丙"))
    assert names(JULY) == {"a": "甲改", "c": "丙"}
    assert names(AUGUST) == {"a": "甲", "b": "乙"}


def test_a_submission_accepted_after_a_moment_is_not_known_at_it(database: str):
    submit(JUNE, region("a", "甲"), at=datetime(2023, 7, 1, 8, tzinfo=UTC))
    submit(AUGUST, region("a", "甲"), at=datetime(2023, 9, 1, 8, tzinfo=UTC))
    submit(JULY, region("a", "补报"), at=datetime(2023, 9, 2, 8, tzinfo=UTC))
    before = datetime(2023, 9, 2, 7, 59, tzinfo=UTC)
    assert names(JULY, known_at=before) == {"a": "甲"}
    assert names(JULY, known_at=datetime(2023, 9, 2, 8, tzinfo=UTC)) == {"a": "补报"}


def paid(day: date) -> list[int]:
    with session_scope() as session:
        return history.frames(session, as_of=day, year=2023).tables["returns"]["paid"].to_list()


def test_a_record_of_two_units_belongs_to_the_newest_data_date(database: str):
    of_city, of_county = ([{"region": "a", "year": 2023, "paid": paid}] for paid in (1, 2))
    submit(JULY, unit="620100", returns=of_city)
    submit(JUNE, unit="620102", returns=of_county)
    assert paid(JULY) == [1]
    submit(AUGUST, unit="620100")
    assert paid(AUGUST) == [2]


def test_a_record_of_two_units_of_one_day_belongs_to_the_last_accepted(database: str):
    submit(JUNE, region("a", "先"), unit="620103")
    submit(JUNE, region("a", "后"), unit="620102")
    assert names(JUNE) == {"a": "后"}


def test_blank_parts_of_a_key_are_values(database: str):
    link = {"region": "a", "instrument": "工作机制", "status": "已建立"}
    submit(JUNE, instruments=[link, {**link, "doc_no": "1号"}])
    done = submit(JULY, instruments=[{**link, "status": "未建立"}, {**link, "doc_no": "1号"}])
    assert (done.added, done.changed, done.removed, done.unchanged) == (0, 1, 0, 1)


def test_two_rows_of_one_key_are_refused_and_nothing_is_stored(database: str):
    with pytest.raises(RecordRepeated, match="区划"):
        submit(JUNE, region("a", "甲"), region("a", "乙"))
    assert stored_rows() == 0


def test_times_of_acceptance_grow_even_when_the_clock_is_set_back(database: str):
    submit(JUNE, region("a", "甲"), at=datetime(2023, 7, 2, tzinfo=UTC))
    submit(JULY, region("a", "乙"), at=datetime(2023, 7, 1, tzinfo=UTC))
    with session_scope() as session:
        times = session.scalars(select(SUBMISSIONS.c.accepted_at).order_by(SUBMISSIONS.c.id)).all()
    assert times == ["2023-07-02T00:00:00.000000Z", "2023-07-02T00:00:00.000001Z"]


def test_submissions_at_once_queue_up(database: str):
    def send(order: int) -> Accepted:
        return submit(JUNE, *(region(str(n), f"第{order}次") for n in range(300)), file=str(order))

    with ThreadPoolExecutor(4) as pool:
        accepted = list(pool.map(send, range(8)))
    assert sorted(one.submission for one in accepted) == list(range(1, 9))
    last = max(range(8), key=lambda order: accepted[order].submission)
    assert set(names(JUNE).values()) == {f"第{last}次"}
    assert sorted(one.changed for one in accepted) == [0] + [300] * 7


KILLED = """
from datetime import date
from time import sleep
from sql.database import bulk
from sql.reported import submissions
from tests.sql.statement_rows import region, submit

def slow(session, table, rows, written=submissions.insert_rows):
    written(session, table, rows)
    print("half", flush=True)
    sleep(60)

submissions.insert_rows = slow
submit(date(2023, 7, 31), region("b", "乙"), returns=[{"region": "a", "year": 2023}])
"""


def test_a_killed_process_leaves_nothing_behind(database: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(engine, "BUSY_SECONDS", 30)
    engine.let_go()
    submit(JUNE, region("a", "甲"))
    with subprocess.Popen(
        [sys.executable, "-c", KILLED], cwd=ROOT, stdout=subprocess.PIPE
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"half\n"
        child.send_signal(signal.SIGKILL)
    with session_scope() as session:
        assert len(history.submissions(session)) == 1
    assert names(JULY) == {"a": "甲"}
    submit(JULY, region("b", "乙"))  # waits in vain if the dead process still holds a lock
    assert names(JULY) == {"b": "乙"}


def test_the_nearer_reporter_of_a_division_stands_and_a_blank_replaces_nothing(database: str):
    submit(JUNE, region("620000", "甘肃省", level="省", heated=True), unit="620000")
    nation = {"level": "省", "parent": "100000", "hardship": 8_000}
    submit(JULY, region("620000", "甘肃", **nation), unit="100000")
    with session_scope() as session:
        frames = history.frames(session, as_of=JULY, year=2023)
    told = frames.regions.select("name", "parent", "heated", "hardship")
    assert told.rows() == [("甘肃省", "100000", True, 8_000)]
