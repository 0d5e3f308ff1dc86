"""系统设置 on the page: kept once with who, refused beside the button, and seen by every other page."""

from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.data import visitor
from metrics.access.actor import MACHINE
from metrics.access.roles import Role
from sql.database.engine import session_scope
from sql.office import beginning, settings
from tests.acting_as import somebody
from tests.dashboard.conftest import Open
from tests.dashboard.reading import words
from tests.sql.office.test_beginning import GANSU


@pytest.fixture
def opened(opened_empty: Open) -> Iterator[Open]:
    """Open a page of an office that has begun."""
    beginning.begin(GANSU, by="李")
    yield opened_empty


def pressed(app: AppTest, label: str) -> AppTest:
    (button,) = [button for button in app.button if button.label == label]
    return button.click().run()


def field(app: AppTest, label: str) -> object:
    (one,) = [one for one in app.text_input if one.label == label]
    return one


def test_the_name_of_the_office_is_kept_with_who(opened: Open):
    app = opened("settings")
    field(app, "办公室名称").input("甘肃省旧改办")
    app = pressed(app, "保存设置")
    assert "已保存，改动1项。" in words(app)
    with session_scope() as session:
        last = settings.entries(session)[-1]
    assert (last.key, last.value, last.by) == ("office", "甘肃省旧改办", MACHINE)


def test_a_rule_without_its_document_is_refused_and_what_was_typed_stays(opened: Open):
    app = opened("settings", part="rules", rule="min_compounds")
    app.number_input[0].set_value(3)
    app = pressed(app, "保存参数")
    assert "“文件依据”不能为空" in words(app)
    assert app.number_input[0].value == 3
    field(app, "文件依据").input("甘建城〔2026〕9号")
    app = pressed(app, "保存参数")
    assert "已保存" in words(app)
    assert "现行值：3（甘建城〔2026〕9号" in words(app)


@pytest.mark.parametrize(("role", "offered"), [(Role.CHIEF, True), (Role.ADMINISTRATOR, False)])
def test_rules_are_offered_to_whoever_decides_them(
    opened: Open, monkeypatch: pytest.MonkeyPatch, role: Role, offered: bool
):
    monkeypatch.setattr(visitor, "who", lambda: somebody(role, GANSU.province))
    app = opened("settings", part="rules", rule="min_compounds")
    assert any(button.label == "保存参数" for button in app.button) is offered
    assert any(button.label == "保存设置" for button in app.button) is not offered


def test_words_of_a_rule_are_chosen_as_officers_read_them(opened: Open):
    app = opened("settings", part="rules", rule="cadence")
    chosen = {one.label: one for one in app.selectbox}
    assert chosen["督导·遇休息日"].options == ["顺延", "提前", "照常"]
    assert "每周五" in chosen["督导·时间"].options
    app = opened("settings", part="rules", rule="veto_effect")
    (effect,) = [one for one in app.selectbox if one.label == "新值"]
    assert effect.options == ["排在未被否决者之后", "等次封顶", "仅标注"]


def test_several_words_of_a_rule_are_chosen_and_kept(opened: Open):
    app = opened("settings", part="rules", rule="red_lines")
    app.multiselect[0].set_value(["属实事件"])
    field(app, "文件依据").input("甘建城〔2026〕9号")
    assert "现行值：属实事件（甘建城" in words(pressed(app, "保存参数"))


def test_every_page_waits_by_name_before_the_first_report(opened: Open):
    app = opened("ranking")
    assert "等待首次报送：应报87家，均未报送过" in words(
        app
    ) and "“排名”在收到第一份报送后显示" in words(app)
