"""Officers' habits: titles above the heading, other brackets, moved columns, formats that tell."""

import pytest

from metrics.records.findings import Severity
from sql.workbook.reading.parse import parse_sheet
from sql.workbook.reading.read import read_workbook
from sql.workbook.xml.values import NO_RESULT
from tests.workbooks import made, raw

FUNDS = made.FUNDS


def _read(tmp_path, sheets, **corner):
    return read_workbook(made.write(tmp_path / "x.xlsx", sheets, **corner))


def _codes(text, severity=Severity.REFUSE):
    return [p.code for p in text.problems if p.severity is severity]


def test_titles_above_the_heading_and_an_offset_keep_addresses_true(tmp_path):
    rows = [["2023年资金报表"], [], ["单位：万元"], *FUNDS, [], ["P9", "县财政", "很多"]]
    text = _read(tmp_path, {"资金": rows}, top=2, left=3)
    parsed = parse_sheet(text.sheets["funds"])
    assert parsed.frame["project"].to_list() == ["P1", "P2", "P9"]
    assert parsed.frame["sheet_row"].to_list() == [7, 8, 10]
    assert [(e.cell, e.code) for e in parsed.errors] == [("F10", "not_money")]


HEADINGS = {
    "带星号": ("项目编码*", "资金来源 *", "计划金额(万元)"),
    "全角括号": ("项目编码", "资金来源", "计划金额（万元）"),
    "空格和换行": (" 项目 编码", "资金\n来源", "计划金额\u3000（ 万元 ）"),
    "方括号": ("项目编码", "资金来源", "计划金额【万元】"),
    "换了顺序": ("计划金额(万元)", "项目编码", "资金来源"),
}


@pytest.mark.parametrize("name", HEADINGS)
def test_headings_are_matched_by_their_words(name, tmp_path):
    headings = HEADINGS[name]
    cells = {"项": "P1", "资": "省财政", "计": 12.5}
    row = [cells[h.strip()[0]] for h in headings]
    text = _read(tmp_path, {"资金": [headings, row]})
    assert not text.problems
    frame = parse_sheet(text.sheets["funds"]).frame
    assert frame.select("project", "source", "planned").row(0) == ("P1", "省财政", 12_500_000)


@pytest.mark.parametrize(
    "heading", ["参与征询户数（户）", "参与征询户数*（必填）", "参与征询户数\n(户)(选填)"]
)
def test_a_remark_behind_a_heading_is_no_other_column(heading, tmp_path):
    row = ["C1", "一号院", "P1", 9, 1, 800, 7, "3%"]
    top = [
        "小区编码",
        "小区名称",
        "项目编码",
        "户数(户)",
        "楼栋数",
        "建筑面积（㎡）",
        heading,
        "形象进度％",
    ]
    text = _read(tmp_path, {"小区": [top, row]})
    assert not text.problems
    frame = parse_sheet(text.sheets["compounds"]).frame
    wanted = frame.select("households", "consulted_households", "physical_progress")
    assert wanted.row(0) == (9, 7, 30_000)


def test_a_heading_in_another_unit_is_refused_unless_the_right_one_is_there(tmp_path):
    other = [[*FUNDS[0][:2], "到位金额(亿)"], ["P1", "省财政", 1]]
    assert _codes(_read(tmp_path, {"资金": other})) == ["wrong_unit"]
    code = [["项目编码(新)", *FUNDS[0][1:]]]
    assert _codes(_read(tmp_path, {"资金": code})) == ["missing_column", "wrong_unit"]
    beside = [[*FUNDS[0], "项目编码(旧)"], [*FUNDS[1], "P0"]]
    text = _read(tmp_path, {"资金": beside})
    assert (_codes(text), _codes(text, Severity.WARN)) == ([], ["unread_column"])


LOOKALIKES = {
    "副本": ({"资金": FUNDS, "资金 (2)": FUNDS}, ["sheet_alike"]),
    "续表": ({"资金": FUNDS, "资金（续）": FUNDS}, ["sheet_alike"]),
    "续表编号": ({"资金": FUNDS, "资金续表2": FUNDS}, ["sheet_alike"]),
    "只剩副本": ({"资金(2)": FUNDS, "项目": [["项目编码"]]}, ["sheet_alike"]),
    "带年度": ({"2023年资金表": FUNDS}, []),
    "带年度而另有表": ({"2023年资金表": FUNDS, "区划": FUNDS}, ["sheet_alike"]),
    "本名也在": ({"资金": FUNDS, "资金汇总": FUNDS}, []),
    "无关的表": ({"资金": FUNDS, "小区照片": FUNDS}, []),
}


