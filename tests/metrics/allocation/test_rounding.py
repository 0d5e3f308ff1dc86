"""Rounding and bounds against what they are defined as, 分 by 分."""

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.allocation.limits import CAP, FLOOR, Bounds, fill
from metrics.allocation.share_out import largest_remainder, sainte_lague

WEIGHTS = st.lists(st.integers(0, 12), min_size=1, max_size=6).filter(any)


@st.composite
def bounded(draw: st.DrawFn) -> tuple[int, list[int], list[Bounds]]:
    """Draw a pool, weights, and bounds whose floors the pool holds."""
    weights = draw(WEIGHTS)
    bounds: list[Bounds] = []
    for _ in weights:
        low = draw(st.integers(0, 4))
        high = draw(st.none() | st.integers(low, 12))
        bounds.append((low, high))
    return sum(low for low, _ in bounds) + draw(st.integers(0, 40)), weights, bounds


@settings(max_examples=200, deadline=None)
@given(bounded())
def test_the_divisor_method_gives_one_fen_after_the_other(
    drawn: tuple[int, list[int], list[Bounds]],
):
    pool, weights, bounds = drawn
    shared = [low for low, _ in bounds]
    for _ in range(pool - sum(shared)):
        open_ = [
            at for at, (_, high) in enumerate(bounds)
            if weights[at] and (high is None or shared[at] < high)
        ]  # fmt: skip
        if not open_:
            break
        best = max(
            open_, key=lambda at: (Fraction(weights[at], 2 * shared[at] + 1), weights[at], -at)
        )
        shared[best] += 1
    assert sainte_lague(weights, fill(pool, weights, bounds)) == shared


@settings(max_examples=100, deadline=None)
@given(WEIGHTS, st.integers(1, 60))
def test_largest_remainder_stays_within_a_fen_of_the_exact_amount(weights: list[int], pool: int):
    whole = sum(weights)
    shared = largest_remainder(pool, weights)
    assert sum(shared) == pool
    assert all(abs(fen * whole - pool * w) < whole for fen, w in zip(shared, weights, strict=True))


def test_who_lies_on_the_bound_is_not_fixed_by_it():
    assert not fill(10, [1, 1], [(5, 5), (0, None)]).fixed


def test_a_cap_and_a_floor_in_one_round_by_what_they_move():
    found = fill(100, [8, 1, 1], [(0, 60), (15, None), (0, None)])
    assert dict(found.fixed) == {0: (60, CAP)}
    assert (found.free_fen, found.free_weight) == (40, 2)
    tight = fill(100, [8, 1, 1], [(0, 79), (15, None), (0, None)])
    assert dict(tight.fixed) == {1: (15, FLOOR)}


def test_a_floor_without_a_weight_is_paid_first():
    found = fill(10, [0, 1], [(4, None), (0, None)])
    assert dict(found.fixed) == {0: (4, FLOOR)}
    assert found.free_fen == 6
