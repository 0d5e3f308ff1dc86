"""操作日志 on its page: found, taken away as a file, and said to be whole or not."""

import csv
import io

import pytest
from sqlalchemy import text

from dashboard import papers
from dashboard.data import LogAsked
from metrics.access import acting
from metrics.access.acting import NotAllowed
from metrics.access.actor import Actor
from metrics.access.roles import Role
from sql.database import chain
from sql.database.engine import session_scope
from sql.log.entries import entries
from tests.acting_as import somebody
from tests.dashboard.conftest import Open
from tests.dashboard.reading import tables, words
from tests.databases import by_hand

PROVINCE, CITY, COUNTY, OTHER = "620000", "620100", "620102", "620200"


@pytest.fixture(autouse=True)
def _done(sqlite_database: str) -> None:
    with session_scope(writing=True) as session:
        chain.note(session, "报送", "第1号 <b>", place=COUNTY, rows=12)
        chain.note(session, "督办", "第2号", place=OTHER, before="一", after="二")
        chain.note(session, "登录", "甲")


def test_entries_stand_newest_first_and_the_chain_is_whole(opened_empty: Open):
    app = opened_empty("log")
    assert not app.exception
    (table,) = tables(app).values()
    assert [row[4] for row in table] == ["操作", "登录", "督办", "报送"]
    assert table[2][7] == "原为“一”，改为“二”"
    assert "链条完整" in words(app) and "操作日志第3条 " in words(app)


def test_filters_of_the_address_narrow_the_list(opened_empty: Open):
    app = opened_empty("log", action="报送", words="第1号")
    (table,) = tables(app).values()
    assert len(table) == 2
    assert "没有符合条件的记录" in words(opened_empty("log", first="2099-01-01"))


def test_a_log_that_was_bent_is_told(opened_empty: Open):
    with by_hand() as session:
        session.execute(text("UPDATE log SET subject = '别的' WHERE number = 2"))
    app = opened_empty("log")
    assert "第2条的内容与其摘要不符" in words(app) and "链条完整" not in words(app)


def test_a_file_of_it_is_noted_in_it():
    taken = papers.log_file(LogAsked(action="报送"), told="操作：报送", kind="csv")
    rows = list(csv.reader(io.StringIO(taken.decode("utf-8-sig"))))
    assert len(rows) == 2 and rows[1][5] == "第1号 <b>"
    with session_scope() as session:
        newest = entries(session, LogAsked(), most=1)[0]
    assert (newest.action, newest.subject) == ("导出操作日志", "操作：报送")
    assert papers.log_file(LogAsked(), told="", kind="xlsx")[:2] == b"PK"


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        (somebody(Role.AUDITOR, PROVINCE), ["登录", "督办", "报送"]),
        (somebody(Role.ADMINISTRATOR, CITY), []),
        (somebody(Role.AUDITOR, COUNTY), ["报送"]),
    ],
)
def test_who_audits_some_divisions_sees_only_theirs(who: Actor, seen: list[str]):
    with acting.using(who):
        listed = [one.action for one in papers.data.log_page(LogAsked(), skip=0, most=9)[0]]
    assert listed == seen


def test_whoever_may_not_is_refused():
    with acting.using(somebody(Role.CHIEF, PROVINCE)), pytest.raises(NotAllowed):
        papers.log_file(LogAsked(), told="", kind="csv")