@pytest.mark.parametrize("name", LOOKALIKES)
def test_rows_in_a_copied_or_renamed_sheet_are_not_lost_in_silence(name, tmp_path):
    sheets, codes = LOOKALIKES[name]
    found = _codes(_read(tmp_path, sheets))
    assert [code for code in found if code == "sheet_alike"] == codes


@pytest.mark.parametrize("name", [" 资金 ", "资 金", "6.资金", "附件6-资金"])
def test_sheets_are_matched_by_their_words(name, tmp_path):
    assert list(_read(tmp_path, {name: FUNDS}).sheets) == ["funds"]


def test_extra_columns_and_sheets_are_named_but_do_no_harm(tmp_path):
    rows = [[*FUNDS[0], "备注"], [*FUNDS[1], "先行拨付"]]
    text = _read(tmp_path, {"资金": rows, "说明页": [["x"]]})
    assert _codes(text) == []
    assert _codes(text, Severity.WARN) == ["unread_sheet", "unread_column"]
    assert "F1" in str(text.problems[1])
    assert "备注" in str(text.problems[1])


def test_problems_of_the_file_come_all_at_once(tmp_path):
    text = _read(
        tmp_path,
        {
            "项目": [["项目编码", "项目名称", "项目名称 "]],
            "资金": [["项目编码", "资金来源", "计划金额(元)"]],
            "小区": [["随便", "什么"]],
            "事件": [["事件编码"]],
        },
    )
    assert sorted(_codes(text)) == [
        "missing_column", "missing_column", "no_headings", "same_heading", "wrong_unit",
    ]  # fmt: skip
    lines = [str(p) for p in text.problems]
    assert "工作表“项目”：缺少必填列：行政区划代码、计划年度。请按报送模板补上该列。" in lines
    assert "工作表“项目”C1：表头“项目名称”出现了2次（B1、C1），请只保留一列。" in lines


def test_a_file_without_a_known_sheet_says_what_it_holds(tmp_path):
    text = _read(tmp_path, {"Sheet1": [["x"]]})
    assert _codes(text) == ["no_sheet"]
    assert "Sheet1" in str(text.problems[0])


def test_a_sheet_without_a_word_is_as_good_as_left_out(tmp_path):
    text = _read(tmp_path, {"资金": FUNDS, "事件": [], "小区": [["  "]]})
    assert _codes(text) == []
    assert {name: sheet.frame.height for name, sheet in text.sheets.items()} == {
        "compounds": 0, "funds": len(FUNDS) - 1, "events": 0,
    }  # fmt: skip


def test_the_same_sheet_twice_is_refused(tmp_path):
    assert "same_sheet" in _codes(_read(tmp_path, {"资金": FUNDS, "资金 ": FUNDS}))


def _one_row(tmp_path, cells, **options):
    """Read a sheet 小区 with the headings 小区编码, 形象进度, 实际开工日期, 小区名称 over some cells."""
    headings = ("小区编码", "形象进度(%)", "实际开工日期", "小区名称", "项目编码", "户数", "楼栋数",
                "建筑面积(㎡)")  # fmt: skip
    top = "".join(raw.text_cell(f"{c}1", h) for c, h in zip("ABCDEFGH", headings, strict=True))
    rows = f'<row r="1">{top}</row><row r="2">{cells}</row>'
    path = raw.pack(tmp_path / "x.xlsx", raw.parts(rows, name="小区", **options))
    return read_workbook(path).sheets["compounds"]


def test_a_percent_format_tells_what_a_stored_1_means(tmp_path):
    text = _one_row(tmp_path, '<c r="B2" s="3"><v>1</v></c>')
    assert text.frame["physical_progress"].to_list() == ["100%"]
    assert parse_sheet(text).frame["physical_progress"].to_list() == [1_000_000]


def test_a_plain_1_in_a_percent_column_is_asked_about(tmp_path):
    errors = parse_sheet(_one_row(tmp_path, '<c r="B2"><v>1</v></c>')).errors
    assert [(e.cell, e.code) for e in errors] == [("B2", "ambiguous_percent")]


def test_a_format_without_days_tells_that_a_month_was_typed(tmp_path):
    text = _one_row(tmp_path, '<c r="C2" s="2"><v>45078</v></c>')
    assert text.frame["started_on"].to_list() == ["2023-06"]


def test_dates_counted_from_1904_are_understood(tmp_path):
    cells = '<c r="C2" s="1"><v>43616</v></c>'
    text = _one_row(tmp_path, cells, properties='<workbookPr date1904="1"/>')
    assert parse_sheet(text).frame["started_on"].to_list()[0].isoformat() == "2023-06-01"


