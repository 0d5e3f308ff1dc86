"""Three counties whose allocations were worked out by hand, and how claims are written in tests."""

from fractions import Fraction

from metrics.allocation.result import Claim

POOL = 1_000_000_000
"""1000 万元 in 分."""
FIGURES = {
    "620101": (500_000, 6_000, 180, 40, 80, 95),
    "620102": (300_000, 4_000, 100, 25, 65, 88),
    "620103": (200_000, 2_500, 70, 10, 50, 76),
}
"""建筑面积, 户数, 楼栋数, 小区数, 财政困难程度系数, 核定得分."""
COLUMNS = ("area", "households", "buildings", "compounds", "coefficient", "score")
FIRST, SECOND, THIRD = FIGURES


def claim(region: str, **figures: int | str | Fraction) -> Claim:
    """Return a claim with figures by column."""
    return Claim(region, {name: Fraction(value) for name, value in figures.items()})


def counties() -> list[Claim]:
    """Return the three."""
    return [
        claim(region, **dict(zip(COLUMNS, told, strict=True))) for region, told in FIGURES.items()
    ]


def but(region: str, **changed: object) -> list[Claim]:
    """Return the three, of one something else."""
    return [each._replace(**changed) if each.region == region else each for each in counties()]
