"""账号管理 on its page: accounts opened one by one and many at once, changed, and passwords told once."""

import io
from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import select, update
from streamlit.testing.v1 import AppTest

from dashboard.data import visitor
from metrics.access.accounts import Identity
from metrics.access.roles import Role
from sql.accounts import files, identities, passwords, sessions
from sql.accounts.signing_in import Door, SignInRefused
from sql.database.engine import session_scope
from sql.models.accounts import ACCOUNTS, SESSIONS
from sql.models.log import LOG
from sql.office.settings import in_force
from sql.reported.access.standing import lengths
from tests.acting_as import somebody
from tests.dashboard.conftest import Open
from tests.dashboard.reading import tables, words
from tests.sql.accounts.people import account

PROVINCE, CITY, COUNTY = "990000", "990100", "990102"


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Act as the administrator; hash nothing."""
    monkeypatch.setattr(visitor, "who", lambda: somebody(Role.ADMINISTRATOR, PROVINCE))
    monkeypatch.setattr(passwords, "hashed", lambda password, **_: f"kept {password}")


@pytest.fixture
def page(opened: Open) -> Iterator[Open]:
    """Open the page where an administrator and a county have accounts; those of tests before are put away."""
    with session_scope(writing=True) as session:
        gone = update(ACCOUNTS).values(active=False, name=ACCOUNTS.c.name + ".x")
        session.execute(gone)
    account("keeper", (Role.ADMINISTRATOR, PROVINCE, None))
    account("county", (Role.COUNTY, COUNTY, None))
    yield lambda **address: opened("accounts", **address)


def rows(app: AppTest, title: str = "账号") -> dict[str, list[str]]:
    return {row[0]: row[1:] for row in tables(app)[title][1:] if not row[0].endswith(".x")}


def number(name: str) -> str:
    with session_scope() as session:
        return str(session.scalar(select(ACCOUNTS.c.id).where(ACCOUNTS.c.name == name)))


def pressed(app: AppTest, label: str) -> AppTest:
    (button,) = [button for button in app.button if button.label == label]
    return button.click().run()


def field(app: AppTest, label: str, key: str = "") -> object:
    kinds = (*app.text_input, *app.selectbox, *app.number_input)
    (one,) = [one for one in kinds if one.label.startswith(label) and key in str(one.key)]
    return one


def test_whoever_keeps_no_accounts_gets_another_page(page: Open, monkeypatch: pytest.MonkeyPatch):
    for role, place in ((Role.CHIEF, PROVINCE), (Role.COUNTY, COUNTY), (Role.AUDITOR, PROVINCE)):
        monkeypatch.setattr(visitor, "who", lambda r=role, p=place: somebody(r, p))
        app = page()
        assert "账号管理" not in words(app) and "初始密码" not in words(app)
        assert "账号" not in tables(app) and "county" not in str(tables(app))


def test_accounts_are_found_by_place_role_and_words(page: Open):
    assert set(rows(page())) == {"keeper", "county"}
    assert set(rows(page(region=COUNTY))) == {"county"}
    assert set(rows(page(role="administrator"))) == {"keeper"}
    assert set(rows(page(q="COUNTY经办"))) == {"county"}
    assert "没有符合条件的账号" in words(page(q="无此人"))


def test_an_account_is_opened_and_its_password_told_until_it_is_put_away(page: Open):
    app = page()
    field(app, "角色", "open_account").set_value(Role.CITY).run()
    field(app, "账号（").input("yunping")
    field(app, "姓名（").input("云屏市经办")
    field(app, "地区", "account:").set_value(CITY)
    app = pressed(app, "开通")
    assert not app.exception and "已开通账号yunping" in words(app).replace("\\", "")
    (told,) = tables(app)["初始密码"][1:]
    assert told[:2] == ["yunping", "云屏市经办"]
    with session_scope() as session:
        stored = session.scalar(select(ACCOUNTS.c.password).where(ACCOUNTS.c.name == "yunping"))
    assert stored == f"kept {told[3]}"
    assert rows(app)["yunping"][1:3] == ["云屏市（市级）", "未改初始密码"]
    app = pressed(app, "下载初始密码（CSV）")
    with session_scope() as session:
        last = session.execute(select(LOG).order_by(LOG.c.number.desc()).limit(1)).one()
    assert last.action == "导出" and told[3] not in str(last)
    assert "初始密码" not in tables(pressed(app, "已保存，清除"))


def test_a_name_that_is_taken_is_said_beside_the_button(page: Open):
    app = page()
    field(app, "账号（").input("county")
    field(app, "姓名（").input("另一个")
    app = pressed(app, "开通")
    assert "已被使用" in words(app) and field(app, "姓名（").value == "另一个"


def test_a_picked_account_is_given_and_loses_roles(page: Open):
    app = page(pick=number("county"))
    field(app, "角色", "give:role").set_value(Role.CITY).run()
    field(app, "地区", "give:region").set_value(CITY)
    app = pressed(app, "授予")
    assert "云屏市（市级）" in rows(app)["county"][1]
    app = pressed(app, "收回")
    assert rows(app)["county"][1] == "云屏市（市级）"
    past = [row[1] for row in tables(app)["经过"][1:]]
    assert past == ["收回角色", "授予角色"]


def test_locking_and_a_new_password_are_one_click_each(page: Open):
    app = page(pick=number("county"))
    app = pressed(app, "确认重设密码")
    assert tables(app)["初始密码"][1][0] == "county"
    app = pressed(app, "确认停用")
    assert rows(app)["county"][2] == "停用"
    app = pressed(app, "确认启用")
    assert rows(app)["county"][2] == "未改初始密码"


def test_the_last_administrator_is_kept_and_the_page_says_why(page: Open):
    app = pressed(page(pick=number("keeper")), "收回")
    assert "最后一个可用的系统管理员" in words(app)
    assert "系统管理员" in rows(app)["keeper"][1]


def test_names_of_people_are_text_and_no_links(page: Open):
    app = page(pick=number("county"))
    field(app, "姓名", "describe").input("[点此](http://evil.example)")
    app = pressed(app, "保存")
    assert "[点此](http" not in words(app)
    assert rows(app)["county"][0] == "[点此](http://evil.example)"


def test_an_identity_that_came_is_linked(page: Open, monkeypatch: pytest.MonkeyPatch):
    assert "尚未设置统一身份认证" in words(page(pick=number("county")))
    monkeypatch.setenv("DUDAO_SSO_ISSUER", "https://id.example")
    came = Identity("https://id.example", "u1", "某经办")
    with pytest.raises(SignInRefused):
        identities.enter(came, Door("10.0.0.1"))
    app = page(pick=number("county"))
    app = pressed(app, "关联")
    assert "请选择身份" in words(app)
    field(app, "近期认证通过").set_value(came)
    app = pressed(app, "关联")
    assert rows(app)["county"][3] == "已关联"
    app = pressed(app, "解除关联")
    assert rows(app)["county"][3] == "—"


def test_a_file_opens_many_accounts_at_once(page: Open):
    app = page(part="many")
    lines = "账号,姓名,角色,地区代码或名称,任期止\nfengyuan,枫原区经办,县级,990102,\nbad,某,县级,990100,\n"
    app.file_uploader[0].set_value(("名单.csv", io.BytesIO(lines.encode()).getvalue(), "text/csv"))
    app = pressed(app, "开通名单中的账号")
    assert "第3行" in words(app) and "初始密码" not in tables(app)
    app.file_uploader[0].set_value(("名单.csv", lines.rpartition("bad")[0].encode(), "text/csv"))
    app = pressed(app, "开通名单中的账号")
    assert "已开通1个账号" in words(app)
    assert tables(app)["初始密码"][1][:3] == ["fengyuan", "枫原区经办", "枫原区（县级）"]


def test_without_a_file_nothing_is_opened(page: Open):
    assert "请先选择文件" in words(pressed(page(part="many"), "开通名单中的账号"))


def test_all_units_are_offered_as_a_list(page: Open):
    app = pressed(page(part="many"), "下载全部单位名单（CSV）")
    assert not app.exception and not app.error
    with session_scope() as session:
        assert len(files.proposed(session)) > 90
        last = session.execute(select(LOG).order_by(LOG.c.number.desc()).limit(1)).one()
    assert (last.action, last.subject) == ("导出", "账号名单.csv")


def test_an_open_session_is_ended(page: Open):
    with session_scope(writing=True) as session:
        sessions.begin(session, account=int(number("county")), address="10.9.8.7")
        row = session.scalar(select(SESSIONS.c.id).order_by(SESSIONS.c.id.desc()))
    app = page(part="sessions", pick=str(row))
    assert rows(app, "在线会话")["county"][3] == "10.9.8.7"
    app = pressed(app, "结束该会话")
    assert "已结束" in words(app) and "county" not in rows_if_any(app)


def rows_if_any(app: AppTest) -> dict[str, list[str]]:
    return rows(app, "在线会话") if "在线会话" in tables(app) else {}


def test_what_signing_in_asks_for_is_set(page: Open):
    app = page(part="rules")
    assert [one.value for one in app.number_input] == [10, 10, 60]
    field(app, "密码最短位数").set_value(14)
    field(app, "无操作自动退出（分钟）").set_value(30)
    app = pressed(app, "保存")
    assert "已保存" in words(app)
    with session_scope() as session:
        assert in_force(session)["password_length"] == 14
        assert passwords.least(session) == 14
        assert lengths(session) == (timedelta(hours=10), timedelta(minutes=30))
