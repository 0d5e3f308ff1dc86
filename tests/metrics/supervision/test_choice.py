"""Which rows of the supervision table are asked for, and in which order."""

from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from metrics.supervision.choice import ORDERS, Asked, select
from metrics.supervision.table import supervision
from metrics.views.supervision.red_tables import red_table
from metrics.views.supervision.supervision_tables import project_table
from tests.metrics.small_frames import Row, frames
from tests.metrics.supervision.small_supervision import (
    CITY,
    COUNTY,
    DONE,
    ON_TRACK,
    OTHER,
    PROJECT,
    REGIONS,
    RULES,
)
from tests.reading_tables import under

OWNERS: list[Row] = [
    {**PROJECT, "project": "甲", "region": OTHER, "delivery_mode": "EPC"},
    {**PROJECT, "project": "乙", "region": COUNTY, "plan_year": 2022, "name": "Ａ座"},
    {**PROJECT, "project": "丙", "region": COUNTY, "project_owner": "张工"},
]
LATE = {"started_on": None}
COMPOUNDS = [
    {**ON_TRACK, "compound": f"C{owner['project']}", "project": owner["project"], **state}
    for owner, state in zip(OWNERS, (LATE, {}, {}), strict=True)
]


@pytest.fixture(scope="module")
def table():
    given = frames(regions=REGIONS, projects=OWNERS, compounds=COMPOUNDS, reporting=[COUNTY])
    return supervision(given, RULES)


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        (Asked(), ["丙", "乙", "甲"]),
        (Asked(light="红"), ["甲"]),
        (Asked(light="黑"), []),
        (Asked(stage=7), ["丙", "乙"]),
        (Asked(stage=0), []),
        (Asked(region=CITY), ["丙", "乙", "甲"]),
        (Asked(region=OTHER), ["甲"]),
        (Asked(year=2022), ["乙"]),
        (Asked(mode="EPC"), ["甲"]),
        (Asked(text="张工"), ["丙"]),
        (Asked(text=" a座"), ["乙"]),
        (Asked(text=".*"), []),
        (Asked(region=COUNTY, year=2023), ["丙"]),
    ],
    ids=["全部", "灯色", "没有这种灯", "环节", "未入库", "市州", "县区", "年度", "改造方式",
         "责任人", "全半角和大小写不分", "查找不是通配", "几项都要满足"],
)  # fmt: skip
def test_筛选(table, asked: Asked, kept: list[str]):
    assert select(table, asked)["project"].to_list() == kept


@pytest.mark.parametrize(
    ("order", "listed"),
    [("city", ["丙", "乙", "甲"]), ("region", ["丙", "乙", "甲"]), ("light", ["甲", "乙", "丙"])],
)
def test_排列(table, order: str, listed: list[str]):
    assert select(table, Asked(order=order))["project"].to_list() == listed


LATER, LATEST = {"start_due": date(2023, 5, 8), **LATE}, {"start_due": date(2023, 3, 1), **LATE}


def test_红灯在前_同灯按逾期长短_无日数的排在最后():
    names = ("近", "远", "线", "同")
    homes = (COUNTY, OTHER, COUNTY, OTHER)
    owners = [
        {**PROJECT, "project": name, "region": home}
        for name, home in zip(names, homes, strict=True)
    ]
    states = (LATER, LATEST, {}, LATER)
    compounds = [
        {**ON_TRACK, "compound": f"C{name}", "project": name, **state}
        for name, state in zip(names, states, strict=True)
    ]
    table = supervision(frames(regions=REGIONS, projects=owners, compounds=compounds), RULES)
    # A red-line event makes a row red, and is no delay.
    event = pl.when(pl.col("project") == "线").then(pl.lit("红"))
    lit = pl.coalesce(event, pl.col("light").cast(pl.String)).cast(table.projects["light"].dtype)
    rows = table.projects.with_columns(light=lit)
    assert rows["light"].cast(pl.String).unique().to_list() == ["红"]
    turned = replace(table, projects=rows.reverse())
    listed = select(turned, Asked(order="light"))["project"].to_list()
    assert listed == ["远", "近", "同", "线"]


def test_行的先后不影响排列(table):
    turned = replace(table, projects=table.projects.reverse())
    for order in ORDERS:
        asked = Asked(order=order)
        assert select(turned, asked).equals(select(table, asked))


def test_一笔支付为零另一笔未填的_不是到位未支付():
    compounds = [{**ON_TRACK, "compound": f"C{name}", "project": name} for name in "甲乙"]
    owners = [{**PROJECT, "project": name, "implementer": f"{name}公司"} for name in "甲乙"]
    funds = [
        {"project": "甲", "source": "省财政", "received": 5, "paid": 0},
        {"project": "乙", "source": "省财政", "received": 5, "paid": 0},
        {"project": "乙", "source": "市县财政", "received": 5, "paid": None},
    ]
    table = supervision(
        frames(regions=REGIONS, projects=owners, compounds=compounds, funds=funds), RULES
    )
    assert select(table, Asked(money="unpaid"))["project"].to_list() == ["甲"]
    assert select(table, Asked(money="untold"))["project"].to_list() == ["乙"]
    assert select(table, Asked(owner="甲公司"))["project"].to_list() == ["甲"]
    assert select(table, Asked(owner="甲"))["project"].to_list() == []


def test_按首要原因筛选和排列_小计之和等于合计():
    late = {"red": LATE, "accept": {**DONE, "acceptance": None}, "none": {}}
    owners = [{**PROJECT, "project": name, "name": name} for name in late]
    compounds = [
        {**ON_TRACK, "compound": f"C{name}", "project": name, **state}
        for name, state in late.items()
    ]
    funds = [
        {"project": "red", "source": "省财政", "received": 5, "paid": 0},
        {"project": "accept", "source": "省财政", "received": 5, "paid": None},
    ]
    table = supervision(
        frames(regions=REGIONS, projects=owners, compounds=compounds, funds=funds), RULES
    )
    assert select(table, Asked(cause="开工"))["project"].to_list() == ["red"]
    assert select(table, Asked(money="unpaid"))["project"].to_list() == ["red"]
    assert select(table, Asked(money="untold"))["project"].to_list() == ["accept"]
    grouped = select(table, Asked(order="cause"))
    assert grouped["project"].to_list() == ["accept", "red", "none"]
    shown = project_table(table, grouped, by="cause", folded=True)
    assert [line.total[:4] for line in shown.lines if line.total] == [
        "合计（3",
        "验收小计",
        "开工小计",
        "没有红、",
    ]
    assert {column.headings[0] for column in shown.columns if len(column.headings) > 1} >= {"开工"}
    assert "reserve_light" not in [column.name for column in shown.columns]
    listed = red_table(table, select(table, Asked()))
    assert [each.text for each in under(listed, "红灯原因")] == [
        "开工应于4月3日前，逾期61个工作日（88天）"
    ]
