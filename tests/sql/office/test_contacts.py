"""Whom to call, on each database: entered, corrected, removed, and a province's list taken in at once."""

import io
from datetime import date

import pytest
import xlsxwriter

from metrics.reporting.contact import Contact, TakenIn
from sql.database.engine import session_scope
from sql.dispatch.journal import EntryRefused
from sql.office import contact_files, contacts, demo_contacts, reminders
from sql.office.contact_files import FileOfContactsRefused
from sql.reported.submissions import accept
from sql.workbook.refusals import WorkbookRefused
from tests.metrics.small_frames import division, frames

COUNTY, OTHER = "620102", "620103"
ONE = Contact(COUNTY, "联系人甲", "城建股", "0931-0000000")


@pytest.fixture(autouse=True)
def divisions(database: str) -> None:
    """State a province with two counties."""
    found = frames(
        regions=[
            division("620000", "省", None, "某省"), division("620100", "市", "620000", "某市"),
            division(COUNTY, "县", "620100", "甲县"), division(OTHER, "县", "620100", "乙县"),
        ],
    )  # fmt: skip
    sheets = {name: rows.with_row_index("sheet_row", 2) for name, rows in found.tables.items()}
    with session_scope(writing=True) as session:
        accept(
            session, unit="620000", as_of=date(2023, 7, 28), sent_by=None, file_name="省.xlsx",
            file_sha256="a" * 64, sheets=sheets,
        )  # fmt: skip


def said() -> list[tuple[str, str, str | None, str | None, str | None]]:
    with session_scope() as session:
        return [one.said for one in contacts.contacts(session)]


def entered(contact: Contact, form: str | None = None) -> int:
    with session_scope(writing=True) as session:
        return contacts.enter(session, contact, by="经办", form=form)


def test_a_contact_reads_as_it_was_corrected_last_and_goes_when_it_is_removed():
    number = entered(ONE)
    with session_scope(writing=True) as session:
        now = ONE._replace(phone="0931-1111111 转 12")
        contacts.correct(session, contact=number, now=now, seen=0, by="经办", form="f1")
    assert said() == [now.said]
    with session_scope(writing=True) as session:
        contacts.remove(session, contact=number, by="经办", form="f2")
    assert said() == []


def test_a_form_sent_again_writes_nothing_more():
    number = entered(ONE, form="f")
    assert entered(ONE, form="f") == number
    assert entered(ONE) == number  # filled in again to the word
    with session_scope(writing=True) as session:
        for _ in range(2):
            contacts.correct(
                session, contact=number, now=ONE._replace(note="改"), by="经办", form="g"
            )
            contacts.remove(session, contact=number, by="经办", form="h")
        assert contacts.versions(session, number) == 2


