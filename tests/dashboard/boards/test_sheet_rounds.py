"""A round that was judged by a score sheet (考核细则): its page shows it, the others say so in one sentence."""

import pytest

from dashboard.components.pages import SECTIONS
from metrics.scope import Scope
from metrics.sheets.catalogue import sheet
from sql.database.engine import session_scope
from sql.sealed import rounds
from tests.dashboard.conftest import Open
from tests.dashboard.reading import tables, words
from tests.dashboard.small_province import COUNTY, DAYS, PROVINCE
from tests.databases import used

DAY = max(DAYS)
ROUND = {"place": PROVINCE, "round": "1"}
OF_36 = [
    entry.name for entries in SECTIONS.values() for entry in entries
    if not (entry.live or entry.any_standard)
]  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def _sealed(province: str) -> None:
    """Seal the province by the sheet."""
    with used(province):
        asked = Scope(PROVINCE, DAY, DAY.year, "national", DAY)
        with session_scope() as session:
            judged = rounds.judged(session, asked, standard=sheet("default100"))
        with session_scope(writing=True) as session:
            rounds.keep(session, judged, title="考核细则评价")


@pytest.mark.parametrize("page", OF_36)
def test_pages_of_the_36_say_that_the_round_is_of_another_standard(opened: Open, page: str):
    app = opened(page, **ROUND)
    assert not app.exception
    assert "本页只反映衡量标准的结果" in words(app)


@pytest.mark.parametrize("page", ["rounds", "objections", "trace"])
def test_pages_of_any_standard_open(opened: Open, page: str):
    app = opened(page, **ROUND)
    assert not app.exception
    assert "本页只反映" not in words(app)


@pytest.mark.parametrize("part", ["scores", "text"])
def test_the_page_of_the_sheet_shows_what_was_sealed(opened: Open, part: str):
    app = opened("sheets", part=part, **ROUND)
    assert not app.exception
    assert "第1轮封账" in words(app)
    assert tables(app)


@pytest.mark.parametrize("asked", [ROUND, {"place": PROVINCE, "rules": "national"}])
def test_the_code_of_an_item_leads_to_what_it_earned(opened: Open, asked: dict[str, str]):
    app = opened("sheets", region=COUNTY, item="D1", **asked)
    assert not app.exception
    labels = [link.proto.label for link in app.get("page_link")]
    (written,) = (label for label in labels if label.startswith("溯源码"))
    code = written.removeprefix("溯源码 ")
    traced = opened("trace", code=code)
    assert not traced.exception
    assert "D1 年度开工（小区、户双口径取低）（得分）" in words(traced).replace("\\", "")
    assert ("与封账时一致" if "round" in asked else "一致") in words(traced)
