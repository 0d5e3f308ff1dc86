"""The ways in which 排名 compares regions: each opens by its address and tells what it is about."""

from tests.dashboard.conftest import Open
from tests.dashboard.reading import tables, words


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
