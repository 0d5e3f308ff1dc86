"""A file says the same in any spelling that XML allows, and what could be read in two ways is refused."""

import re

import pytest
import xlsxwriter

from sql.workbook import guard
from sql.workbook.refusals import WorkbookRefused
from sql.workbook.xml.pages import read_file
from sql.workbook.xml.plain_rows import PlainRows
from sql.workbook.xml.sheet import SheetMarkup
from sql.workbook.xml.values import LONG_NUMBER, NO_RESULT
from tests.workbooks import made, raw

SHEET, BOOK, STYLES = "xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
ROWS = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>名称</t></is></c><c r="B1" t="str"><v>数</v></c></row>'
    '<row r="2"><c r="A2" s="2"><v>45078</v></c><c r="B2" s="3"><v>1</v></c><c r="C2"><f>A2</f></c>'
    '<c r="D2"><f>1+1</f><v>2</v></c><c r="E2" t="b"><v>1</v></c><c r="F2" t="e"><v>#N/A</v></c></row>'
    '<row r="3"><c r="A3" s="1"><v>45079.5</v></c><c r="B3"><v>123456789012345678</v></c>'
    '<c r="C3" t="str"><f>""</f><v></v></c><c r="D3"><v>0.10000000000000001</v></c>'
    '<c r="E3" s="1"/><c r="F3"><v>-7.5E-3</v></c></row>'
)
TEXTS = [
    ("名称", "数", None, None, None, None),
    ("2023-06", "100%", NO_RESULT, "2", "true", "#N/A"),
    ("2023-06-02 12:00:00", f"{LONG_NUMBER}123456789012345680", None, "0.1", None, "-0.0075"),
]


def _texts(parts):
    return read_file(raw.packed(parts), lambda _name: True).pages[0].frame.rows()


def _tags(change):
    return lambda xml: re.sub(r"<[^!?][^>]*>", lambda tag: change(tag[0]), xml)


def _attributes(change):
    """Change the attributes of every tag, as a list of name="value"."""

    def changed(tag):
        name, inside, end = re.fullmatch(r"(</?[\w:]+)(.*?)(/?>)", tag, re.DOTALL).groups()
        listed = re.findall(r'[\w:]+="[^"]*"', inside)
        return name + "".join(f" {each}" for each in change(listed)) + end

    return _tags(changed)


def _prefixed(xml):
    named = re.sub(r"<(/?)(\w)", r"<\1x:\2", xml)
    return named.replace(' xmlns="', ' xmlns:x="')


def _numbers_as_references(xml):
    return re.sub(
        r"(?<=<v>)[^<]*", lambda v: "".join(f"&#{ord(character)};" for character in v[0]), xml
    )


SPELLINGS = {
    "别的前缀": _prefixed,
    "单引号": _tags(lambda tag: tag.replace('"', "'")),
    "属性倒序": _attributes(lambda listed: listed[::-1]),
    "属性间空行": _tags(lambda tag: tag.replace(" ", " \r\n\t").replace('">', '" >')),
    "等号前后空格": _tags(lambda tag: tag.replace('="', ' = "')),
    "多出的属性": lambda xml: xml.replace("<c ", '<c ph="1" cm="0" ').replace("<row ", '<row ht="9" '),
    "CDATA": lambda xml: re.sub(r"<v>([^<]+)</v>", r"<v><![CDATA[\1]]></v>", xml),
    "字符引用": _numbers_as_references,
    "地址里的字符引用": lambda xml: xml.replace('r="A', 'r="&#65;').replace('r="B', 'r="&#x42;'),
    "单元格不写地址": lambda xml: re.sub(r' r="[A-Z]\d"', "", xml),
    "行也不写行号": lambda xml: re.sub(r' r="[A-Z]?\d"', "", xml),
    "严格格式": lambda xml: xml.replace(MAIN, STRICT),
    "注释": lambda xml: xml.replace("<v>4", "<v><!-- <d r='A9'> -->4").replace("<c ", "<!----><c "),
    "处理指令": lambda xml: xml.replace("<row ", "<?x <row?><row "),
    "注释里的行": lambda xml: xml.replace(
        '<row r="2"', '<!-- <row r="2"><c r="A2"><v>9</v></c></row> --><row r="2"'),
    "注释里的表": lambda xml: xml.replace(
        "<sheetData>", '<!-- <sheetData><row r="1"><c r="A1"><v>9</v></c></row> --><sheetData>'),
    "两段文字": lambda xml: xml.replace(
        "<is><t>名称</t></is>",
        '<is><r><rPr><b/></rPr><t>名</t></r><r><t>称</t></r><rPh sb="0" eb="1"><t>míng</t></rPh></is>'),
    "公式的属性": lambda xml: xml.replace("<f>", '<f t="shared" ref="A1" si="0" ca="1">'),
    "公式里的尖括号": lambda xml: xml.replace("<f>1+1", "<f>1&lt;2&amp;3"),
    "空行": lambda xml: xml.replace('<row r="2">', '<row r="2" ht="3" spans="1:6">'),
    "行的扩展": lambda xml: xml.replace("</row>", "<extLst><ext><c/></ext></extLst></row>"),
    "表外的扩展": lambda xml: xml.replace(
        "</worksheet>", '<mc:AlternateContent xmlns:mc="urn:mc"><mc:Choice><row/></mc:Choice>'
        "</mc:AlternateContent></worksheet>"),
    "别家的属性": lambda xml: xml.replace(
        "<row ", '<row xmlns:o="urn:o" o:r="9" o:hidden="1" '),
    "没有声明": lambda xml: xml.partition("?>")[2],
    "字节顺序标记": lambda xml: "\ufeff" + xml,
    "数字前后空格": lambda xml: re.sub(r"<v>([^<]+)</v>", "<v>\n \\1 </v>", xml).replace("\n 数 ", "数"),
    "写明数字": lambda xml: re.sub(r'<c r="(\w+)"( s="\d")?><v>', r'<c r="\1"\2 t="n"><v>', xml),
}  # fmt: skip


