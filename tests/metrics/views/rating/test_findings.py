"""Problems as found: who is barred, what waits longest, who is silent, what is unknown."""

from datetime import date

from metrics.dispatch.red_list import red_list
from metrics.packs.pack import load_pack
from metrics.rating.evaluation import Evaluation, evaluate
from metrics.records.schema import NEVER
from metrics.supervision.table import supervision
from metrics.views.rating import findings
from tests.metrics.small_frames import D, Row, division, frames
from tests.metrics.supervision.small_supervision import table as supervised

RULES = load_pack("national").on(D)
TREE = [
    division("620000", "省", None, "样例省"),
    division("620100", "市", "620000", "甲市"),
    division("620102", "县", "620100", "东县"),
    division("620103", "县", "620100", "西县"),
    division("620200", "市", "620000", "乙市"),
]
OWNERS = ("620102", "620103", "620200")


def province(*, reporting: tuple[str, ...] = OWNERS, **sheets: list[Row]) -> Evaluation:
    projects = [
        {"project": f"P{code}", "name": code, "region": code, "plan_year": D.year}
        for code in OWNERS
    ]
    compounds = [
        {"compound": f"C{code}", "project": f"P{code}", "planned_on": date(2023, 1, 1)}
        for code in OWNERS
    ]
    given = frames(
        regions=TREE, projects=projects, compounds=compounds, reporting=reporting, **sheets
    )
    return evaluate(given, RULES, "620000")


def event(region: str, kind: str, status: str = "属实") -> Row:
    return {"event": region + kind, "region": region, "kind": kind,
            "happened_on": date(2023, 5, 1), "status": status}  # fmt: skip


def test_有县区的市不重复点名_不设县区的市点名():
    found = province(events=[event("620102", "挪用"), event("620200", "截留")])
    (funds,) = findings.breaches(found)
    assert (funds.code, funds.regions.names) == ("A03.2", ("东县", "乙市"))
    assert findings.barred(found) == 2


def test_名单太长时只点五个():
    names = findings.listed(list("甲乙丙丁戊己"))
    assert (names.names, names.number, names.more) == (tuple("甲乙丙丁戊"), 6, True)
    assert not findings.listed(list("甲乙")).more


def test_逾期问题按来源计数_同样久的取编码在前的():
    row = {"region": "620102", "source": "信访", "problem": "x", "found_on": date(2023, 1, 1)}
    issues = [
        {**row, "issue": "2", "due_on": date(2023, 6, 1)},
        {**row, "issue": "1", "due_on": date(2023, 6, 1), "source": "审计"},
        {**row, "issue": "3", "due_on": date(2023, 6, 20), "region": "620103"},
    ]
    found = findings.overdue(province(issues=issues))
    assert found is not None
    assert found.sources == (("信访", 2), ("审计", 1))
    assert (found.longest_region, found.longest) == ("东县", "20个工作日（29天）")
    assert findings.overdue(province()) is None


def test_只问底层单位_未报与沿用旧数据分开():
    found = findings.reporting(province(reporting=("620102", "620100")))
    assert (found.units, found.reported) == (3, 1)
    assert found.silent.names == ("西县", "乙市")
    assert found.late.number == 0


def test_待核事件另计_不算一票否决():
    found = province(events=[event("620102", "挪用", "待核")])
    assert findings.breaches(found) == ()
    assert findings.unknown(found).pending_events == 1


def test_缺失条数写明最多的三项():
    found = findings.unknown(province())
    assert len(found.most) == 3
    assert found.share.endswith("%")


def test_红灯原因只列发生的_环节按先后():
    old = {"built_year": 2010, "started_on": None}
    events = [{**event("620102", "安全事故"), "project": "P"}]
    found = red_list(supervised(old, {"reserved_on": NEVER}, events=events))
    assert findings.reds(found) == findings.Reds(
        1, (("储备入库", 1), ("开工", 1)), (("否决内容", 1),), "117个工作日（171天）"
    )


def test_没有红灯项目():
    none = red_list(supervision(province().frames, RULES, place="620102")).clear()
    assert findings.reds(none) == findings.Reds(0, (), (), "—")
