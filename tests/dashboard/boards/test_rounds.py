"""封账轮次 on the pages: a round is told from its file alone, drafts only to those who seal and check."""

from dataclasses import replace
from functools import partial

import pytest
import streamlit as st

from dashboard.data import results, visitor
from dashboard.data.sealing import sealed
from metrics.access.roles import Role
from metrics.scope import Scope
from metrics.sealing.seal import Seal
from sql.database.engine import session_scope
from sql.models.sealed import SEAL_FILES
from sql.reported.undoing import undo
from sql.sealed import rounds, steps
from tests.acting_as import somebody
from tests.dashboard.boards.test_trace import codes
from tests.dashboard.conftest import Open
from tests.dashboard.reading import tables, words
from tests.dashboard.small_province import COUNTY, DAYS, PROVINCE
from tests.databases import by_hand, used

DAY = max(DAYS)
ROUND = {"place": PROVINCE, "round": "1"}
LINE = f"正在查看{DAY.year}年度第1轮封账"


@pytest.fixture(scope="module", autouse=True)
def _draft(province: str) -> None:
    """Seal the province once."""
    with used(province):
        asked = Scope(PROVINCE, DAY, DAY.year, "national", DAY)
        with session_scope() as session:
            judged = rounds.judged(session, asked)
        with session_scope(writing=True) as session:
            rounds.keep(session, judged, title="年度评价")


def _as(monkeypatch: pytest.MonkeyPatch, role: Role, region: str) -> None:
    monkeypatch.setattr(visitor, "who", partial(somebody, role, region))


def test_the_page_of_a_round_tells_its_story_and_offers_the_steps_of_now(
    opened: Open, monkeypatch: pytest.MonkeyPatch
):
    _as(monkeypatch, Role.CHIEF, PROVINCE)
    app = opened("rounds", **ROUND)
    assert not app.exception
    assert LINE in words(app).replace("\\", "")
    assert tables(app)["办理经过"][1][1] == "封账"
    labels = {button.label for button in app.button}
    assert {"确认复核通过", "确认复核退回", "确认作废"} <= labels
    assert "确认公示" not in labels


def test_a_figure_traced_to_a_round_leads_to_it(opened: Open, monkeypatch: pytest.MonkeyPatch):
    _as(monkeypatch, Role.CHIEF, PROVINCE)
    under = codes(opened("indicators", region=COUNTY, item="A07", **ROUND))
    app = opened("trace", code=under["A07.1"])
    assert not app.exception
    links = [link.proto.label for link in app.get("page_link")]
    assert {"查看该轮次", "异议与更正"} <= set(links)


def test_a_draft_is_no_countys(opened: Open, monkeypatch: pytest.MonkeyPatch):
    _as(monkeypatch, Role.COUNTY, COUNTY)
    app = opened("rounds", place=COUNTY)
    assert not app.exception
    assert "还没有可查看的封账轮次" in words(app)
    assert not [button for button in app.button if button.label == "封账"]


def test_a_page_of_what_is_now_says_so_and_looks_sealed_nowhere(opened: Open):
    said = words(opened("orders", **ROUND))
    assert "本页为当前数据" in said
    assert "正在查看" not in said


def test_ranking_under_a_round_stays_whatever_is_reported_later(
    opened: Open, province: str, monkeypatch: pytest.MonkeyPatch
):
    before, live = opened("ranking", **ROUND), opened("ranking", place=PROVINCE, as_of=f"{DAY}")
    assert LINE in words(before).replace("\\", "")
    with used(province), session_scope(writing=True) as session:
        undo.undo(session, unit=COUNTY, reason="误报")
    after, now = opened("ranking", **ROUND), opened("ranking", place=PROVINCE, as_of=f"{DAY}")
    assert tables(before) == tables(after)
    assert tables(live) != tables(now)


def test_the_records_behind_a_sealed_figure_are_said_to_be_as_sealed_or_which_are_not(
    opened: Open, monkeypatch: pytest.MonkeyPatch
):
    page = {"region": COUNTY, "item": "A07", "measure": "A07.1"}
    said = words(opened("indicators", **page, **ROUND))
    assert "与封存时一致" in said
    assert "由程序" not in said
    assert "与封存时" not in words(opened("indicators", place=PROVINCE, as_of=f"{DAY}", **page))
    kept = sealed.of

    def other(number: int) -> Seal:
        found = kept(number)
        return replace(
            found, verdicts=found.verdicts.clear(), made=replace(found.made, version="0.1.0")
        )

    monkeypatch.setattr(sealed, "of", other)
    st.cache_resource.clear()
    said = words(opened("indicators", **page, **ROUND))
    assert "与封存时不同，计数、得分和名次以封存的为准" in said
    assert "封存的是没有" in said
    assert "由程序0.1.0" in said.replace("\\", "")


def test_a_round_whose_pack_no_longer_ships_is_told_as_it_was_sealed(
    opened: Open, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(results, "packs", dict)
    app = opened("ranking", **ROUND)
    assert not app.exception
    assert LINE in words(app).replace("\\", "")
    assert tables(app)


def test_a_published_round_is_everybodys_without_steps_and_names(
    opened: Open, province: str, monkeypatch: pytest.MonkeyPatch
):
    with used(province):
        with session_scope(writing=True) as session:
            steps.check(session, round=1, by="复核人甲", words="丙县数据待核，先行通过")
        with session_scope() as session:
            proof = steps.proved(session, 1)
        with session_scope(writing=True) as session:
            steps.publish(session, proof=proof, round=1, by="复核人甲")
    _as(monkeypatch, Role.COUNTY, COUNTY)
    app = opened("rounds", place=COUNTY, round="1")
    assert not app.exception
    story = tables(app)["办理经过"]
    assert [row[1] for row in story[1:]] == ["封账", "复核通过", "公示"]
    assert "复核人甲" not in str(story)
    assert "待核" not in str(story)
    assert not [button for button in app.button if button.label.startswith("确认")]


def test_a_damaged_round_says_so_on_every_page(opened: Open, province: str):
    with used(province), by_hand() as session:
        session.execute(SEAL_FILES.update().values(packed="AAAA"))
    for page in ("ranking", "rounds"):
        app = opened(page, **ROUND)
        assert not app.exception
        assert "封账文件与封存时不同" in words(app)
    assert tables(app)["办理经过"]
