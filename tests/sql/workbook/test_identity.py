"""Unit and data date of a workbook: its property, its visible cell, its name, or nothing."""

import io
from collections.abc import Sequence
from datetime import date

import openpyxl
import pytest
from openpyxl.packaging.custom import StringProperty

from sql.workbook.file_names import day_in, unit_in
from sql.workbook.identity import Identity, identity
from sql.workbook.writing.template import write_template
from tests.workbooks import made, raw

GANSU = {"620000": "甘肃省", "620100": "兰州市", "620102": "城关区", "620103": "七里河区"}
DAY = date(2023, 7, 28)


def book(*rows: Sequence[object], sheet: str = "资金", **properties: str) -> bytes:
    """Return a workbook of one sheet, with custom properties."""
    file = openpyxl.Workbook()
    file.active.title = sheet
    for row in (*rows, *made.FUNDS):
        file.active.append(row)
    for name, value in properties.items():
        file.custom_doc_props.append(StringProperty(name=name, value=value))
    target = io.BytesIO()
    file.save(target)
    return target.getvalue()


def test_the_properties_of_a_file_say_whose_it_is():
    content = book(报送单位="620102", 数据截止日期="2023-07-28")
    assert identity(content, "x.xlsx") == Identity(
        unit="620102", as_of=DAY,
        unit_from="文件属性“报送单位”", as_of_from="文件属性“数据截止日期”",
    )  # fmt: skip


def test_without_properties_a_cell_above_the_headings_says_it():
    title = "报送单位：620102 城关区　数据截止日期：2023-07-28　每个项目一行。"
    told = identity(book(["资金", None, title]), "x.xlsx")
    assert (told.unit, told.as_of, told.doubts) == ("620102", DAY, ())
    assert told.unit_from == told.as_of_from == "工作表“资金”单元格C1"


@pytest.mark.parametrize("typed", [DAY, "2023.7.28", "2023年7月28日", "20230728", 45135])
def test_a_date_typed_beside_its_label_is_read_as_any_date_in_a_cell(typed):
    content = book(["报送单位", "620102 城关区"], ["数据截止日期", typed], sheet="填报说明")
    told = identity(content, "x.xlsx")
    assert (told.unit, told.as_of, told.as_of_from) == (
        "620102", DAY, "工作表“填报说明”单元格B2",
    )  # fmt: skip


def test_a_date_left_blank_to_be_filled_in_is_taken_from_the_name():
    content = book(["数据截止日期", None], sheet="填报说明", 报送单位="620102")
    told = identity(content, "620102_兰州市城关区_2023-07-28.xlsx")
    assert (told.unit_from, told.as_of, told.as_of_from) == ("文件属性“报送单位”", DAY, "文件名")


@pytest.mark.parametrize("typed", ["620102 城关区", 620102])
def test_a_blank_workbook_asks_for_unit_and_date_and_says_nothing_until_they_are_filled_in(
    typed, tmp_path
):
    write_template(tmp_path / "空白.xlsx")
    assert identity((tmp_path / "空白.xlsx").read_bytes(), "x.xlsx") == Identity()
    file = openpyxl.load_workbook(tmp_path / "空白.xlsx")
    page = file["填报说明"]
    assert [page[at].value for at in ("A3", "B3", "A4", "B4")] == [
        "报送单位", None, "数据截止日期", None,
    ]  # fmt: skip
    assert not (page["B3"].protection.locked or page["B4"].protection.locked)
    page["B3"], page["B4"] = typed, "2023.7.28"
    file.save(tmp_path / "已填.xlsx")
    told = identity((tmp_path / "已填.xlsx").read_bytes(), "x.xlsx")
    assert (told.unit, told.as_of, told.doubts) == ("620102", DAY, ())


def test_a_blank_workbook_of_a_unit_says_whose_it_is_and_asks_for_the_date(tmp_path):
    write_template(tmp_path / "空白.xlsx", unit="620102")
    told = identity((tmp_path / "空白.xlsx").read_bytes(), "x.xlsx")
    assert (told.unit, told.as_of, told.doubts) == ("620102", None, ())
    page = openpyxl.load_workbook(tmp_path / "空白.xlsx")["填报说明"]
    assert page["B3"].value == "620102 城关区"


def test_where_nothing_says_whose_it_is_the_only_division_of_its_records_is_proposed(tmp_path):
    told = identity(made.write(tmp_path / "县.xlsx", made.county()).read_bytes(), "x.xlsx")
    assert (told.unit, told.proposed) == (None, "620102")
    assert told.doubts == (
        "文件没有写明报送单位，各表的行政区划代码都是620102，请核对是否由该单位报送。",
    )
    of_two = made.changed(made.county(), "项目", 1, "行政区划代码", "620103")
    told = identity(made.write(tmp_path / "两县.xlsx", of_two).read_bytes(), "x.xlsx")
    assert (told.unit, told.proposed, told.doubts) == (None, None, ())


