"""What one file may take and hand over is bounded, and each bound has its own sentence."""

import pytest

from metrics.records.findings import CellError, Severity
from sql.workbook.children import Cause, ChildFailed
from sql.workbook.reading import handed
from sql.workbook.reading.handed import Book, packed, unpacked
from sql.workbook.reading.opening import read_book
from sql.workbook.reading.reader import Reader
from sql.workbook.refusals import WorkbookRefused
from sql.workbook.xml import grid, sheet
from tests.workbooks import made, raw

SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def _refused(contents):
    with pytest.raises(WorkbookRefused) as refusal:
        read_book(raw.packed(contents))
    return str(refusal.value)


def _with_strings(rows, *texts):
    contents = raw.parts(rows)
    links = "xl/_rels/workbook.xml.rels"
    link = (
        '<Relationship Id="t" Type="x/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
    )
    contents[links] = contents[links].replace("</Relationships>", link)
    listed = "".join(f"<si><t>{text}</t></si>" for text in texts)
    return contents | {STRINGS: f'<sst xmlns="{MAIN}">{listed}</sst>'}


LONG = "长" * 32_768
TOO_LONG = {
    "共享文字": _with_strings('<row r="1"><c r="B1" t="s"><v>0</v></c></row>', LONG),
    "自带文字": raw.parts(f'<row r="1">{raw.text_cell("B1", LONG)}</row>'),
    "公式文字": raw.parts(f'<row r="1"><c r="B1" t="str"><f>A1</f><v>{LONG}</v></c></row>'),
    "分段文字": raw.parts(
        f'<row r="1"><c r="B1" t="inlineStr"><is>{f"<r><t>{LONG[:1000]}</t></r>" * 33}</is></c></row>'),
}  # fmt: skip


@pytest.mark.parametrize("name", TOO_LONG)
def test_a_cell_longer_than_excel_allows_is_named(name):
    assert _refused(TOO_LONG[name]) == (
        "工作表“项目”的单元格B1超过32767个字，超出 Excel 的上限，请改正后再上传。"
    )


def test_a_cell_as_long_as_excel_allows_is_read():
    rows = f'<row r="1">{raw.text_cell("A1", "项目编码")}{raw.text_cell("B1", LONG[:-1])}</row>'
    codes = [problem.code for problem in read_book(raw.packed(raw.parts(rows))).problems]
    assert codes == ["missing_column", "unread_column"]


def test_one_long_text_named_by_many_cells_is_counted_each_time(monkeypatch):
    monkeypatch.setattr(grid, "MAX_ALL_TEXT", 100_000)
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 9))
    assert "文字已超过" in _refused(_with_strings(rows, LONG[:20_000]))


def test_blank_cells_between_count_as_cells(monkeypatch):
    monkeypatch.setattr(grid, "MAX_CELLS", 1_000)
    far = '<row r="1"><c r="A1"><v>1</v></c></row><row r="100"><c r="K100"><v>1</v></c></row>'
    assert "工作表“项目”为止，表格已超过" in _refused(raw.parts(far))


@pytest.mark.parametrize("cell", ["GS1", "XFD1", "A200001", "A1048576"])
def test_a_cell_far_out_is_named(cell):
    row = "".join(character for character in cell if character.isdigit())
    rows = f'<row r="{row}"><c r="{cell}"><v>1</v></c></row>'
    assert f"工作表“项目”的单元格{cell}超出第200000行或GR列" in _refused(raw.parts(rows))


def test_sheets_and_their_names_are_bounded():
    many = {f"表{n}": [] for n in range(256)}
    assert "工作表超过255个" in _refused(raw.book(many))
    named = _refused(raw.parts("", name="长" * 100_000))
    assert named.startswith(f"工作表名称“{'长' * 31}……”超过31个字")


def test_merged_ranges_are_bounded(monkeypatch):
    monkeypatch.setattr(sheet, "MAX_MERGED", 3)
    contents = raw.parts("")
    merged = "".join(f'<mergeCell ref="A{n}:B{n}"/>' for n in range(1, 9))
    contents[SHEET] = contents[SHEET].replace(
        "</sheetData>", f"</sheetData><mergeCells>{merged}</mergeCells>"
    )
    assert "合并单元格或隐藏列超过3个" in _refused(contents)


_ATTRIBUTES = " ".join(f'x{n}="9"' for n in range(400_000))
HUGE = {
    "属性很长": f'<row r="1" x="{"9" * 3_000_000}"/>',
    "属性很多": f'<row r="1" {_ATTRIBUTES}/>',
    "层层嵌套": f'<row r="1"><extLst>{"<x>" * 1_000}{"</x>" * 1_000}</extLst></row>',
}


@pytest.mark.parametrize("name", HUGE)
def test_endless_tags_and_depths_are_refused(name):
    assert _refused(raw.parts(HUGE[name])).endswith("请用 Excel 或 WPS 另存后再报。")


def test_formats_are_bounded():
    contents = raw.parts("")
    many = '<xf numFmtId="0"/>' * 65_600
    contents["xl/styles.xml"] = contents["xl/styles.xml"].replace("</cellXfs>", f"{many}</cellXfs>")
    assert "单元格格式超过65535个" in _refused(contents)


def _book(*, refusing, warning):
    book = read_book(raw.packed(raw.book(made.county())))
    errors = [
        *(CellError(code="missing", cell=f"A{n}", severity=Severity.WARN) for n in range(warning)),
        *(CellError(code="missing", cell=f"B{n}", value="甲" * 9_000) for n in range(refusing)),
    ]
    sheets = dict(book.sheets)
    name = next(iter(sheets))
    changed = type(sheets[name])(
        sheets[name].sheet, sheets[name].frame, sheets[name].columns, tuple(errors)
    )
    return Book(sheets | {name: changed}, ())


def test_findings_handed_over_are_bounded_and_none_that_refuses_gives_way_to_a_warning(monkeypatch):
    monkeypatch.setattr(handed, "MOST_FINDINGS", 10)
    told, rows = packed(_book(refusing=4, warning=100))
    errors = [error for each in unpacked(told, rows).sheets.values() for error in each.errors]
    assert len(errors) == 10
    assert [error.severity for error in errors[:4]] == [Severity.REFUSE] * 4
    assert max(len(error.value) for error in errors) == handed._LONGEST_VALUE


def test_what_is_handed_over_is_the_same_book():
    rows = made.changed(made.county(), "小区", 1, "户数", "不详")
    book = read_book(raw.packed(raw.book(rows)))
    again = unpacked(*packed(book))
    for name, parsed in book.sheets.items():
        other = again.sheets[name]
        assert parsed.frame.equals(other.frame)
        assert (parsed.columns, parsed.errors) == (other.columns, other.errors)
        assert {n: r.to_list() for n, r in parsed.refused.items()} == {
            n: r.to_list() for n, r in other.refused.items()
        }
    assert book.sheets["compounds"].refused


class _Children:
    """Fails as a process would."""

    def __init__(self, failure):
        self._failure = failure

    def ask(self, *_asked, **_limits):
        raise self._failure


CAUSES = {
    Cause.SLOW: "仍未完成",
    Cause.MEMORY: "所需的内存超出上限",
    Cause.ENDED: "意外中止",
    Cause.BROKEN: "已损坏",
}


@pytest.mark.parametrize("cause", Cause)
def test_every_cause_has_its_own_sentence(cause):
    with pytest.raises(WorkbookRefused, match=CAUSES[cause]):
        Reader(children=_Children(ChildFailed(cause))).read(raw.packed(raw.parts("")))
