"""在线填报: what is typed stays until it is sent, and is sent as any workbook."""

from datetime import timedelta

from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import TextInput

from metrics.records.sheets import BY_NAME
from metrics.typed.draft import ROW, Draft
from tests.dashboard.conftest import Open
from tests.dashboard.reading import words
from tests.dashboard.small_ledger import DAY, PLACE

NEXT = DAY + timedelta(days=7)


def begun(opened: Open) -> AppTest:
    app = opened("submissions", view="typing", unit=PLACE)
    app.date_input(key="typing:day").set_value(NEXT).run()
    assert not app.exception
    return app


def field(app: AppTest, sheet: str, column: str) -> TextInput:
    label = BY_NAME[sheet].column(column).label
    fields = [each for each in app.text_input if str(each.key).startswith("field:")]
    (wanted,) = [each for each in fields if each.label.rstrip("*") == label]
    return wanted


def draft_of(app: AppTest) -> Draft:
    (draft,) = app.session_state["typing:drafts"].values()
    return draft


def said(app: AppTest) -> str:
    return "\n".join(str(each.value) for each in (*app.markdown, *app.success, *app.error))


def press(app: AppTest, label: str) -> None:
    (button,) = [each for each in app.button if each.label == label]
    button.click()
    app.run()
    assert not app.exception


def send(app: AppTest) -> None:
    """Have it checked, look it through and confirm it."""
    press(app, "检查")
    press(app, "确认报送")


def test_a_draft_begins_with_what_is_in_force_and_nothing_is_unsaved(opened_small: Open):
    app = begun(opened_small)
    assert "起点：截至2023\\-06\\-30的报送" in words(app)
    assert "尚无修改" in said(app)
    assert draft_of(app).texts("compounds")["households"].to_list() == ["10"]


def test_what_is_typed_survives_a_page_and_a_refusal_and_is_stored_in_the_end(opened_small: Open):
    app = begun(opened_small)
    draft_of(app).put("compounds", 0, "households", "很多")
    press(app, "检查")
    assert "未入库：发现1处错误，涉及小区" in said(app)
    assert "已修改、尚未报送：变更1行" in said(app)
    assert draft_of(app).texts("compounds")["households"].to_list() == ["很多"]
    draft_of(app).put("compounds", 0, "households", "12")
    send(app)
    assert "新增0行、变更1行、删除0行" in said(app)
    assert "尚无修改" in said(app)
    assert draft_of(app).texts("compounds")["households"].to_list() == ["12"]


def test_a_field_of_a_compound_is_typed_and_what_cannot_be_read_is_said_beside_it(
    opened_small: Open,
):
    app = begun(opened_small)
    app.segmented_control(key="choice:mode").set_value("compound").run()
    field(app, "compounds", "households").set_value("很多").run()
    assert "已修改、尚未报送：变更1行" in said(app)
    assert any("应为不小于1的整数，现为“很多”" in each.value for each in app.caption)
    field(app, "compounds", "households").set_value("12").run()
    assert not any("应为不小于1的整数" in each.value for each in app.caption)
    app.segmented_control(key="typing:group:compounds").set_value("征询与方案").run()
    field(app, "compounds", "consulted_on").set_value("无").run()
    app.segmented_control(key="choice:mode").set_value("sheet").run()
    send(app)
    assert "新增0行、变更1行、删除0行" in said(app)
    assert draft_of(app).texts("compounds")["consulted_on"].to_list() == ["无"]


def test_the_key_of_what_was_reported_cannot_be_typed_over_and_that_of_a_new_record_can(
    opened_small: Open,
):
    app = begun(opened_small)
    assert field(app, "projects", "project").disabled
    app.text_input(key="typing_new:projects:project").set_value("P2")
    press(app, "新增")
    assert "已修改、尚未报送：新增1行" in said(app)
    assert app.selectbox(key="typing:record:projects").value == 1
    app.selectbox(key="typing:record:projects").set_value(0).run()
    press(app, "删除本项目")
    assert draft_of(app).texts("projects")["project"].to_list() == ["P2"]
    assert draft_of(app).changes() == (0, 1, 1)


def test_who_deletes_a_project_is_told_of_its_compounds_and_may_delete_them_together(
    opened_small: Open,
):
    app = begun(opened_small)
    assert "本项目有1个小区：“和平小区”。只删除项目、留下小区的，不能通过检查。" in said(app)
    assert "删除项目，连同它的资金；报送后生效，报送前可放弃修改。" in said(app)
    assert "整改台账1条不随之删除，请在“按工作表填”中把其“项目编码”改填或清空。" in said(app)
    (tick,) = app.checkbox
    assert tick.label == "连同这1个小区及其改造内容、专营设施一并删除"
    assert not tick.value
    tick.check().run()
    press(app, "删除本项目")
    gone = ("projects", "compounds", "contents", "facilities", "funds")
    assert all(not draft_of(app).texts(sheet).height for sheet in gone)


