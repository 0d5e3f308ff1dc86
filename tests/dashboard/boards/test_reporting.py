"""报送情况 on the small province: who has reported, lists that numbers open, and the file of a list."""

import pytest

from metrics.__main__ import main
from metrics.access.actor import MACHINE
from tests.dashboard.conftest import Open
from tests.dashboard.reading import stands, tables, words

LIST = "各单位报送情况"


def test_the_page_answers_first_and_says_which_day_is_looked_at(opened: Open):
    shown = words(app := opened("reporting"))
    assert not app.exception
    assert "应报92家，已报3家" in shown
    assert "本期数据截止2024-06-30，报送时限2024-07-12" in shown
    assert "按2024-06-30看" in shown
    assert len(tables(app)[LIST]) == 1 + 92


def test_the_sum_is_that_of_the_city_whose_list_is_shown(opened: Open):
    app = opened("reporting", within="990100")
    assert not app.exception
    assert "云屏市：应报9家，已报3家" in words(app)


def test_a_list_is_opened_by_its_number_and_by_the_city(opened: Open):
    app = opened("reporting", state="reported", within="990100")
    head, *rows = tables(app)[LIST]
    assert len(rows) == 3
    assert {row[head.index("最近数据日期")] for row in rows} == {"2024-06-30"}
    assert "各市州报送情况" not in tables(app)
    app.segmented_control(key="choice:state").select("late").run()
    assert stands(app, "state") == "late"
    assert {row[1] for row in tables(app)[LIST][1:]} == {"从未报送"}


def test_another_day_is_told_from_the_address(opened: Open):
    app = opened("reporting", day="2024-02-20")
    assert "本期数据截止2024-01-31，报送时限2024-02-19" in words(app)
    assert "应写作2024-07-08" in words(opened("reporting", day="昨天"))


def test_a_day_before_all_reports_says_so(opened: Open):
    assert "还没有任何报送" in words(opened("reporting", day="2023-01-01"))


def test_the_command_lists_whom_the_page_lists(
    province: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("DATABASE_URL", province)
    assert main(["reporting", "--state", "reported", "--format", "csv"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 1 + 3
    assert main(["reporting", "--on", "2024-02-20"]) == 0
    assert "本期数据截止2024-01-31" in capsys.readouterr().out


def test_a_city_is_reminded_and_the_second_time_says_so(opened: Open):
    app = opened("reporting", part="remind", by="city", within="990200")
    (text,) = app.get("code")
    assert text.value.startswith("岚川市：\n【催报】截至2024年6月30日，你市应报送")
    assert "（演示数据）" in text.value
    assert "“通讯录”中还没有岚川市的联系人" in words(app)
    key = "remind:990200"
    app.button(key=f"{key}:send").click().run()
    assert not app.exception
    assert "已登记" in words(app)
    assert "第二次催报" in app.get("code")[0].value
    assert tables(app)["催报记录"][1][-1] == MACHINE
    app = opened("reporting", within="990200", state="late")
    head, first, *_ = tables(app)[LIST]
    assert first[head.index("已催报")].startswith("第一次")


def test_a_unit_that_has_reported_is_not_taken_for_another(opened: Open):
    reported = [row[-1] for row in tables(opened("reporting", state="reported"))[LIST][1:]]
    app = opened("reporting", part="remind", by="unit", unit=reported[0])
    assert stands(app, "unit") == reported[0]
    assert "已报送到截至2024-06-30的数据，不需要催报" in words(app)
    (text,) = app.get("code")
    assert "【收到告知】你单位截至2024年6月30日" in text.value


def test_a_unit_lists_every_turn_that_it_owes(opened: Open):
    head, first, *_ = tables(opened("reporting", state="never"))[LIST]
    app = opened("reporting", part="remind", by="unit", unit=first[-1])
    title = f"{first[0]}欠报的各期（{first[head.index('欠报期数')]}期）"
    listed = tables(app)[title][1:]
    assert len(listed) == int(first[head.index("欠报期数")]) > 1
    assert listed[0][0] == first[head.index("应报数据日期")]


def test_a_contact_is_added_shown_beside_its_unit_corrected_and_removed(opened: Open):
    app = opened("reporting", part="contacts")
    assert "通讯录还是空的" in words(app) and "没有填写的单位略过" in words(app)
    app.selectbox(key="contact:unit").select("990101")
    app.text_input(key="contact:name").input("报送联系人")
    app.text_input(key="contact:phone").input("0000-0000000")
    app.button(key="contact:send").click().run()
    assert not app.exception
    row = tables(app)["通讯录"][1]
    assert row[1:4] == ["报送联系人", "—", "0000-0000000"]
    head, first, *_ = tables(opened("reporting", state="reported"))[LIST]
    assert "报送联系人 0000-0000000" in first[head.index("联系人")]
    app = opened("reporting", part="contacts", pick="1")
    app.text_input(key="correct_contact:1:duty").input("城建股")
    app.button(key="correct_contact:1:send").click().run()
    assert tables(app)["通讯录"][1][2] == "城建股"
    app.button(key="remove_contact:1:send").click().run()
    assert "已删除" in words(app)
    assert "通讯录" not in tables(app)
