"""资金分配：逐分算好的例子，封顶、保底、不予分配、减半、并列。"""

from fractions import Fraction

import pytest

from metrics.allocation.allocate import allocate
from metrics.allocation.by_factors import SAINTE_LAGUE, Options
from metrics.allocation.catalogue import scheme
from metrics.allocation.errors import NotAllocated
from metrics.allocation.limits import unbound
from metrics.allocation.result import Allocation, Claim
from metrics.allocation.share_out import largest_remainder, sainte_lague
from tests.metrics.allocation.three_counties import (
    FIRST,
    POOL,
    SECOND,
    THIRD,
    but,
    claim,
    counties,
)


def fens(allocation: Allocation) -> tuple[int, ...]:
    """Return the 分 by region code, after the sum was held against the pool."""
    assert sum(allocation.fens.values()) + allocation.withheld_fen == allocation.pool_fen
    return tuple(fen for _, fen in sorted(allocation.fens.items()))


@pytest.mark.parametrize(
    ("name", "choices", "expected"),
    [
        ("central_2019", {}, (571_291_435, 289_617_206, 139_091_359)),
        ("central_2020_later", {}, (552_479_643, 293_536_236, 153_984_121)),
        ("central_2024", {}, (569_434_829, 290_128_560, 140_436_611)),
        ("central_2024", {"by_score": "linear"}, (562_896_299, 292_870_155, 144_233_546)),
    ],
)
def test_中央各年办法分到三个县的数(name: str, choices: dict[str, str], expected: tuple[int, ...]):
    assert fens(allocate(scheme(name, choices), POOL, counties())) == expected


def test_二〇二四年办法的基础和奖励分开取整():
    rows = allocate(scheme("central_2024"), POOL, counties()).rows
    parts = [[each.base_fen + each.remainder_fen for each in row.portions] for row in rows]
    assert parts == [
        [457_033_148, 112_401_681], [231_693_765, 58_434_795], [111_273_087, 29_163_524],
    ]  # fmt: skip


def test_甲县各因素占比():
    row = allocate(scheme("central_2019"), POOL, counties()).rows[0]
    shares = [term.counted / term.total for term in row.terms]
    told = [Fraction(80, 139), Fraction(96, 173), Fraction(36, 61), Fraction(128, 213)]
    assert shares == told
    assert row.share == sum(term.share for term in row.terms)


def test_封顶的县只得封顶数_其余由他县按份额再分():
    found = allocate(scheme("central_2019"), POOL, but(FIRST, cap_fen=450_000_000))
    assert fens(found) == (450_000_000, 371_556_522, 178_443_478)
    assert [row.limit for row in found.rows] == ["cap", "", ""]


def test_封顶数正好等于应得数的不算封顶():
    found = allocate(scheme("central_2019"), POOL, but(FIRST, cap_fen=571_291_436))
    assert [row.limit for row in found.rows] == ["", "", ""]


def test_保底的县得保底数_由他县按份额让出():
    found = allocate(scheme("central_2019"), POOL, but(THIRD, floor_fen=200_000_000))
    assert fens(found)[2] == 200_000_000
    assert [row.limit for row in found.rows] == ["", "", "floor"]


def test_一县封顶后余下的钱使他县也超过封顶的再封顶():
    claims = [
        each._replace(cap_fen=cap)
        for each, cap in zip(counties(), (450_000_000, 300_000_000, None), strict=True)
    ]
    found = allocate(scheme("central_2019"), POOL, claims)
    assert fens(found) == (450_000_000, 300_000_000, 250_000_000)


def test_各县都封顶后分不出去的钱列为预留():
    claims = [each._replace(cap_fen=100_000_000) for each in counties()]
    found = allocate(scheme("central_2019"), POOL, claims)
    assert fens(found) == (100_000_000,) * 3
    assert found.withheld_fen == 700_000_000
    assert any("无处可分" in step.text for step in found.steps)


def test_保底合计多于资金池的不予分配():
    claims = [each._replace(floor_fen=400_000_000) for each in counties()]
    with pytest.raises(NotAllocated, match="各地保底合计1200000000分，多于资金池1000000000分"):
        allocate(scheme("central_2019"), POOL, claims)


