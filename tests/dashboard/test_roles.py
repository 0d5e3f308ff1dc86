"""Each role is offered the pages it can use, and opens with its own place."""

import pytest

from dashboard.components import pages
from dashboard.data import visitor
from metrics.access.roles import Role
from tests.acting_as import somebody
from tests.dashboard.conftest import Open
from tests.dashboard.reading import stands
from tests.dashboard.small_province import CITY, PROVINCE, SMALL

EVERY = {entry.name for listed in pages.SECTIONS.values() for entry in listed}
FIGURES = {
    "overview",
    "place",
    "changes",
    "indicators",
    "ranking",
    "trace",
    "rules",
    "cases",
    "reporting",
    "reconciliation",
}
ADMINISTRATION = {"settings"}


def offered(role: Role) -> set[str]:
    visitor = somebody(role, PROVINCE)
    listed = pages.offered(lambda *actions: any(map(visitor.may_somewhere, actions)))
    return {entry.name for entries in listed.values() for entry in entries}


def test_figures_are_offered_to_every_role():
    for role in Role:
        assert offered(role) >= FIGURES, role


def test_an_administrator_is_offered_no_page_of_records():
    assert not offered(Role.ADMINISTRATOR) & {
        "supervision", "tasks", "ledger", "orders", "calendar", "submissions", "briefings", "meeting",
    }  # fmt: skip
    assert offered(Role.ADMINISTRATOR) >= ADMINISTRATION


def test_a_county_is_offered_its_records_and_no_settings():
    assert offered(Role.COUNTY) >= {"supervision", "ledger", "orders", "submissions"}
    assert not offered(Role.COUNTY) & {"settings", "divisions"}


def test_the_chief_is_offered_what_the_office_decides():
    assert offered(Role.CHIEF) >= FIGURES | {"settings", "divisions", "meeting"}


@pytest.mark.parametrize(("role", "place"), [(Role.COUNTY, SMALL), (Role.CITY, CITY)])
def test_a_visit_opens_with_ones_own_place(
    opened: Open, monkeypatch: pytest.MonkeyPatch, role: Role, place: str
):
    monkeypatch.setattr(visitor, "who", lambda: somebody(role, place))
    app = opened()
    assert not app.exception
    assert stands(app, "place") == place
