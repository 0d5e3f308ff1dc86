"""Key tasks: deadlines of three kinds, lights, responsible units, and Shenzhen's 61 as a sample."""

import csv
from datetime import date
from pathlib import Path

import pytest

from metrics.packs.pack import load_pack
from metrics.records.task_terms import KINDS, Deadline, deadline, units
from metrics.supervision.tasks import answered_by, reporters, responsible_units, tasks
from metrics.views.supervision.task_tables import task_table
from tests.metrics.small_frames import D, Row, division, frames
from tests.reading_tables import under

RULES = load_pack("national").on(D)
SAMPLE = Path(__file__).parents[3] / "sql" / "supplied" / "samples" / "shenzhen_tasks.csv"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("2023年8月", Deadline("当月", 2023, 8)),
        ("2023 年 8 月底前", Deadline("当月", 2023, 8)),
        ("２０２３年８月", Deadline("当月", 2023, 8)),
        ("2023-08", Deadline("当月", 2023, 8)),
        ("2023年8月15日前", Deadline("当月", 2023, 8, 15)),
        ("2023年底前", Deadline("当月", 2023, 12)),
        ("每年9月底前", Deadline("每年", month=9)),
        ("每年12月底前完成", Deadline("每年", month=12)),
        ("每年底前", Deadline("每年", month=12)),
        ("按年度组织实施", Deadline("按年度")),
        ("2023年8月份", Deadline("当月", 2023, 8)),
        ("2023年8月底之前", Deadline("当月", 2023, 8)),
        ("2023-08-15 00:00:00", Deadline("当月", 2023, 8, 15)),
        ("2023.8.15", Deadline("当月", 2023, 8, 15)),
        ("2023年第三季度", Deadline("当月", 2023, 9)),
        ("2023年上半年", Deadline("当月", 2023, 6)),
        ("每年四季度末前", Deadline("每年", month=12)),
        ("0000年8月", None),
        ("9999年8月", None),
        ("\u0662\u0660\u0662\u0663年8月", None),
        ("2023年五季度", None),
        ("8月底前", None),
        ("2023年13月", None),
        ("2023年2月30日", None),
        ("尽快", None),
        ("", None),
    ],
)
def test_读完成时限(text: str, read: Deadline | None):
    assert deadline(text) == read


def test_二月的最后一天():
    assert Deadline("每年", month=2).on(2024) == date(2024, 2, 29)
    assert Deadline("每年", month=2).on(2023) == date(2023, 2, 28)


def one(row: Row, *, as_of: date = D) -> dict[str, object]:
    full = {"task": "1", "content": "甲", "units": "省厅", "deadline": "2023年6月", **row}
    return tasks(frames(as_of=as_of, tasks=[full]), RULES).row(0, named=True)


@pytest.mark.parametrize(
    ("row", "as_of", "due", "colour"),
    [
        ({}, date(2023, 5, 31), date(2023, 6, 30), "灰"),
        ({}, D, date(2023, 6, 30), "黄"),
        ({}, date(2023, 7, 10), date(2023, 6, 30), "红"),
        ({"finished_on": date(2023, 6, 30)}, date(2023, 7, 10), date(2023, 6, 30), "绿"),
        ({"finished_on": date(2023, 7, 1)}, date(2023, 7, 10), date(2023, 6, 30), "绿（迟）"),
        ({"finished_on": date(2023, 7, 11)}, date(2023, 7, 10), date(2023, 6, 30), "红"),
        ({"status": "已完成"}, D, date(2023, 6, 30), "绿"),
        ({"status": "已完成"}, date(2023, 7, 10), date(2023, 6, 30), "黑"),
        ({"deadline": "2023年9月"}, date(2023, 9, 28), date(2023, 10, 7), "黄"),
        ({"deadline": "2023年9月"}, D, date(2023, 10, 7), "灰"),
        ({"deadline": "尽快"}, D, None, "黑"),
    ],
    ids=["未到期", "当日", "超过宽限", "按期完成", "迟一日", "完成日期未到", "期内已完成未报日期",
         "期后才知已完成", "月末在假日顺延", "离得远", "无法识别"],
)  # fmt: skip
def test_当月的任务(row: Row, as_of: date, due: date | None, colour: str):
    found = one(row, as_of=as_of)
    assert (found["due"], found["light"]) == (due, colour)


