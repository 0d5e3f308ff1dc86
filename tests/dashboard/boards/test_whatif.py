"""规则测算: a link reopens a supposition, what is wrong is said beside its field, and nothing is stored."""

from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import data, papers
from dashboard.data import Question, RuleSet
from metrics.access import acting
from metrics.access.roles import Role
from metrics.changes.rules_changed import RATED
from metrics.scope import Scope
from metrics.views.changes.supposed_fields import GROUPS
from tests.acting_as import somebody
from tests.dashboard.conftest import Open
from tests.dashboard.reading import stands, tables, words
from tests.dashboard.small_province import COUNTY, DAYS, PROVINCE, SMALL
from tests.databases import used

SCOPE = Scope(PROVINCE, DAYS[1], 2024, "national")
STRICT = "consent_min=100%;participation_min=100%"
SIDES = "县区得分、等次和名次对比"


@pytest.fixture
def _database(province: str) -> Iterator[None]:
    with used(province):
        yield


def test_every_rule_of_rating_stands_once_on_the_form():
    listed = [key for keys in GROUPS.values() for key in keys]
    assert sorted(listed) == sorted(RATED)


def test_a_link_reopens_a_supposition_with_both_standings(opened: Open):
    app = opened("whatif", suppose=STRICT)
    assert not app.exception
    assert "居民参与率下限由2/3改为100%；居民同意率下限由2/3改为100%" in words(app)
    assert SIDES in tables(app)
    assert "改判的衡量内容" in tables(app)


def test_what_each_rule_moves_adds_up_on_the_page(opened: Open):
    app = opened("whatif", suppose=STRICT, columns="parts")
    heads, *rows = tables(app)[SIDES]
    place = {head: number for number, head in enumerate(heads)}
    parts = [number for head, number in place.items() if head.endswith("影响得分")]
    assert len(parts) == 2
    for row in rows:
        moved = row[place["得分·变化"]]
        told = [row[number] for number in parts if row[number] != "—"]
        assert round(sum(map(float, told)), 2) == (0 if moved == "—" else float(moved))


def test_a_region_opens_why_its_score_moves_and_a_measure_the_records(opened: Open):
    app = opened("whatif", suppose=STRICT, region=COUNTY, measure="A07.1")
    assert not app.exception
    shown = tables(app)
    assert "各条衡量内容的得失" in shown
    (records,) = (rows for title, rows in shown.items() if title.startswith("A07.1"))
    assert records[0][3:6] == ["现行结论", "测算结论", "判定依据"]


def _typed(app: AppTest, label: str, value: str) -> AppTest:
    (field,) = [each for each in app.text_input if each.label == label]
    field.set_value(value)
    (button,) = [each for each in app.button if each.label == "测算"]
    return button.click().run()


def test_a_value_that_does_not_read_is_told_beside_its_field(opened: Open):
    app = _typed(opened("whatif"), "居民同意率下限", "180%")
    said = [each.value for each in app.error]
    assert "应为0%至100%之间的比例，写作“75%”或“2/3”。" in said
    assert any("“判定门槛”中有参数不能测算" in each for each in said)


def test_grades_with_a_gap_are_refused_in_a_sentence(opened: Open):
    app = _typed(opened("whatif"), "优", "[95,100]")
    assert "各等次应从高到低首尾相接，恰好覆盖0至100分。" in [each.value for each in app.error]


def test_a_form_without_any_change_says_so(opened: Open):
    app = _typed(opened("whatif"), "居民同意率下限", "2/3")
    assert [each.value for each in app.error] == ["没有改动任何参数。"]


def test_what_is_in_force_is_no_change_under_local_rules_either(opened: Open):
    app = _typed(opened("whatif", rules="local"), "居民同意率下限", "2/3")
    assert [each.value for each in app.error] == ["没有改动任何参数。"]


def test_what_was_supposed_is_dropped_at_one_click(opened: Open):
    app = opened("whatif", suppose=STRICT, part="form")
    (button,) = [each for each in app.button if each.label == "恢复现行参数"]
    app = button.click().run()
    assert "suppose" not in app.query_params
    (field,) = [each for each in app.text_input if each.label == "居民同意率下限"]
    assert field.value == "2/3"


def test_a_value_that_reads_opens_the_result(opened: Open):
    app = _typed(opened("whatif"), "居民同意率下限", "100％")
    assert not app.exception
    assert stands(app, "suppose") == "consent_min=100%"
    assert SIDES in tables(app)


def test_an_address_that_supposes_nonsense_is_told_and_asks_anew(opened: Open):
    app = opened("whatif", suppose="consent_min=180%;nothing=<b>")
    assert not app.exception
    assert any("地址中的假设不能测算：居民同意率下限" in each.value for each in app.warning)
    assert "suppose" not in app.query_params


def test_other_sets_of_rules_are_replayed_with_their_documents(opened: Open):
    app = opened("whatif", part="replay", now="gansu@2022-01-18")
    assert not app.exception
    assert SIDES in tables(app)
    (rules,) = (rows for title, rows in tables(app).items() if title == "变动的评价参数")
    assert any("甘建城〔2022〕15号" in cell for row in rules for cell in row)
    alike = opened("whatif", part="replay", now="own")
    assert "两边是同一套参数" in words(alike)


def test_a_county_sees_its_own_row_as_its_province_ranks_it(opened: Open):
    app = opened("whatif", place=COUNTY, suppose=STRICT)
    assert not app.exception
    assert len(tables(app)[SIDES]) == 2


@pytest.mark.usefixtures("_database")
def test_figures_are_for_all_and_records_for_those_whose_they_are():
    asked, seen = Question(STRICT), {}
    for unit in (COUNTY, SMALL):
        with acting.using(somebody(Role.COUNTY, unit)):
            assert data.why_replayed(SCOPE, asked, COUNTY).turned["A07.1"]
            seen[unit] = data.replayed_records(SCOPE, asked, COUNTY, "A07.1")
    assert seen[COUNTY].turned.height == seen[COUNTY].judged[0].height > 0
    assert seen[SMALL].turned.is_empty()
    assert seen[SMALL].judged[0].is_empty()


@pytest.mark.usefixtures("_database")
def test_two_days_of_one_pack_are_replayed_and_the_paper_is_made_of_both():
    first, last = RuleSet("gansu", DAYS[0].replace(2022, 1, 1)), RuleSet("gansu", DAYS[1])
    replay = data.replayed(SCOPE, Question(then=first, now=last))
    changed = [each.now.key for each in replay.changed if each.now]
    assert changed == ["participation_min", "consent_min", "scheme_vote_min", "survey_rate_min"]
    back = data.replayed(SCOPE, Question(then=last, now=first))
    moves = (each.standings.sort("region")["score_move"].to_list() for each in (replay, back))
    assert all(there is None or there == -again for there, again in zip(*moves, strict=True))
    assert papers.replay_file(SCOPE, Question(then=first, now=last), "county", "xlsx")[:2] == b"PK"


@pytest.mark.usefixtures("_database")
def test_nothing_is_stored():
    before = data.log_head(), data.version()
    data.replayed(SCOPE, Question(STRICT)).why(COUNTY)
    assert (data.log_head(), data.version()) == before
