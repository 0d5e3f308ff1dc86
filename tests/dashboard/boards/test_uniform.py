"""统一规定的影响: 各地规定 held against one pack on the page of suppositions."""

import pytest

from tests.dashboard.conftest import Open
from tests.dashboard.reading import stands, tables, words

SIDES = "县区得分、等次和名次对比"


def test_one_pack_for_all_places_is_held_against_each_places_own(opened: Open):
    app = opened("whatif", part="uniform", uniform="gansu")
    assert not app.exception
    heads, *rows = tables(app)[SIDES]
    assert {"名次·各地规定", "名次·统一规定", "得分·各地规定", "得分·统一规定"} <= set(heads)
    assert rows
    assert "居民参与率下限、居民同意率下限" in words(app)
    assert "与统一规定不同。" in words(app)
    assert "变动的评价参数" in tables(app)


def test_where_all_places_have_decided_alike_nothing_changes(opened: Open):
    app = opened("whatif", part="uniform")
    assert stands(app, "uniform") == "national"
    assert "各地的规定与全国参数集相同，统一后没有变化。" in words(app)


@pytest.mark.parametrize("rules", ["gansu", "baoding"])
def test_a_pack_named_for_the_page_is_no_part_of_the_question(opened: Open, rules: str):
    app = opened("whatif", part="uniform", rules=rules)
    assert not app.exception
    assert "各地的规定与全国参数集相同" in words(app)
