"""A statement typed in the browser: what is not touched stays, what is typed goes the ordinary way."""

from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.records.schema import NEVER, NONE_TEXT, Column, Kind
from metrics.records.sheets import BY_NAME, SHEETS
from metrics.typed.draft import ROW, Draft
from sql.database.engine import session_scope
from sql.reported.history import records, submissions
from sql.reported.intake import import_workbook
from sql.reported.typed import drafts
from sql.reported.typed.meanwhile import ReportedMeanwhile
from sql.workbook.dropdowns import allowed
from sql.workbook.reading.opening import read_book
from tests.databases import copied, used
from tests.workbooks import made

AS_OF, NEXT = date(2023, 7, 28), date(2023, 8, 4)
COUNTY = "620102"


@pytest.fixture
def county(database, tmp_path):
    """A database in which a province and one of its counties have reported."""
    province = made.write(tmp_path / "省.xlsx", made.province())
    assert import_workbook(province, unit="620000", as_of=date(2023, 1, 1)).stored
    sent = made.write(tmp_path / "县.xlsx", made.county())
    assert import_workbook(sent, unit=COUNTY, as_of=AS_OF, sent_by="填报员").stored


def begun(as_of: date = NEXT) -> Draft:
    with session_scope() as session:
        return drafts.begin(session, unit=COUNTY, as_of=as_of)


def send(draft: Draft):
    return import_workbook(
        drafts.workbook(draft, name="甲一区"), unit=draft.unit, as_of=draft.as_of, sent_by="键入人",
        file_name="在线填报.xlsx", since=draft.newest,
    )  # fmt: skip


def counted(outcome):
    accepted = outcome.accepted
    return accepted.added, accepted.changed, accepted.removed


def test_a_statement_sent_as_it_stands_changes_nothing(county):
    assert counted(send(begun())) == (0, 0, 0)


def test_whatever_a_province_has_reported_can_be_sent_again_unchanged(small_province, tmp_path):
    sheets = set()
    with used(copied(small_province, tmp_path)):
        with session_scope() as session:
            units = {s.unit: s.data_date for s in reversed(submissions(session))}
        for unit, day in sorted(units.items()):
            with session_scope() as session:
                draft = drafts.begin(session, unit=unit, as_of=day + timedelta(days=1))
            sheets |= {name for name, rows in draft.start.items() if rows.height}
            outcome = send(draft)
            assert (unit, outcome.errors) == (unit, ())
            assert counted(outcome) == (0, 0, 0)
    assert {"regions", "projects", "compounds", "contents", "facilities", "funds"} <= sheets


def test_one_value_typed_over_is_one_row_changed(county):
    draft = begun()
    draft.put("compounds", 0, "households", "105")
    assert counted(send(draft)) == (0, 1, 0)
    with session_scope() as session:
        stored = records(session, sheet="compounds", as_of=NEXT)
    assert stored["households"].to_list() == [105, 90]


def test_a_value_typed_back_is_no_change(county):
    draft = begun()
    draft.put("compounds", 0, "households", "105")
    draft.put("compounds", 0, "households", "100")
    assert draft.changes().total == 0


def test_a_blank_is_not_reported_and_none_is_reported_as_none(county):
    draft = begun()
    draft.put("compounds", 0, "started_on", "")
    draft.put("compounds", 1, "started_on", " 无 ")
    assert counted(send(draft)) == (0, 2, 0)
    with session_scope() as session:
        stored = records(session, sheet="compounds", as_of=NEXT)
    assert stored["started_on"].to_list() == [None, NEVER]


def test_a_compound_is_added_with_its_parts_and_goes_with_them(county):
    draft = begun()
    draft.add("compounds", {
        "compound": "622000000000001", "name": "三号院", "project": "P1", "households": "12",
        "buildings": "1", "floor_area": "1,000.5",
    })  # fmt: skip
    draft.add("contents", {"compound": "622000000000001", "item": "供水", "short": "是"})
    assert draft.changes() == (0, 2, 0)
    assert counted(send(draft)) == (2, 0, 0)
    again = begun(NEXT + timedelta(days=7))
    (row,) = again.texts("compounds").filter(compound="622000000000001")[ROW]
    again.remove("compounds", row)
    assert again.changes() == (0, 0, 2)
    assert counted(send(again)) == (0, 0, 2)


def test_a_row_added_and_left_without_a_word_is_none(county):
    draft = begun()
    draft.add("funds", {"project": "  ", "planned": ""})
    assert draft.changes().total == 0
    assert counted(send(draft)) == (0, 0, 0)


