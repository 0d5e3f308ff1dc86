"""The supervision table: nodes of compounds, rows of projects, red lines, filters and subtotals."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.records.frames import Frames
from metrics.records.schema import NEVER
from metrics.supervision.lights import LIGHTS
from metrics.supervision.nodes import NAMES
from metrics.supervision.project_figures import SUMMED
from metrics.supervision.queries import chosen, subtotals, why
from metrics.supervision.stages import LABELS, stage_dues
from metrics.supervision.table import supervision
from metrics.views.supervision.supervision_tables import (
    COLUMNS,
    project_table,
    why_table,
)
from tests.metrics.small_frames import D, Row
from tests.metrics.supervision.small_supervision import (
    CITY,
    COMPOUND_ROWS,
    COUNTY,
    DONE,
    OTHER,
    RULES,
    some_projects,
    table,
    two_projects,
)
from tests.reading_tables import lines_of, under


def lights(found: pl.DataFrame) -> dict[str, str]:
    """Return the light of each stage of the first row."""
    row = found.row(0, named=True)
    return {name: row[f"{name}_light"] for name in NAMES}


def test_按期推进的项目():
    found = table({})
    assert lights(found.projects) == {
        "reserve": "绿", "plan": "绿", "consult": "绿", "publish": "绿", "vote": "绿",
        "review": "绿", "start": "绿", "finish": "灰", "accept": "灰", "hand_over": "灰",
    }  # fmt: skip
    assert found.projects["light"].to_list() == ["绿"]
    assert found.projects["reached"].to_list() == [7]


def test_各环节的时限由参数推算():
    row = table({}).compounds.row(0, named=True)
    assert {name: row[f"{name}_due"] for name in NAMES} == {
        "reserve": date(2023, 1, 10),
        "plan": date(2023, 3, 31),
        "consult": date(2023, 1, 10),
        "publish": date(2023, 3, 27),
        "vote": date(2023, 4, 3),
        "review": date(2023, 4, 3),
        "start": date(2023, 4, 3),
        "finish": date(2023, 10, 31),
        "accept": date(2023, 12, 12),
        "hand_over": date(2024, 1, 24),
    }


@pytest.mark.parametrize(
    ("row", "stage", "colour"),
    [
        ({"started_on": None}, "start", "红"),
        ({"started_on": NEVER}, "start", "红"),
        ({"started_on": date(2023, 7, 1)}, "start", "红"),
        ({"started_on": None, "start_due": date(2023, 6, 26)}, "start", "黄"),
        ({"started_on": None, "start_due": D}, "start", "黄"),
        ({"started_on": None, "start_due": date(2023, 8, 1)}, "start", "灰"),
        ({"started_on": date(2023, 4, 4)}, "start", "绿（迟）"),
        ({"started_on": None, "start_due": None}, "start", "黑"),
        ({"started_on": None, "start_due": NEVER}, "start", "黑"),
        ({"start_due": None}, "start", "绿"),
        ({**DONE, "started_on": None}, "start", "黑"),
        ({**DONE, "started_on": NEVER}, "start", "红"),
        ({**DONE, "accepted_on": None, "handed_over_on": None}, "accept", "黄"),
        (DONE, "accept", "绿"),
        ({**DONE, "acceptance": "不合格"}, "accept", "黄"),
        ({**DONE, "acceptance": None}, "accept", "黑"),
        ({**DONE, "completed_on": None}, "finish", "黑"),
        ({**DONE, "accepted_on": None}, "accept", "黑"),
        ({"consulted_on": None}, "consult", "黑"),
        ({"consulted_on": NEVER}, "consult", "红"),
        ({"scheme_voted_on": None, "started_on": None}, "vote", "黑"),
        ({"scheme_voted_on": None, "started_on": None}, "publish", "绿"),
        ({"planned_on": None}, "plan", "黑"),
    ],
    ids=["空缺为未办结", "无为未办结", "数据日期之后的日期未发生", "宽限内", "当日到期", "未到期",
         "迟一日", "时限和实际都空缺", "计划日期为无", "已办结无时限", "已完工未报开工",
         "已完工开工为无", "未验收", "验收合格", "验收不合格不算", "未报验收结论", "已验收未报完工",
         "已移交未报验收", "已列计划未报意愿征询", "意愿征询报无", "已审查未报表决", "前一环节不受影响",
         "已开工未报列入计划"],
)  # fmt: skip
def test_环节灯(row: Row, stage: str, colour: str):
    assert lights(table(row).compounds)[stage] == colour


def test_未列入计划的只督导计划前的环节():
    found = table(
        {
            "planned_on": None,
            "scheme_published_on": None,
            "scheme_voted_on": None,
            "started_on": None,
        },
        project={"review_approved_on": None},
    )
    shown = lights(found.projects)
    assert (shown["reserve"], shown["plan"], shown["consult"]) == (
        "绿",
        "红",
        "绿",
    )  # 意愿征询在列入计划之前也可办理
    assert {shown["vote"], shown["start"], shown["finish"]} == {"灰"}
    assert found.compounds["reserve_due"].to_list() == [date(2023, 3, 31)]


def test_项目取未办结小区中最重的灯_并给出办结数和最早时限():
    late = {"started_on": None, "start_due": date(2023, 6, 1)}
    later = {"started_on": None, "start_due": date(2023, 8, 1)}
    found = table({}, later, late)
    row = found.dated(found.projects).row(0, named=True)
    assert row["start_light"] == row["light"] == "红"
    assert (row["start_done"], row["compounds"]) == (1, 3)
    assert row["start_due"] == date(2023, 6, 1)
    assert row["start_actual"] is None
    assert row["reached"] == 6


def test_部分办结而其余未到期的环节不算办结():
    row = table(DONE, {}).projects.row(0, named=True)
    assert (row["finish_light"], row["finish_done"]) == ("灰", 1)


def test_没有小区的项目为黑():
    found = table()
    assert found.projects["light"].to_list() == ["黑"]
    assert why(found, "P")["text"].to_list() == ["未报小区"]


def test_以后年度的项目不列():
    assert table({}, project={"plan_year": 2024}).projects.is_empty()


EVENT = {"event": "S1", "region": COUNTY, "project": "P", "kind": "挪用", "status": "属实",
         "happened_on": date(2023, 5, 6), "note": "已立案"}  # fmt: skip
ISSUE = {"issue": "W1", "region": COUNTY, "project": "P", "source": "审计", "problem": "超付",
         "found_on": date(2023, 4, 1), "due_on": date(2023, 6, 29)}  # fmt: skip


@pytest.mark.parametrize(
    ("row", "sheets", "kinds"),
    [
        ({}, {"events": [EVENT]}, ["属实事件"]),
        ({}, {"events": [{**EVENT, "status": "待核"}]}, []),
        ({}, {"events": [{**EVENT, "happened_on": date(2022, 5, 6)}]}, []),
        ({}, {"events": [{**EVENT, "happened_on": date(2023, 7, 1)}]}, []),
        ({}, {"issues": [ISSUE]}, ["逾期问题"]),
        ({}, {"issues": [{**ISSUE, "due_on": D}]}, []),
        ({}, {"issues": [{**ISSUE, "closed_on": D}]}, []),
        ({"built_year": 2010}, {}, ["否决内容"]),
    ],
    ids=["属实事件", "待核不算", "上年不算", "未发生不算", "逾期问题", "当日到期不算", "已销号不算",
         "否决内容"],
)  # fmt: skip
def test_底线情形使整行亮红灯(row: Row, sheets: dict[str, list[Row]], kinds: list[str]):
    found = table(row, **sheets)
    assert found.red_lines["kind"].to_list() == kinds
    assert found.projects["light"].to_list() == ["红" if kinds else "绿"]
    assert why(found, "P")["kind"].to_list() == kinds


def test_亮灯原因先重后轻_写明时限和依据():
    found = table(
        {"started_on": None, "start_due": date(2023, 6, 1), "finish_due": date(2023, 7, 5)},
        issues=[ISSUE],
    )
    reasons = why(found, "P")
    assert [(row["light"], row["code"]) for row in reasons.iter_rows(named=True)] == [
        ("红", "start"), ("红", "审计"), ("黄", "finish"),
    ]  # fmt: skip
    assert reasons["clause"][0] == "计划开工日期（本系统默认）"
    assert reasons["due"][0] == date(2023, 6, 1)
    shown = why_table(found, "P")
    assert under(shown, "逾期或剩余")[0].text == "逾期20个工作日（29天）"
    assert under(shown, "对象")[0].text == "一号院"


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["P", "Q"]),
        ({"lights": ["红"]}, ["Q"]),
        ({"regions": [CITY]}, ["P", "Q"]),
        ({"regions": [OTHER]}, ["Q"]),
        ({"years": [2023]}, ["P"]),
        ({"reached": [7]}, ["P"]),
        ({"text": "\uff31"}, ["Q"]),
        ({"text": "乙项"}, ["Q"]),
        ({"text": "七里河", "lights": ["红"]}, ["Q"]),
        ({"text": "[."}, []),
    ],
)
def test_筛选(asked: dict[str, object], found: list[str]):
    kept = chosen(some_projects().projects, **asked)
    assert sorted(kept["project"]) == found


def test_分组小计和合计():
    found = some_projects()
    shown = project_table(found, found.projects, by="region")
    assert [cell.text for cell in under(shown, "项目名称")] == [
        "合计（2个项目）", "城关区小计（1个项目）", "甲项目", "七里河区小计（1个项目）", "乙项目",
    ]  # fmt: skip
    assert [cell.text for cell in under(shown, "开工·实际")] == [
        "1/2", "1/1", "2023-04-03", "0/1", "—",
    ]  # fmt: skip
    assert {len(row) for row in lines_of(shown)} == {len(COLUMNS)}
    page = project_table(found, found.projects, by="region", offset=1, limit=1)
    assert [cell.text for cell in under(page, "序号")] == ["", "", "2"]


def test_与记录先后无关_可只看一个地区():
    found = some_projects()
    tables = {name: sheet.reverse() for name, sheet in found.frames.tables.items()}
    turned = Frames.of(as_of=D, year=2023, tables=tables, reporting=found.frames.reporting)
    again = supervision(turned, RULES)
    assert again.projects.equals(found.projects)
    assert again.nodes.equals(found.nodes)
    assert supervision(turned, RULES, place=OTHER).projects["project"].to_list() == ["Q"]


def test_时限参数写错被拒绝():
    good = dict(RULES.rules["stage_due"].raw)
    assert set(good) == set(LABELS)
    for stage, wrong in (
        ("开工", "下周一"),
        ("列入计划", "计划开工日期"),
        ("验收", "计划年度02-30"),
    ):
        with pytest.raises(ValueError, match="计划"):
            stage_dues({**good, stage: wrong})


@settings(max_examples=40, deadline=None)
@given(st.lists(COMPOUND_ROWS, max_size=6))
def test_整行的灯是各环节中最重的_小计等于各行相加(rows: list[dict[str, object]]):
    found = two_projects(rows)
    order = RULES["light_order"]
    for row in found.projects.iter_rows(named=True):
        seen = [row[f"{name}_light"] for name in NAMES] + ["红"] * row["red_lines"]
        assert row["light"] == min(seen, key=order.index)
        below = found.compounds.filter(pl.col("project") == row["project"])["light"].to_list()
        worst = min([*below, *(["红"] if row["red_lines"] or not below else [])], key=order.index)
        if below and worst in ("红", "黑", "黄"):
            assert row["light"] == worst
    parts = subtotals(found.projects, "region")
    (whole,) = subtotals(found.projects).iter_rows(named=True)
    for name in SUMMED:
        known = parts[name].drop_nulls()
        assert whole[name] == (known.sum() if len(known) else None)
    assert sum(whole[f"lights_{light}"] for light in LIGHTS) == whole["projects"] == 2
