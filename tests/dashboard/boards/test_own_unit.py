"""The first page of a city or county: what costs it points, what it has to do, with links."""

from datetime import date
from fractions import Fraction

import pytest
from sqlalchemy import insert

from dashboard import data
from dashboard.data import visitor
from metrics.access.roles import Role
from metrics.scope import Scope
from metrics.views.rating.points_lost import points_lost
from sql.database.engine import session_scope
from sql.models.dispatch import ORDERS
from tests.acting_as import somebody
from tests.dashboard.conftest import Open
from tests.dashboard.reading import tables, words
from tests.dashboard.small_province import CITY, COUNTY, DAYS, PROVINCE, SMALL
from tests.databases import used

SCOPE = Scope(SMALL, DAYS[1], 2024, "national")


def order(region: str, number: int) -> None:
    with session_scope(writing=True) as session:
        session.execute(insert(ORDERS).values(
            place=PROVINCE, year=2024, number=number, issued_on=date(2024, 6, 1), region=region,
            unit="住建局", origin="其他", reason="事由", requirement="要求", due_on=date(2024, 6, 3),
            at="2024-06-01 01:00:00.000000", by="经办",
        ))  # fmt: skip


def labels(app) -> str:
    return "\n".join(link.proto.label for link in app.get("page_link"))


@pytest.mark.parametrize(("role", "place"), [(Role.COUNTY, SMALL), (Role.CITY, CITY)])
def test_a_unit_lands_on_what_it_has_to_do(
    opened: Open, province: str, monkeypatch: pytest.MonkeyPatch, role: Role, place: str
):
    with used(province):
        order(place, number=int(place[-3:]))
        order(COUNTY, number=int(place[-3:]) + 500)
    monkeypatch.setattr(visitor, "who", lambda: somebody(role, place))
    app = opened()
    assert not app.exception
    assert "要办的事" in words(app)
    told = labels(app)
    assert "督办单待办结：1项，其中逾期1项" in told
    assert "报送：" in told
    assert "项目" in told
    assert "失分在哪里" in tables(app)


def test_another_place_is_told_as_to_everybody(opened: Open, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(visitor, "who", lambda: somebody(Role.COUNTY, SMALL))
    app = opened(place=PROVINCE)
    assert not app.exception
    assert "要办的事" not in words(app)


def test_what_is_lost_is_what_the_score_lacks(province: str):
    with used(province):
        evaluation = data.evaluation(SCOPE)
    table = points_lost(evaluation, SMALL, most=20)
    lost = [Fraction(cell.value) for cell in table.at("lost")]
    assert lost == sorted(lost, reverse=True)
    assert all(cell > 0 for cell in lost)
    for line in table.lines:
        won, asked, missing = (
            Fraction(line.cells[table.place(n)].value) for n in ("won", "asked", "lost")
        )
        assert won + missing == asked
    assert len(points_lost(evaluation, SMALL, most=2).lines) == 2
