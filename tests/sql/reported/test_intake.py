"""A workbook from the door to the database: whole or not at all, once or never twice."""

from datetime import date

import pytest
from sqlalchemy import func, select

from metrics.records.findings import Severity
from sql.database.engine import session_scope
from sql.models import HISTORIES, SUBMISSIONS
from sql.reported import intake
from sql.reported.history import frames, submissions, warnings
from sql.reported.intake import import_opened, import_workbook, look, open_workbook
from sql.reported.withdrawal import withdraw
from sql.workbook.dropdowns import NATIONAL_LISTS
from tests.workbooks import made

AS_OF = date(2023, 7, 28)


def _send(path, *, unit="620102", as_of=AS_OF):
    return import_workbook(path, unit=unit, as_of=as_of, sent_by="填报员")


def _stored():
    with session_scope() as session:
        tables = (SUBMISSIONS, *HISTORIES.values())
        return tuple(
            session.execute(select(func.count()).select_from(t)).scalar_one() for t in tables
        )


@pytest.fixture
def county(database, tmp_path):
    """A database in which the province has reported its divisions; a path for the county's file."""
    path = made.write(tmp_path / "省.xlsx", made.province())
    assert _send(path, unit="620000", as_of=date(2023, 1, 1)).stored
    return tmp_path / "县.xlsx"


def test_a_sound_workbook_is_stored_as_typed(county):
    outcome = _send(made.write(county, made.county()))
    assert outcome.stored
    assert outcome.errors == outcome.warnings == ()
    assert outcome.counts == {"projects": 2, "compounds": 2, "funds": 2}
    assert len(outcome.file_sha256) == 64
    with session_scope() as session:
        found = frames(session, as_of=AS_OF, year=2023)
    assert found.tables["funds"]["planned"].to_list() == [200_000_000, 100_250_000]
    assert found.tables["compounds"]["started_on"].to_list() == [date(2023, 4, 6), None]


def test_the_same_file_twice_adds_nothing(county):
    path = made.write(county, made.county())
    first = _send(path)
    before = _stored()
    again = _send(path)
    assert again.stored
    assert again.accepted.repeated
    assert again.submission == first.submission
    assert _stored() == before


def test_one_wrong_cell_keeps_the_whole_workbook_out_and_all_are_listed(county):
    before = _stored()
    sheets = made.changed(made.county(), "资金", 1, "支付金额(万元)", "很多")
    sheets = made.changed(sheets, "小区", 2, "户数", 0)
    sheets = made.changed(sheets, "小区", 1, "项目编码", "P9")
    outcome = _send(made.write(county, sheets))
    assert not outcome.stored
    assert outcome.submission is None
    assert [(e.sheet, e.cell, e.code) for e in outcome.errors] == [
        ("小区", "C2", "unknown_project"),
        ("小区", "D3", "too_small"),
        ("资金", "E2", "not_money"),
    ]
    assert _stored() == before


def test_problems_of_the_file_come_alone(county):
    sheets = {**made.county(), "资金": [["项目编码"], ["P9"]]}
    outcome = _send(made.write(county, sheets))
    assert [e.code for e in outcome.errors] == ["missing_column"]


def test_a_broken_file_is_an_outcome_with_one_sentence(county):
    county.write_bytes(b"PK\x03\x04 no")
    outcome = _send(county)
    assert [str(e) for e in outcome.errors] == [
        "文件不完整或已损坏（可能没有下载或上传完整），请用 Excel 或 WPS 打开检查并重新保存后再上传。"
    ]


def test_a_workbook_without_rows_is_refused(county):
    outcome = _send(made.write(county, {"资金": made.FUNDS[:1]}))
    assert [e.code for e in outcome.errors] == ["no_rows"]


def test_an_unknown_unit_hears_of_nothing_else(county):
    assert _send(made.write(county, made.county())).stored
    outcome = _send(county, unit="629999")
    assert [e.code for e in outcome.errors] == ["unknown_unit"]


def test_divisions_come_first(database, tmp_path):
    outcome = _send(made.write(tmp_path / "县.xlsx", made.county()))
    assert [e.code for e in outcome.errors] == ["unknown_unit"]


