"""Entries of the log are found by day, account, action, division and words, the newest first."""

import csv
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from metrics.access import told
from metrics.access.actor import Actor, Grant
from metrics.access.roles import Role
from metrics.days.beijing import BEIJING
from sql.__main__ import main
from sql.database import chain
from sql.database.engine import session_scope
from sql.log.entries import (
    CALLED,
    NOBODY,
    Asked,
    accounts,
    actions,
    count,
    entries,
    order_written_as,
)

pytestmark = pytest.mark.usefixtures("database")
COUNTY = Actor(
    account=7,
    name="county",
    shown="县经办",
    grants=(Grant(Role.COUNTY, "990102"),),
    address="10.0.0.7",
)


@pytest.fixture(autouse=True)
def _written(database: str) -> None:
    with session_scope(writing=True) as session:
        chain.note(session, "报送", "第1号", place="990102", who=COUNTY, rows=12)
        chain.note(session, "登录", "county", who=COUNTY)
        chain.note(session, "设置", "=办公室_名称", before="甲办", after="乙办")


def found(**asked: object) -> list[int]:
    with session_scope() as session:
        one = Asked(**asked)
        listed = [entry.number for entry in entries(session, one)]
        assert count(session, one) == len(listed)
        return listed


def test_all_are_listed_newest_first_page_by_page():
    assert found() == [3, 2, 1]
    with session_scope() as session:
        assert [one.number for one in entries(session, Asked(), skip=1, most=1)] == [2]


def test_each_filter_narrows():
    today = datetime.now(UTC).astimezone(BEIJING).date()
    assert found(first=today - timedelta(1), last=today + timedelta(1)) == [3, 2, 1]
    assert found(first=today + timedelta(2)) == found(last=today - timedelta(2)) == []
    assert found(account=7) == [2, 1] and found(account=NOBODY) == [3]
    assert found(action="登录") == [2] and found(place="990102") == [1]
    assert found(words="乙办 办公室_名") == [3] and found(words="办公室%") == []


def test_who_may_read_of_some_divisions_sees_only_what_is_about_them():
    assert found(places=("990102", "990103")) == [1]
    assert found(places=()) == []


def test_who_and_what_stands_in_it_is_offered():
    with session_scope() as session:
        assert actions(session, Asked()) == ["报送", "登录", "设置"]
        assert accounts(session, Asked()) == {7: "县经办", NOBODY: CALLED}
        assert accounts(session, Asked(places=["990102"])) == {7: "县经办"}


def test_an_entry_reads_as_officers_say_it():
    with session_scope() as session:
        newest, _, oldest = entries(session, Asked())
    assert told.detail(newest.detail) == "原为“甲办”，改为“乙办”"
    assert told.who(oldest) == "县经办（county）" and oldest.address == "10.0.0.7"
    assert told.roles(oldest, {"990102": "甲县"}) == "县级（甲县）"
    assert told.detail(oldest.detail) == "行数：12"


def test_the_command_lists_and_writes_them_and_notes_that_it_did(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    assert main(["log", "list", "--action", "报送"]) == 0
    assert "县经办（county）　县级（990102）　报送　第1号" in capsys.readouterr().out
    out = tmp_path / "日志.csv"
    assert main(["log", "export", str(out)]) == 0
    rows = list(csv.reader(out.read_text(encoding="utf-8-sig").splitlines()))
    assert len(rows) == 4 and rows[1][5] == "'=办公室_名称"
    assert found(action="导出操作日志") == [4]


def test_an_order_is_found_by_its_id_whatever_it_is_called():
    with session_scope(writing=True) as session:
        for order, name in ((12, "甲〔2024〕12号"), (1, "甲〔2024〕1号"), (1, "乙〔2024〕1号")):
            chain.note(session, "下达督办单", name, place="990102", order=order)
    with session_scope() as session:
        found = order_written_as(session, "下达督办单", 1, place="990102")
        assert found is not None and found.number == 5
        assert order_written_as(session, "下达督办单", 2, place="990102") is None
