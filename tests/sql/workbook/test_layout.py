"""Merged cells, hidden rows, columns and sheets: read, and told beside the values."""

import pytest
import xlsxwriter

from sql.workbook.reading.read import read_workbook
from sql.workbook.xml.layout import PLAIN
from sql.workbook.xml.pages import read_file
from tests.workbooks import made, raw


def _written(tmp_path, mark):
    path = tmp_path / "x.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet("资金")
        for at, row in enumerate((*made.FUNDS, ("P3", "省财政", 1), ("P4", "省财政", 2))):
            page.write_row(at, 0, row)
        mark(page)
    return read_workbook(path).sheets["funds"]


def test_a_plain_sheet_has_a_plain_layout(tmp_path):
    assert _written(tmp_path, lambda _page: None).layout == PLAIN


def test_merged_ranges_are_told_as_the_file_names_them(tmp_path):
    def mark(page):
        page.merge_range("B2:B3", "中央财政补助")
        page.merge_range("D4:E4", 7)

    assert _written(tmp_path, mark).layout.merged == ("B2:B3", "D4:E4")


def test_hidden_rows_are_read_and_told_in_spans(tmp_path):
    def mark(page):
        for row in (1, 2, 4):
            page.set_row(row, None, None, {"hidden": True})
        page.set_column(2, 3, None, None, {"hidden": True})

    text = _written(tmp_path, mark)
    assert text.layout.hidden_rows == ((2, 3), (5, 5))
    assert text.layout.hidden_columns == ((2, 3),)
    assert not text.layout.filtered
    assert text.frame["project"].to_list() == ["P1", "P2", "P3", "P4"]


def test_rows_that_a_filter_hides_are_told_as_filtered(tmp_path):
    def mark(page):
        page.autofilter("A1:E5")
        page.set_row(3, None, None, {"hidden": True})

    layout = _written(tmp_path, mark).layout
    assert (layout.hidden_rows, layout.filtered) == (((4, 4),), True)
    assert not _written(tmp_path, lambda page: page.autofilter("A1:E5")).layout.filtered


@pytest.mark.parametrize("size", ["0", "0.0"])
def test_rows_and_columns_without_any_height_or_width_are_hidden(size):
    rows = [f'<row r="{n}" {{}}>{raw.text_cell(f"A{n}", "甲")}</row>' for n in (1, 2, 3)]
    told = "".join(rows).format("", f'ht="{size}" customHeight="1"', 'ht="0.5" customHeight="1"')
    columns = f'<cols><col min="3" max="4" width="{size}"/><col min="5" max="5" width="9"/></cols>'
    page = {"xl/worksheets/sheet1.xml": raw.sheet_xml(told, before=columns)}
    contents = raw.parts(told) | page
    (page,) = read_file(raw.packed(contents), lambda _name: True).pages
    assert (page.layout.hidden_rows, page.layout.hidden_columns) == (((2, 2),), ((2, 3),))
    assert page.frame.height == 3


def test_a_hidden_sheet_is_read_and_told(tmp_path):
    path = tmp_path / "x.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet("说明页")
        for name, hide in (("资金", "hide"), ("项目", "very_hidden")):
            page = book.add_worksheet(name)
            getattr(page, hide)()
            for at, row in enumerate(made.FUNDS if name == "资金" else made.PROJECTS):
                page.write_row(at, 0, row)
    sheets = read_workbook(path).sheets
    assert {name: sheet.layout.state for name, sheet in sheets.items()} == {
        "funds": "hidden", "projects": "veryHidden",
    }  # fmt: skip
    assert sheets["funds"].frame.height == 2
