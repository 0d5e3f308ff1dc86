"""The ways in which 排名 compares regions: each opens by its address and tells what it is about."""

from tests.dashboard.conftest import Open
from tests.dashboard.reading import tables, words
from tests.dashboard.small_province import COUNTY


def test_two_regions_are_told_apart_and_a_measure_opens_the_records_of_both(opened: Open):
    app = opened("ranking", compare="differences", measure="A07.1")
    assert not app.exception
    assert "四舍五入" in words(app)
    (listed,) = (rows for title, rows in tables(app).items() if "得分差在哪里" in title)
    assert listed[0][:3] == ["编号", "衡量内容", "得分差"]
    assert words(app).count("纳入计划的居民共识") >= 2


def test_the_stability_of_ranks_is_told_for_every_region_with_a_rank(opened: Open):
    app = opened("ranking", compare="stability", level="city")
    assert not app.exception
    assert "名次变化不超过1位" in words(app)
    (listed,) = (rows for title, rows in tables(app).items() if "稳定程度" in title)
    assert "等次不变" in listed[0]
    assert len(listed) > 1


def test_a_county_sees_those_most_like_it_beside_the_ranking_and_on_its_own_page(opened: Open):
    for app in (opened("ranking", compare="peers", region=COUNTY), opened("place", region=COUNTY)):
        assert not app.exception
        (listed,) = (rows for title, rows in tables(app).items() if "条件最接近" in title)
        assert listed[1][0] == "本县区"
        assert "条件最接近的" in words(app)


def test_a_ranking_by_the_size_of_plans_is_refused_with_the_clause(opened: Open):
    for by in ("compounds", "investment"):
        app = opened("ranking", ranked=by)
        assert not app.exception
        assert "未层层下指标" in words(app)
        assert not tables(app)


def test_plans_stand_against_capacity(opened: Open):
    app = opened("ranking", compare="capacity")
    assert not app.exception
    assert tables(app)["计划与能力"][0][2] == "计划与能力"
    assert "组织实施能力的" in words(app)


def test_the_page_of_an_item_tells_what_each_state_does_to_a_measure(opened: Open):
    app = opened("indicators", region=COUNTY, item="A02", measure="A02.3")
    assert not app.exception
    assert [row[0] for row in tables(app)["各状态怎样计入"][1:]][1] == "真零"
