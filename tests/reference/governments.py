"""Measures that judge governments by their instruments (制度建设): A01, A04.1, A06.1, B07, B10."""

from collections.abc import Iterator

from tests.reference.kleene import at_most, either, every, opposite
from tests.reference.records import Records, Row, Rules, Verdict

LINKS = ("专营衔接-水", "专营衔接-电", "专营衔接-气", "专营衔接-信")


def in_force(records: Records, region: str, instrument: str) -> bool | None:
    """Say whether a region has an instrument in force by the data date (§2, §6.17)."""
    rows = [
        _row_in_force(records, row)
        for row in records.sheet("instruments")
        if (row["region"], row["instrument"]) == (region, instrument)
    ]
    return either(rows) if rows else None


def _row_in_force(records: Records, row: Row) -> bool | None:
    if row["status"] == "未建立":
        return False
    return every(
        [at_most(row["issued_on"], records.as_of), not records.happened(row["repealed_on"])]
    )


def _all_in_force(records: Records, levels: str, *instruments: str) -> Iterator[Verdict]:
    for row in records.governments(levels):
        states = [in_force(records, row["region"], name) for name in instruments]
        yield Verdict(row["region"], every(states))


def a01_1(records: Records, rules: Rules) -> Iterator[Verdict]:
    """统筹协调机制."""
    return _all_in_force(records, "市县", "工作机制", "工作规则", "责任清单", "议事规程")


def a04_1(records: Records, rules: Rules) -> Iterator[Verdict]:
    """年度计划衔接专营计划; 热 only where the region heats (§6.18)."""
    for row in records.governments("省市县"):
        states = [in_force(records, row["region"], link) for link in LINKS]
        heat = in_force(records, row["region"], "专营衔接-热")
        yield Verdict(row["region"], every([*states, either([opposite(row["heated"]), heat])]))


def a06_1(records: Records, rules: Rules) -> Iterator[Verdict]:
    """街道社区职责分工."""
    return _all_in_force(records, "市县", "街道社区职责分工")


def b07_1(records: Records, rules: Rules) -> Iterator[Verdict]:
    """精简审批政策."""
    return _all_in_force(records, "省市县", "精简审批")


def b07_2(records: Records, rules: Rules) -> Iterator[Verdict]:
    """标准体系."""
    return _all_in_force(records, "省市", "标准体系")


def b07_3(records: Records, rules: Rules) -> Iterator[Verdict]:
    """存量资源与土地政策."""
    return _all_in_force(records, "省市县", "存量资源利用", "土地混合利用")


def b10_1(records: Records, rules: Rules) -> Iterator[Verdict]:
    """户内改造引导政策."""
    return _all_in_force(records, "省市县", "户内改造")
