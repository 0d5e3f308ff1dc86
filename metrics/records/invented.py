"""Places that do not exist: codes that GB/T 2260 gives to no province, and what they stand for.

The demo province, and the invented nation of the benchmark, have such codes. Everything shown of
them says 演示数据, whoever sent the workbooks and whatever was changed in them since.
"""

DEMO = "演示数据"

PREFIXES = (*range(99, 90, -1), *range(89, 82, -1), *range(80, 71, -1), *range(70, 66, -1), 59, 58)
"""First two digits of the invented provinces; 99 is the demo province."""

PUBLISHED = "100000"
"""The real nation: what the ministry published stands beside the demo, to compare with."""

NATION = "900000"
PROVINCE = "990000"


def demo_mark(place: str) -> str | None:
    """Return 「演示数据」 if the place is invented, else null: to be printed beside every title."""
    if place == NATION:
        return DEMO
    return DEMO if place[:2] in {str(prefix) for prefix in PREFIXES} else None


def of_the_demo(unit: str) -> bool:
    """Say whether a unit may stand in the demo's database: an invented one, or what was published."""
    return unit == PUBLISHED or demo_mark(unit) is not None
