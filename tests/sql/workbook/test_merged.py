"""合并单元格和隐藏内容：记录里的合并不当作空白，隐藏的照读并说明。"""

from datetime import date

import pytest
import xlsxwriter

from sql.workbook.checking.check import check
from sql.workbook.checking.context import Checked
from sql.workbook.reading import merged
from sql.workbook.reading.opening import read_book
from tests.sql.workbook.checked import AS_OF, known_divisions
from tests.workbooks import made, raw

COMPOUNDS = (
    ("小区编码", "小区名称", "项目编码", "户数", "楼栋数", "建筑面积(㎡)", "实际开工日期", "备注"),
    ("C1", "一号院", "P1", 100, 4, 8000, None, None),
    ("C2", "二号院", "P1", 90, 3, 7200, None, None),
    ("C3", "三号院", "P1", 80, 3, 6400, None, None),
)


def _opened(tmp_path, mark=lambda _page: None, *, rows=COMPOUNDS, sheet="小区", top=0):
    """写一本工作簿，在给定的表上合并或隐藏一些单元格，再读回来。"""
    path = tmp_path / "x.xlsx"
    with xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd"}) as book:
        pages = {name: book.add_worksheet(name) for name in ("项目", sheet)}
        for name, lines in (("项目", made.PROJECTS), (sheet, rows)):
            for at, row in enumerate(lines, start=0 if name == "项目" else top):
                pages[name].write_row(at, 0, row)
        mark(pages[sheet])
    return read_book(path.read_bytes())


def _found(opened):
    """返回工作簿的全部问题：整本的、读表时的、逐项检查的；表中没有“列入计划日期”一列，不在此列。"""
    book = Checked(sheets=opened.sheets, unit="620102", as_of=AS_OF, known=known_divisions())
    read = [error for sheet in opened.sheets.values() for error in sheet.errors]
    found = [str(each) for each in (*opened.problems, *read, *check(book))]
    return [each for each in found if "列“备注”" not in each and "列入计划日期空白" not in each]


def _merge(cells, value):
    return lambda page: page.merge_range(cells, value)


def test_开工日期合并的指出合并处_不当作未开工(tmp_path):
    opened = _opened(tmp_path, _merge("G2:G4", date(2023, 4, 6)))
    assert _found(opened) == [
        "工作表“小区”G2：G2:G4是合并单元格，“实际开工日期”只有首格有内容（2023-04-06），其余各格等于没有填；"
        "请取消合并，逐格填写。"
    ]


def test_必填列合并的指出合并处_不逐格说不能为空(tmp_path):
    assert _found(_opened(tmp_path, _merge("C2:C4", "P1"))) == [
        "工作表“小区”C2：C2:C4是合并单元格，“项目编码”只有首格有内容（P1），其余各格等于没有填；请取消合并，逐格填写。"
    ]


def test_重点任务的工作分类合并的同样指出(tmp_path):
    heading = ("任务序号", "工作分类", "重点工作", "任务内容", "责任单位", "完成时限")
    tasks = [(n, None, f"工作{n}", f"任务{n}", "住建局", "2023年8月") for n in (1, 2, 3)]
    title = [("2023年重点任务分解表",), ("填报单位：甲一区",)]

    def mark(page):
        page.merge_range("A1:F1", "2023年重点任务分解表")
        page.merge_range("A2:F2", "填报单位：甲一区")
        page.merge_range("B4:B6", "完善政策")

    found = _found(_opened(tmp_path, mark, rows=[*title, heading, *tasks], sheet="重点任务"))
    assert len(found) == 1
    assert "B4：B4:B6是合并单元格，“工作分类”只有首格有内容（完善政策）" in found[0]


def test_一行之内合并几列的也指出(tmp_path):
    found = _found(_opened(tmp_path, _merge("D2:F2", 100)))
    assert len(found) == 1
    assert "D2:F2是合并单元格，“户数、楼栋数、建筑面积(㎡)”只有首格有内容（100）" in found[0]


def test_每处合并各说一句(tmp_path):
    def mark(page):
        page.merge_range("C2:C3", "P1")
        page.merge_range("G2:G4", date(2023, 4, 6))

    assert [each[:15] for each in _found(_opened(tmp_path, mark))] == [
        "工作表“小区”C2：C2:C3", "工作表“小区”G2：G2:G4",
    ]  # fmt: skip


HARMLESS = {
    "备注列不读": "H2:H4",
    "记录下方": "A6:H8",
    "一格加宽到不读的列": "G2:H2",
}


