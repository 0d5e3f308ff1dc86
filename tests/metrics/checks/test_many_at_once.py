"""Many tests at once: the procedure of Benjamini and Hochberg against a slow reference."""

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.checks.many_at_once import discoveries

TENTH = Fraction(1, 10)
CHANCES = st.lists(st.fractions(0, 1, max_denominator=200), max_size=25)


def slowly(chances: list[Fraction], rate: Fraction, tests: int) -> list[bool]:
    """Step down from the largest chance, as the paper of 1995 words it."""
    order = sorted(range(len(chances)), key=lambda at: chances[at])
    kept = 0
    for rank in range(len(order), 0, -1):
        if chances[order[rank - 1]] <= Fraction(rank, tests) * rate:
            kept = rank
            break
    bound = chances[order[kept - 1]] if kept else None
    return [bound is not None and chance <= bound for chance in chances]


@settings(max_examples=150, deadline=None)
@given(CHANCES, st.integers(0, 30), st.fractions(0, 1, max_denominator=20))
def test_it_agrees_with_the_slow_reference(chances: list[Fraction], more: int, rate: Fraction):
    tests = len(chances) + more
    assert discoveries(chances, rate, tests=tests) == slowly(chances, rate, max(tests, 1))


@settings(max_examples=60, deadline=None)
@given(CHANCES, st.integers(0, 30))
def test_more_tests_never_ask_more(chances: list[Fraction], more: int):
    few = discoveries(chances, TENTH, tests=len(chances))
    many = discoveries(chances, TENTH, tests=len(chances) + more)
    assert all(before or not after for before, after in zip(few, many, strict=True))


def test_the_bound_itself_is_kept_and_what_lies_above_is_not():
    assert discoveries([Fraction(1, 20), Fraction(1, 10)], TENTH, tests=2) == [True, True]
    assert discoveries([Fraction(1, 19), Fraction(1, 9)], TENTH, tests=2) == [False, False]


def test_one_small_chance_carries_a_larger_one_of_the_same_rank():
    chances = [Fraction(1, 100), Fraction(2, 100), Fraction(9, 10)]
    assert discoveries(chances, TENTH, tests=3) == [True, True, False]