def test_保底高于封顶的不予分配():
    with pytest.raises(NotAllocated, match="620101的保底2分高于封顶1分"):
        allocate(scheme("central_2019"), POOL, but(FIRST, cap_fen=1, floor_fen=2))


def test_不予分配的县_钱由他县再分():
    found = allocate(scheme("central_2019"), POOL, but(THIRD, excluded="一票否决"))
    assert fens(found) == (663_591_243, 336_408_757, 0)


def test_不予分配的县_钱列为预留():
    options = Options(excluded="withhold")
    found = allocate(scheme("central_2019"), POOL, but(THIRD, excluded="一票否决"), options)
    assert fens(found) == (571_291_435, 289_617_206, 0)
    assert found.withheld_fen == 139_091_359


def test_不予分配的县不适用保底():
    claims = but(THIRD, excluded="一票否决", floor_fen=5)
    assert fens(allocate(scheme("central_2019"), POOL, claims)) == (663_591_243, 336_408_757, 0)


def test_减半的县_减下的钱由各县再分():
    found = allocate(scheme("central_2019"), POOL, but(THIRD, multiplier=Fraction(1, 2)))
    assert fens(found) == (613_991_921, 311_264_292, 74_743_787)


def test_减半的县_减下的钱暂扣_不足一分的在预留中():
    options = Options(halved="withhold")
    found = allocate(scheme("central_2019"), POOL, but(THIRD, multiplier=Fraction(1, 2)), options)
    assert fens(found) == (571_291_435, 289_617_206, 69_545_679)
    assert found.withheld_fen == 69_545_680


def test_减半暂扣不低于保底():
    claims = but(THIRD, multiplier=Fraction(1, 2), floor_fen=100_000_000)
    found = allocate(scheme("central_2019"), POOL, claims, Options(halved="withhold"))
    assert found.fens[THIRD] == 100_000_000


@pytest.mark.parametrize(
    ("by_k", "expected"),
    [
        ("否", (5_441_223_726, 3_356_853_613, 1_201_922_661)),
        ("是", (5_518_353_593, 3_351_197_423, 1_130_448_984)),
    ],
)
def test_河北绩效项是否乘困难系数_两种读法(by_k: str, expected: tuple[int, ...]):
    told = {FIRST: (6000, 12000, 80, 95), SECOND: (4000, 9000, 65, 88), THIRD: (2500, 3000, 50, 76)}
    names = ("last_year_households", "actual_investment", "coefficient", "score")
    claims = [claim(region, **dict(zip(names, each, strict=True))) for region, each in told.items()]
    found = allocate(scheme("hebei_2019", {"score_by_k": by_k}), 10_000_000_000, claims)
    assert fens(found) == expected


def test_三地相等_余下的一分给代码小的():
    assert largest_remainder(100, [1, 1, 1]) == [34, 33, 33]


def test_份额为零的不得余分():
    assert largest_remainder(7, [1, 1, 0, 1]) == [3, 2, 0, 2]
    assert sainte_lague([1, 1, 0, 1], unbound(7, [1, 1, 0, 1])) == [3, 2, 0, 2]


def test_余数相同的先给份额大的():
    assert largest_remainder(2, [1, 3]) == [0, 2]


def test_最大余数法资金多一分反而少一分_圣拉古法不会():
    weights = [6, 6, 2]
    assert [largest_remainder(pool, weights) for pool in (10, 11)] == [[4, 4, 2], [5, 5, 1]]
    ten, eleven = (sainte_lague(weights, unbound(pool, weights)) for pool in (10, 11))
    assert all(less <= more for less, more in zip(ten, eleven, strict=True))


def test_任务相同得分九十五和八十五_相差资金池的一百八十分之一():
    same = {"area": 1, "households": 1, "buildings": 1, "compounds": 1, "coefficient": 1}
    claims = [claim(FIRST, **same, score=95), claim(SECOND, **same, score=85)]
    rows = allocate(scheme("central_2020_later"), POOL, claims).rows
    assert rows[0].share - rows[1].share == Fraction(1, 180)


