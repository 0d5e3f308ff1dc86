"""Peers by likeness: positions, ties by code, and what is not known makes nobody alike."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.comparison.likeness import ATTRIBUTES, County, counties, likeness, nearest
from metrics.comparison.rule_keys import Peers, peers
from metrics.packs.pack import load_pack
from metrics.rating.evaluation import evaluate
from tests.metrics.small_frames import division, frames

HALF = Fraction(1, 2)


def county(region: str, **values: Any) -> County:
    given_values = {"households": 100, "funding": 10, "heated": True, "old": HALF, "dated": 2}
    return County(region, **(given_values | values))


def codes(every: list[County], number: int = 5) -> list[str]:
    return [peer.county.region for peer in nearest(every, "1", number=number).peers]


def test_the_nearest_position_comes_first():
    every = [county("1"), county("2", households=900), county("3", households=90)]
    found = nearest(every, "1", number=5)
    # Of three, 90 is at 1/6, 100 at 3/6 and 900 at 5/6: equally far, so the smaller code is first.
    assert [peer.distance for peer in found.peers] == [Fraction(1, 3), Fraction(1, 3)]
    assert codes(every) == ["2", "3"]
    assert codes([*every, county("4", households=95)]) == ["2", "4", "3"]


def test_heating_counts_as_the_most_there_is():
    every = [county("1"), county("2", heated=False), county("3", households=1_000)]
    assert codes(every) == ["3", "2"]


def test_equal_counties_come_by_code_and_no_more_than_asked():
    every = [county(str(n)) for n in (9, 1, 8, 2)]
    assert codes(every, number=2) == ["2", "8"]


def test_what_another_lacks_puts_it_at_the_far_end_and_is_said():
    every = [county("1"), county("2", funding=None), county("3", heated=False)]
    found = nearest(every, "1", number=5)
    assert [(p.county.region, p.distance, p.missing) for p in found.peers] == [
        ("2", Fraction(1), ("funding",)), ("3", Fraction(1), ()),
    ]  # fmt: skip


def test_what_the_county_itself_lacks_is_left_out_and_said():
    every = [county("1", old=None), county("2", old=None), county("3", old=Fraction(1))]
    found = nearest(every, "1", number=5)
    assert found.missing == ("old",)
    assert [(p.distance, p.missing) for p in found.peers] == [(0, ()), (0, ())]


def test_of_whom_nothing_is_known_nobody_is_alike():
    every = [county("1", **dict.fromkeys(ATTRIBUTES)), county("2")]
    found = nearest(every, "1", number=5)
    assert (found.missing, found.peers) == (ATTRIBUTES, ())


values = st.fixed_dictionaries(
    {
        "households": st.none() | st.integers(0, 5), "funding": st.none() | st.integers(0, 5),
        "heated": st.sampled_from((True, False, None)),
        "old": st.none() | st.fractions(0, 1, max_denominator=4),
    }
)  # fmt: skip


@given(st.lists(values, min_size=2, max_size=9))
def test_distances_are_the_same_both_ways_where_both_know_all(drawn: list[dict[str, Any]]) -> None:
    every = [county(str(n), **each) for n, each in enumerate(drawn)]
    whole = [c for c in every if all(getattr(c, name) is not None for name in ATTRIBUTES)]
    found = {
        (one.region, peer.county.region): peer.distance
        for one in whole
        for peer in nearest(every, one.region, number=99).peers
    }
    for one in whole:
        for other in whole:
            if one is not other:
                assert found[one.region, other.region] == found[other.region, one.region]
                assert 0 <= found[one.region, other.region] <= len(ATTRIBUTES)


TREE = [division("620100", "市", None), *(division(f"62010{n}", "县", "620100") for n in (2, 3, 4))]


def test_what_counties_are_like_is_read_from_their_records():
    projects = [
        {"project": f"P{n}", "name": "项目", "region": "620102", "plan_year": 2023 - n}
        for n in (0, 1)
    ]
    compounds = [
        {"compound": f"C{n}", "name": "院", "project": "P0", "households": 10, "buildings": 1,
         "floor_area": 1, "planned_on": frames().as_of, "built_year": built}
        for n, built in enumerate((1989, 1990, None))
    ]  # fmt: skip
    again = compounds[0] | {"project": "P1"}
    given_frames = frames(
        regions=TREE, projects=projects, compounds=[*compounds, again], reporting=("620103",),
        capacities=[{"region": "620102", "year": 2023, "funding_capacity": 7}],
    )  # fmt: skip
    evaluation = evaluate(given_frames, load_pack("national").on(given_frames.as_of), "620100")
    assert counties(evaluation, ("620102", "620103", "620104"), 1990) == [
        # A compound of two plan years is one; the blank year is not among the dated.
        County("620102", 30, 7, None, HALF, 2),
        County("620103", 0, None, None, None, 0),
        County("620104", None, None, None, None, 0),
    ]
    assert likeness(evaluation, "620100") is None


def test_a_rule_that_names_nobody_is_refused():
    assert peers({"个数": 5, "建成早于": 1990}) == Peers(5, 1990)
    with pytest.raises(ValueError, match="不小于1"):
        peers({"个数": 0, "建成早于": 1990})
    with pytest.raises(ValueError, match="应写明"):
        peers({"个数": 5})
