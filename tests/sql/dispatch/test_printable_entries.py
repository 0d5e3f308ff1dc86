"""Whatever the office writes into its book can be printed: every field asks, before anything is kept."""

from collections.abc import Callable
from datetime import date

import pytest

from metrics.dispatch.cases import Case
from sql.database.engine import session_scope
from sql.dispatch import cases, meeting_book
from sql.dispatch.journal import LONGEST, EntryRefused
from tests.sql.dispatch.test_meetings import close, opened, promised, report, within

JUNE = date(2023, 6, 30)
TURNED = "甲\u202e乙"
NAME = "ئۈرۈمچى شەھىرى"


def noted(words: str) -> None:
    within(meeting_book.note, meeting=opened().id, item="red-620100", words=words, by="记录人")


def topic(words: str) -> None:
    opened(topics=[words])


def minuted(words: str) -> None:
    meeting = opened()
    close(meeting)
    within(meeting_book.write_minutes, meeting=meeting.id, words=words, by="记录人")


def promise(words: str) -> None:
    promised(opened(), what=words)


def signed(words: str) -> None:
    promised(opened(), by=words)


def case(words: str) -> None:
    one = Case(theme="甲", place="甲", summary=words, indicators=("A10",), source="甲")
    with session_scope(writing=True) as session:
        cases.add_case(session, one, by="办公室")


WRITERS = {
    "内容": noted, "议题": topic, "会议纪要": minuted, "承诺事项": promise, "经办人": signed, "做法": case,
}  # fmt: skip


@pytest.mark.parametrize(("field", "write"), WRITERS.items(), ids=list(WRITERS))
def test_what_no_paper_can_print_is_refused_by_field(
    sqlite_database: str, field: str, write: Callable[[str], None]
):
    report(JUNE)
    with pytest.raises(EntryRefused, match=f"“{field}”第2个字符〔U.202E〕是看不见的符号"):
        write(TURNED)


@pytest.mark.parametrize("write", WRITERS.values(), ids=list(WRITERS))
def test_a_name_in_a_script_of_the_country_is_kept(
    sqlite_database: str, write: Callable[[str], None]
):
    report(JUNE)
    write(NAME)


def test_minutes_may_be_long_and_nothing_else(sqlite_database: str):
    report(JUNE)
    minuted("甲" * (LONGEST + 1))
    with pytest.raises(EntryRefused, match=f"应在{LONGEST}字以内，现有{LONGEST + 1}字"):
        case("甲" * (LONGEST + 1))