@pytest.mark.parametrize("name", HARMLESS)
def test_不影响所读内容的合并不妨碍报送(name, tmp_path):
    value = date(2023, 4, 6) if name == "一格加宽到不读的列" else None
    assert _found(_opened(tmp_path, _merge(HARMLESS[name], value))) == []


@pytest.mark.parametrize("cells", ["G1:G1048576", "H1:H1048576", "J1:L1048576", "A6:XFD1048576"])
def test_整列整片合并而没有内容的不妨碍报送(cells, tmp_path):
    contents = raw.book({"项目": made.PROJECTS, "小区": COMPOUNDS})
    part = "xl/worksheets/sheet2.xml"
    merge = f'</sheetData><mergeCells count="1"><mergeCell ref="{cells}"/></mergeCells>'
    contents[part] = contents[part].replace("</sheetData>", merge)
    opened = read_book(raw.pack(tmp_path / "x.xlsx", contents).read_bytes())
    assert _found(opened) == []
    assert opened.sheets["compounds"].frame["started_on"].null_count() == 3


def test_合计行里的合并只说合计(tmp_path):
    rows = [*COMPOUNDS, ("合计", None, None, 270, 10, 21600)]
    found = _found(_opened(tmp_path, _merge("A5:C5", "合计"), rows=rows))
    assert len(found) == 1
    assert "第5行像是合计行" in found[0]


def test_被合并盖住的内容不悄悄读入(tmp_path):
    shown = ("C1", "一号院", "P1", None, 4, 8000, None)

    def mark(page):
        page.merge_range("D2:D4", None)
        page.write_column("D3", [90, 80])

    found = _found(_opened(tmp_path, mark, rows=[COMPOUNDS[0], shown, *COMPOUNDS[2:]]))
    assert found == [
        "工作表“小区”D2：D2:D4是合并单元格，被盖住的“户数”单元格里还有看不见的内容；请取消合并，逐格核对。",
        "工作表“小区”D2：“户数”不能为空，请填写。",
    ]


def test_合并处太多的合成一句(tmp_path, monkeypatch):
    monkeypatch.setattr(merged, "MOST", 1)

    def mark(page):
        page.merge_range("C2:C3", "P1")
        page.merge_range("G2:G4", date(2023, 4, 6))

    found = _found(_opened(tmp_path, mark))
    assert found == [
        "工作表“小区”C2：数据区有2处合并单元格（如C2:C3），本表没有读取；请选中整表取消合并，逐格填写。"
    ]


def test_隐藏的行照读并说明是哪几行(tmp_path):
    def mark(page):
        for row in (1, 2, 7):
            page.set_row(row, None, None, {"hidden": True})

    opened = _opened(tmp_path, mark)
    assert _found(opened) == ["工作表“小区”：第2—3行是隐藏的行，已照常读取；不报送的请删除该行。"]
    assert opened.sheets["compounds"].frame.height == 3


def test_筛选隐去的行照读并说明(tmp_path):
    def mark(page):
        page.autofilter("A1:H4")
        page.set_row(3, None, None, {"hidden": True})

    assert _found(_opened(tmp_path, mark)) == [
        "工作表“小区”：第4行没有显示（被筛选或隐藏），已照常读取；不报送的请删除该行。"
    ]


def test_隐藏的列有内容的才说明(tmp_path):
    opened = _opened(tmp_path, lambda page: page.set_column("D:H", None, None, {"hidden": True}))
    assert _found(opened) == [
        f"工作表“小区”：“{label}”所在的{letter}列是隐藏的，已照常读取；请核对其中的内容。"
        for letter, label in (("D", "户数"), ("E", "楼栋数"), ("F", "建筑面积(㎡)"))
    ]


def test_隐藏的表有记录的才说明(tmp_path):
    assert _found(_opened(tmp_path, lambda page: page.hide())) == [
        "工作表“小区”：这是隐藏的工作表，其中3行已照常读取；不报送的请删除该表。"
    ]
    assert _found(_opened(tmp_path, lambda page: page.hide(), rows=COMPOUNDS[:1])) == []


def test_没有表头而有内容的列说明没有读(tmp_path):
    rows = [(*COMPOUNDS[0], None), *((*row, "共3家") for row in COMPOUNDS[1:])]
    assert _found(_opened(tmp_path, rows=rows)) == [
        "工作表“小区”I1：I列没有表头，其中的内容没有读取；需要报送的请补上模板中的表头。",
    ]
