"""Measures that judge compounds by their child rows: A04.2, A05, B08.1."""

from collections.abc import Callable, Iterable, Iterator

from tests.reference.kleene import at_most, either, equals, every, named
from tests.reference.records import Records, Row, Rules, Verdict

Join = Callable[[Iterable[bool | None]], bool | None]


def _facilities(
    records: Records, compounds: list[Row], met: Callable[[Row, Row], bool | None]
) -> Iterator[Verdict]:
    """Judge compounds with a utility that needs renewal: every such utility must be met (§6.30)."""
    groups = records.grouped("facilities", "compound")
    for row in compounds:
        needed = [part for part in groups.get(row["compound"], []) if part["to_renew"]]
        if needed:
            yield Verdict(row["region"], every(met(row, part) for part in needed))


def a04_2(records: Records, rules: Rules) -> Iterator[Verdict]:
    """统筹施工方案."""
    return _facilities(
        records,
        records.started,
        lambda compound, part: at_most(part["joint_scheme_on"], compound["started_on"]),
    )


def b08_1(records: Records, rules: Rules) -> Iterator[Verdict]:
    """专营设施移交."""
    return _facilities(
        records,
        records.completed,
        lambda _, part: at_most(part["handed_over_on"], records.as_of),
    )


def _shortfalls(
    records: Records, rules: Rules, group: str, met: Callable[[Row], bool | None], join: Join
) -> Iterator[Verdict]:
    """Judge compounds in plan with a shortfall of the class (§6.20)."""
    contents = records.grouped("contents", "compound")
    for row in records.in_plan:
        short = [
            part
            for part in contents.get(row["compound"], [])
            if part["short"] and rules["content_items"].get(part["item"]) == group
        ]
        if short:
            yield Verdict(row["region"], join(met(part) for part in short))


def _in_scheme(part: Row) -> bool | None:
    return equals(part["in_scheme"], True)


def a05_1(records: Records, rules: Rules) -> Iterator[Verdict]:
    """基础类应改尽改."""
    return _shortfalls(records, rules, "基础", _in_scheme, every)


def a05_2(records: Records, rules: Rules) -> Iterator[Verdict]:
    """完善类有所纳入."""
    return _shortfalls(records, rules, "完善", _in_scheme, either)


def a05_3(records: Records, rules: Rules) -> Iterator[Verdict]:
    """提升类片区补齐."""
    return _shortfalls(
        records,
        rules,
        "提升",
        lambda part: either([_in_scheme(part), named(part["area_remedy"])]),
        every,
    )
