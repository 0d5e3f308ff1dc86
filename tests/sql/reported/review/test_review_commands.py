"""Review on the command line: what waits, accepting several at once, returning with cells."""

from collections.abc import Iterator

import pytest

from sql.__main__ import main
from sql.database.engine import session_scope
from sql.database.migrate import ensure_ready
from sql.reported.review.written import reviews
from tests.sql.reported.review.reviewed import CITY, FIRST, SECOND, counted, divided, levels, sent


@pytest.fixture(autouse=True)
def _reviewed(sqlite_database: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    # A command takes up the office of its database, which here has none: the rule is the test's.
    monkeypatch.setattr("sql.commands.review.ensure_ready", lambda: None)
    ensure_ready()
    with levels(2):
        divided()
        yield


def test_it_lists_what_waits_and_accepts_several_or_none(capsys: pytest.CaptureFixture[str]):
    first, second = sent(1), sent(2, SECOND)
    assert main(["review", "list", "--reviewer", CITY]) == 0
    told = capsys.readouterr().out
    assert f"第{first}号　620102甲一区　截至2023-06-02　已报送　待甲市审核" in told
    assert main(["review", "accept", str(first), str(second), "--reviewer", "620000"]) == 55
    assert main(["review", "accept", str(first), str(second)]) == 0
    assert main(["review", "accept", str(first), str(second)]) == 0
    assert counted(FIRST, SECOND) == [1, 2]
    assert main(["review", "list"]) == 0
    assert "没有待审核的报送" in capsys.readouterr().out


def test_it_returns_with_a_reason_and_cells(capsys: pytest.CaptureFixture[str]):
    number = str(sent(1))
    asked = ["review", "return", number, "--reason", "支付金额有误", "--cell"]
    with pytest.raises(SystemExit, match="2"):
        main([*asked, "资金E5"])
    assert main([*asked, "资金!e5=与凭证不符"]) == 0
    with session_scope() as session:
        (row,) = reviews(session)
    assert [(each.sheet, each.cell, each.message) for each in row.objections] == [
        ("资金", "E5", "与凭证不符")
    ]
    assert main(["review", "accept", "999"]) == 2
    assert "没有第999号报送" in capsys.readouterr().err
