"""Measures that judge compounds by their own row."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from tests.reference.kleene import at_most, equals, every, named, reaches
from tests.reference.records import Records, Row, Rules, Verdict


def _yes(row: Row, *columns: str) -> list[bool | None]:
    return [equals(row[column], True) for column in columns]


def _judge(rows: Iterable[Row], met: Callable[[Row], bool | None]) -> Iterator[Verdict]:
    return (Verdict(row["region"], met(row)) for row in rows)


def _reported(value: Any) -> bool | None:
    return None if value is None else True


def a02_2(records: Records, rules: Rules) -> Iterator[Verdict]:
    """对象符合条件."""

    def met(row: Row) -> bool | None:
        old_enough = at_most(row["built_year"], rules["built_year_max"])
        stays = equals(row["demolition_listed"], False)
        return every([old_enough, stays, equals(row["renovated_elsewhere"], False)])

    return _judge(records.in_plan, met)


def a03_1(records: Records, rules: Rules) -> Iterator[Verdict]:
    """储备库建档与量化排序; a score of 0 is a score (§6.19)."""
    parts = ("basics", "wishes", "scheme", "progress", "before_after")
    columns = [f"archive_{part}" for part in parts]
    return _judge(
        records.in_plan, lambda row: every([*_yes(row, *columns), _reported(row["reserve_score"])])
    )


def a06_2(records: Records, rules: Rules) -> Iterator[Verdict]:
    """居民参与机制; the last two stages are asked of completed compounds only (§6.21)."""

    def met(row: Row) -> bool | None:
        stages = _yes(row, "took_part_scheme", "took_part_works", "took_part_oversight")
        if records.happened(row["completed_on"]):
            stages += _yes(row, "took_part_aftercare", "took_part_feedback")
        return every(stages)

    return _judge(records.started, met)


def a06_3(records: Records, rules: Rules) -> Iterator[Verdict]:
    """完工小区满意度; completed in the year, whatever the plan year (§6.21)."""

    def met(row: Row) -> bool | None:
        asked = reaches(row["survey_responses"], row["households"], rules["survey_rate_min"])
        pleased = reaches(
            row["survey_satisfied"], row["survey_responses"], rules["satisfaction_min"]
        )
        return every([asked, pleased])

    return _judge((row for row in records.compounds if records.in_year(row["completed_on"])), met)


def a07_1(records: Records, rules: Rules) -> Iterator[Verdict]:
    """纳入计划的居民共识 (§6.22)."""
    bases = {"participants": "consulted_households", "households": "households"}
    base = bases[rules["consent_base"]]

    def met(row: Row) -> bool | None:
        took_part = reaches(
            row["consulted_households"], row["households"], rules["participation_min"]
        )
        agreed = reaches(row["consenting_households"], row[base], rules["consent_min"])
        return every([took_part, agreed, at_most(row["consulted_on"], row["planned_on"])])

    return _judge(records.in_plan, met)


def a07_2(records: Records, rules: Rules) -> Iterator[Verdict]:
    """方案表决; base = 户数 (§6.22)."""

    def met(row: Row) -> bool | None:
        agreed = reaches(row["scheme_votes"], row["households"], rules["scheme_vote_min"])
        return every([agreed, at_most(row["scheme_voted_on"], row["started_on"])])

    return _judge(records.started, met)


def a08_1(records: Records, rules: Rules) -> Iterator[Verdict]:
    """长效管理共识 (§6.23)."""

    def met(row: Row) -> bool | None:
        fee = None if row["property_fee"] is None else row["property_fee"] >= 0
        in_time = at_most(row["aftercare_confirmed_on"], row["started_on"])
        return every([named(row["property_mode"]), fee, in_time])

    return _judge(records.started, met)


def a09_2(records: Records, rules: Rules) -> Iterator[Verdict]:
    """竣工验收合格 (§6.24)."""

    def met(row: Row) -> bool | None:
        return every(
            [equals(row["acceptance"], "合格"), at_most(row["accepted_on"], records.as_of)]
        )

    return _judge(records.completed, met)


def b01_1(records: Records, rules: Rules) -> Iterator[Verdict]:
    """小区党组织."""
    return _judge(records.started, lambda row: at_most(row["party_branch_on"], records.as_of))


def b01_2(records: Records, rules: Rules) -> Iterator[Verdict]:
    """业主委员会."""
    return _judge(records.started, lambda row: at_most(row["owners_committee_on"], records.as_of))


def b01_3(records: Records, rules: Rules) -> Iterator[Verdict]:
    """线上表决; 表决方式 is not read (§6.26)."""
    return _judge(records.started, lambda row: equals(row["online_vote"], True))


def b02_1(records: Records, rules: Rules) -> Iterator[Verdict]:
    """片区联动."""
    return _judge(
        records.in_plan, lambda row: named(records.projects[row["project"]]["joint_area"])
    )


def b09_1(records: Records, rules: Rules) -> Iterator[Verdict]:
    """维修资金机制."""
    columns = ("upkeep_collection", "upkeep_use", "upkeep_renewal")
    return _judge(records.started, lambda row: every(_yes(row, *columns)))
