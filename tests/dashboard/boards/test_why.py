"""Why a region moved and what opens its interval: of all for everybody, the records for whom they are."""

from collections.abc import Iterator

import pytest

from dashboard import data
from dashboard.data import visitor
from metrics.access import acting
from metrics.access.roles import Role
from metrics.scope import Scope
from tests.acting_as import somebody
from tests.dashboard.conftest import Open
from tests.dashboard.reading import tables, words
from tests.dashboard.small_province import COUNTY, DAYS, PROVINCE, SMALL
from tests.databases import used

SCOPE = Scope(PROVINCE, DAYS[1], 2024, "national")
TOTALS = "各条衡量内容的得失"


@pytest.fixture
def _database(province: str) -> Iterator[None]:
    with used(province):
        yield


@pytest.mark.usefixtures("_database")
def test_a_place_is_told_the_same_of_itself_as_its_province_is_told_of_it():
    with acting.using(somebody(Role.COUNTY, COUNTY)):
        own = data.why_moved(SCOPE._replace(place=COUNTY), COUNTY, DAYS[0])
        found = data.why_moved(SCOPE, COUNTY, DAYS[0])
    assert own == found
    assert sum(each.move for each in found.move.measures) == found.move.move


@pytest.mark.usefixtures("_database")
def test_figures_are_for_all_and_records_for_those_whose_they_are():
    seen = {}
    for unit in (COUNTY, SMALL):
        with acting.using(somebody(Role.COUNTY, unit)):
            moved = data.why_moved(SCOPE, COUNTY, DAYS[0])
            (most,) = sorted(moved.move.measures, key=lambda each: -abs(each.move))[:1]
            seen[unit] = data.turned_records(SCOPE, COUNTY, DAYS[0], most.measure).turned
    assert seen[COUNTY].height
    assert seen[SMALL].is_empty()


def test_the_page_of_a_county_alone_opens_both(opened: Open):
    app = opened("ranking", place=COUNTY, region=COUNTY, opened="why")
    assert not app.exception
    assert TOTALS in tables(app)
    app = opened("ranking", place=COUNTY, region=COUNTY, opened="interval", columns="items")
    assert not app.exception
    assert "名次区间因何而来" in words(app)


def test_corrections_are_listed_with_what_they_did(opened: Open):
    shown = tables(opened("changes", part="corrections"))
    assert "更正对各地得分和名次的影响" in shown
    (listed,) = (rows for title, rows in shown.items() if title.startswith("数据更正"))
    assert "对得分的影响" in listed[0]


@pytest.mark.usefixtures("_database")
def test_who_sees_some_corrections_is_told_what_those_did():
    every = data.changed(SCOPE, DAYS[0]).changes.corrections
    assert len(data.effects_of(SCOPE, DAYS[0])) == every.height
    with acting.using(somebody(Role.COUNTY, COUNTY)):
        own = data.changed(SCOPE, DAYS[0]).changes.corrections
        assert len(data.effects_of(SCOPE, DAYS[0])) == own.height
    assert 0 < own.height < every.height


def test_a_city_is_not_told_by_the_few_corrections_that_its_county_sees(
    opened: Open, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(visitor, "who", lambda: somebody(Role.COUNTY, COUNTY))
    shown = tables(opened("changes", place=PROVINCE, part="corrections"))
    _, *rows = shown["更正对各地得分和名次的影响"]
    assert [row[0] for row in rows] == ["澄湾区"]
