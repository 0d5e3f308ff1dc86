"""What holds of every allocation, whatever the figures."""

from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from metrics.allocation.allocate import allocate
from metrics.allocation.by_factors import LARGEST_REMAINDER, SAINTE_LAGUE, Options
from metrics.allocation.catalogue import scheme
from metrics.allocation.errors import NotAllocated
from metrics.allocation.result import Allocation, Claim
from metrics.allocation.scheme import Scheme
from tests.metrics.allocation.three_counties import COLUMNS

PLAIN = Options()
FEW = settings(max_examples=60, deadline=None)
METHODS = st.sampled_from([LARGEST_REMAINDER, SAINTE_LAGUE])
NAMES = ("central_2019", "central_2020_later", "central_2024")
SCHEMES = st.sampled_from(
    [*map(scheme, NAMES), scheme("central_2024", {"by_score": "linear", "reward_by_k": "是"})]
)
POOLS = st.integers(1, 3_000)
MODES = st.sampled_from(["redistribute", "withhold"])


@st.composite
def claims(draw: st.DrawFn, *, bounded: bool = False) -> list[Claim]:
    """Draw up to seven regions, some excluded or halved, some with bounds."""
    count = draw(st.integers(1, 7))
    told = []
    for number in range(count):
        figures = [draw(st.integers(1, 30)) for _ in COLUMNS]
        cap = draw(st.none() | st.integers(0, 1_000)) if bounded else None
        floor = draw(st.none() | st.integers(0, 200)) if bounded else None
        if cap is not None and floor is not None:
            floor = min(cap, floor)
        told.append(
            Claim(
                f"{620_100 + number}",
                {name: Fraction(each) for name, each in zip(COLUMNS, figures, strict=True)},
                excluded=draw(st.sampled_from(["", "", "", "否决"])),
                multiplier=draw(st.sampled_from([Fraction(1), Fraction(1), Fraction(1, 2)])),
                cap_fen=cap,
                floor_fen=floor,
            )
        )
    return told


def shared(asked: Scheme, pool: int, told: list[Claim], options: Options = PLAIN) -> Allocation:
    """Allocate, where that is possible at all."""
    try:
        return allocate(asked, pool, told, options)
    except NotAllocated:
        assume(False)
        raise


OPTIONS = st.builds(Options, method=METHODS, halved=MODES, excluded=MODES)


@FEW
@given(SCHEMES, POOLS, claims(bounded=True), OPTIONS, st.randoms())
def test_the_order_of_regions_does_not_matter(asked, pool, told, options, chance):
    other = list(told)
    chance.shuffle(other)
    assert shared(asked, pool, told, options).fens == shared(asked, pool, other, options).fens


@FEW
@given(SCHEMES, POOLS, claims(bounded=True), OPTIONS)
def test_parts_and_what_is_withheld_are_the_pool_and_rows_say_how(asked, pool, told, options):
    found = shared(asked, pool, told, options)
    assert sum(found.fens.values()) + found.withheld_fen == pool
    assert found.withheld_fen >= 0
    for row in found.rows:
        assert row.fen == found.fens[row.region] >= 0
        assert row.fen == row.base_fen + row.remainder_fen - row.withheld_fen
        assert not row.excluded or not row.fen


@FEW
@given(SCHEMES, POOLS, claims(bounded=True), OPTIONS)
def test_nobody_is_over_a_cap_or_under_a_floor(asked, pool, told, options):
    found = shared(asked, pool, told, options)
    for claim in told:
        if not claim.excluded:
            most = pool if claim.cap_fen is None else claim.cap_fen
            assert (claim.floor_fen or 0) <= found.fens[claim.region] <= most


@FEW
@given(SCHEMES, POOLS, claims(), METHODS, st.integers(1, 5))
def test_a_better_score_never_gives_less(asked, pool, told, method, more):
    own, *others = told
    better = own._replace(figures={**own.figures, "score": own.figures["score"] + more})
    options = Options(method=method)
    before, after = (
        shared(asked, pool, [each, *others], options).fens[own.region] for each in (own, better)
    )
    # Two parts are rounded apart: each by itself never gives less.
    assert after >= before


@FEW
@given(SCHEMES, POOLS, claims(bounded=True), st.integers(1, 50))
def test_a_smaller_pool_raises_nobody_under_the_divisor_method(asked, pool, told, less):
    assume(pool > less)
    options = Options(method=SAINTE_LAGUE)
    before, after = (shared(asked, fen, told, options).fens for fen in (pool, pool - less))
    assert all(after[region] <= before[region] for region in before)


@FEW
@given(SCHEMES, POOLS, claims(bounded=True), st.integers(1, 50))
def test_a_smaller_pool_raises_nobody_by_more_than_a_fen_for_each_rounding(asked, pool, told, less):
    assume(pool > less)
    before, after = (shared(asked, fen, told).fens for fen in (pool, pool - less))
    assert all(after[region] - before[region] <= len(asked.parts) for region in before)


@FEW
@given(SCHEMES, POOLS, claims())
def test_a_cap_that_binds_nobody_moves_nobody_by_more_than_a_fen_for_each_part(asked, pool, told):
    free = shared(asked, pool, told).fens
    wide = shared(asked, pool, [each._replace(cap_fen=pool) for each in told]).fens
    assert all(abs(free[region] - wide[region]) <= len(asked.parts) for region in free)


@pytest.mark.parametrize("method", [LARGEST_REMAINDER, SAINTE_LAGUE])
def test_a_pool_smaller_than_the_number_of_regions_gives_each_a_fen_at_most(method: str):
    told = [
        Claim(f"{620_100 + number}", dict.fromkeys(COLUMNS, Fraction(1))) for number in range(9)
    ]
    found = allocate(scheme("central_2019"), 4, told, Options(method=method))
    assert list(found.fens.values()) == [1, 1, 1, 1, 0, 0, 0, 0, 0]