def test_a_project_deleted_alone_leaves_its_compounds(opened_small: Open):
    app = begun(opened_small)
    press(app, "删除本项目")
    assert not draft_of(app).texts("projects").height
    assert draft_of(app).texts("compounds").height == 1


def test_nothing_is_said_of_compounds_where_a_project_has_none(opened_small: Open):
    app = begun(opened_small)
    (row,) = draft_of(app).texts("compounds")[ROW]
    draft_of(app).remove("compounds", row)
    app.run()
    assert "本项目有" not in said(app)
    assert not app.checkbox


def test_a_record_is_not_added_twice_nor_without_its_key(opened_small: Open):
    app = begun(opened_small)
    press(app, "新增")
    assert "请先填写：项目编码。" in said(app)
    app.text_input(key="typing_new:projects:project").set_value("P1")
    press(app, "新增")
    assert "已有这个项目，请在列表中选择。" in said(app)
    assert draft_of(app).changes().total == 0


def test_the_same_statement_is_not_sent_twice(opened_small: Open):
    app = begun(opened_small)
    send(app)
    assert "变更0行" in said(app)
    draft_of(app).put("compounds", 0, "households", "12")
    draft_of(app).put("compounds", 0, "households", "10")
    press(app, "检查")
    assert "填写的内容与已报送的数据完全相同，不必再报。" in said(app)


def test_what_was_typed_is_given_up_only_when_asked(opened_small: Open):
    app = begun(opened_small)
    draft_of(app).put("compounds", 0, "households", "12")
    app.run()
    assert "已修改、尚未报送：变更1行" in said(app)
    press(app, "全部放弃")
    assert "尚无修改" in said(app)


def test_who_types_for_another_unit_is_told_of_the_draft_that_is_left(opened_small: Open):
    app = begun(opened_small)
    draft_of(app).put("compounds", 0, "households", "12")
    app.selectbox(key="choice:unit").set_value("620103").run()
    assert "另有草稿：甘省截至2023\\-07\\-07，已修改、尚未报送：变更1行" in app.warning[0].value


def test_a_report_of_another_person_is_told_and_taken_in(opened_small: Open):
    app = begun(opened_small)
    draft_of(app).put("compounds", 0, "households", "12")
    _reported_by_another()
    press(app, "检查")
    assert "已由经办人于" in said(app)
    press(app, "并入新的报送")
    assert "没有与对方冲突的单元格" in app.info[0].value
    send(app)
    assert "变更1行" in said(app)


def _reported_by_another() -> None:
    from tests.dashboard.small_ledger import report

    report(NEXT, buildings=2)


def test_a_report_that_arrives_while_it_is_looked_through_leads_back_to_the_editor(
    opened_small: Open,
):
    app = begun(opened_small)
    draft_of(app).put("compounds", 0, "households", "12")
    press(app, "检查")
    _reported_by_another()
    press(app, "确认报送")
    assert "请先并入" in app.warning[0].value
    press(app, "并入新的报送")
    send(app)
    assert "变更1行" in said(app)


def test_what_would_change_and_where_the_unit_would_stand_is_seen_before_it_is_stored(
    opened_small: Open,
):
    app = begun(opened_small)
    draft_of(app).put("compounds", 0, "households", "12")
    press(app, "检查")
    assert "检查通过，尚未入库。与上次报送相比：新增0行、变更1行、删除0行" in app.info[0].value
    assert [each.label for each in app.expander] == [
        "各工作表、各项目的变化", "变更（1处）", "提示（1条），请核对",
    ]  # fmt: skip
    assert not [each for each in app.text_input if str(each.key).startswith("field:")]
    press(app, "返回修改")
    assert "已修改、尚未报送：变更1行" in said(app)
    assert field(app, "projects", "name").value


def test_what_takes_a_figure_back_is_stored_once_somebody_ticks_it(
    opened_small: Open,
):
    app = begun(opened_small)
    draft_of(app).put("projects", 0, "plan_year", "2024")
    press(app, "检查")
    (question,) = app.checkbox
    assert "计划年度" in question.label
    press(app, "确认报送")
    assert "没有入库：上面的第1项还没有打勾" in said(app)
    app.checkbox[0].check()
    press(app, "确认报送")
    assert "已入库" in said(app)
    assert "尚无修改" in said(app)