def test_a_county_may_not_report_for_its_neighbour(county):
    outcome = _send(made.write(county, made.county()), unit="620103")
    assert [str(e) for e in outcome.errors] == [
        "工作簿里的行政区划代码主要是620102甲一区的（2行中有2行），所选的报送单位是620103甲二区；"
        "请核对所选单位；单位无误的，请改正行政区划代码。"
    ]


def test_the_next_statement_is_compared_with_the_last(county):
    _send(made.write(county, made.county()))
    sheets = {**made.county(), "资金": made.FUNDS[:2]}
    outcome = _send(made.write(county, sheets), as_of=date(2023, 8, 31))
    assert outcome.stored
    assert [w.code for w in outcome.warnings] == ["vanished"]
    assert outcome.accepted.removed == 1


def test_the_warnings_of_a_sender_are_kept_as_they_were_told(county):
    _send(made.write(county, made.county()))
    sheets = {**made.county(), "资金": made.FUNDS[:2]}
    outcome = _send(made.write(county, sheets), as_of=date(2023, 8, 31))
    with session_scope() as session:
        last, before, province = submissions(session)
        kept = warnings(session, last.id)
    assert (last.warned, before.warned, province.warned) == (1, 0, 0)
    assert list(map(str, kept)) == list(map(str, outcome.warnings))
    assert {each.severity for each in kept} == {Severity.WARN}


def test_what_comes_without_a_workbook_has_no_count_of_warnings(county):
    _send(made.write(county, made.county()))
    with session_scope(writing=True) as session:
        withdraw(session, unit="620102", as_of=date(2023, 8, 31), reason="并入620103", sent_by="办")
        assert submissions(session)[0].warned is None


def test_an_event_may_name_a_project_that_its_county_reported(county, tmp_path):
    _send(made.write(county, made.county()))
    headings = ("事件编码", "行政区划代码", "项目编码", "类型", "发生日期", "核实状态")
    event = ("S1", "620102", "P1", "挪用", date(2023, 5, 6), "待核")
    path = made.write(tmp_path / "省二.xlsx", {**made.province(), "事件": [headings, event]})
    assert _send(path, unit="620000").stored


def test_contents_are_those_that_the_places_rule_pack_lists(county, monkeypatch):
    rows = (("小区编码", "内容项", "存在短板"), ("C1", "雨污分流", "是"))
    path = made.write(county, made.county() | {"改造内容": rows})
    refused = _send(path)
    assert [error.code for error in refused.errors] == ["not_in_list"]
    items = (*NATIONAL_LISTS["content_items"], "雨污分流")
    monkeypatch.setattr("sql.reported.intake.lists_of", lambda *_: {"content_items": items})
    assert _send(path).stored


def test_what_was_looked_at_is_looked_at_again_only_if_somebody_reported_since(county, monkeypatch):
    opened = open_workbook(made.write(county, made.county()))

    def looked():
        with session_scope() as session:
            return look(session, opened=opened, unit="620102", as_of=AS_OF)

    def stored(before):
        with session_scope(writing=True) as session:
            return import_opened(session, opened=opened, unit="620102", as_of=AS_OF, looked=before)

    def province(sheets):
        path = made.write(county, sheets)
        assert _send(path, unit="620000", as_of=date(2023, 1, 1)).stored

    before = looked()
    assert not before.outcome.errors
    province(made.changed(made.province(), "区划", 3, "行政区划代码", "620109"))
    assert {error.code for error in stored(before).errors} == {"unknown_unit"}
    province(made.province())
    before = looked()
    monkeypatch.setattr(intake, "check", None)  # what was found holds still
    assert stored(before).stored


def test_a_sheet_that_may_have_been_renamed_takes_nothing_back(county):
    assert _send(made.write(county, made.county())).stored
    rows = made.county()
    renamed = {"项目": rows["项目"], "小区": rows["小区"], "Sheet3": rows["资金"]}
    before = _stored()
    outcome = _send(made.write(county, renamed), as_of=date(2023, 8, 31))
    assert [(e.sheet, e.code) for e in outcome.errors] == [("资金", "sheet_perhaps_renamed")]
    assert "而工作表“Sheet3”没有读取。是改了名的，请改回“资金”" in str(outcome.errors[0])
    assert _stored() == before
    kept = {**renamed, "资金": made.FUNDS[:1]}
    assert _send(made.write(county, kept), as_of=date(2023, 8, 31)).stored
