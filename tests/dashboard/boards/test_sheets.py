"""考核细则评价: every part runs, a score by hand enters the ranking at once, and a county scores nobody."""

import pytest

from tests.dashboard.conftest import Open
from tests.dashboard.reading import tables, words
from tests.dashboard.small_province import COUNTY

OURS = "本系统默认百分制考核表（本系统默认，非官方）"


@pytest.mark.parametrize("part", ["scores", "text", "entered", "self"])
def test_every_part_runs_and_says_whose_the_sheet_is(opened: Open, part: str):
    app = opened("sheets", part=part)
    assert not app.exception
    assert OURS in words(app)


def test_an_item_opens_down_to_its_records(opened: Open):
    app = opened("sheets", region=COUNTY, item="D1")
    assert not app.exception
    assert "年度开工（小区、户双口径取低）" in words(app)
    assert tables(app)


def test_points_by_hand_are_kept_and_listed(opened: Open):
    app = opened("sheets", part="entered")
    form = "give_points"
    app.text_input(key=f"{form}:points").set_value("2.5")
    app.text_input(key=f"{form}:scorer").set_value("评分人")
    app.text_area(key=f"{form}:evidence").set_value("文件两份")
    app.button(key=f"{form}:send").click().run()
    assert not app.exception
    assert any("已保存" in each.value for each in app.success)
    assert "2.50" in tables(app)["手工评分"][1]


def test_a_target_that_is_none_is_refused_and_stays_typed(opened: Open):
    app = opened("sheets", part="entered")
    app.text_input(key="set_target:target").set_value("一半")
    app.text_input(key="set_target:document").set_value("函〔2024〕2号")
    app.button(key="set_target:send").click().run()
    assert "目标“一半”不正确" in app.error[0].value
    assert app.text_input(key="set_target:target").value == "一半"


def test_points_of_self_evaluation_stand_beside_the_system_s(opened: Open):
    app = opened("sheets", part="self")
    app.text_input(key="tell_points:points").set_value("9.5")
    app.button(key="tell_points:send").click().run()
    assert not app.exception
    assert "9.50" in tables(app)["自评与系统得分核对"][1]


def test_a_county_finds_its_own_row_of_the_scores(opened: Open):
    app = opened("sheets", place=COUNTY)
    assert not app.exception
    (rows,) = tables(app).values()
    assert len(rows) == 2
