"""What an officer types is found: names, codes, initials, several words; nobody finds others' records."""

import pytest

from metrics.access.scoped import EVERYTHING, Reach
from metrics.search.index import COMPOUND, ISSUE, PERSON, PLACE, PROJECT, Index, found, index
from tests.metrics.small_frames import division, frames

REGIONS = [
    division("620100", "市", None, "兰州市"),
    division("620102", "县", "620100", "城关区"),
    division("620103", "县", "620100", "七里河区"),
]
PROJECTS = [
    {"project": "XM1", "name": "和平路片区改造项目", "region": "620102", "plan_year": 2023,
     "project_owner": "王工", "implementer": "城关区住房和城乡建设局"},
    {"project": "XM2", "name": "长乐新村改造项目", "region": "620103", "plan_year": 2022,
     "project_owner": "王工"},
]  # fmt: skip
COMPOUNDS = [
    {"compound": "XQ1", "project": "XM1", "name": "和平小区"},
    {"compound": "XQ2", "project": "XM1", "name": "新和平小区"},
    {"compound": "XQ3", "project": "XM2", "name": "长乐新村３号院"},
]
ISSUES = [
    {"issue": "WT1", "region": "620102", "project": "XM1", "source": "审计", "problem": "资金滞留"}
]


def held(reach: Reach = EVERYTHING) -> Index:
    given = frames(regions=REGIONS, projects=PROJECTS, compounds=COMPOUNDS, issues=ISSUES)
    return index(given).of(reach)


def names(typed: str, kind: str, reach: Reach = EVERYTHING) -> list[str]:
    groups = {group.kind: group for group in found(held(reach), typed, most=10)}
    return groups[kind].rows["name"].to_list() if kind in groups else []


@pytest.mark.parametrize(
    ("typed", "kind", "expected"),
    [
        ("和平小区", COMPOUND, ["和平小区", "新和平小区"]),
        ("hpxq", COMPOUND, ["和平小区", "新和平小区"]),
        ("和平XQ", COMPOUND, ["和平小区", "新和平小区"]),
        ("HPL", PROJECT, ["和平路片区改造项目"]),
        ("xm2", PROJECT, ["长乐新村改造项目"]),
        ("clxc", COMPOUND, ["长乐新村３号院"]),
        ("zlxc3", COMPOUND, ["长乐新村３号院"]),
        ("城关", PLACE, ["城关区"]),
        ("qlh", PLACE, ["七里河区"]),
        ("620103", PLACE, ["七里河区"]),
        ("zjzl", ISSUE, ["资金滞留"]),
        ("wg", PERSON, ["王工"]),
        ("和平 城关", COMPOUND, ["和平小区", "新和平小区"]),
        ("和平 七里河", COMPOUND, []),
        ("[", COMPOUND, []),
        ("a", COMPOUND, []),
    ],
)
def test_名称编码和首字母都能找到(typed: str, kind: str, expected: list[str]):
    assert names(typed, kind) == expected


def test_县区只找到本级的记录():
    county = Reach(("620103",))
    assert names("和平", COMPOUND, county) == []
    assert names("城关", PLACE, county) == ["城关区"]
    (person,) = [g for g in found(held(county), "王工", most=5) if g.kind == PERSON]
    assert person.rows["detail"].to_list() == ["项目责任人1项"]
    assert names("建设局", PERSON, county) == []


def test_只列前几项但说明总数():
    (group,) = [g for g in found(held(), "和平", most=1) if g.kind == COMPOUND]
    assert (group.total, group.rows["opens"].to_list()) == (2, ["XM1"])