def test_property_and_cell_that_contradict_each_other_leave_both_to_be_asked():
    title = "报送单位：620103 七里河区　数据截止日期：2023-07-28"
    told = identity(book([title], 报送单位="620102", 数据截止日期="2023-07-21"), "x.xlsx")
    assert (told.unit, told.as_of, told.unit_from) == (None, None, "")
    assert told.doubts == (
        "文件中的报送单位不一致：文件属性“报送单位”为620102，工作表“资金”单元格A1为620103，请核对后选定。",
        "文件中的数据截止日期不一致：文件属性“数据截止日期”为2023-07-21，"
        "工作表“资金”单元格A1为2023-07-28，请核对后选定。",
    )


def test_a_name_that_contradicts_the_file_is_said_and_the_file_counts():
    content = book(报送单位="620102", 数据截止日期="2023-07-28")
    told = identity(content, "七里河区20230731.xlsx", names=GANSU)
    assert (told.unit, told.as_of) == ("620102", DAY)
    assert told.doubts == (
        "文件名中的报送单位为620103，文件属性“报送单位”为620102，以文件内容为准，请核对。",
        "文件名中的数据截止日期为2023-07-31，文件属性“数据截止日期”为2023-07-28，以文件内容为准，请核对。",
    )


def test_what_cannot_be_read_as_a_date_is_said():
    told = identity(book(["数据截止日期", "七月底"], sheet="填报说明"), "x.xlsx")
    assert told.as_of is None
    assert told.doubts == (
        "工作表“填报说明”单元格B1写的数据截止日期“七月底”读不出来，应为日期，如 2023-07-28。",
    )


@pytest.mark.parametrize(
    "content",
    [b"", b"PK\x03\x04 cut off", b"%PDF-1.4", raw.packed({"[Content_Types].xml": ""})],
    ids=["empty", "cut off", "another kind", "no workbook"],
)
def test_of_a_file_that_cannot_be_read_the_name_counts(content):
    told = identity(content, "620102_2023-07-28.xlsx")
    assert (told.unit, told.as_of, told.unit_from, told.doubts) == ("620102", DAY, "文件名", ())


def test_a_declared_entity_in_the_properties_is_not_followed():
    parts = raw.parts("")
    link = '<Relationship Id="p" Type="x/custom-properties" Target="docProps/custom.xml"/>'
    parts["_rels/.rels"] = parts["_rels/.rels"].replace(
        "</Relationships>", f"{link}</Relationships>"
    )
    parts["docProps/custom.xml"] = (
        '<!DOCTYPE p [<!ENTITY e "620102">]><p><property name="报送单位">&e;</property></p>'
    )
    assert identity(raw.packed(parts), "x.xlsx") == Identity()


@pytest.mark.parametrize(
    ("name", "unit", "day"),
    [
        ("620102_甘肃省兰州市城关区_2023-07-28.xlsx", "620102", DAY),
        ("620102_20230728.xlsx", "620102", DAY),
        ("标注_620102_甘肃省兰州市城关区_2023-07-28 (1).xlsx", "620102", DAY),
        ("甘肃省兰州市城关区2023年7月28日.xlsx", "620102", DAY),
        ("拉萨市城关区2023.7.28.xlsx", "540102", DAY),
        ("兰州市２０２３０７２８.xlsx", "620100", DAY),
        (r"C:\报送\620102\工作簿.xlsx", None, None),  # a folder is no name of the file
        ("城关区20230728.xlsx", None, DAY),  # in Lanzhou or in Lhasa
        ("620102七里河区.xlsx", None, None),  # a code and a name that differ
        ("620102和620103.xlsx", None, None),
        ("2023-07-21至2023-07-28.xlsx", None, None),
        ("城关区2023年7月.xlsx", None, None),  # a month is no day
        ("2023-02-30.xlsx", None, None),
        ("202307.xlsx", None, None),
        ("报送工作簿.xlsx", None, None),
    ],
)
def test_a_name_counts_where_it_can_mean_but_one(name, unit, day):
    assert (unit_in(name), day_in(name)) == (unit, day)


def test_among_the_divisions_of_one_province_a_bare_name_is_enough():
    assert unit_in("城关区20230728.xlsx", GANSU) == "620102"
    assert unit_in("拉萨市城关区.xlsx", GANSU) is None
    assert unit_in("兰州市.xlsx", GANSU) == "620100"
    assert unit_in("城关区和七里河区.xlsx", GANSU) is None
