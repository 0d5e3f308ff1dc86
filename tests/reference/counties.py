"""Measures that judge counties, communities and issues: A02.1, A02.3, A03.2, A10.1, B03.1."""

from collections.abc import Iterator

from tests.reference.kleene import at_most, either, equals, every, named
from tests.reference.records import Records, Row, Rules, Verdict

BLANK_CAPACITY = {
    "funding_capacity": None,
    "delivery_capacity": None,
    "new_hidden_debt": None,
    "quota_pushed_down": None,
}


def a02_1(records: Records, rules: Rules) -> Iterator[Verdict]:
    """计划不超能力 (§6.15)."""
    for county in records.planning_counties:
        capacity = _capacity(records, county)
        compounds = [row for row in records.in_plan if row["region"] == county]
        met = [
            at_most(len(compounds), capacity["delivery_capacity"]),
            _investment_within(records, compounds, capacity["funding_capacity"]),
            equals(capacity["new_hidden_debt"], False),
            equals(capacity["quota_pushed_down"], False),
        ]
        yield Verdict(county, every(met))


def _capacity(records: Records, county: str) -> Row:
    for row in records.sheet("capacities"):
        if (row["region"], row["year"]) == (county, records.year):
            return row
    return BLANK_CAPACITY


def _investment_within(records: Records, compounds: list[Row], limit: int | None) -> bool | None:
    codes = sorted({row["project"] for row in compounds})
    amounts = [records.projects[code]["planned_investment"] for code in codes]
    known = sum(amount for amount in amounts if amount is not None)
    if limit is not None and known > limit:
        return False  # what is known already exceeds the limit (§6.6)
    return None if None in amounts else at_most(known, limit)


def _no_event(records: Records, *kinds: str) -> Iterator[Verdict]:
    for county in records.planning_counties:
        happened = any(
            row["region"] == county
            and row["kind"] in kinds
            and row["status"] == "属实"
            and records.in_year(row["happened_on"])
            for row in records.sheet("events")
        )
        yield Verdict(county, unblemished(records, county, happened=happened))


def unblemished(records: Records, county: str, *, happened: bool) -> bool | None:
    """Judge an event measure: silence from a county that has reported nothing is unknown."""
    if happened:
        return False
    return True if county in records.reporting else None


def a02_3(records: Records, rules: Rules) -> Iterator[Verdict]:
    """不乱拆乱迁乱砍."""
    return _no_event(records, "随意拆除老建筑", "搬迁居民", "砍伐老树")


def a03_2(records: Records, rules: Rules) -> Iterator[Verdict]:
    """资金无违规."""
    return _no_event(records, "截留", "挪用", "其他资金违规")


def a10_1(records: Records, rules: Rules) -> Iterator[Verdict]:
    """发现问题及时整改 (§6.25)."""
    for row in records.sheet("issues"):
        if row["source"] in ("审计", "国务院大督查") and _issue_counts(records, row):
            yield Verdict(row["region"], _rectified(records, row))


def _issue_counts(records: Records, row: Row) -> bool:
    overdue = row["due_on"] < records.as_of and not records.happened(row["closed_on"])
    this_year = records.in_year(row["due_on"]) or records.in_year(row["closed_on"])
    return records.happened(row["found_on"]) and (overdue or this_year)


def _rectified(records: Records, row: Row) -> bool | None:
    if not records.happened(row["closed_on"]):
        return False  # a blank in this ledger is an open issue
    return at_most(row["rectified_on"], min(row["due_on"], records.as_of))


def b03_1(records: Records, rules: Rules) -> Iterator[Verdict]:
    """社区摸排 (§6.27)."""
    surveys = {row["community"]: row for row in records.sheet("communities")}
    for code, compounds in sorted(_communities(records).items()):
        if code not in surveys:
            yield Verdict(min(row["region"] for row in compounds), None)
            continue
        survey = surveys[code]
        earliest = min(row["planned_on"] for row in compounds)
        in_time = at_most(survey["surveyed_on"], earliest)
        need = either([named(survey["shortfalls"]), named(survey["remedies"])])
        yield Verdict(survey["region"], every([in_time, need]))


def _communities(records: Records) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = {}
    for row in records.in_plan:
        if named(row["community"]):
            groups.setdefault(row["community"], []).append(row)
    return groups
