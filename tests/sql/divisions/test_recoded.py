"""县级市改区、代码由350681变为350604：同一批项目和小区，计划、开工、名次都接着原来的算。"""

from datetime import date

import pytest

from metrics.packs.pack import load_pack
from metrics.progress.from_ledger import ledger as progress
from metrics.progress.published_changes import published_changes
from metrics.rating.evaluation import evaluate
from metrics.records.succession import Intended, Target
from metrics.views.rating.ranking import ranking
from sql.dispatch.journal import EntryRefused
from sql.divisions.intended import ChangeRefused
from tests.sql.divisions import small_city as city
from tests.sql.divisions.small_city import CITY, D1, D2, NEW, OLD, PROVINCE, SINCE, YUN
from tests.sql.statement_rows import submit

pytestmark = pytest.mark.usefixtures("database")


def reported_by_ledger() -> None:
    city.provincial()
    submit(D1, unit=OLD, **city.ledger(OLD, "A", planned=6, started=3))
    submit(D1, unit=YUN, **city.ledger(YUN, "B", planned=5, started=4))


def test_代码变更后计划仍为六个开工仍为三个():
    reported_by_ledger()
    city.done(city.recoded())
    table = progress(city.at(SINCE)).filter(year=2023)
    figures = {
        row["region"]: (row["planned_compounds"], row["started_compounds"])
        for row in table.iter_rows(named=True)
    }
    assert figures[NEW] == (6, 3)
    assert figures[CITY] == (11, 7)
    assert OLD not in figures


def test_代码变更前的数据日期仍用原代码():
    reported_by_ledger()
    city.done(city.recoded())
    assert dict(city.owners(D1).iter_rows()) == {"PA": OLD, "PB": YUN}
    assert dict(city.owners(SINCE).iter_rows()) == {"PA": NEW, "PB": YUN}


def test_代码变更本身不是新列入计划不是撤出也不是更正():
    reported_by_ledger()
    city.done(city.recoded())
    found = city.between(D1, SINCE)
    assert found.records.is_empty()
    assert found.corrections.is_empty()
    assert OLD not in found.regions["region"]


def test_新代码自行报送后只有真正新开工的一个是新开工():
    reported_by_ledger()
    city.done(city.recoded())
    submit(D2, unit=NEW, **city.ledger(NEW, "A", planned=6, started=4))
    found = city.between(D1, D2)
    assert [city.counted(found, "started", code) for code in (NEW, CITY, PROVINCE)] == [1, 1, 1]
    assert [city.counted(found, kind, NEW) for kind in ("planned", "withdrawn")] == [0, 0]
    assert found.corrections.is_empty()


def test_名次与原代码相比没有变化就是持平():
    reported_by_ledger()
    city.done(city.recoded())
    found = city.between(D1, SINCE)
    assert {row["region"]: (row["status"], row["move"]) for row in found.moves.to_dicts()}[NEW] == (
        "moved", 0,
    )  # fmt: skip
    rules = load_pack("national").on(D1)
    now, then = (evaluate(city.at(day), rules, PROVINCE) for day in (SINCE, D1))
    table = ranking(now, "county", then)
    assert {
        row.key: cell.text for row, cell in zip(table.lines, table.at("rank_move"), strict=True)
    }[NEW] == "持平"


def test_进展报表的新开工和名次与原代码相比():
    city.provincial()
    submit(D1, unit=OLD, returns=[city.told(OLD, 8, 5)])
    submit(D1, unit=YUN, returns=[city.told(YUN, 10, 5)])
    city.done(city.recoded())
    submit(D2, unit=NEW, returns=[city.told(NEW, 8, 6)])
    moved = published_changes(city.at(D1), city.at(D2), place=CITY)
    row = moved.filter(region=NEW).row(0, named=True)
    assert (row["started_change"], row["rank_move"], row["rate_before"]) == (1, 0, 6250)


def test_补登记的区划调整把生效后已报的数据一并改到新代码下():
    reported_by_ledger()
    submit(D2, unit=OLD, **city.ledger(OLD, "A", planned=6, started=5))
    city.done(city.recoded())
    assert dict(city.owners(D2).iter_rows()) == {"PA": NEW, "PB": YUN}
    found = city.between(D1, D2)
    assert [city.counted(found, kind, NEW) for kind in ("started", "planned")] == [2, 0]


def test_省里已按新代码报送过区划的以省里的名称为准():
    reported_by_ledger()
    renamed = [row for row in city.REGIONS if row["region"] != OLD]
    city.done(city.recoded())
    submit(D2, *renamed, city.region(NEW, "龙甲新区", parent=CITY), unit=PROVINCE)
    names = dict(city.at(D2).regions.select("region", "name").iter_rows())
    assert names[NEW] == "龙甲新区"
    assert OLD not in names


@pytest.mark.parametrize("since", [date(2024, 3, 1)])
def test_尚未到生效之日的不能登记(since: date):
    reported_by_ledger()
    with pytest.raises(ChangeRefused, match="请到生效之日再登记"):
        city.done(city.recoded(since=since))


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ((OLD,), (Target("530604", "龙甲区"),), "应以35开头"),
        ((OLD,), (), "填写调整后的地区"),
        ((OLD, OLD), (Target(NEW, "龙甲区"),), "填写了两次"),
    ],
)
def test_外省的代码和缺漏重复的地区不能登记(
    old: tuple[str, ...], new: tuple[Target, ...], words: str
):
    city.provincial()
    with pytest.raises(ChangeRefused, match=words):
        city.done(Intended(kind="recoded", since=SINCE, document="批复", old=old, new=new))


@pytest.mark.parametrize(("name", "words"), [("龙\x07甲区", "新名称"), ("龙" * 51, "应在50字以内")])
def test_打印不出来和过长的新名称不能登记(name: str, words: str):
    city.provincial()
    new = (Target(NEW, name),)
    with pytest.raises(EntryRefused, match=words):
        city.done(Intended(kind="recoded", since=SINCE, document="批复", old=(OLD,), new=new))


def test_区划中没有的地区不能登记():
    reported_by_ledger()
    city.done(city.recoded())
    with pytest.raises(ChangeRefused, match=f"区划中没有{OLD}"):
        city.done(city.recoded(since=D2))
