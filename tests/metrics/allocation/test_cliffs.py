"""断崖：一分、一名、一条记录值多少分钱，谁付给谁；加起来一分不差。"""

from fractions import Fraction

import pytest
from hypothesis import given, settings

from metrics.allocation.allocate import allocate
from metrics.allocation.by_factors import Options
from metrics.allocation.catalogue import scheme
from metrics.allocation.cliffs import (
    Case,
    Moves,
    against_equal_split,
    compared,
    of_places,
    of_points,
    of_record,
)
from metrics.allocation.errors import NotAllocated
from metrics.allocation.point_worth import points_worth
from metrics.allocation.result import Claim
from tests.metrics.allocation.test_properties import SCHEMES, claims, shared
from tests.metrics.allocation.three_counties import (
    FIRST,
    POOL,
    SECOND,
    THIRD,
    but,
    claim,
    counties,
)

NOW = Case(scheme("central_2020_later"), POOL, tuple(counties()))


def fens(moves: Moves) -> tuple[int, ...]:
    assert sum(move.fen for move in moves.moves) + moves.withheld_fen == moves.pool_fen
    return tuple(move.fen for move in moves.moves)


def test_丙县多一分_甲乙两县付给丙县():
    moves = of_points(NOW, THIRD)
    assert fens(moves) == (-141_075, -130_680, 271_755)
    assert [move.region for move in moves.payers()] == [FIRST, SECOND]
    assert [move.region for move in moves.gainers()] == [THIRD]
    assert moves.moved_fen == 271_755


def test_分档系数的断崖_不到档不值钱_跨档值很多():
    case = Case(scheme("central_2024"), POOL, tuple(counties()))
    assert of_points(case, THIRD, Fraction(3)).moved_fen == 0  # 79分仍在60分一档
    assert of_points(case, THIRD, Fraction(4)).moved_fen > 4_000_000  # 80分跨入上一档


def test_得分不低于零():
    assert fens(of_points(NOW, THIRD, Fraction(-1000))) == fens(
        of_points(NOW, THIRD, Fraction(-76))
    )


def test_多一个计划小区的钱从哪里来():
    more = {name: Fraction(value) for name, value in
            (("area", 5000), ("households", 60), ("buildings", 2), ("compounds", 1))}  # fmt: skip
    moves = fens(of_record(NOW, SECOND, more))
    assert moves[1] > 0 > moves[0]
    assert moves[2] < 0
    back = NOW._replace(claims=tuple(of_record_case(NOW, SECOND, more).claims))
    assert fens(of_record(back, SECOND, {name: -value for name, value in more.items()})) == tuple(
        -fen for fen in moves
    )


def of_record_case(case: Case, region: str, more: dict[str, Fraction]) -> Case:
    return case.changed(
        region, {name: case.figure(region, name) + each for name, each in more.items()}
    )


def test_减到小于零的记录不能测算():
    with pytest.raises(NotAllocated, match="减少后小于0"):
        of_record(NOW, SECOND, {"compounds": Fraction(-26)})


def test_没有参加分配的地区不能测算():
    with pytest.raises(NotAllocated, match="620199没有参加分配"):
        NOW.changed("620199", {})


def test_前进一名值多少():
    places = of_places(NOW)
    assert [(each.region, each.rank, each.above) for each in places] == [
        (SECOND, 2, FIRST), (THIRD, 3, SECOND),
    ]  # fmt: skip
    assert places[1].points == Fraction("12.01")
    assert places[1].gain_fen == of_points(NOW, THIRD, Fraction("12.01")).moves[2].fen
    assert of_places(NOW, [FIRST]) == ()


def test_定额奖励前进一名的断崖():
    told = (claim("210100", score=91), claim("210200", score=90), claim("210300", score=89))
    places = of_places(Case(scheme("liaoning_2020"), 900_000_000, told))
    assert [each.gain_fen for each in places] == [200_000_000, 200_000_000]


def test_与平均分配相比_不予分配的两边都没有():
    found = allocate(scheme("central_2019"), POOL, but(THIRD, excluded="否决"))
    moves = against_equal_split(found)
    assert fens(moves) == (663_591_243 - 500_000_000, 336_408_757 - 500_000_000, 0)


def test_与另一个办法相比_丙县反而多():
    old, new = (
        allocate(scheme(name), POOL, counties()) for name in ("central_2019", "central_2020_later")
    )
    assert fens(compared(old, new)) == (-18_811_792, 3_919_030, 14_892_762)


def test_与上一次分配相比_新来的和退出的都列出():
    before = allocate(scheme("central_2019"), POOL, counties()[:2])
    after = allocate(scheme("central_2019"), POOL + 5, counties()[1:])
    moves = compared(before, after)
    assert sum(fens(moves)) == 5
    assert [(move.before is None, move.after is None) for move in moves.moves] == [
        (False, True), (False, False), (True, False),
    ]  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(SCHEMES, claims())
def test_各地一分的价值等于逐地重新分配的应得数之差(asked, told):
    shared(asked, 1_000, told)
    case = Case(asked, 1_000, tuple(told))
    for region, worth in points_worth(case).items():
        score = case.figure(region, "score") + 1
        then = case.changed(region, {"score": score}).allocation()
        quotas = [
            next(row.quota for row in each.rows if row.region == region)
            for each in (case.allocation(), then)
        ]
        assert quotas[1] - quotas[0] == worth


def test_有封顶或暂扣的逐地测算():
    capped = NOW._replace(claims=tuple(but(FIRST, cap_fen=1)))
    kept = NOW._replace(options=Options(halved="withhold"))
    awards = Case(scheme("liaoning_2020"), POOL, (Claim("210100", {"score": Fraction(1)}),))
    for case in (capped, kept, awards):
        with pytest.raises(NotAllocated):
            points_worth(case)
