"""A number is read as its format shows it to the officer, or refused where it shows something else."""

import pytest

from sql.workbook.reading.parse import parse_sheet
from sql.workbook.reading.read import read_workbook
from sql.workbook.xml.formats import Look, Shown, Written, shown
from tests.workbooks import raw

AS_STORED = None
LOOKS: dict[str, Look] = {
    "General": AS_STORED,
    "G/通用格式": AS_STORED,
    "@": AS_STORED,
    "0.00E+00": AS_STORED,
    "# ?/?": AS_STORED,
    "#,##0.00_);[Red](#,##0.00)": AS_STORED,
    '_ "¥"* #,##0.00_ ;_ "¥"* \\-#,##0.00_ ;_ "¥"* "-"??_ ;_ @_ ': AS_STORED,
    '[$-804]yyyy"年"m"月";@': Shown.MONTH,
    'e"年"m"月"': Shown.MONTH,
    'm"月"': Shown.MONTH,
    'yyyy"年"m"月"d"日"': Shown.DAY,
    "yyyy-mm-dd hh:mm": Shown.DAY,
    "mm:ss.0": Shown.DAY,
    'yyyy"年"': Shown.YEAR,
    "0.00%": Shown.PERCENT,
    '0.0"%"': Written("%"),
    "0户": Written("户"),
    'General"户"': Written("户"),
    '#,##0.00"亿元"': Written("亿元"),
    "00000": Written("", 5),
    "0!.0,": Shown.OTHERWISE,
    "0.00,": Shown.OTHERWISE,
    '"XM"0000': Shown.OTHERWISE,
    '0"-"00': Shown.OTHERWISE,
    '"—"': Shown.OTHERWISE,
    '[=1]"是";[=0]"否"': Shown.OTHERWISE,
    '[>=10000]0!.0,"万";0': Shown.OTHERWISE,
    "[>0]0;0": AS_STORED,
}


@pytest.mark.parametrize("code", LOOKS)
def test_a_format_tells_what_is_seen_of_a_number(code):
    assert shown(code) == LOOKS[code]


@pytest.mark.parametrize(
    ("code", "stored", "fen"),
    [("0.00", "1.25", 1_250_000), ('0.00"亿元"', "1.25", 12_500_000_000), ("0元", "5000", 500_000)],
)
def test_a_unit_written_by_the_format_is_the_unit_of_the_amount(code, stored, fen, tmp_path):
    assert _funds(tmp_path, code, stored).frame["planned"].to_list() == [fen]


def test_an_amount_that_its_format_scales_is_refused(tmp_path):
    parsed = _funds(tmp_path, "0!.0,", "12505000")
    assert [(e.cell, e.code, e.value) for e in parsed.errors] == [
        ("C2", "shown_otherwise", "12505000")
    ]


def test_a_year_shown_alone_is_a_year_and_no_day(tmp_path):
    cells = raw.text_cell("A1", "项目编码") + raw.text_cell("B1", "计划年度")
    cells += raw.text_cell("C1", "联合审查批复日期")
    line = f'{raw.text_cell("A2", "P1")}<c r="B2" s="1"><v>45078</v></c><c r="C2" s="1"><v>45078</v></c>'
    parsed = _parsed(tmp_path, "yyyy", cells, line, name="项目")
    assert parsed.frame["plan_year"].to_list() == [2023]
    assert [(e.cell, e.code, e.value) for e in parsed.errors] == [("C2", "not_a_date", "2023")]


def _funds(tmp_path, code, stored):
    headings = ("项目编码", "资金来源", "计划金额(万元)")
    cells = "".join(raw.text_cell(f"{'ABC'[at]}1", word) for at, word in enumerate(headings))
    line = raw.text_cell("A2", "P1") + raw.text_cell("B2", "省财政")
    return _parsed(tmp_path, code, cells, f'{line}<c r="C2" s="1"><v>{stored}</v></c>', name="资金")


def _parsed(tmp_path, code, headings, line, *, name):
    told = code.replace('"', "&quot;")
    formats = f'<numFmts><numFmt numFmtId="14" formatCode="{told}"/></numFmts>'
    rows = f'<row r="1">{headings}</row><row r="2">{line}</row>'
    file = raw.pack(tmp_path / "x.xlsx", raw.parts(rows, name=name, formats=formats))
    (sheet,) = read_workbook(file).sheets.values()
    return parse_sheet(sheet)