def test_圣拉古法的保底和封顶():
    claims = [*but(FIRST, cap_fen=450_000_000)[:2], counties()[2]._replace(floor_fen=200_000_000)]
    found = allocate(scheme("central_2019"), POOL, claims, Options(method=SAINTE_LAGUE))
    assert fens(found) == (450_000_000, 350_000_000, 200_000_000)


AWARDS = 900_000_000


def liaoning(*scores: int, second: tuple[int, ...] = (), tie: str | None = None) -> Allocation:
    """Give the awards to cities of these scores."""
    keys = second or (0,) * len(scores)
    claims = [
        claim(f"21{number:02d}00", score=score, second_key=key)
        for number, (score, key) in enumerate(zip(scores, keys, strict=True), 1)
    ]
    return allocate(scheme("liaoning_2020", {"tie": tie} if tie else None), AWARDS, claims)


def test_辽宁前三名得五百三百一百万元():
    assert fens(liaoning(91, 90, 89, 88)) == (500_000_000, 300_000_000, 100_000_000, 0)


def test_辽宁并列第二而没有选定办法的不予计算():
    with pytest.raises(NotAllocated, match="210200、210300得分并列，尚未选定并列时的办法"):
        liaoning(91, 90, 90, 88)


def test_辽宁并列第二合并平分():
    found = liaoning(91, 90, 90, 88, tie="average")
    assert fens(found) == (500_000_000, 200_000_000, 200_000_000, 0)
    assert any("得分并列" in step.text for step in found.steps)


def test_辽宁并列按第二排序指标():
    found = liaoning(91, 90, 90, 88, second=(0, 5, 7, 0), tie="second_key")
    assert fens(found) == (500_000_000, 100_000_000, 300_000_000, 0)


def test_辽宁第二排序指标也相同的不予计算():
    with pytest.raises(NotAllocated, match="第二排序指标也相同"):
        liaoning(91, 90, 90, 88, tie="second_key")


def test_辽宁奖励以外的并列不影响():
    assert fens(liaoning(91, 90, 89, 88, 88))[3:] == (0, 0)


def test_辽宁三地并列第三平分一百万元_余分按代码():
    found = liaoning(95, 94, 90, 90, 90, tie="average")
    assert fens(found)[2:] == (33_333_334, 33_333_333, 33_333_333)


def test_辽宁不足三地的_奖励有剩余():
    found = liaoning(95, 94)
    assert found.withheld_fen == 100_000_000


def test_不予分配的不占名次():
    claims = [claim("210100", score=95)._replace(excluded="未达门槛"), claim("210200", score=90)]
    found = allocate(scheme("liaoning_2020"), AWARDS, claims)
    assert fens(found) == (0, 500_000_000)


@pytest.mark.parametrize("name", ["central_2022", "central_2025_2026"])
def test_没有见到原件的办法停用(name: str):
    with pytest.raises(NotAllocated, match="停用，不得套用"):
        allocate(scheme(name), POOL, counties())


def test_缺数据不按零计():
    short: list[Claim] = [each._replace(figures={}) for each in counties()]
    with pytest.raises(NotAllocated, match="缺数据不按0计"):
        allocate(scheme("central_2019"), POOL, short)


def test_某项因素各地都是零的不予分配():
    none = [
        each._replace(figures={**each.figures, "buildings": Fraction(0)}) for each in counties()
    ]
    with pytest.raises(NotAllocated, match="“楼栋数”各地合计为0"):
        allocate(scheme("central_2019"), POOL, none)


def test_全部不予分配的无法分配():
    with pytest.raises(NotAllocated, match="没有地区在"):
        allocate(
            scheme("central_2019"), POOL, [each._replace(excluded="是") for each in counties()]
        )


def test_步骤写明依据_默认取值_合计():
    steps = allocate(scheme("central_2024"), POOL, counties()).steps
    told = "".join(step.text for step in steps)
    for words in ("测算（非正式）", "财综〔2024〕15号", "本系统默认", "等于资金池1000000000分"):
        assert words in told
    (reward,) = (step for step in steps if step.text.startswith("奖励部分："))
    assert reward.rows[0][-3:] == ("95", "1.2", "5216/9281")
