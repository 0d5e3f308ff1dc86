"""撤回一次区划调整：各数据日期的数据恢复原样；已有报送或会议以它为依据的不能撤回。"""

import pytest

from metrics.records.digest import data_digest
from sql.database.engine import session_scope
from sql.divisions.intended import ChangeRefused
from sql.divisions.revoked import revoke
from sql.reported.history import sent
from sql.reported.undoing.undo import NotUndone, Undone, undo
from tests.sql.divisions import small_city as city
from tests.sql.divisions.small_city import D1, D2, NEW, OLD, SINCE
from tests.sql.statement_rows import submit

pytestmark = pytest.mark.usefixtures("database")


def reported() -> None:
    city.provincial()
    submit(D1, unit=OLD, **city.ledger(OLD, "A", planned=6, started=3))
    submit(D2, unit=OLD, **city.ledger(OLD, "A", planned=6, started=4))


def taken_back(change: int) -> None:
    with session_scope(writing=True) as session:
        revoke(session, change=change, reason="登记有误", by="系统管理员")


def dates() -> list[tuple[str, object]]:
    with session_scope() as session:
        return sorted(sent(session))


def test_撤回后各数据日期的数据和日期都与办理前相同():
    reported()
    days = (D1, SINCE, D2)
    before, listed = [data_digest(city.at(day)) for day in days], dates()
    taken_back(city.done(city.recoded()))
    assert [data_digest(city.at(day)) for day in days] == before
    assert dates() == listed
    assert city.at(D2).successions == ()


def test_撤回后可以重新登记():
    reported()
    taken_back(city.done(city.recoded()))
    city.done(city.recoded())
    assert dict(city.owners(D2).iter_rows()) == {"PA": NEW}


def test_办理之后又有报送的不能撤回():
    reported()
    change = city.done(city.recoded())
    submit(D2, unit=NEW, **city.ledger(NEW, "A", planned=6, started=5))
    with pytest.raises(ChangeRefused, match=f"{NEW}在办理之后又有报送"):
        taken_back(change)


def test_此后另有别处调整的指明先撤回那一次():
    reported()
    first, then = city.done(city.recoded()), city.done(city.renamed())
    with pytest.raises(
        ChangeRefused, match=f"也改写了{city.PROVINCE}的报送，请先撤回后办理的那一次"
    ):
        taken_back(first)
    taken_back(then)
    taken_back(first)
    assert city.at(D2).successions == ()


def test_没有这次调整或已撤回的如实说明():
    reported()
    change = city.done(city.recoded())
    taken_back(change)
    with pytest.raises(ChangeRefused, match="没有编号为1的已办理的区划调整"):
        taken_back(change)


def test_接手的单位沿用原单位的数据日期():
    reported()
    city.done(city.recoded())
    assert dates() == sorted([*[(unit, day) for unit in (OLD, NEW) for day in (D1, D2)],
                              (city.PROVINCE, D1)])  # fmt: skip


def undone(unit: str) -> Undone:
    with session_scope(writing=True) as session:
        return undo(session, unit=unit, reason="误用了上月的文件")


def test_调整期间原单位的报送不能撤回_并说明先撤回调整():
    reported()
    city.done(city.recoded())
    with pytest.raises(NotUndone, match=r"不能单独撤回；.+请系统管理员撤回该次区划调整"):
        undone(OLD)


def test_调整后的报送撤回了_调整即可撤回_随后原单位的报送也可撤回():
    reported()
    before = data_digest(city.at(D1))
    change = city.done(city.recoded())
    submit(D2, unit=NEW, **city.ledger(NEW, "A", planned=6, started=5))
    undone(NEW)
    taken_back(change)
    assert undone(OLD).submission.data_date == D2
    assert data_digest(city.at(D1)) == before
    assert city.counted(city.between(D1, D2), "started", OLD) == 0
    assert dates() == sorted([(OLD, D1), (city.PROVINCE, D1)])


def test_撤回的报送日期上不再另作调整_接手单位此后的报送照常有效():
    reported()
    undone(OLD)
    city.done(city.recoded())
    submit(SINCE, unit=NEW, **city.ledger(NEW, "A", planned=6, started=5))
    assert city.at(D2).tables["compounds"]["started_on"].count() == 5
