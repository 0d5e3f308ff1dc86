"""Columns with a grammar: what is kept of a text, and that the dictionary's own examples are read."""

from multiprocessing.reduction import ForkingPickler

import pytest

from metrics.records.division_code import DIVISION_CODE, PARENT_CODE
from metrics.records.published_rate import PUBLISHED_RATE, PrintedRate, printed_rate
from metrics.records.schema import Column, Sheet
from metrics.records.sheets import SHEETS
from metrics.records.task_terms import DEADLINE, RESPONSIBLE, units

WRITTEN = [(s.label, c) for s in SHEETS for c in s.columns if c.grammar is not None]


@pytest.mark.parametrize(("sheet", "column"), WRITTEN, ids=[f"{s}-{c.label}" for s, c in WRITTEN])
def test_the_example_of_the_dictionary_is_kept_as_it_stands(sheet: str, column: Column):
    assert column.grammar is not None
    assert column.grammar.kept(column.example) == column.example
    assert not column.grammar.shortened(column.example)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.label)
def test_a_sheet_goes_to_other_processes(sheet: Sheet):
    assert ForkingPickler.dumps(sheet)


def test_the_columns_that_are_read_later_name_their_grammar():
    assert {c.label: c.grammar for _, c in WRITTEN} == {
        "行政区划代码": DIVISION_CODE, "上级代码": PARENT_CODE, "公布开工率": PUBLISHED_RATE,
        "完成时限": DEADLINE, "责任单位": RESPONSIBLE,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("94.8%", PrintedRate("94.8%", 94_80)),
        ("94.80%", PrintedRate("94.80%", 94_80)),
        ("94.8％", PrintedRate("94.8%", 94_80)),
        (" ９７ ％ ", PrintedRate("97%", 97_00)),
        ("162.9%", PrintedRate("162.9%", 162_90)),
        ("全部开工", PrintedRate("全部开工", None)),
        ("94.812%", PrintedRate("94.81%", 94_81, rounded=True)),
        ("66.66666666666667%", PrintedRate("66.67%", 66_67, rounded=True)),
        ("94.80000000000001%", PrintedRate("94.8%", 94_80)),
        ("90.000%", PrintedRate("90%", 90_00)),
        ("99.996%", PrintedRate("99.99%", 99_99, rounded=True)),
        ("99.9999999999999999%", PrintedRate("100%", 100_00)),
    ],
)
def test_a_published_rate_has_one_spelling_and_two_decimals(typed: str, read: PrintedRate):
    assert printed_rate(typed) == read
    assert printed_rate(read.text) == read._replace(rounded=False)


@pytest.mark.parametrize(
    "typed",
    ["", "无", "94.8", "0.948", "1", "97.%", ".5%", "1000%", "-5%", "1e2%", "约97%", "97%以上",
     "97%\n98%", "9\n4%", "94²%", "٩٧%", "已全部开工", "0.0%.0%", "9" * 5_000 + "%"],
)  # fmt: skip
def test_anything_else_is_no_published_rate(typed: str):
    assert printed_rate(typed) is None
    assert PUBLISHED_RATE.kept(typed) is None


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ("省住房和城乡建设厅、省财政厅", ["省住房和城乡建设厅", "省财政厅"]),
        ("甲局，乙局；丙局", ["甲局", "乙局", "丙局"]),
        ("甲局 乙局、甲局", ["甲局", "乙局"]),
    ],
)
def test_responsible_units_are_split_as_they_are_read_later(typed: str, named: list[str]):
    assert RESPONSIBLE.kept(typed) == typed
    assert units(typed) == named


@pytest.mark.parametrize("typed", ["、", "，；", "无", "—、—", "甲局、-"])
def test_a_text_without_a_unit_names_nobody(typed: str):
    assert RESPONSIBLE.kept(typed) is None


def test_a_deadline_in_the_first_or_the_tenth_month_is_asked_about():
    # A number cell holds 2023.1 where 2023.10 was typed.
    assert [DEADLINE.kept(typed) for typed in ("2023.1", " ２０２３．1 ")] == [None, None]
    assert [DEADLINE.kept(typed) for typed in ("2023.10", "2023.11", "2023-1")] == [
        "2023.10", "2023.11", "2023-1",
    ]  # fmt: skip
