"""区划调整 on the page: asked for, looked at, carried out, and taken back; the old code opens the new one."""

import pytest

from tests.dashboard.conftest import Open
from tests.dashboard.reading import tables, words
from tests.dashboard.small_province import COUNTY, DAYS, SMALL

SINCE = str(DAYS[1])
DOCUMENT = "演示省政府批复〔2024〕5号"


def asked(opened: Open, kind: str, **fields: str):
    """Fill in the form of a kind and ask for the preview."""
    app = opened("divisions", view="new", kind=kind)
    app.date_input(key=f"division:{kind}:since").set_value(SINCE)
    app.text_input(key=f"division:{kind}:document").input(DOCUMENT)
    for name, value in fields.items():
        app.text_input(key=f"division:{kind}:{name}").input(value)
    return app


def sent(app, kind: str):
    app.button(key=f"division:{kind}:send").click().run()
    assert not app.exception
    return app


def test_a_change_is_looked_at_carried_out_and_taken_back(opened: Open):
    app = asked(opened, "recoded", code="990181", name="新名区")
    app.selectbox(key="division:recoded:old").select(COUNTY)
    sent(app, "recoded")
    assert "请核对后确认办理" in words(app)
    assert f"{COUNTY}澄湾区 → 990181新名区：项目" in words(app)
    app.button(key="division_confirm:send").click().run()
    assert not app.exception
    assert "已办理（编号1" in words(app)
    (rows,) = tables(app).values()
    assert rows[1][1:3] == ["代码变更", SINCE]
    old = opened("ranking", place=COUNTY)
    assert f"{COUNTY}" in words(old) and "代码变更为990181新名区" in words(old)
    app = opened("ranking", place="990181", as_of=str(DAYS[0]))
    assert not app.exception
    assert f"{DAYS[0]}在区划调整之前，按当时的代码{COUNTY}" in words(app)
    app = opened("divisions")
    app.text_input(key="division_revoke:reason").input("登记有误")
    app.button(key="division_revoke:send").click().run()
    assert not app.exception
    assert "已撤回" in words(app)


def test_what_is_refused_is_said_beside_the_button_and_stays_typed(opened: Open):
    app = asked(opened, "renamed", name="新名区")
    sent(app, "renamed")
    assert "请选择原地区" in "".join(error.value for error in app.error)
    assert app.text_input(key="division:renamed:name").value == "新名区"


def test_a_split_without_parts_is_refused(opened: Open):
    app = asked(opened, "split")
    app.selectbox(key="division:split:old").select(SMALL)
    sent(app, "split")
    assert not app.exception
    assert "填写调整后的地区" in "".join(error.value for error in app.error)


@pytest.mark.parametrize("parts", [f"{SMALL}\n990190 新县", f"{SMALL}\n990190\u3000新县"])
def test_a_split_asks_for_the_part_of_each_project(opened: Open, parts: str):
    app = asked(opened, "split")
    app.selectbox(key="division:split:old").select(SMALL)
    app.text_area(key="division:split:parts").input(parts)
    sent(app, "split")
    assert "没有指定归属" in words(app)
    assert "请写明这" in "".join(each.value for each in app.warning)
