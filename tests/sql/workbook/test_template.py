"""The blank workbook and the filled one: headings, lists, locks, and back again unchanged."""

import warnings
from datetime import date

import openpyxl
import polars as pl
import pytest

from metrics.records.schema import NEVER, Kind
from metrics.records.sheets import SHEETS
from sql.workbook.dropdowns import NATIONAL_LISTS, allowed, lists_of
from sql.workbook.reading.parse import parse_sheet
from sql.workbook.reading.read import read_workbook
from sql.workbook.writing.template import (
    FIRST_DATA_ROW,
    HEADING_ROW,
    write_template,
    write_workbook,
)

EXTREMES = {
    Kind.CODE: ["A1", "620102001001", "123456789012345678"],
    Kind.TEXT: ["和平路1号院", "无", "=1+1"],
    Kind.FLAG: [True, False, None],
    Kind.COUNT: [0, 999_999_999, None],
    Kind.YEAR: [2015, 2023, 2100],
    Kind.MONEY: [1, 123_450_000, 999_999_999_999_999],
    Kind.DECIMAL: [1, 14_280_500_000, 999_999_999_999_999],
    Kind.PERCENT: [0, 10_000, 1_000_000],
    Kind.DATE: [date(1950, 1, 1), NEVER, date(2100, 12, 31)],
}


@pytest.fixture(scope="module")
def blank(tmp_path_factory):
    path = tmp_path_factory.mktemp("template") / "模板.xlsx"
    write_template(path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(path)
    yield book
    book.close()


def _extremes(sheet):
    return pl.DataFrame(
        {
            c.name: [allowed(c)[0], allowed(c)[-1], allowed(c)[0]]
            if c.kind is Kind.CHOICE
            else [c.example] * 3
            if c.grammar
            else [
                max(v, c.low or 0) if c.kind is Kind.COUNT and v == 0 else v
                for v in EXTREMES[c.kind]
            ]
            for c in sheet.columns
        },
        schema=sheet.schema,
    )


def test_the_headings_are_those_of_the_dictionary(blank):
    for sheet in SHEETS:
        cells = blank[sheet.label][HEADING_ROW + 1][: len(sheet.columns)]
        assert [c.value for c in cells] == [c.label + "*" * c.required for c in sheet.columns]


def test_only_cells_to_be_filled_are_unlocked(blank):
    for sheet in SHEETS:
        page = blank[sheet.label]
        assert page.protection.sheet
        assert not page.protection.sort
        assert not page.protection.autoFilter
        for row in range(1, FIRST_DATA_ROW + 1):
            for at in range(1, len(sheet.columns) + 1):
                assert page.cell(row, at).protection.locked
        ranges = [
            (d.min, d.max) for d in page.column_dimensions.values() if not d.protection.locked
        ]
        unlocked = {at for low, high in ranges for at in range(low, high + 1)}
        assert unlocked >= set(range(1, len(sheet.columns) + 1))
    assert blank["填报说明"].protection.sheet


def test_every_list_has_a_dropdown_and_every_column_a_hint(blank):
    for sheet in SHEETS:
        rules = blank[sheet.label].data_validations.dataValidation
        titles = {rule.promptTitle: rule for rule in rules}
        for column in sheet.columns:
            rule = titles[column.label[:32]]
            assert rule.prompt
            assert (rule.type == "list") == bool(allowed(column)), column.label
    items = next(r for r in blank["改造内容"].data_validations.dataValidation if r.type == "list")
    assert items.formula1 == '"' + ",".join(NATIONAL_LISTS["content_items"]) + '"'


def test_a_list_too_long_for_a_cell_stands_on_a_hidden_sheet(tmp_path):
    words = tuple(f"内容项第{n}号补充项目" for n in range(40))
    path = tmp_path / "x.xlsx"
    write_template(path, lists={"content_items": words})
    book = openpyxl.load_workbook(path)
    assert book["选项"].sheet_state == "veryHidden"
    rule = next(r for r in book["改造内容"].data_validations.dataValidation if r.type == "list")
    assert rule.formula1 == "选项!$A$1:$A$40"
    assert [book["选项"].cell(n, 1).value for n in (1, 40)] == [words[0], words[-1]]
    book.close()
    assert not read_workbook(path).problems


def test_the_blank_workbook_is_read_without_a_word(tmp_path):
    path = tmp_path / "x.xlsx"
    write_template(path, unit="620000")
    text = read_workbook(path)
    assert text.problems == ()
    assert {n: s.frame.height for n, s in text.sheets.items() if s.frame.height} == {"regions": 101}
    regions = parse_sheet(text.sheets["regions"]).frame
    top = regions.filter(pl.col("level") == "省")
    assert top.select("region", "name", "parent").rows() == [("620000", "甘肃省", None)]
    assert regions.filter(pl.col("region") == "620102")["parent"].to_list() == ["620100"]


def test_equal_content_gives_equal_bytes(tmp_path):
    for name in ("a", "b"):
        write_template(tmp_path / f"{name}.xlsx", unit="620000")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda s: s.label)
def test_what_is_written_is_read_back_unchanged(sheet, tmp_path):
    frame = _extremes(sheet)
    path = tmp_path / "x.xlsx"
    write_workbook(path, {sheet.name: frame}, note="演示数据")
    text = read_workbook(path)
    parsed = parse_sheet(text.sheets[sheet.name])
    assert text.problems == ()
    assert parsed.errors == ()
    assert parsed.frame.drop("sheet_row").equals(frame)
    assert parsed.frame["sheet_row"].to_list() == [4, 5, 6]


def test_dated_lists_are_those_of_the_places_rule_pack():
    assert lists_of("620102", date(2023, 7, 28)) == NATIONAL_LISTS
    assert NATIONAL_LISTS["content_items"][:3] == ("供水", "排水", "供电")
    assert len(NATIONAL_LISTS["content_items"]) == 26


def test_before_any_rule_pack_is_in_force_the_national_lists_hold():
    assert lists_of("620102", date(2000, 1, 1)) == NATIONAL_LISTS
