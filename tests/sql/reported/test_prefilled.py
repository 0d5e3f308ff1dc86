"""The prefilled workbook: whose it is, what is locked, what costs points, and back again unchanged."""

import shutil
import subprocess
import warnings
import zipfile
from datetime import date, timedelta

import openpyxl
import pytest
from polars.testing import assert_frame_equal

from metrics.errors import UnknownChoice
from metrics.records.sheets import BY_NAME, SHEETS
from sql.database.engine import session_scope
from sql.records import StoredRecords
from sql.reported.history import submissions
from sql.reported.intake import import_workbook
from sql.reported.prefilled import Prefilled, file_name
from sql.workbook.identity import identity
from sql.workbook.reading.opening import read_book
from sql.workbook.writing.template import FIRST_DATA_ROW
from tests.databases import copied, made_once, used
from tests.sql.reported import whole_demo
from tests.sql.reported.whole_demo import DAY

NEXT = DAY + timedelta(days=7)
COUNTY, CITY, PROVINCE, SILENT = "990102", "990200", "990000", "991006"
GREY, AMBER = "FFE3E6EA", "FFFFD966"


class Here:
    """Reads in this process: the files are our own."""

    def read(self, content, *, lists):
        return read_book(content, lists)


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """A database in which every unit of the demo has reported for one date."""
    file = made_once(tmp_path_factory, "whole_demo.sqlite", whole_demo.fill)
    with used(copied(file, tmp_path_factory.mktemp("whole"))):
        yield


@pytest.fixture
def prefilled(whole):
    with session_scope() as session:
        yield Prefilled(session, StoredRecords(session), as_of=NEXT)


@pytest.fixture(scope="module")
def county(whole, tmp_path_factory):
    """The workbook of a county as officers open it."""
    path = tmp_path_factory.mktemp("county") / "x.xlsx"
    with session_scope() as session:
        Prefilled(session, StoredRecords(session), as_of=None).write(path, COUNTY)
    return path


def opened(path):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(path)


def counts(outcome):
    return outcome.accepted.added, outcome.accepted.changed, outcome.accepted.removed


def sent(path, unit):
    return import_workbook(path, unit=unit, as_of=NEXT, today=NEXT, reader=Here())


def test_units_of_all_kinds_read_back_what_they_have_said(prefilled, tmp_path):
    with session_scope() as session:
        units = sorted({each.unit for each in submissions(session)})
    assert len(units) > 95
    upper = [unit for unit in units if unit.endswith("00")]
    for unit in sorted({*upper, *units[::12]}):
        path = tmp_path / f"{unit}.xlsx"
        prefilled.write(path, unit)
        book = read_book(path.read_bytes())
        assert not book.problems, unit
        for name, said in prefilled.tables(unit).items():
            assert not book.sheets[name].errors, (unit, book.sheets[name].errors[:3])
            read = book.sheets[name].frame.select(said.columns).sort(BY_NAME[name].key)
            assert_frame_equal(read, said.sort(BY_NAME[name].key))


def test_sent_back_unchanged_nothing_is_added_changed_or_removed(whole, tmp_path):
    units = {}
    with session_scope() as session:
        prefilled = Prefilled(session, StoredRecords(session), as_of=NEXT)
        for unit in (PROVINCE, CITY, COUNTY):
            prefilled.write(tmp_path / f"{unit}.xlsx", unit)
            units[unit] = sum(table.height for table in prefilled.tables(unit).values())
    for unit, records in units.items():
        outcome = sent(tmp_path / f"{unit}.xlsx", unit)
        assert not outcome.errors, (unit, [str(e) for e in outcome.errors[:3]])
        assert not [w for w in outcome.warnings if w.code.startswith("unread")]
        assert counts(outcome) == (0, 0, 0)
        assert outcome.accepted.unchanged == records


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_saved_again_by_another_programme_it_still_says_the_same(whole, tmp_path):
    units, again = (COUNTY, CITY, PROVINCE), tmp_path / "again"
    paths = [tmp_path / f"{unit}.xlsx" for unit in units]
    with session_scope() as session:
        prefilled = Prefilled(session, StoredRecords(session), as_of=NEXT)
        for path, unit in zip(paths, units, strict=True):
            prefilled.write(path, unit)
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/office", "--headless",
         "--convert-to", "xlsx", "--outdir", str(again), *map(str, paths)],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    for unit in units:
        path = again / f"{unit}.xlsx"
        told = identity(path.read_bytes(), "x.xlsx")
        assert (told.unit, told.as_of, told.doubts) == (unit, NEXT, ())
        assert counts(sent(path, unit)) == (0, 0, 0)


def test_unit_and_date_stand_in_the_properties_and_on_every_sheet(prefilled, tmp_path):
    path = tmp_path / "x.xlsx"
    whose = prefilled.write(path, COUNTY)
    assert file_name(whose) == f"990102_云岭省云屏市枫原区_{NEXT}.xlsx"
    book = opened(path)
    properties = {p.name: p.value for p in book.custom_doc_props.props}
    assert properties == {"报送单位": "990102", "数据截止日期": str(NEXT)}
    for sheet in SHEETS:
        title = book[sheet.label]["C1"].value
        assert book[sheet.label]["A1"].value == f"{sheet.label}（演示数据）"
        assert title.startswith(f"报送单位：990102 云岭省云屏市枫原区　数据截止日期：{NEXT}　")
    told = identity(path.read_bytes(), file_name(whose))
    assert (told.unit, told.as_of, told.doubts) == ("990102", NEXT, ())