def test_what_cannot_be_read_is_refused_in_the_usual_sentence_beside_its_record(county):
    draft = begun()
    draft.remove("compounds", 0)
    draft.put("compounds", 1, "households", "很多")
    draft.put("projects", 1, "planned_investment", "=1+1")
    outcome = send(draft)
    assert not outcome.stored
    told = {
        (each.sheet, each.row): str(each.finding) for each in drafts.located(draft, outcome.errors)
    }
    assert told["compounds", 1] == (
        "工作表“小区”G4：“户数”应为不小于1的整数，现为“很多”；没有掌握的请先核实。"
    )
    assert told["projects", 1] == (
        "工作表“项目”I5：“计划总投资(万元)”应为以万元为单位的数字，现为“=1+1”，请改为如1250.50的形式。"
    )
    at_once = [
        *drafts.unreadable(draft, BY_NAME["projects"], [1]),
        *drafts.unreadable(draft, BY_NAME["compounds"], [1]),
    ]
    assert [each.finding for each in at_once] == list(outcome.errors)
    assert draft.changes() == (2, 0, 1)


def test_a_text_too_long_for_any_cell_is_refused_not_lost(county):
    draft = begun()
    draft.put("compounds", 0, "address", "长" * 40_000)
    (error,) = send(draft).errors
    assert error.code == "too_long"


def test_nothing_is_written_over_what_another_one_reported_meanwhile(county):
    mine, others = begun(), begun()
    others.put("compounds", 0, "households", "101")
    others.put("compounds", 1, "households", "91")
    assert send(others).stored
    mine.put("compounds", 0, "households", "105")
    mine.put("compounds", 0, "buildings", "5")
    mine.put("funds", 1, "paid", "2")
    with pytest.raises(ReportedMeanwhile, match=r"已由键入人于.*报送本单位截至2023-08-04的数据"):
        send(mine)
    clashes = mine.over(begun())
    assert [(c.sheet, c.row, c.column) for c in clashes] == [("compounds", 0, "households")]
    assert counted(send(mine)) == (0, 2, 0)
    with session_scope() as session:
        stored = records(session, sheet="compounds", as_of=NEXT)
    assert stored["households"].to_list() == [105, 91]


def test_what_was_typed_goes_with_its_record_to_a_newer_statement(county):
    mine, others = begun(), begun()
    others.remove("compounds", 0)
    others.put("projects", 0, "name", "一号工程")
    assert send(others).stored
    mine.put("compounds", 0, "households", "105")
    mine.remove("funds", 1)
    mine.add("funds", {"project": "P2", "source": "市财政", "planned": "1"})
    assert mine.over(begun()) == ()
    assert mine.changes() == (0, 2, 1)
    assert mine.texts("projects")["name"].to_list() == ["一号工程", "二号项目"]
    assert mine.texts("compounds")["compound"].to_list() == ["C2", "C1"]


def values(column: Column) -> st.SearchStrategy[object]:
    """Draw what a column may hold, as it is kept."""
    words = allowed(column)
    if column.grammar is not None:
        return st.just(column.grammar.kept(column.example) if column.example else None)
    if column.kind is Kind.FLAG:
        return st.booleans()
    if words:
        return st.sampled_from(words)
    if column.kind is Kind.CODE:
        return st.from_regex(r"[1-9A-Z][0-9A-Z]{5,17}", fullmatch=True)
    if column.kind is Kind.TEXT:
        return st.sampled_from((NONE_TEXT, "和平路1号院", "2023-06-30", "1e5", "85%", "'单引号"))
    if column.kind is Kind.DATE:
        return st.dates(date(1949, 10, 1), date(2100, 12, 31)) | st.just(NEVER)
    most = {Kind.COUNT: 10**9, Kind.YEAR: 2100, Kind.PERCENT: 10**6}.get(column.kind, 10**15)
    return st.integers(column.low or 0, column.high or most)


@st.composite
def rows(draw, sheet):
    """Draw a few rows of a sheet: what is required is filled in, of the rest anything may be blank."""
    return [
        {
            c.name: draw(values(c) if c.required or c.key else st.none() | values(c))
            for c in sheet.columns
        }
        for _ in range(draw(st.integers(1, 3)))
    ]


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
@settings(max_examples=6, deadline=None)
@given(data=st.data())
def test_whatever_a_cell_may_hold_is_typed_as_it_was_kept(sheet, data):
    kept = pl.DataFrame(data.draw(rows(sheet)), schema=sheet.schema)
    start = {each.name: drafts.as_typed(each, each.empty()) for each in SHEETS}
    start[sheet.name] = drafts.as_typed(sheet, kept)
    draft = Draft(unit="", as_of=AS_OF, newest=0, start=start)
    read = read_book(drafts.workbook(draft, name="甲一区")).sheets[sheet.name]
    assert [e for e in read.errors if e.severity.name == "REFUSE"] == []
    assert read.frame.select(list(sheet.schema)).rows() == kept.rows()
