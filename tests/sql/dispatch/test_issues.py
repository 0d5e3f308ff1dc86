"""简报期号：印发时编定，此后不再改动；再次生成的注明重印。"""

from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from metrics.dispatch.issued import Paper
from metrics.office import Office, using
from metrics.sealing.paper_code import paper_code
from sql.database.engine import session_scope
from sql.dispatch import issues
from sql.dispatch.issues import NUMBERED, allocate, numbered, printed, verified
from sql.dispatch.journal import EntryRefused
from sql.models import LOG

PLACE, OTHER = "620000", "620100"
FIRST = Paper(PLACE, date(2024, 7, 5), 1)
SECOND = Paper(PLACE, date(2024, 7, 12), 2)
THIRD = Paper(PLACE, date(2024, 7, 19), 3)


@pytest.fixture
def session(database: str) -> Iterator[Session]:
    """Open one transaction on either database."""
    with session_scope(writing=True) as opened:
        yield opened


def issue(session: Session, paper: Paper, digest: str = "甲") -> int:
    found = allocate(session, paper)
    printed(session, paper, digest, "f" * 64)
    return found.number


def test_只看不印发的不占期号(session: Session):
    assert numbered(session, FIRST).number == 1
    assert numbered(session, SECOND).number == 2
    assert issue(session, FIRST) == 1


def test_迟报补进一个更早的数据日期_已印发的期号不变_补印的排在最后(session: Session):
    assert (issue(session, FIRST), issue(session, SECOND)) == (1, 2)
    late = Paper(PLACE, date(2024, 7, 9), 2)
    moved = SECOND._replace(counted=3)
    assert issue(session, late) == 3
    assert numbered(session, moved).number == issue(session, moved) == 2


def test_中间有几期没有印发_期号仍连续(session: Session):
    assert (issue(session, FIRST), issue(session, THIRD)) == (1, 2)


def test_首次印发的期号按数据日期在本年的次序_与以前已印发的相接(session: Session):
    assert issue(session, Paper(PLACE, date(2024, 8, 9), 12)) == 12
    assert issue(session, Paper(PLACE, date(2024, 8, 16), 13)) == 13


def test_各地各年分别编号(session: Session):
    issue(session, FIRST)
    assert issue(session, Paper(OTHER, FIRST.data_date, 1)) == 1
    assert issue(session, Paper(PLACE, date(2025, 1, 10), 1)) == 1


def test_指定的期号照用_已用过的和已编定的不能改(session: Session):
    assert allocate(session, FIRST, wanted=5).number == 5
    assert allocate(session, FIRST, wanted=5).number == 5
    with pytest.raises(EntryRefused, match="数据截止2024-07-05的工作简报已编为第5期"):
        allocate(session, FIRST, wanted=6)
    with pytest.raises(EntryRefused, match="第5期已用于数据截止2024-07-05的工作简报"):
        allocate(session, SECOND, wanted=5)
    assert allocate(session, SECOND).number == 6


def test_内容未变的再次生成不是重印_变了的是(session: Session):
    issue(session, FIRST, "甲")
    found = numbered(session, FIRST)
    assert not found.is_reprint("甲")
    assert found.is_reprint("乙")
    printed(session, FIRST, "乙", "e" * 64)
    printed(session, FIRST, "乙", "e" * 64)
    assert [one.digest for one in numbered(session, FIRST).prints] == ["甲", "乙"]
    assert not numbered(session, FIRST).is_reprint("甲")


def test_正式使用的单位从第1期或其起始编号编起_数据日期再多也不数(session: Session):
    begun = Office("620000", "某省", "某省旧改办", "某旧改办", "national")
    with using(begun):
        assert numbered(session, SECOND).number == 1
    with using(begun._replace(numbers=(("工作简报", 2024, 8),))):
        assert numbered(session, SECOND).number == 8
    assert numbered(session, SECOND).number == 2


@pytest.mark.usefixtures("database")
def test_编号后知道登记在操作日志第几条_此后各次印制都是同一条():
    with session_scope(writing=True) as session:
        assert numbered(session, FIRST).entry is None
        allocate(session, FIRST)
    with session_scope() as session:
        entry = numbered(session, FIRST).entry
        last = session.execute(select(LOG.c.number, LOG.c.digest, LOG.c.action)).one()
    assert entry == last[:2] and last.action == NUMBERED
    with session_scope(writing=True) as session:
        printed(session, FIRST, "甲", "f" * 64)
    with session_scope() as session:
        assert numbered(session, FIRST).entry == entry


def test_凭核验码查到期号_数据截止日期和每次印制(session: Session):
    one, two = "1" * 64, "2" * 64
    issue(session, FIRST, one)
    printed(session, FIRST, one, "a" * 64)
    printed(session, FIRST, two, "b" * 64)
    found = verified(session, paper_code(one).lower())
    assert (found.place, found.data_date, found.number) == (PLACE, date(2024, 7, 5), 1)
    assert [each.file_sha256[0] for each in found.prints] == ["f", "a"]
    assert found.first
    assert not verified(session, paper_code(two)).first


def test_没有印制过的核验码查不到(session: Session):
    issue(session, FIRST, "1" * 64)
    assert verified(session, paper_code("3" * 64)) is None


def test_查核验码只读摘要开头相同的印制记录(session: Session, monkeypatch: pytest.MonkeyPatch):
    issue(session, FIRST, "1" * 64)
    for n in range(20):
        printed(session, FIRST, f"{n:02}" + "a" * 62, "b" * 64)
    alike = "1" * 11 + "f" + "1" * 52
    printed(session, FIRST, alike, "c" * 64)
    read: list[str] = []
    monkeypatch.setattr(
        issues, "paper_code", lambda digest: read.append(digest) or paper_code(digest)
    )
    assert [one.digest for one in verified(session, paper_code(alike)).prints] == [alike]
    assert set(read) <= {"1" * 64, alike}
