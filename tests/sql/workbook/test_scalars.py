"""What officers really type into cells, and what is kept of it."""

from datetime import date

import pytest

from metrics.records.findings import MESSAGES
from metrics.records.schema import NEVER, Column, Kind, Nature
from sql.workbook.reading.scalars import Fault, read_cell
from sql.workbook.words import tidy
from sql.workbook.xml.values import LONG_NUMBER, NO_RESULT

GOOD = {
    Kind.DATE: {
        "2023-06-30": date(2023, 6, 30),
        "2023-06-30 00:00:00": date(2023, 6, 30),
        "2023-06-30 14:05:00": date(2023, 6, 30),
        "2023-06-30T14:05:00.250": date(2023, 6, 30),
        "2023-1-3 10:00:00": date(2023, 1, 3),
        "2023/1/31 8:00": date(2023, 1, 31),
        "2023-1-3\u30000：00": date(2023, 1, 3),
        "2023年1月3日10:00": date(2023, 1, 3),
        "2023.6.30": date(2023, 6, 30),
        "2023/6/30": date(2023, 6, 30),
        "2023年6月30日": date(2023, 6, 30),
        "２０２３年６月３０日": date(2023, 6, 30),
        " 2023 年 6 月 30 日 ": date(2023, 6, 30),
        "20230630": date(2023, 6, 30),
        "20230630.0": date(2023, 6, 30),
        "45107": date(2023, 6, 30),
        "45107.5": date(2023, 6, 30),
        "2023年6月": date(2023, 6, 30),
        "2023-06": date(2023, 6, 30),
        "2023.6": date(2023, 6, 30),
        "2024年2月": date(2024, 2, 29),
        "2023年1月": date(2023, 1, 31),
        "2023.10": date(2023, 10, 31),
        "无": NEVER,
        " 无\u00a0": NEVER,
        "": None,
        "\u3000 ": None,
    },
    Kind.FLAG: {
        "是": True, "否": False, "无": False, "true": True, "false": False, "TRUE": True,
        "√": True, "×": False, " 是 ": True, "": None,
    },
    Kind.MONEY: {
        "123.45": 123_450_000,
        "0": 0,
        "0.000001": 1,
        "1,234.5": 1_234_500_000,
        "１２３．４５": 123_450_000,
        "123.45万元": 123_450_000,
        "1.2亿元": 12_000_000_000,
        "1.2亿": 12_000_000_000,
        "5000元": 500_000,
        "0.01元": 1,
        "123.45000000000002": 123_450_000,
        "0.30000000000000004": 300_000,
        "99999999.99": 99_999_999_990_000,
        "123456.789013": 123_456_789_013,
        "12345678.901234": 12_345_678_901_234,
        "-5": -5_000_000,
        "1250.50\u00a0": 1_250_500_000,
    },
    Kind.PERCENT: {
        "85%": 850_000,
        "８５％": 850_000,
        "85": 850_000,
        "0.85": 850_000,
        "85.5%": 855_000,
        "100%": 1_000_000,
        "100": 1_000_000,
        "1%": 10_000,
        "0": 0,
        "0%": 0,
        "0.333333333333333": 333_333,
        "66.66666666%": 666_667,
    },
    Kind.COUNT: {
        "12": 12, "12.0": 12, "1,234": 1234, "１２": 12, "12户": 12, "3 栋": 3, "-3": -3, "0": 0,
        "": None,
    },
    Kind.YEAR: {"1992": 1992, "1992年": 1992, "1992.0": 1992, "１９９２": 1992},
    Kind.DECIMAL: {
        "14280.5": 14_280_500_000, "1,428.5": 1_428_500_000, "0.6元": 600_000, "80.00": 80_000_000,
        "0.1234567": 123_457, "14280.5㎡": 14_280_500_000,
        "14280.5 m²": 14_280_500_000,
    },
    Kind.CODE: {
        "620102": "620102",
        "620102.0": "620102",
        "６２０１０２": "620102",
        " XM 2023 ": "XM2023",
        "620102001001": "620102001001",
        "无": "无",
    },
    Kind.TEXT: {
        "和平路1号院 ": "和平路1号院",
        "\u00a0甲 乙\u3000": "甲 乙",
        "无": "无",
        "=1+1": "=1+1",
        "<b>{label}</b>": "<b>{label}</b>",
        "第一行\r\n第二行": "第一行\n第二行",
        "甲\u200b乙\ufeff": "甲乙",
        "ལྷ་ས་གྲོང་ཁྱེར།": "ལྷ་ས་གྲོང་ཁྱེར།",
        "ئۈرۈمچى شەھىرى": "ئۈرۈمچى شەھىرى",
    },
}  # fmt: skip