@pytest.mark.parametrize("name", SPELLINGS)
def test_every_legal_spelling_of_a_sheet_reads_the_same(name):
    parts = raw.parts(ROWS)
    changed = SPELLINGS[name](parts[SHEET])
    assert changed != parts[SHEET]
    assert _texts(parts) == TEXTS
    assert _texts(parts | {SHEET: changed}) == TEXTS


def _in_all_parts(change):
    return lambda parts: {name: change(xml) for name, xml in parts.items()}


def _moved(parts):
    """Put the workbook into another folder, named absolutely and in capitals."""
    moved = {
        name.replace("xl/workbook", "Mappe/Buch").replace(
            "xl/_rels/workbook", "Mappe/_rels/Buch"
        ): xml
        for name, xml in parts.items()
    }
    moved["_rels/.rels"] = moved["_rels/.rels"].replace("xl/workbook.xml", "/MAPPE/buch.xml")
    links = moved["Mappe/_rels/Buch.xml.rels"]
    links = links.replace("worksheets/sheet1.xml", "/xl/x/../work%73heets/sheet1.xml")
    return moved | {"Mappe/_rels/Buch.xml.rels": links.replace("styles.xml", "../xl/styles.xml")}


PACKAGES = {
    "别的前缀": _in_all_parts(lambda xml: _prefixed(xml) if "content-types" not in xml else xml),
    "单引号": _in_all_parts(_tags(lambda tag: tag.replace('"', "'"))),
    "属性倒序": _in_all_parts(_attributes(lambda listed: listed[::-1])),
    "严格格式": _in_all_parts(
        lambda xml: xml.replace(MAIN, STRICT).replace(
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            "http://purl.oclc.org/ooxml/officeDocument/relationships")),
    "工作簿在别处": _moved,
}  # fmt: skip


@pytest.mark.parametrize("name", PACKAGES)
def test_every_legal_spelling_of_a_package_reads_the_same(name):
    assert _texts(PACKAGES[name](raw.parts(ROWS))) == TEXTS


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("a_x000D_b", "a\rb"),
        ("_x005F_x0041_", "_x0041_"),
        ("_xD83D__xDE00_", "😀"),
        ("_x0000_", "\x01"),
    ],
)
def test_characters_that_excel_writes_by_their_number_are_read(written, meant):
    rows = f'<row r="1">{raw.text_cell("A1", written)}<c r="B1" t="str"><v>{written}</v></c></row>'
    assert _texts(raw.parts(rows)) == [(meant, meant)]


@pytest.mark.parametrize("size", [1, 7, 64, 300])
def test_it_does_not_matter_where_a_piece_ends(size, monkeypatch):
    monkeypatch.setattr(guard, "PIECE", size)
    assert _texts(raw.parts(ROWS)) == TEXTS


def _cell(inside="<v>1</v>", attributes='r="A1"'):
    return f'<row r="1"><c {attributes}>{inside}</c></row>'