def test_every_day_of_a_workbook_from_1904_is_counted_from_there_and_other_numbers_are_not(
    tmp_path,
):
    """Under a plain format the number alone stands there; a text is what was typed."""
    cells = {
        '<c r="C2"><v>43616</v></c><c r="F2"><v>43616</v></c>': ("2023-06-01", 43_616),
        '<c r="C2" s="2"><v>43616</v></c>': ("2023-06-30", None),
        raw.text_cell("C2", "45078"): ("2023-06-01", None),
        '<c r="C2"><v>20230601</v></c><c r="F2"><v>68</v></c>': ("2023-06-01", 68),
    }
    for row, (day, households) in cells.items():
        text = _one_row(tmp_path, row, properties='<workbookPr date1904="1"/>')
        frame = parse_sheet(text).frame
        assert str(frame["started_on"][0]) == day
        assert frame["households"][0] == households


def test_an_identifier_that_lost_digits_is_refused_but_long_text_is_kept(tmp_path):
    text = _one_row(tmp_path, '<c r="A2"><v>1.23E+18</v></c>' + raw.text_cell("E2", "1" + "0" * 18))
    parsed = parse_sheet(text)
    assert [(e.cell, e.code) for e in parsed.errors] == [("A2", "digits_lost")]
    assert parsed.frame["project"].to_list() == ["1" + "0" * 18]


def test_an_identifier_kept_as_a_number_is_read(tmp_path):
    assert (
        parse_sheet(_one_row(tmp_path, '<c r="A2"><v>620102</v></c>')).frame["compound"][0]
        == "620102"
    )


@pytest.mark.parametrize("empty", ["<v></v>", "<v/>", "<v />", ""])
def test_a_formula_saved_without_its_result_is_not_taken_for_a_blank(empty, tmp_path):
    text = _one_row(tmp_path, f'<c r="A2"><v>1</v></c><c r="F2" s="1"><f>60+8</f>{empty}</c>')
    assert text.frame["households"].to_list() == [NO_RESULT]


def test_a_formula_that_gives_an_empty_text_is_a_blank(tmp_path):
    cells = '<c r="A2"><v>1</v></c><c r="F2" t="str"><f>IF(A2,"","")</f><v></v></c>'
    parsed = parse_sheet(_one_row(tmp_path, cells))
    assert (parsed.frame["households"].to_list(), parsed.errors) == ([None], ())


def test_errors_of_formulas_are_reported_as_themselves(tmp_path):
    cells = (
        '<c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="C2" t="e"><v>#REF!</v></c>'
        '<c r="D2"><f>A2</f></c>' + raw.text_cell("F2", "#N/A")
    )
    text = _one_row(tmp_path, cells)
    assert text.frame["name"].to_list() == [NO_RESULT]
    found = {e.cell: (e.code, e.value) for e in parse_sheet(text).errors}
    assert found == {
        "B2": ("formula_error", "#DIV/0!"),
        "C2": ("formula_error", "#REF!"),
        "D2": ("no_result", ""),
        "F2": ("formula_error", "#N/A"),
    }


def test_blank_rows_and_rows_of_spaces_are_no_records(tmp_path):
    rows = [FUNDS[0], [], ["  ", "\u3000"], *FUNDS[1:], [], [None, " "]]
    assert parse_sheet(_read(tmp_path, {"资金": rows}).sheets["funds"]).frame.height == 2


@pytest.mark.parametrize(("value", "code"), [("4月1日", "not_a_day"), ("-", "placeholder_here")])
def test_nothing_is_advised_that_a_required_cell_refuses(value, code, tmp_path):
    rows = [
        ("事件编码", "行政区划代码", "类型", "发生日期", "核实状态"),
        ("S1", "1", "挪用", value, "待核"),
    ]
    parsed = parse_sheet(_read(tmp_path, {"事件": rows}).sheets["events"])
    assert [(e.cell, e.code) for e in parsed.errors] == [("D2", code)]
    assert "无" not in parsed.errors[0].message


def test_zero_is_not_advised_where_one_is_the_least(tmp_path):
    top = ["小区编码", "小区名称", "项目编码", "户数", "楼栋数", "建筑面积(㎡)"]
    text = _read(tmp_path, {"小区": [top, ["C1", "一号院", "P1", "不详", "不详", 800]]})
    households, buildings = parse_sheet(text.sheets["compounds"]).errors
    assert "应为不小于1的整数" in str(households) and "填0" not in str(households)
    assert "没有的填0" in str(buildings)
