"""数据截止日期：尚未到来的不收，撤销了的不再算数。"""

from datetime import UTC, date, datetime

import pytest

from metrics.packs import latest_date
from metrics.records.data_dates import standing
from sql.__main__ import main
from sql.database.beijing import today
from sql.database.engine import session_scope
from sql.records import StoredRecords
from sql.reported import history
from sql.reported.intake import import_workbook
from sql.reported.withdrawal import NotWithdrawn, withdraw
from tests.workbooks import made

START, AS_OF, NEXT = date(2023, 1, 1), date(2023, 7, 28), date(2023, 8, 4)
FAR = date(2042, 8, 16)
PROVINCE, COUNTY = "620000", "620102"


@pytest.fixture
def send(database, tmp_path):
    """以某日为“今天”导入一份工作簿；省级区划和一个县七月的报送已在库中。"""

    def sent(sheets, *, unit=COUNTY, as_of=AS_OF, on=AS_OF):
        path = made.write(tmp_path / "x.xlsx", sheets)
        return import_workbook(path, unit=unit, as_of=as_of, today=on)

    assert sent(made.province(), unit=PROVINCE, as_of=START).stored
    assert sent(made.county()).stored
    return sent


def _withdraw(as_of, *, unit=COUNTY, on=NEXT):
    with session_scope(writing=True) as session:
        return withdraw(session, unit=unit, as_of=as_of, reason="日期填错", today=on)


def _dates():
    """返回全省的各数据截止日期、各页默认的日期和已报送单位。"""
    with session_scope() as session:
        records = StoredRecords(session)
        newest = records.newest()
        heard = history.frames(session, as_of=newest, year=2023).reporting["unit"].to_list()
        return records.dates(PROVINCE, newest), records.opening_date(), heard


def test_晚于今天的日期不收_说明今天是几号(send):
    changed = made.changed(made.county(), "小区", 1, "户数", 101)
    outcome = send(changed, as_of=NEXT, on=AS_OF)
    assert [str(error) for error in outcome.errors] == [
        "数据截止日期2023-08-04晚于今天（2023-07-28），尚未到来，请核对年、月、日。"
    ]
    assert send(changed, as_of=NEXT, on=NEXT).stored


def test_日期和表头都错的一并说明(send):
    sheets = made.county() | {"资金": [("资金来源",), ("省财政",)]}
    assert [e.code for e in send(sheets, as_of=NEXT).errors] == ["date_ahead", "missing_column"]


def test_本地参数许可提前几日的照收(send, monkeypatch):
    class Pack:
        def on(self, _day):
            return {"data_date_ahead_days": 3}

    monkeypatch.setattr(latest_date, "pack_for_place", lambda _unit: Pack())
    changed = made.changed(made.county(), "小区", 1, "户数", 101)
    refused = send(changed, as_of=date(2023, 8, 1))
    assert "晚于2023-07-31（今天2023-07-28之后3天）" in str(refused.errors[0])
    assert send(changed, as_of=date(2023, 7, 31)).stored


def test_今天按北京时间(send):
    assert today(datetime(2023, 7, 27, 16, 30, tzinfo=UTC)) == AS_OF
    assert today(datetime(2023, 7, 27, 15, 30, tzinfo=UTC)) == date(2023, 7, 27)


@pytest.mark.parametrize("command", ["import", "sample-tasks"])
def test_命令行同样不收(command, send, tmp_path, capsys):
    file = [str(tmp_path / "x.xlsx")] if command == "import" else []
    assert main([command, *file, "--unit", COUNTY, "--as-of", "2100-12-31"]) == 1
    assert "数据截止日期2100-12-31晚于今天（" in capsys.readouterr().err


def test_撤销的报送_其日期不再是数据截止日期(send):
    assert send(made.county() | {"资金": made.FUNDS[:2]}, as_of=NEXT, on=NEXT).stored
    assert _dates() == ((NEXT, AS_OF, START), NEXT, [PROVINCE, COUNTY])
    _withdraw(NEXT)
    assert _dates() == ((AS_OF, START), AS_OF, [PROVINCE, COUNTY])


def test_撤销之后又报的仍算数(send):
    assert send(made.county() | {"资金": made.FUNDS[:2]}, as_of=NEXT, on=NEXT).stored
    _withdraw(NEXT)
    assert send(made.county(), as_of=NEXT, on=NEXT).stored
    assert _dates()[0] == (NEXT, AS_OF, START)


def test_撤并的县此前的日期仍在_此后不算报送单位(send):
    assert send({**made.province(), "进展报表": [("行政区划代码", "计划年度"), ("620102", 2023)]},
                unit=PROVINCE, as_of=NEXT, on=NEXT).stored  # fmt: skip
    _withdraw(NEXT)
    assert _dates() == ((NEXT, AS_OF, START), NEXT, [PROVINCE])


@pytest.mark.parametrize("unit", [PROVINCE, COUNTY])
def test_从前误存的将来日期_撤销后各页恢复原日期(send, unit):
    sheets = made.county() if unit == COUNTY else made.province()
    assert send(sheets, unit=unit, as_of=FAR, on=FAR).stored
    assert _dates()[0][0] == FAR
    with pytest.raises(NotWithdrawn, match="最近的报送截至2042-08-16"):
        _withdraw(NEXT, unit=unit)
    _withdraw(FAR, unit=unit)
    assert _dates() == ((AS_OF, START), AS_OF, [PROVINCE, COUNTY])
    assert send(made.changed(made.county(), "小区", 1, "户数", 101), as_of=NEXT, on=NEXT).stored
    assert _dates()[1] == NEXT


def test_没有误存的_不能从将来某日撤销(send):
    with pytest.raises(NotWithdrawn, match="撤销日期2042-08-16晚于今天"):
        _withdraw(FAR)


def test_同一单位同一日期以最后一次为准():
    lines = [("A", AS_OF, False), ("B", AS_OF, True), ("A", AS_OF, True), ("B", AS_OF, False)]
    assert standing(lines) == [("B", AS_OF)]