def test_a_date_left_blank_is_filled_in_by_the_county(county, tmp_path):
    assert identity(county.read_bytes(), "x.xlsx").as_of is None
    book = opened(county)
    page = book["填报说明"]
    assert (page["A4"].value, page["B4"].value) == ("数据截止日期", None)
    assert not page["B4"].protection.locked
    assert page["B3"].protection.locked
    page["B4"] = NEXT
    book.save(tmp_path / "x.xlsx")
    told = identity((tmp_path / "x.xlsx").read_bytes(), "x.xlsx")
    assert (told.unit, told.as_of, told.as_of_from) == (
        COUNTY, NEXT, "工作表“填报说明”单元格B4",
    )  # fmt: skip


def test_codes_are_locked_and_grey_and_everything_else_is_open(county):
    book = opened(county)
    for sheet in SHEETS:
        page, keys = book[sheet.label], 0
        assert page.protection.sheet
        assert not page.protection.password
        for (row, at), cell in page._cells.items():  # a cell that is not there looks as its column
            if row <= FIRST_DATA_ROW:
                continue
            coded = sheet.columns[at - 1].key and cell.value is not None
            assert cell.protection.locked == coded
            assert (cell.fill.fgColor.rgb == GREY) == coded
            keys += coded
        assert keys or sheet.name in ("regions", "events", "tasks")
        assert not [d for d in page.column_dimensions.values() if d.protection.locked]


def test_the_blanks_that_cost_points_are_amber_and_listed_with_a_link(county):
    book = opened(county)
    listed = [
        [cell.value for cell in row]
        for row in book["待补内容"].iter_rows(min_row=4)
        if row[0].value
    ]
    assert [row[1:8] for row in listed[:2]] == [
        ["项目", "F9", "规模化实施运营主体", "XM2024-99010202 长庆路126号新村等改造项目",
         "B05.1 规模化实施运营主体", 1, "1.81分"],
        ["小区", "P30", "档案-前后对比", "XQ990102240001 西关路95号小区",
         "A03.1 储备库建档与量化排序", 2, "0.32分"],
    ]  # fmt: skip
    amber = {
        (sheet.label, cell.coordinate)
        for sheet in SHEETS
        for row in book[sheet.label].iter_rows(min_row=FIRST_DATA_ROW + 1)
        for cell in row
        if cell.fill.fgColor.rgb == AMBER
    }
    assert amber == {(row[1], row[2]) for row in listed if row[2]}
    for label, place in amber:
        assert book[label][place].value is None
        assert not book[label][place].protection.locked


def test_a_clerk_who_fills_in_the_marked_blanks_changes_those_records_alone(county, tmp_path):
    book = opened(county)
    book["项目"]["F9"] = "是"
    book["小区"]["P30"] = "否"
    book.save(tmp_path / "x.xlsx")
    outcome = sent(tmp_path / "x.xlsx", COUNTY)
    assert not outcome.errors
    assert counts(outcome) == (0, 2, 0)


def test_a_county_that_never_reported_gets_an_empty_workbook_of_its_own(prefilled, tmp_path):
    prefilled.write(tmp_path / "x.xlsx", SILENT)
    book = opened(tmp_path / "x.xlsx")
    advice = [row[8].value for row in book["待补内容"].iter_rows(min_row=4)]
    assert (
        "“制度建设”中没有这一行，请在末行之后新增：行政区划代码“991006”、制度类别“工作机制”"
    ) in advice
    assert "“区划”由省级维护，请联系省级补填" in advice
    assert not prefilled.tables(SILENT)["projects"].height


def test_the_units_of_a_city_come_as_one_zip_that_is_the_same_every_time(prefilled, tmp_path):
    units, told = prefilled.units(CITY), []
    assert units[0] == CITY
    for name in ("a.zip", "b.zip"):
        assert prefilled.write_zip(
            tmp_path / name, units, show=lambda *step: told.append(step)
        ) == len(units)
    with zipfile.ZipFile(tmp_path / "a.zip") as box:
        names = box.namelist()
        assert names == sorted(names)
        assert [name[:6] for name in names] == list(units)
        assert all(name.endswith(f"_{NEXT}.xlsx") for name in names)
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    assert told[0] == (0, len(units), f"{CITY} 云岭省岚川市")


def test_a_workbook_of_an_earlier_day_holds_what_was_said_by_then(whole, tmp_path):
    with session_scope() as session:
        before = Prefilled(session, StoredRecords(session), as_of=date(2020, 1, 1))
        assert not any(table.height for table in before.tables(COUNTY).values())


def test_a_division_that_is_nobodys_is_refused(prefilled, tmp_path):
    with pytest.raises(UnknownChoice, match="620102"):
        prefilled.write(tmp_path / "x.xlsx", "620102")


def test_the_sheets_of_the_list_are_those_of_the_dictionary(county):
    assert opened(county).sheetnames == [
        "填报说明",
        "待补内容",
        *(s.label for s in BY_NAME.values()),
    ]
