"""Why two regions differ: the lines add up, the same in both directions, and blame what caused it."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from metrics.comparison.differences import Difference, Differences, made, rounded
from metrics.packs.pack import load_pack
from metrics.rating.evaluation import evaluate
from metrics.rating.hearing import told_scores
from metrics.rating.shares import mean
from tests.metrics.changes.test_rank_moves import ALL, D2, HALF, THREE, on, rules
from tests.metrics.changes.test_score_moves import ALTERATIONS
from tests.random_provinces import Province, provinces
from tests.test_agreement import frames_of, thorough

brief = settings(thorough, max_examples=6, phases=(Phase.generate,))
WHOLE = Fraction(100_00)
ONE, HALF_SHARE, NONE = Fraction(1), Fraction(1, 2), Fraction(0)
counted = st.dictionaries(
    st.sampled_from(("A01.1", "A02.1", "A05.1", "A10.1", "B04.1")),
    st.tuples(
        st.sampled_from((Fraction(5), Fraction(5, 3))),
        st.fractions(min_value=0, max_value=1, max_denominator=12),
    ),
    min_size=1,
)


def of(first: str, second: str) -> Difference:
    evaluation = evaluate(on(D2, ALL, THREE, HALF), rules(), "620100")
    found = Differences(evaluation).of(first, second)
    assert found is not None
    return found


def test_one_measure_that_earned_more_makes_the_whole_difference():
    found = of("620102", "620103")
    assert found.published == (100_00, 75_00)
    assert {each.measure: each.shown for each in found.measures if each.shown} == {"B05.1": 25_00}
    (line,) = (each for each in found.measures if each.shown)
    assert line.first is not None
    assert line.second is not None
    assert line.first.won == line.first.weight
    assert line.second.won == line.second.weight * Fraction(3, 4)
    assert (found.total, found.rounding) == (25_00, 0)


def test_exchanged_regions_change_every_sign():
    there, back = of("620102", "620104"), of("620104", "620102")
    assert [each.shown for each in there.measures] == [-each.shown for each in back.measures]
    assert there.total == -back.total


def test_a_measure_of_the_same_share_makes_nothing_though_weights_are_spread_otherwise():
    both = {"A01.1": (Fraction(5), ONE), "A02.1": (Fraction(5), ONE)}
    assert not any(made({**both, "A10.1": (Fraction(5), ONE)}, both, whole=WHOLE).values())


def test_a_measure_that_applies_to_one_region_bears_what_it_does_to_its_score():
    both = {"A01.1": (Fraction(5), ONE), "A02.1": (Fraction(5), ONE)}
    found = made({**both, "A10.1": (Fraction(5), NONE)}, both, whole=WHOLE)
    assert {code: part for code, part in found.items() if part} == {"A10.1": -Fraction(100_00, 3)}


@given(first=counted, second=counted, whole=st.sampled_from((WHOLE, Fraction(120_00))))
def test_lines_add_up_exactly(first: Any, second: Any, whole: Fraction) -> None:
    found = made(first, second, whole=whole)
    assert sum(found.values()) == mean(first, whole=whole) - mean(second, whole=whole)
    assert made(second, first, whole=whole) == {code: -part for code, part in found.items()}


def test_rounding_is_half_away_from_zero():
    assert [rounded(Fraction(n, 2)) for n in (-3, -1, 0, 1, 3)] == [-2, -1, 0, 1, 2]


@pytest.mark.filterwarnings("ignore:Generating overly large repr")  # of a whole province
@brief
@given(province=provinces(), altered=st.sampled_from(ALTERATIONS))
def test_differences_of_any_province_add_up_to_the_published_scores(
    province: Province, altered: Mapping[str, Any]
) -> None:
    frames = frames_of(province)
    pack = load_pack("gansu").on(frames.as_of).but(**altered)
    evaluation = evaluate(frames, pack, "620000")
    scores = dict(told_scores(evaluation).select("region", "score").iter_rows())
    differences = Differences(evaluation)
    for first, one in scores.items():
        for second, other in scores.items():
            found = differences.of(first, second)
            if one is None or other is None:
                assert found is None
                continue
            assert found is not None
            assert found.total == one - other
            lines = [each.exact for each in found.measures]
            assert sum(lines, Fraction(0)) == found.exact[0] - found.exact[1]
            shown = sum(each.shown for each in found.measures)
            assert abs(shown - sum(lines)) <= HALF_SHARE
            assert shown + found.rounding == one - other
            assert abs(found.rounding) <= 1
            assert all(abs(each.shown - each.exact) < 1 for each in found.measures)