@pytest.mark.parametrize(
    ("row", "as_of", "colour"),
    [
        ({"finished_on": date(2023, 9, 1)}, date(2023, 12, 1), "绿"),
        ({"finished_on": date(2023, 9, 1)}, date(2024, 3, 1), "灰"),
        ({"finished_on": date(2023, 9, 1)}, date(2024, 11, 1), "红"),
        ({"finished_on": date(2023, 9, 1), "status": "已完成"}, date(2024, 11, 1), "红"),
        ({"status": "已完成"}, date(2024, 3, 1), "黑"),
    ],
    ids=[
        "本年已完成",
        "次年重新开启",
        "次年未完成",
        "状态仍写已完成也要看日期",
        "不知是哪一年完成",
    ],
)
def test_每年的任务逐年重开(row: Row, as_of: date, colour: str):
    assert one({"deadline": "每年9月底前", **row}, as_of=as_of)["light"] == colour


def test_按年度的任务到年底才到期_年内不亮红灯():
    assert one({"deadline": "按年度组织实施"})["due"] == date(2024, 1, 2)
    colours = {
        one({"deadline": "按年度组织实施"}, as_of=date(2023, month, 28))["light"]
        for month in range(1, 13)
    }
    assert colours == {"灰", "黄"}


def test_责任单位拆开_可按单位筛选_按序号排列():
    rows = [
        {"task": "10", "content": "丙", "units": "省财政厅", "deadline": "2023年6月"},
        {"task": "2", "content": "乙", "units": "省厅、 省财政厅，省厅", "deadline": "2023年6月"},
    ]
    found = tasks(frames(tasks=rows), RULES)
    assert found["task"].to_list() == ["2", "10"]
    assert responsible_units(found) == ["省厅", "省财政厅"]
    own = answered_by(found, "省厅")
    assert own["task"].to_list() == ["2"]
    shown = task_table(own)
    assert under(shown, "责任单位")[0].text == "省厅、省财政厅"
    assert under(shown, "逾期或剩余")[0].text == "今日到期"


def test_深圳的六十一项都能读():
    with SAMPLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["number"] for row in rows] == [str(n) for n in range(1, 62)]
    assert {found.kind for row in rows if (found := deadline(row["deadline"]))} == set(KINDS)
    assert all(deadline(row["deadline"]) and units(row["units"]) for row in rows)
    assert len({row["title"] for row in rows}) == 61
    assert max(len(row["title"]) for row in rows) <= 16
    sheet = [
        {"task": row["number"], "content": row["title"], "units": row["units"],
         "deadline": row["deadline"]}
        for row in rows
    ]  # fmt: skip
    found = tasks(frames(tasks=sheet), RULES)
    assert found["task"].to_list() == [row["number"] for row in rows]
    assert "市住房建设局" in responsible_units(found)


def test_各单位的任务各自编号_本级在前_上级由近及远_下级按代码():
    regions = [
        division("100000", "国", None), division("620000", "省", "100000"),
        division("620100", "市", "620000"), division("620102", "县", "620100"),
        division("620103", "县", "620100"), division("630000", "省", "100000"),
    ]  # fmt: skip
    everyone = [row["region"] for row in regions]
    rows = [
        {"unit": unit, "task": task, "content": f"{unit}-{task}", "units": "厅", "deadline": "长期"}
        for unit in everyone
        for task in ("10", "2")
    ]
    found = frames(regions=regions, tasks=rows)
    assert reporters(found, "620100") == ["620100", "620000", "100000", "620102", "620103"]
    listed = tasks(found, RULES)
    assert listed["unit"].to_list() == sorted(everyone * 2)
    assert listed.filter(unit="620102")["task"].to_list() == ["2", "10"]
    shown = task_table(listed, names={"100000": "全国"})
    assert under(shown, "报送单位")[0].text == "全国"
    assert under(shown, "报送单位")[-1].text == "630000"
    assert len({line.key for line in shown.lines}) == listed.height
