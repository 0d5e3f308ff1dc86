"""Scoring functions of score sheets on figures an officer could check with a calculator."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.rating.functions import (
    Banded,
    Deducted,
    Figure,
    Found,
    Function,
    Gated,
    Share,
    Stepped,
    ToFull,
)
from metrics.rating.rule_keys import band

QUZHOU = Stepped(step=Fraction(1, 100), more=Fraction(1), most=Fraction(2), less=Fraction(1))
BANDS = Banded(
    tuple((band(text, text), Fraction(p)) for text, p in (("[90,100]", 10), ("[60,90)", 6), ("[0,60)", 0)))
)  # fmt: skip


def at(rate: str, function: Function, worth: int, target: str = "1") -> Fraction:
    value = Fraction(rate)
    figure = Figure(0, value.numerator, value.denominator)
    return function.earns(Found(Fraction(worth), [figure], Fraction(target)))


def failing(*numbers: int) -> list[Figure]:
    return [Figure(place, 0, number, 0, number) for place, number in enumerate(numbers)]


@pytest.mark.parametrize(
    ("rate", "points"),
    [("0.995", 6), ("1.01", 7), ("0.962", 3), ("0.90", 0), ("0.98", 5), ("0.99", 6), ("1.5", 7)],
)
def test_a_target_of_98_gives_a_point_for_each_whole_step_above_and_takes_one_for_each_begun_below(
    rate: str, points: int
):
    assert at(rate, QUZHOU, 5, "0.98") == points


def test_works_behind_schedule_cost_seven_points_where_they_are_key_and_two_where_not():
    prices = Deducted((Fraction(7), Fraction(2)))
    assert prices.earns(Found(Fraction(35), failing(3, 4))) == 35 - 21 - 8
    assert prices.earns(Found(Fraction(35), failing(5, 0))) == 0
    assert prices.earns(Found(Fraction(35), failing(6, 9))) == 0


def test_a_missing_return_costs_a_point_and_a_late_one_half():
    prices = Deducted((Fraction(1), Fraction(1, 2)))
    assert prices.earns(Found(Fraction(2), failing(1, 1))) == Fraction(1, 2)
    assert prices.earns(Found(Fraction(2), failing(0, 1))) == Fraction(3, 2)
    assert prices.earns(Found(Fraction(2), failing(3, 0))) == 0


def test_a_record_that_is_unknown_is_deducted_like_a_failing_one():
    prices = Deducted((Fraction(2),))
    assert prices.earns(Found(Fraction(8), [Figure(0, 3, 5, 1, 1)])) == 4


@pytest.mark.parametrize(
    ("rate", "points"), [("1", 10), ("0.9", 10), ("0.899", 6), ("0.6", 6), ("0.59", 0), ("1.2", 10)]
)
def test_a_band_holds_the_bound_that_is_written_into_it(rate: str, points: int):
    assert at(rate, BANDS, 10) == points


def test_a_rate_earns_its_part_of_the_target_and_no_more_than_all():
    assert at("0.6", ToFull(), 10, "0.8") == Fraction(15, 2)
    assert at("0.8", ToFull(), 10, "0.8") == 10
    assert at("1.3", ToFull(), 10, "0.8") == 10
    assert at("0.5", Share(), 6) == 3


def test_below_the_gate_there_is_nothing_and_on_it_what_the_function_gives():
    gate = Gated(Fraction(3, 4), ToFull())
    assert at("0.7499", gate, 10) == 0
    assert at("0.75", gate, 10) == Fraction(15, 2)


def test_of_two_figures_the_lower_rate_counts():
    figures = [Figure(0, 9, 10), Figure(1, 3, 10)]
    assert ToFull().earns(Found(Fraction(10), figures)) == 3


amounts = st.fractions(0, 20, max_denominator=20)
stepped = st.builds(
    Stepped, step=st.fractions(Fraction(1, 1000), 1, max_denominator=1000),
    more=amounts, most=amounts, less=amounts,
)  # fmt: skip
prices = st.builds(Deducted, st.tuples(amounts, amounts))
functions = st.one_of(st.just(ToFull()), st.just(Share()), st.just(BANDS), stepped, prices)
gated = st.builds(Gated, st.fractions(0, 1, max_denominator=100), functions)
figure = st.tuples(st.integers(1, 30), st.integers(0, 30), st.integers(0, 30))


@given(
    st.one_of(functions, gated),
    st.integers(10, 40),
    st.fractions(Fraction(1, 100), 1, max_denominator=100),
    st.lists(figure, min_size=2, max_size=2),
    st.integers(0, 1),
)
def test_no_function_leaves_its_bounds_and_a_better_figure_never_earns_less(
    function: Function, worth: int, target: Fraction, given: list[tuple[int, int, int]], better: int
):
    figures = [
        Figure(place, met % (asked + 1), asked, 0, asked - met % (asked + 1))
        for place, (asked, met, _) in enumerate(given)
    ]
    now = function.earns(Found(Fraction(worth), figures, target))
    assert 0 <= now <= worth + function.bonus
    one = figures[better]
    if one.unmet:
        figures[better] = one._replace(met=one.met + 1, unmet=one.unmet - 1)
        assert function.earns(Found(Fraction(worth), figures, target)) >= now
