"""正式使用 on the page: every mistake beside its field, and what comes next once the office has begun."""

import io
import zipfile
from dataclasses import replace

import pytest
from sqlalchemy import select
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from dashboard.data import visitor
from metrics.access.actor import Grant
from metrics.access.roles import Role
from sql.accounts import passwords
from sql.database.engine import session_scope
from sql.models.accounts import ACCOUNTS
from sql.office import beginning
from sql.reported.access import standing
from sql.workbook.identity import identity
from tests.acting_as import somebody
from tests.dashboard.boards.test_settings import field, pressed
from tests.dashboard.conftest import Open
from tests.dashboard.reading import words
from tests.sql.office.test_beginning import GANSU


def asked(opened_empty: Open) -> AppTest:
    app = opened_empty("settings")
    (province,) = [one for one in app.selectbox if one.label == "省份"]
    return province.set_value("620000").run()


def test_every_mistake_is_said_beside_its_field_and_what_was_typed_stays(opened_empty: Open):
    app = asked(opened_empty)
    field(app, "办公室名称").input("甘肃省\n旧改办")
    field(app, "系统管理员账号").input("办")
    field(app, "密码").input("short")
    app = pressed(app, "建立数据库，开始使用")
    said = words(app)
    assert "“办公室名称”应写在一行内" in said and "“机关代字”不能为空" in said
    assert "账号“办”不合要求" in said and "密码至少10位" in said and "两次输入的密码不一致" in said
    assert "请更正标红的5处" in said
    assert field(app, "办公室名称").value == "甘肃省\n旧改办"


def test_from_another_computer_no_office_begins(
    opened_empty: Open, monkeypatch: pytest.MonkeyPatch
):
    elsewhere = replace(somebody(Role.ADMINISTRATOR, "990000"), address="10.1.2.3")
    monkeypatch.setattr(visitor, "who", lambda: elsewhere)
    assert "正式使用须在安装本系统的电脑上建立" in words(opened_empty("settings"))


def test_what_is_required_is_marked_and_the_rule_pack_is_explained(opened_empty: Open):
    app = asked(opened_empty)
    marked = {one.label for one in (*app.text_input, *app.selectbox) if one.proto.required}
    assert marked == {
        "省份",
        "办公室名称",
        "机关代字（编入文号，如甘老旧改办）",
        "参数集",
        "系统管理员账号",
        "密码",
        "再输一次密码",
    }
    assert "参数集是评价打分和督导亮灯所依据的一套规则" in words(app)


def test_whoever_began_is_told_so_on_the_first_page_with_what_comes_next(opened_empty: Open):
    app = asked(opened_empty)
    field(app, "机关代字（编入文号，如甘老旧改办）").input("甘老旧改办")
    for label in ("密码", "再输一次密码"):
        field(app, label).input("Ludao-2026-ok")
    app = pressed(app, "建立数据库，开始使用")
    with session_scope() as session:
        (row,) = session.execute(select(ACCOUNTS)).all()
        held = standing.grants(session, [row.id])[row.id]
    assert row.name == "admin" and passwords.matches(row.password, "Ludao-2026-ok")
    assert held == (Grant(Role.ADMINISTRATOR, "620000"), Grant(Role.CHIEF, "620000"))
    app._page_hash = calc_hash("")  # where the form leads to; the test tool stays on its page
    for _ in range(2):
        app.run()
        assert "已开始正式使用：本单位的数据库已建立" in words(app)
        assert "应报送单位87家" in words(app) and "下一步：生成各单位的工作簿" in words(app)


def test_others_see_no_word_of_a_beginning_that_was_not_theirs(opened_empty: Open):
    beginning.begin(GANSU, by="李")
    said = words(opened_empty())
    assert "已开始正式使用" not in said and "等待首次报送：应报87家" in said


def test_the_command_for_the_demo_stands_on_a_line_of_its_own(opened_empty: Open):
    assert [each.value for each in opened_empty().code] == ["python start.py --demo"]


def test_each_unit_gets_a_workbook_of_its_own_before_the_first_report(opened_empty: Open):
    beginning.begin(GANSU, by="李")
    app = opened_empty("submissions", view="workbook", whose="620100")
    assert not app.exception
    assert "还没有报送过，各表为空" in words(app)
    app.button(key="make:workbook").click().run(timeout=120)
    _, file = app.session_state["workbook:made"]
    with zipfile.ZipFile(io.BytesIO(file.content)) as box:
        assert box.namelist()[:2] == ["620100_甘肃省兰州市.xlsx", "620102_甘肃省兰州市城关区.xlsx"]
        told = identity(box.read(box.namelist()[1]), "x.xlsx")
    assert told.unit == "620102"
