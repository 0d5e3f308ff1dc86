"""The fewest records that lift a score: cases by hand, and every small case against trying all."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.rating.rule_keys import bands
from metrics.rating.score_way import Curve, Steps, curve, missing, shortest

PROPORTIONAL = {"times": 1, "less": 0, "over": 1, "threshold": False}


def row(measure: str, met: int, unmet: int, unknown: int = 0, **shape: object) -> dict[str, object]:
    """Return one row of counts with its points function; proportional unless told otherwise."""
    return {
        "measure": measure, "numerator": met, "denominator": met + unmet + unknown,
        "unmet": unmet, "unknown": unknown, **PROPORTIONAL, **shape,
    }  # fmt: skip


def threshold(share: Fraction) -> dict[str, object]:
    """Return the points function that earns all from a share on."""
    return {
        "times": share.denominator, "less": 0, "over": share.numerator, "threshold": True,
    }  # fmt: skip


def linear(floor: Fraction, target: Fraction) -> dict[str, object]:
    """Return the points function that grows from nothing at the floor to all at the target."""
    return {
        "times": floor.denominator * target.denominator,
        "less": floor.numerator * target.denominator,
        "over": target.numerator * floor.denominator - floor.numerator * target.denominator,
        "threshold": False,
    }


def test_the_measure_with_few_records_earns_more_for_each():
    curves = [curve(row("A", 0, 2), weight=Fraction(5)), curve(row("B", 0, 10), weight=Fraction(5))]
    way = shortest(curves, Fraction(6), grade="良")
    assert way is not None
    assert (way.records, way.by_measure, way.proven) == (4, (("A", 2), ("B", 2)), True)


def test_unknown_records_can_be_put_right_too():
    way = shortest([curve(row("A", 8, 0, 2), weight=Fraction(5))], Fraction(1), grade="良")
    assert way is not None and way.by_measure == (("A", 2),)


def test_a_threshold_is_crossed_at_once_or_not_at_all():
    # A: 6 of 10 needed, 3 met: three records earn 5 points; B: one record earns 1.
    a = curve(row("A", 3, 7, **threshold(Fraction(6, 10))), weight=Fraction(5))
    b = curve(row("B", 0, 5), weight=Fraction(5))
    assert a == Curve("A", Steps("A", 3, Fraction(5)), ())
    two = shortest([a, b], Fraction(2), grade="良")
    five = shortest([a, b], Fraction(5), grade="良")
    assert two is not None and two.by_measure == (("B", 2),)
    assert five is not None and five.by_measure == (("A", 3),)


def test_a_grade_beyond_reach_has_no_way():
    assert shortest([curve(row("A", 8, 2), weight=Fraction(5))], Fraction(2), grade="优") is None


def test_forced_records_count_and_earn():
    curves = [curve(row("A", 0, 2), weight=Fraction(4)), curve(row("V", 9, 1), weight=Fraction(1))]
    way = shortest(curves, Fraction(2), grade="良", forced={"V": 1})
    assert way is not None and way.by_measure == (("A", 1), ("V", 1))


def test_too_many_thresholds_are_not_called_proven():
    one = threshold(Fraction(9, 10))
    curves = [curve(row(f"T{n:02}", 7, 3, **one), weight=Fraction(1)) for n in range(11)]
    way = shortest(curves, Fraction(1), grade="良")
    assert way is not None and (way.records, way.proven) == (2, False)


shapes = st.one_of(
    st.just({}),
    st.fractions(0, 1, max_denominator=6).filter(bool).map(threshold),
    st.lists(st.fractions(0, 1, max_denominator=6), min_size=2, max_size=2, unique=True).map(
        lambda pair: linear(min(pair), max(pair))
    ),
)
rows = st.lists(
    st.tuples(st.integers(0, 4), st.integers(0, 3), st.integers(0, 2), shapes, st.integers(0, 5)),
    min_size=1,
    max_size=4,
)


def earned(counts: dict[str, object], records: int, weight: int) -> Fraction:
    """Return the points of a measure as the standard says, with so many more records met."""
    rate = Fraction(int(counts["numerator"]) + records, int(counts["denominator"]))
    times, less, over = (int(counts[name]) for name in ("times", "less", "over"))
    part = (rate * times - less) / over
    if counts["threshold"]:
        return Fraction(weight if part >= 1 else 0)
    return weight * min(max(part, Fraction(0)), Fraction(1))


@settings(max_examples=300, deadline=None)
@given(rows, st.fractions(0, 12, max_denominator=12))
def test_no_smaller_number_exists(drawn, needed: Fraction):
    counts = [row(f"M{n}", a, b, c, **s) for n, (a, b, c, s, _) in enumerate(drawn) if a + b + c]
    weights = [w for a, b, c, _, w in drawn if a + b + c]
    pairs = list(zip(counts, weights, strict=True))
    open_ones = [range(int(r["unmet"]) + int(r["unknown"]) + 1) for r in counts]
    gains = [
        [earned(r, k, w) - earned(r, 0, w) for k in ks]
        for (r, w), ks in zip(pairs, open_ones, strict=True)
    ]
    tried = (
        ks
        for ks in product(*open_ones)
        if sum(g[k] for g, k in zip(gains, ks, strict=True)) >= needed
    )
    fewest = min((sum(ks) for ks in tried), default=None)
    way = shortest([curve(r, weight=Fraction(w)) for r, w in pairs], needed, grade="良")
    assert (None if way is None else way.records) == fewest
    if way is not None:
        chosen = dict(way.by_measure)
        assert (
            sum(g[chosen.get(str(r["measure"]), 0)] for g, (r, _) in zip(gains, pairs, strict=True))
            >= needed
        )
        assert way.proven


@pytest.mark.parametrize(("won", "wanted"), [(79, "1.0"), (80, "0.0")])
def test_what_is_missing_reads_the_published_score(won: int, wanted: str):
    rules = {"item_weights": {"A01": 100}, "not_applicable": "spread"}
    band = bands({"良": "[80,100]", "中": "[0,80)"})[0]
    earnings = [{"weight": "100", "part": won, "whole": 100}]
    exact = missing(earnings, rules, band)
    assert exact == Fraction(wanted) - Fraction(1, 200)  # 79.995 is published as 80.00
