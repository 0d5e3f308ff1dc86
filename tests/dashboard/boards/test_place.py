"""One city or county on one page: what it has to do, what is due, why it stands where it stands."""

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
    assert "先办什么" in words(app)
    told = labels(app)
    assert "督办单逾期未办结" in told
    shown = tables(app)
    assert any(title.startswith("待办结的督办单") for title in shown)
    assert "失分在哪里" in shown
    assert shown["主要进度"][0][:3] == ["指标", "本期", "上期"]


def test_another_place_is_told_as_to_everybody(opened: Open, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(visitor, "who", lambda: somebody(Role.COUNTY, SMALL))
    app = opened(place=PROVINCE)
    assert not app.exception
    assert "先办什么" not in words(app)


def test_of_another_place_figures_are_told_and_no_record(
    opened: Open, province: str, monkeypatch: pytest.MonkeyPatch
):
    with used(province):
        order(COUNTY, number=901)
    monkeypatch.setattr(visitor, "who", lambda: somebody(Role.COUNTY, SMALL))
    app = opened("place", place=PROVINCE, region=COUNTY)
    assert not app.exception
    assert data.KEPT in words(app)
    assert {"主要进度", "项目灯色", "失分在哪里"} <= set(tables(app))
    kept = ("红灯项目（", "消除红灯", "待办结的督办单", "到期事项", "整改问题（", "上次会议")
    assert not [title for title in tables(app) if title.startswith(kept)]


def test_the_row_of_the_ranking_is_that_of_the_rankings_page(opened: Open):
    own = tables(opened("place", place=PROVINCE, region=COUNTY))["县区排名"]
    listed = tables(opened("ranking", place=PROVINCE, level="county"))["县区排名"]
    name = listed[0].index("地区")
    row = next(each for each in listed if each[name] == "澄湾区")
    assert dict(zip(*own, strict=True)).items() <= dict(zip(listed[0], row, strict=True)).items()


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
