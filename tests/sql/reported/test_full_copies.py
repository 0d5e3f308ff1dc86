"""Stored differences read back exactly like full copies of every submission, in any order."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

import polars as pl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from metrics.records.sheets import BY_NAME
from sql.database.engine import session_scope
from sql.models import HISTORIES, SUBMISSIONS
from sql.reported import history
from sql.reported.submissions import accept
from tests.sql.statement_rows import frame

DAYS = [date(2023, 6, day) for day in (2, 9, 16, 23)]
UNITS = ["620102", "620103", "620100"]
START = datetime(2023, 7, 1, tzinfo=UTC)

# Instruments have blank parts in their key, regions text and a flag, returns amounts; the numbers
# of tasks are each unit's own.
Record = tuple[object, ...]
COLUMNS = {
    "regions": ("region", "name", "heated", "hardship"),
    "instruments": ("region", "instrument", "doc_no", "issued_on", "status"),
    "returns": ("region", "year", "paid"),
    "tasks": ("task", "content"),
}
KEYS = {"regions": 1, "instruments": 4, "returns": 2, "tasks": 1}
BIG = 10**17  # a thousand million million 分 must come back to the 分

WORDS = st.sampled_from(
    ["和平", "", " ", '"引号"', "逗号,分行\n", "\\.", "\\N", "NULL", "'", "㵲浉"]
)
RECORDS = {
    "regions": st.tuples(
        st.sampled_from("甲乙丙"), WORDS, st.none() | st.booleans(), st.none() | st.integers(0, BIG)
    ),
    "instruments": st.tuples(
        st.sampled_from("甲乙"),
        st.just("工作机制"),
        st.none() | st.just("1号"),
        st.none() | st.sampled_from([date(2022, 1, 1), date(9999, 12, 31)]),
        st.sampled_from(["已建立", "未建立"]),
    ),
    "returns": st.tuples(
        st.sampled_from("甲乙"), st.sampled_from([2022, 2023]), st.none() | st.integers(0, 2)
    ),
    "tasks": st.tuples(st.sampled_from("123"), WORDS),
}


@dataclass(frozen=True)
class Sent:
    """One submission of the naive model: everything it said, in full."""

    unit: str
    day: date
    said: dict[str, dict[Record, Record]]
    order: int = field(default=0)


@st.composite
def statements(draw: st.DrawFn) -> Sent:
    said = {}
    for sheet in draw(st.sets(st.sampled_from(sorted(COLUMNS)))):
        records = draw(st.lists(RECORDS[sheet], max_size=4))
        said[sheet] = {record[: KEYS[sheet]]: record for record in records}
    return Sent(draw(st.sampled_from(UNITS)), draw(st.sampled_from(DAYS)), said)


def expected(sent: list[Sent], *, as_of: date, known: int) -> dict[str, list[Record]]:
    """Answer from full copies: each unit's newest submission, the newest unit's record first."""
    newest: dict[str, Sent] = {}
    for one in sorted(sent[:known], key=lambda one: (one.day, one.order)):
        if one.day <= as_of:
            newest[one.unit] = one
    answer: dict[str, dict[Record, Record]] = {sheet: {} for sheet in COLUMNS}
    for one in sorted(newest.values(), key=lambda one: (one.day, one.order)):
        for sheet, records in one.said.items():
            own = sheet == "tasks"
            answer[sheet] |= {(one.unit, *key) if own else key: r for key, r in records.items()}
    said = [
        (one.unit, one.said.get("regions", {}))
        for one in sorted(newest.values(), key=lambda one: (one.day, one.order))
    ]
    answer["regions"] = nearest(said)
    return {sheet: list(records.values()) for sheet, records in answer.items()}


def nearest(said: list[tuple[str, dict[Record, Record]]]) -> dict[Record, Record]:
    """Put 区划 together: the nearer unit's values, a city's below a county's; no blank replaces one."""
    answer: dict[Record, Record] = {}
    for _, records in sorted(said, key=lambda each: not each[0].endswith("00")):
        for key, record in records.items():
            was = answer.get(key, record)
            answer[key] = tuple(b if a is None else a for a, b in zip(record, was, strict=True))
    return answer


def play(sent: list[Sent]) -> None:
    """Accept every statement, a minute apart, each in its own transaction."""
    for one in sent:
        tables = {
            sheet: frame(sheet, [row(sheet, record) for record in records.values()])
            for sheet, records in one.said.items()
        }
        with session_scope(writing=True) as session:
            accept(session, unit=one.unit, as_of=one.day, sent_by=None, file_name="报送.xlsx",
                   file_sha256=str(one.order), sheets=tables, at=minute(one.order))  # fmt: skip


def row(sheet: str, record: Record) -> dict[str, Any]:
    return dict(zip(COLUMNS[sheet], record, strict=True))


def minute(order: int) -> datetime:
    return START + timedelta(minutes=order)


def check(sent: list[Sent]) -> None:
    with session_scope() as session:
        for known in range(len(sent) + 1):
            for day in DAYS:
                frames = history.frames(session, as_of=day, year=2023, known_at=minute(known - 1))
                answer = expected(sent, as_of=day, known=known)
                for sheet, records in answer.items():
                    table = frames.tables[sheet]
                    assert table.schema == pl.Schema(BY_NAME[sheet].record_schema)
                    assert table.equals(table.sort(BY_NAME[sheet].record_key))
                    rows = table.select(COLUMNS[sheet]).rows()
                    assert sorted(map(repr, rows)) == sorted(map(repr, records))


def empty() -> None:
    """Take out what the story before left."""
    with session_scope(writing=True) as session:
        for table in (*HISTORIES.values(), SUBMISSIONS):
            session.execute(table.delete())


def numbered(sent: list[Sent]) -> list[Sent]:
    return [Sent(one.unit, one.day, one.said, order) for order, one in enumerate(sent)]


STORIES = st.lists(statements(), min_size=1, max_size=7).map(numbered)
SLOW = settings(deadline=None, suppress_health_check=list(HealthCheck))


@settings(SLOW, max_examples=40)
@given(sent=STORIES)
def test_any_story_reads_like_full_copies(sqlite_database: str, sent: list[Sent]):
    empty()
    play(sent)
    check(sent)


@settings(SLOW, max_examples=10)
@given(sent=STORIES)
def test_any_story_reads_like_full_copies_on_postgresql(postgres_database: str, sent: list[Sent]):
    empty()
    play(sent)
    check(sent)