ODD = {
    "单元格里的单元格": _cell('<c r="A1"><v>1</v></c>'),
    "两个值": _cell("<v>1</v><v>2</v>"),
    "值和文字": _cell("<is><t>a</t></is><v>2</v>", 'r="A1" t="inlineStr"'),
    "值外的文字": _cell("<v>1</v>2"),
    "值里的标记": _cell("<v>1<b/>2</v>"),
    "行里的文字": '<row r="1">9<c r="A1"><v>1</v></c></row>',
    "表里的文字": "9" + _cell(),
    "行外的单元格": '<c r="A1"><v>1</v></c>',
    "行里的值": '<row r="1"><v>1</v></row>',
    "没见过的标记": '<row r="1"><d r="A1"><v>1</v></d></row>',
    "别家的标记": '<row r="1"><o:c xmlns:o="urn:o" r="A1"><v>1</v></o:c></row>',
    "二选一": '<mc:AlternateContent xmlns:mc="urn:mc"><row r="1"/></mc:AlternateContent>',
    "同一单元格两次": '<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>',
    "单元格倒序": '<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>2</v></c></row>',
    "同一行两次": _cell() + _cell(),
    "行倒序": '<row r="2"/>' + _cell(),
    "别行的地址": _cell(attributes='r="A2"'),
    "小写的地址": _cell(attributes='r="a1"'),
    "全角的地址": _cell(attributes='r="A１"'),
    "不是地址": _cell(attributes='r="1A"'),
    "不是行号": '<row r="x"><c><v>1</v></c></row>',
    "超出Excel的行": '<row r="1048577"/>',
    "没见过的类型": _cell(attributes='r="A1" t="x"'),
    "不是数字": _cell("<v>abc</v>"),
    "全角数字": _cell("<v>１</v>"),
    "无穷大": _cell("<v>1E999</v>"),
    "非数": _cell("<v>NaN</v>"),
    "没有的格式": _cell(attributes='r="A1" s="4"'),
    "负的格式": _cell(attributes='r="A1" s="-1"'),
    "不是真假": _cell("<v>2</v>", 'r="A1" t="b"'),
    "数字写成文字的样子": _cell("<is><t>1</t></is>"),
    "文字写成数字的样子": _cell("<v>1</v>", 'r="A1" t="inlineStr"'),
    "合并处不是地址": _cell() + "</sheetData><mergeCells><mergeCell ref='A1:x'/></mergeCells><sheetData>",
    "两张表": _cell() + "</sheetData><sheetData>",
}  # fmt: skip


@pytest.mark.parametrize("name", ODD)
def test_what_could_be_read_in_two_ways_is_refused(name):
    with pytest.raises(WorkbookRefused) as refusal:
        _texts(raw.parts(ODD[name]))
    assert str(refusal.value).endswith("请用 Excel 或 WPS 另存后再报。")


@pytest.mark.parametrize("name", ["xlsxwriter", "raw", "spelled"])
def test_the_pattern_of_plain_rows_says_what_the_parser_says(name, tmp_path, monkeypatch):
    contents = {
        "xlsxwriter": lambda: _written(tmp_path / "x.xlsx").read_bytes(),
        "raw": lambda: raw.packed(raw.book(made.county())),
        "spelled": lambda: raw.packed(raw.parts(ROWS)),
    }[name]()
    fast = read_file(contents, lambda _name: True)
    monkeypatch.setattr(PlainRows, "left", lambda _self, pieces: pieces)
    slow = read_file(contents, lambda _name: True)
    assert [p.frame.rows() for p in fast.pages] == [p.frame.rows() for p in slow.pages]
    assert [p.layout for p in fast.pages] == [p.layout for p in slow.pages]


def _written(path):
    with xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd"}) as book:
        page, percent = book.add_worksheet("项目"), book.add_format({"num_format": "0.0%"})
        page.set_row(3, 30, None, {"hidden": True})
        for at, row in enumerate(made.COMPOUNDS * 20):
            for column, cell in enumerate(row):
                made.put(page, at, column, cell)
        page.write_number(2, 9, 0.785, percent)
        page.write_formula(4, 9, "=1+1", None, 2)
        page.write_blank(5, 9, None, percent)
    return path


def test_common_files_need_no_slow_row(tmp_path, monkeypatch):
    heard = []
    begin = SheetMarkup._begin_row
    monkeypatch.setattr(
        SheetMarkup, "_begin_row", lambda s, told: (heard.append(told), begin(s, told))
    )
    read_file(_written(tmp_path / "x.xlsx").read_bytes(), lambda _name: True)
    assert [told["r"] for told in heard] == ["4"]  # the hidden one


@pytest.mark.parametrize("cell", ["<v>1]]></v>", "<f>A1&x;</f><v>1</v>", "<f>A1&</f><v>1</v>"])
def test_a_plain_row_that_is_no_xml_is_no_plain_row(cell):
    with pytest.raises(WorkbookRefused, match="已损坏"):
        _texts(raw.parts(_cell(cell, 'r="A1" t="str"')))