@pytest.mark.parametrize(
    ("contact", "words"),
    [
        (ONE._replace(unit="620199"), "区划中没有代码为“620199”的单位"),
        (ONE._replace(unit="6201"), "应为6位数字"),
        (ONE._replace(name=" "), "“联系人”不能为空"),
        (ONE._replace(phone="打办公室电话"), "“电话”应为号码"),
        (ONE._replace(note="长" * 201), "“备注”应在200字以内"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_what_is_allowed(contact: Contact, words: str):
    with pytest.raises(EntryRefused, match=words):
        entered(contact)
    assert said() == []


def test_a_change_made_on_another_screen_is_not_written_over():
    number = entered(ONE)
    with session_scope(writing=True) as session:
        contacts.correct(session, contact=number, now=ONE._replace(note="先改"), seen=0, by="甲")
        with pytest.raises(EntryRefused, match="已由甲另行更正"):
            contacts.correct(
                session, contact=number, now=ONE._replace(note="后改"), seen=0, by="乙"
            )
        contacts.remove(session, contact=number, by="甲")
        with pytest.raises(EntryRefused, match="已删除"):
            contacts.correct(session, contact=number, now=ONE, by="乙")


def taken(content: bytes, name: str, form: str | None = None) -> TakenIn:
    with session_scope(writing=True) as session:
        return contact_files.take_in(session, content, file_name=name, by="经办", form=form)


CSV = (
    "行政区划代码,单位,联系人,职务,电话,备注\n"
    f"{COUNTY},甲县,联系人甲,城建股,0931-0000000,\n{OTHER},乙县,联系人乙,,,\n"
)


def workbook(rows: list[list[object]]) -> bytes:
    """Return an Excel file of these rows."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("通讯录")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return out.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "gb18030"])
def test_a_csv_is_taken_in_as_excel_and_wps_write_it(encoding: str):
    assert taken(CSV.encode(encoding), "通讯录.csv") == TakenIn(added=2)
    assert said() == [ONE.said, (OTHER, "联系人乙", None, None, None)]


def test_an_excel_file_with_a_title_and_codes_as_numbers_is_taken_in():
    rows: list[list[object]] = [
        ["某省通讯录"], ["行政区划代码", "联系人", "电话"], [620102, "联系人甲", "0931-0000000"],
    ]  # fmt: skip
    assert taken(workbook(rows), "通讯录.xlsx") == TakenIn(added=1)
    assert said() == [(COUNTY, "联系人甲", None, "0931-0000000", None)]


def test_the_list_taken_in_again_corrects_what_is_known_and_repeats_nothing():
    taken(CSV.encode(), "通讯录.csv", form="f")
    assert taken(CSV.encode(), "通讯录.csv") == TakenIn(unchanged=2)
    changed = CSV.replace("0931-0000000", "0931-2222222").encode()
    assert taken(changed, "通讯录.csv", form="g") == TakenIn(corrected=1, unchanged=1)
    assert taken(changed, "通讯录.csv", form="g").corrected == 0
    assert said()[0][3] == "0931-2222222"


def test_units_of_the_list_that_are_not_filled_in_yet_are_left_out():
    lines = f"{CSV}{OTHER},乙县,,,,\n620100,某市,,,,\n"
    assert taken(lines.encode(), "通讯录.csv") == TakenIn(added=2)


def test_every_wrong_line_is_named_and_nothing_is_kept():
    lines = f"{CSV}620199,丁县,联系人丁,,,\n{OTHER},乙县,,科员,,\n{COUNTY},甲县,联系人甲,重复,,\n"
    with pytest.raises(FileOfContactsRefused) as refusal:
        taken(lines.encode(), "通讯录.csv")
    head, *named = str(refusal.value).split("\n\n")
    assert head.startswith("有3处不能导入，没有保存任何联系人")
    assert [words[:4] for words in named] == ["第4行：", "第5行：", "单位62"]
    assert said() == []


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        ("单位,电话\n甲县,1\n".encode(), "通讯录.csv", "没有找到表头"),
        (b"", "通讯录.csv", "没有找到表头"),
        (b"%PDF-1.4", "通讯录.pdf", "应为.xlsx或.csv文件"),
        (b"\xff\xfe\x00\xd8\x81", "通讯录.csv", "文字编码无法识别|没有找到表头"),
    ],
    ids=["other headings", "empty", "pdf", "no text"],
)
def test_a_file_that_is_no_list_is_refused(content: bytes, name: str, words: str):
    with pytest.raises(FileOfContactsRefused, match=words):
        taken(content, name)


def test_a_file_that_only_calls_itself_a_workbook_is_refused():
    with pytest.raises(WorkbookRefused):
        taken(b"no zip at all", "通讯录.xlsx")


TODAY = date(2023, 8, 10)


def reminded(on: date = TODAY, form: str | None = None, way: str = "微信") -> int:
    with session_scope(writing=True) as session:
        return reminders.note(
            session, place="620000", due={COUNTY: date(2023, 7, 31), OTHER: date(2023, 6, 30)},
            reminded_on=on, way=way, words="请报送。", today=TODAY, by="经办", form=form,
        )  # fmt: skip


def test_a_reminder_is_kept_once_for_each_unit():
    assert reminded(form="f") == 2
    assert reminded(form="f") == 0
    assert reminded() == 0  # the page was loaded anew and the same sent again
    assert reminded(way="电话") == 2
    with session_scope() as session:
        kept = reminders.reminders(session, unit=COUNTY)
    assert [(one.due_for, one.way) for one in kept] == [
        (date(2023, 7, 31), "微信"), (date(2023, 7, 31), "电话"),
    ]  # fmt: skip


def test_a_reminder_of_tomorrow_or_by_an_unknown_way_is_refused():
    with pytest.raises(EntryRefused, match="晚于今天"):
        reminded(date(2023, 8, 11))
    with pytest.raises(EntryRefused, match="催报方式应为"):
        reminded(way="托梦")


def test_the_demo_has_a_contact_for_every_division_once_and_no_person():
    found = frames(regions=[division("990000", "省", None, "虚构省")])
    sheets = {name: rows.with_row_index("sheet_row", 2) for name, rows in found.tables.items()}
    with session_scope(writing=True) as session:
        accept(
            session, unit="990000", as_of=date(2023, 7, 28), sent_by=None, file_name="省.xlsx",
            file_sha256="b" * 64, sheets=sheets,
        )  # fmt: skip
        assert demo_contacts.load(session) == 1
        assert demo_contacts.load(session) == 0
        (one,) = contacts.contacts(session)
    assert one.said == (
        "990000", "报送联系人", "城镇老旧小区改造工作领导小组办公室", "0000-0000000", "演示数据",
    )  # fmt: skip
