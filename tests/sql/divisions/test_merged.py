"""两县合并：接过来的不是新开工；范围变了的地区不作比较，包含它的市、省照常比较。"""

import pytest

from metrics.errors import UserError
from metrics.progress.published import earlier_table, start_table
from metrics.progress.published_changes import published_changes, start_changes, total_change
from metrics.records.succession import Intended, Target
from metrics.views.progress import start_tables
from sql.divisions.intended import ChangeRefused
from tests.sql.divisions import small_city as city
from tests.sql.divisions.small_city import CITY, D1, D2, DOCUMENT, OLD, PROVINCE, SINCE, YUN
from tests.sql.statement_rows import submit

pytestmark = pytest.mark.usefixtures("database")


def reported_by_returns() -> None:
    city.provincial()
    submit(D1, unit=OLD, returns=[city.told(OLD, 8, 5)])
    submit(D1, unit=YUN, returns=[city.told(YUN, 12, 5)])


def test_合并后的县新开工不是七个而是区划调整():
    reported_by_returns()
    city.done(city.merged())
    submit(D2, unit=YUN, returns=[city.told(YUN, 20, 12)])
    now, then = (
        start_table(city.at(D2), place=CITY, year=2023),
        earlier_table(city.at(D1), city.at(D2), place=CITY),
    )
    row = start_changes(now, then).filter(region=YUN).row(0, named=True)
    assert (row["started_change"], row["rank_move"], row["rate_change"]) == (None, None, None)
    table = start_tables.changes(start_changes(now, then), before=D1, after=D2, cap=False)
    shown = {
        line.key: cell.text
        for line, cell in zip(table.lines, table.at("started_change"), strict=True)
    }
    assert shown[YUN] == "区划调整"
    assert total_change(now, then).started is None  # 长甲县从未报送


def test_市里的合计接着算只有两个新开工():
    reported_by_returns()
    submit(D1, unit=city.CHANG, returns=[city.told(city.CHANG, 4, 1)])
    city.done(city.merged())
    submit(D2, unit=YUN, returns=[city.told(YUN, 20, 12)])
    now = start_table(city.at(D2), place=CITY, year=2023)
    assert total_change(now, earlier_table(city.at(D1), city.at(D2), place=CITY)).started == 2
    above = published_changes(city.at(D1), city.at(D2), place=PROVINCE)
    assert above.filter(region=CITY)["started_change"].item() == 2


def test_合并当日的进展报表是两县之和():
    reported_by_returns()
    city.done(city.merged())
    assert city.at(SINCE).tables["returns"].select(
        "region", "planned_compounds", "started_compounds"
    ).rows() == [(YUN, 20, 10)]


def test_一县未报的合并后为未知而不是另一县的数():
    city.provincial()
    submit(D1, unit=YUN, returns=[city.told(YUN, 12, 5)])
    submit(D1, unit=OLD, **city.ledger(OLD, "A", planned=2, started=1))
    city.done(city.merged())
    assert city.at(SINCE).tables["returns"].is_empty()


def test_台账中接过来的项目不是新列入计划也不是新开工():
    city.provincial()
    submit(D1, unit=OLD, **city.ledger(OLD, "A", planned=6, started=3))
    submit(D1, unit=YUN, **city.ledger(YUN, "B", planned=5, started=4))
    city.done(city.merged())
    found = city.between(D1, SINCE)
    assert found.records.is_empty()
    assert found.corrections.is_empty()
    assert found.moves.filter(region=YUN)["status"].to_list() == ["redrawn"]
    assert OLD not in found.regions["region"]
    assert dict(city.owners(SINCE).iter_rows()) == {"PA": YUN, "PB": YUN}


def test_重点任务接着编号():
    city.provincial()
    task = {"content": "出台细则", "units": "住建局", "deadline": "2023年8月"}
    submit(D1, unit=YUN, tasks=[{"task": "1", **task}, {"task": "2", **task}])
    submit(D1, unit=OLD, tasks=[{"task": "1", **task}])
    city.done(city.merged())
    tasks = city.at(SINCE).tables["tasks"].filter(unit=YUN)
    assert tasks["task"].to_list() == ["1", "2", "3"]


def test_编码相同内容不同的逐条指出而不办理():
    city.provincial()
    surveyed = {"name": "和平社区", "street": "和平街道"}
    submit(D1, unit=YUN, communities=[{"community": "S1", "region": YUN, **surveyed}])
    other = {"name": "东风社区", "street": "东风街道"}
    submit(D1, unit=OLD, communities=[{"community": "S1", "region": OLD, **other}])
    with pytest.raises(ChangeRefused, match="社区摸排”中有1条记录重复而内容不同：S1"):
        city.done(city.merged())
    assert OLD in city.at(SINCE).regions["region"]


def test_划归另一市的县照常比较而两市不作比较():
    city.provincial(*city.REGIONS, city.region("350700", "丁市", level="市", parent=PROVINCE))
    submit(D1, unit=OLD, returns=[city.told(OLD, 8, 5)])
    submit(D1, unit=YUN, returns=[city.told(YUN, 12, 5)])
    moved = Intended(
        kind="moved", since=SINCE, document=DOCUMENT, old=(OLD,), new=(Target(OLD, None, "350700"),)
    )
    city.done(moved)
    found = published_changes(city.at(D1), city.at(SINCE), place=PROVINCE)
    assert found.select("region", "redrawn").sort("region").rows() == [
        (CITY, True),
        ("350700", True),
    ]
    inside = published_changes(city.at(D1), city.at(SINCE), place="350700")
    assert inside.filter(region=OLD)["redrawn"].to_list() == [False]


def split(assigned: dict[str, str]) -> Intended:
    parts = (Target(OLD), Target("350690", "龙乙县"))
    return Intended(
        kind="split", since=SINCE, document=DOCUMENT, old=(OLD,), new=parts, assigned=assigned
    )


def two_projects() -> dict[str, list]:
    first = city.ledger(OLD, "A", planned=2, started=1)
    second = city.ledger(OLD, "B", planned=3, started=3)
    return {name: [*first[name], *second[name]] for name in first}


def test_拆分时每个项目归指定的新地区未指定的不办理():
    city.provincial()
    submit(D1, unit=OLD, **two_projects())
    with pytest.raises(UserError, match="请写明这1条“项目”各归哪个新地区：PB"):
        city.done(split({"PA": OLD}))
    city.done(split({"PA": OLD, "PB": "350690"}))
    assert dict(city.owners(SINCE).iter_rows()) == {"PA": OLD, "PB": "350690"}
    assert city.between(D1, SINCE).records.is_empty()
    assert city.between(D1, SINCE).corrections.is_empty()