BAD = {
    Kind.DATE: {
        "大约6月": "not_a_date",
        "2023年": "not_a_date",
        "2023.13": "no_such_day",
        "2023年2月30日": "no_such_day",
        "2023-02-29": "no_such_day",
        "2023.1": "ambiguous_month",
        "0023-06-30": "date_out_of_range",
        "1949-09-30": "date_out_of_range",
        "2101-01-01": "date_out_of_range",
        "2023年6月①": "not_a_date",
        "2023-1-1\n2": "not_a_date",
        "/": "placeholder",
        "—": "placeholder",
        "#N/A": "formula_error",
        "#REF!": "formula_error",
        NO_RESULT: "no_result",
        "5": "not_a_date",
    },
    Kind.FLAG: {"1": "not_a_flag", "部分": "not_a_flag", "是否": "not_a_flag", "#NAME?": "formula_error"},
    Kind.MONEY: {
        "/": "not_money",
        "1e3": "not_money",
        "约5万元": "not_money",
        "1,23": "not_money",
        "1.2.3": "not_money",
        "五百万": "not_money",
        "无": "not_money",
        "0.0000001": "below_one_fen",
        "123.4567891": "below_one_fen",
        "0.001元": "below_one_fen",
        "1000000001": "too_large",
        "9" * 30: "too_large",
        "9" * 50: "not_money",
        "--5": "not_money",
        "300\n500": "not_money",
        "300①": "not_money",
        "#DIV/0!": "formula_error",
    },
    Kind.PERCENT: {
        "1": "ambiguous_percent",
        "1.0": "ambiguous_percent",
        "150": "not_a_percent",
        "150%": "not_a_percent",
        "-5%": "not_a_percent",
        "八成": "not_a_percent",
        "85%%": "not_a_percent",
        "8\n5%": "not_a_percent",
        "12³%": "not_a_percent",
    },
    Kind.COUNT: {
        "12.5": "not_a_count",
        "无": "not_a_count",
        "1e3": "not_a_count",
        "12户30人": "not_a_count",
        "120\n150": "not_a_count",
        "120 150": "not_a_count",
        "120①": "not_a_count",
        "120²": "not_a_count",
        "\u202e021": "not_a_count",
        "9999999999": "too_large",
    },
    Kind.YEAR: {"92": "not_a_year", "1992-01-01 00:00:00": "not_a_year", "九二年": "not_a_year"},
    Kind.DECIMAL: {"很大": "not_a_number", "80³": "not_a_number", "1000000001": "too_large"},
    Kind.CODE: {
        "1.23E+18": "digits_lost",
        LONG_NUMBER + "1230000000000000000": "digits_lost",
        "x" * 65: "too_long",
        "-": "placeholder",
        "A\x07B": "unprintable",
    },
    Kind.TEXT: {
        "/": "placeholder",
        "——": "placeholder",
        "x" * 2001: "too_long",
        "甲\x00乙": "unprintable",
        "甲\u202e乙": "unprintable",
        "西片区𪚥改造": "unprintable",
        "三日内👍": "unprintable",
        '=DISPIMG("ID_1",1)': "picture",
        "#VALUE!": "formula_error",
    },
}  # fmt: skip


def _column(kind: Kind) -> Column:
    return Column("it", "某列", kind, Nature.CURRENT)


def _cases(table):
    return [
        (kind, text, expected) for kind, rows in table.items() for text, expected in rows.items()
    ]


@pytest.mark.parametrize(("kind", "text", "kept"), _cases(GOOD))
def test_typed_cells_are_understood(kind, text, kept):
    assert read_cell(text, _column(kind), {}) == kept


@pytest.mark.parametrize(("kind", "text", "code"), _cases(BAD))
def test_unclear_cells_are_refused_with_a_reason(kind, text, code):
    with pytest.raises(Fault) as fault:
        read_cell(text, _column(kind), {})
    assert fault.value.code == code
    assert code in MESSAGES


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("EPC+O", "EPC+O"), ("epc＋o", "EPC+O"), (" EPC + O ", "EPC+O"), ("无", "无"), ("", None)],
)
def test_choices_are_matched_whatever_the_keyboard_made_of_them(typed, kept):
    choices = {tidy(word).lower(): word for word in ("EPC", "EPC+O", "无")}
    assert read_cell(typed, _column(Kind.CHOICE), choices) == kept


def test_a_word_outside_the_list_names_the_list():
    with pytest.raises(Fault) as fault:
        read_cell("线下", _column(Kind.CHOICE), {"书面": "书面", "线上": "线上"})
    assert (fault.value.code, fault.value.expected) == ("not_in_list", "书面、线上")


@pytest.mark.parametrize("kind", Kind)
def test_a_text_that_nobody_types_is_too_long_before_any_pattern_is_tried(kind):
    with pytest.raises(Fault) as fault:
        read_cell("T" * 3_000, _column(kind), {})
    assert (fault.value.code, fault.value.value) == ("too_long", "3000")
