"""按项目计算的补助：每个项目精确到分，超限的指出，不足一分的不给。"""

from fractions import Fraction

import pytest

from metrics.allocation.allocate import allocate
from metrics.allocation.catalogue import scheme
from metrics.allocation.errors import NotAllocated
from metrics.allocation.result import Allocation, Claim

POOL = 10_000_000_000


def paid(name: str, words: dict[str, str] | None = None, **figures: int | str) -> Allocation:
    """Return what one project of one county is paid."""
    told = {column: Fraction(value) for column, value in figures.items()}
    return allocate(scheme(name), POOL, [Claim("330302", told, project="一号", words=words or {})])


@pytest.mark.parametrize(
    ("unit_cost", "delta", "expected"),
    [
        (350, "2.3", 159_000_000),  # 单方按300元计，2.3个点按3个点
        (280, "-1.2", 128_800_000),  # 低于基准1.2个点按2个点，每个点降2%
        (350, "15", 180_000_000),  # 最多提高10%
        (300, "0", 150_000_000),
    ],
)
def test_温州按面积和比例补助(unit_cost: int, delta: str, expected: int):
    found = paid(
        "wenzhou_2020", unit_cost_yuan=unit_cost, ratio_pct=50, delta_pp=delta, area=10_000
    )
    assert found.fens == {"330302": expected}


def test_温州降到零为止():
    found = paid("wenzhou_2020", unit_cost_yuan=300, ratio_pct=10, delta_pp=-8, area=10_000)
    assert found.fens == {"330302": 0}


def test_深圳二十七项每户两万元市区各半():
    found = paid("shenzhen_27_28", {"task": "27", "eligible": "是"}, households=501)
    assert found.fens == {"330302": 501_000_000}
    assert found.steps[-2].rows[0][2:4] == ("501000000", "501000000")


def test_深圳二十八项按区财政投资的一半_余一分归区():
    found = paid(
        "shenzhen_27_28", {"task": "28", "eligible": "是"}, district_fiscal_fen=123_456_789
    )
    assert found.steps[-2].rows[0][2:4] == ("61728394", "61728395")


def test_深圳未达标的不予补助():
    found = paid("shenzhen_27_28", {"task": "27", "eligible": "否"}, households=501)
    assert found.fens == {"330302": 0}
    assert "未达到规定标准条件" in found.steps[-2].rows[0][-1]


@pytest.mark.parametrize(
    ("resident", "expected"), [(60_000_000, 50_000_000), (40_000_000, 40_000_000)]
)
def test_香洲与居民一比一且每户不超过五千元(resident: int, expected: int):
    assert paid("xiangzhou", households=100, resident_fen=resident).fens == {"330302": expected}


def test_东莞政府补助不超过百分之八十():
    assert paid("dongguan", cost_fen=99_999_999).fens == {"330302": 79_999_999}


@pytest.mark.parametrize(
    ("kind", "area", "approved", "grant", "most"),
    [("老旧小区", "中部", 100, 101, 100), ("燃气老化更新", "中部", 10_000, 4_501, 4_500)],
)
def test_中央预算内投资超过上限的指出(kind: str, area: str, approved: int, grant: int, most: int):
    words = {"kind": kind, "area_kind": area}
    with pytest.raises(NotAllocated, match=f"超限.*拟补助{grant}分，超过上限{most}分"):
        paid("ndrc_2022", words, approved_fen=approved, grant_fen=grant)
    found = paid("ndrc_2022", words, approved_fen=approved, grant_fen=most)
    assert found.fens == {"330302": most}


def test_电梯补助每台最高三十五万元():
    assert paid("shenzhen_lifts", lifts=2, asked_fen=70_000_000).fens == {"330302": 70_000_000}
    with pytest.raises(NotAllocated, match="超限"):
        paid("shenzhen_lifts", lifts=2, asked_fen=70_000_001)


def test_一县多个项目相加_剩余列为预留():
    claims = [
        Claim("330302", {"cost_fen": Fraction(cost)}, project=name)
        for name, cost in (("二号", 101), ("一号", 99))
    ]
    found = allocate(scheme("dongguan"), 1_000, claims)
    assert found.fens == {"330302": 80 + 79}
    assert found.withheld_fen == 841
    assert [each.part for each in found.rows[0].portions] == ["一号", "二号"]


def test_补助合计多于资金池的不予计算():
    with pytest.raises(NotAllocated, match="多于资金池10分，差70分"):
        allocate(
            scheme("dongguan"), 10, [Claim("330302", {"cost_fen": Fraction(100)}, project="一")]
        )
