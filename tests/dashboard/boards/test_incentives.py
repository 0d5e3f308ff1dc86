"""双清单 on the page: every part runs, an entry opens down to its records, files and drafts say what they are."""

import pytest

from metrics.scope import Scope
from sql.database.engine import session_scope
from sql.sealed import rounds
from tests.dashboard.conftest import Open
from tests.dashboard.handed import taken
from tests.dashboard.reading import tables, words
from tests.dashboard.small_province import COUNTY, DAYS, PROVINCE
from tests.databases import used

DAY = max(DAYS)


@pytest.fixture(scope="module", autouse=True)
def _sealed(province: str) -> None:
    """Seal the province once."""
    with used(province):
        asked = Scope(PROVINCE, DAY, DAY.year, "national", DAY)
        with session_scope() as session:
            judged = rounds.judged(session, asked)
        with session_scope(writing=True) as session:
            rounds.keep(session, judged, title="年度评价")


def test_both_lists_stand_by_region_and_say_that_they_are_no_official_ones(opened: Open):
    app = opened("incentives")
    assert not app.exception
    assert "测算（非正式）" in words(app)
    assert "清单原文未见" in words(app)
    told = tables(app)["县区双清单"]
    assert told[0][:2] == ["地区", "负面条数"]
    assert len(told[0]) == 3 + 8


def test_an_entry_opens_its_measures_and_their_records(opened: Open):
    app = opened("incentives", region=COUNTY, opened="entry1", measure="A02.2")
    assert not app.exception
    told = tables(app)["负面清单：改造计划不科学不合理"]
    assert [row[0] for row in told[1:]] == ["A02.1", "A02.2", "A02.3"]
    assert len(told[1][-1]) == len("3D5V-4CD2-1D16")
    assert "对象符合条件：未达标和数据缺失的记录" in words(app)


def test_the_code_of_a_measure_leads_to_its_figure(opened: Open):
    told = tables(opened("incentives", region=COUNTY, opened="entry1", measure="A02.2"))
    code = told["负面清单：改造计划不科学不合理"][2][-1]
    app = opened("trace", code=code)
    assert not app.exception
    assert "对象符合条件" in words(app)


def test_an_entry_that_there_is_not_opens_nothing(opened: Open):
    app = opened("incentives", region=COUNTY, opened="entry99")
    assert not app.exception
    assert list(tables(app)) == ["县区双清单"]


def test_the_recommendation_tells_every_condition_and_a_file_of_it_is_handed_over(opened: Open):
    app = opened("incentives", part="recommended", seats="2")
    assert not app.exception
    assert "名额2个，推荐" in words(app)
    assert {"结果", "差在哪里", "群众满意率"} <= set(tables(app)["县区推荐激励条件逐项对照"][0])
    (draft,) = [each for each in app.button if each.label == "生成Word"]
    draft.click().run()
    assert not app.exception
    assert taken().name.startswith("推荐激励名单公示_")


def test_the_criteria_say_what_nobody_has_seen(opened: Open):
    app = opened("incentives", part="criteria")
    assert not app.exception
    told = tables(app)["督查激励条件（县区）"]
    assert told[1][1:4] == ["考核指标和标准", "未见原文", "未见原文"]


@pytest.mark.parametrize("part", ["double", "recommended", "criteria"])
def test_a_county_finds_its_own_row_in_its_province(opened: Open, part: str):
    app = opened("incentives", place=COUNTY, part=part)
    assert not app.exception
    assert part == "criteria" or len(next(iter(tables(app).values()))) == 2


@pytest.mark.parametrize("part", ["double", "recommended", "criteria"])
def test_a_sealed_round_tells_the_lists_from_its_file(opened: Open, part: str):
    app = opened("incentives", place=PROVINCE, round="1", part=part)
    assert not app.exception
    assert "测算（非正式）" not in words(app)
    assert tables(app)
