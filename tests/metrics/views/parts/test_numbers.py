"""How numbers are written: half up, missing apart from zero, kept values as typed."""

from datetime import date
from fractions import Fraction

import pytest

from metrics.records.schema import NEVER, Kind
from metrics.views.parts import numbers


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(1, 2), "1"), (Fraction(5, 2), "3"), (Fraction(-1, 2), "-1"), (0, "0"),
        (1234567, "1,234,567"), (None, "—"),
    ],
)  # fmt: skip
def test_halves_round_away_from_zero(value: Fraction | int | None, text: str):
    assert numbers.fixed(value, decimals=0) == text


def test_a_rate_without_a_base_is_missing_and_not_nought():
    assert numbers.percent(0, 4) == "0.0%"
    assert numbers.percent(5, 0) == numbers.percent(None, 4) == numbers.percent(1, None) == "—"


def test_a_rate_above_one_keeps_its_value():
    assert numbers.percent(411, 400, decimals=2) == "102.75%"


def test_a_change_is_in_percentage_points_with_its_sign():
    assert numbers.signed(Fraction(166, 10), decimals=1) == "+16.6"
    assert numbers.signed(0, decimals=1) == "0.0"
    assert numbers.signed(None) == "—"
    assert numbers.signed(-3) == "-3"


def test_a_score_has_two_decimals():
    assert [numbers.score(value) for value in (8341, 5, 10000, None)] == [
        "83.41", "0.05", "100.00", "—",
    ]  # fmt: skip


def test_money_is_written_from_whole_fen():
    assert numbers.wan(75239373) == "75.24"
    assert numbers.yi(12345678900) == "1.23"
    assert numbers.wan(None) == "—"


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        (1250_500_000, Kind.MONEY, "1,250.5"),
        (1, Kind.MONEY, "0.000001"),
        (850_000, Kind.PERCENT, "85%"),
        (600_000, Kind.DECIMAL, "0.6"),
        (1992, Kind.YEAR, "1992"),
        (1992, Kind.COUNT, "1,992"),
        (True, Kind.FLAG, "是"),
        (False, Kind.FLAG, "否"),
        (date(2023, 6, 30), Kind.DATE, "2023-06-30"),
        (NEVER, Kind.DATE, "无"),
        ("无", Kind.TEXT, "无"),
        (None, Kind.DATE, "—"),
    ],
)
def test_a_kept_value_is_written_as_an_officer_would_type_it(value: object, kind: Kind, text: str):
    assert numbers.cell(value, kind) == text
