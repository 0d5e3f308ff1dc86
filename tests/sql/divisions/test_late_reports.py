"""区划调整前后各单位报送时得到的答复：说明变成了哪里、依据什么文件、该怎么报。"""

from datetime import date
from pathlib import Path

import pytest

from metrics.records.reports import Outcome
from sql.reported.intake import import_workbook
from tests.sql.divisions import small_city as city
from tests.sql.divisions.small_city import CITY, D1, D2, NEW, OLD, PROVINCE
from tests.workbooks import made

pytestmark = pytest.mark.usefixtures("database")
DIVISIONS = (
    ("行政区划代码", "名称", "层级", "上级代码"),
    (PROVINCE, "示例省", "省", None),
    (CITY, "丙市", "市", PROVINCE),
    (OLD, "龙甲市", "县", CITY),
    (city.YUN, "云甲县", "县", CITY),
)
LATER = (*DIVISIONS[:3], (NEW, "龙甲区", "县", CITY), DIVISIONS[4])
EARLY = date(2023, 6, 15)


@pytest.fixture
def send(tmp_path: Path):
    """Import sheets as a unit's workbook; the province and the county have reported."""

    def sent(sheets: dict[str, made.Rows], *, unit: str = OLD, day: date = D1) -> Outcome:
        path = made.write(tmp_path / f"{unit}-{day}.xlsx", sheets)
        return import_workbook(path, unit=unit, as_of=day)

    assert sent({"区划": DIVISIONS}, unit=PROVINCE, day=date(2023, 1, 1)).stored
    assert sent(ledger(OLD)).stored
    return sent


def ledger(owner: str, *, started: int = 3) -> dict[str, made.Rows]:
    """Write one project with six compounds, of which some have started."""
    projects = (made.PROJECTS[0], ("PA", "A项目", owner, 2023, 300, 100))
    days = [date(2023, 3, 20) if n < started else None for n in range(6)]
    compounds = [
        (f"CA{n}", f"A{n}院", "PA", 100, 4, 8000, day, date(2023, 1, 10))
        for n, day in enumerate(days)
    ]
    return {"项目": projects, "小区": (made.COMPOUNDS[0], *compounds)}


def sentences(outcome: Outcome) -> str:
    return "\n".join(each.message for each in (*outcome.errors, *outcome.warnings))


def test_未登记调整时新代码报送原编码的答复指明登记区划调整(send):
    assert not send({"区划": LATER}, unit=PROVINCE, day=D2).stored
    both = (*DIVISIONS, LATER[3])
    assert send({"区划": both}, unit=PROVINCE, day=D2).stored
    told = sentences(send(ledger(NEW), unit=NEW, day=D2))
    assert "请勿另编新码（会重复计数），请系统管理员登记“区划调整”" in told
    assert "python -m sql division-change" in told
    assert "再照原编码报送" in told


def test_去掉仍有记录的地区时的答复也指明登记区划调整(send):
    told = sentences(send({"区划": LATER}, unit=PROVINCE, day=D2))
    assert f"本次去掉了{OLD}" in told
    assert "请系统管理员登记“区划调整”" in told


def test_登记后省里报送新区划县里照原编码报送都照常入库(send):
    city.done(city.recoded())
    assert send({"区划": LATER}, unit=PROVINCE, day=D2).stored
    assert send(ledger(NEW, started=4), unit=NEW, day=D2).stored
    assert city.counted(city.between(D1, D2), "started", CITY) == 1


def test_登记后仍以原代码报送的得到承接单位和文件(send):
    city.done(city.recoded())
    told = sentences(send(ledger(OLD), day=D2))
    assert told == (
        f"350681已于2023-07-01代码变更为350604龙甲区（{city.DOCUMENT}），"
        "自该日起的数据请由350604龙甲区报送。"
    )


def test_原单位补报生效前的数据照收并被告知只计入此前(send):
    city.done(city.recoded())
    outcome = send(ledger(OLD, started=2), day=EARLY)
    assert outcome.stored
    assert "本次报送只计入2023-07-01以前的数据日期" in sentences(outcome)
    assert city.at(D2).tables["compounds"]["started_on"].count() == 3


def test_新单位报送生效前的数据时指明由原单位报送(send):
    city.done(city.recoded())
    told = sentences(send(ledger(NEW), unit=NEW, day=D1))
    assert (
        told == f"350604自2023-07-01起才有（{city.DOCUMENT}），此前数据日期的请由350681龙甲市报送。"
    )


def test_区划中仍列着已终止的地区不予入库(send):
    city.done(city.recoded())
    told = sentences(send({"区划": (*LATER, DIVISIONS[3])}, unit=PROVINCE, day=D2))
    assert "350681龙甲市已于2023-07-01代码变更为350604龙甲区" in told
    assert "请删去该行" in told


def test_记录里还写着原代码的逐格指出应改的代码(send):
    city.done(city.recoded())
    sheets = ledger(NEW) | {"年度能力": (("行政区划代码", "年度"), (OLD, 2023))}
    told = sentences(send(sheets, unit=NEW, day=D2))
    assert "350681已于2023-07-01代码变更为350604龙甲区" in told
    assert "请改填调整后的代码" in told
