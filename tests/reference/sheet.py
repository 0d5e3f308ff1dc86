"""The default score sheet (考核细则) read slowly: points of each item from plain rows, in fractions."""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from math import ceil, floor
from typing import NamedTuple

from tests.reference.counting import MEASURES, line
from tests.reference.records import Records, Row, Rules, Verdict

CENTRAL = ("中央财政补助", "中央预算内投资")
WORTH = {
    "D1": 10, "D2": 10, "D3": 8, "D4": 10, "D5": 4, "D6": 8, "D7": 10, "D8": 10, "D9": 10, "D10": 6,
    "D11": 6, "D12": 8,
}  # fmt: skip
OF_THE_36 = {
    "D7": ("A05.1",), "D8": ("A07.1", "A07.2"), "D10": ("A08.1", "B09.1"), "D11": ("B04.1",),
}  # fmt: skip


class Given(NamedTuple):
    """Targets and points by hand (hundredths), each by region and item."""

    targets: Mapping[tuple[str, str], Fraction]
    points: Mapping[tuple[str, str], int]


class Sum(NamedTuple):
    """What is met, asked, failed and unknown; of amounts, unknown is a number of records."""

    met: int = 0
    asked: int = 0
    failed: int = 0
    unknown: int = 0


def scores(records: Records, rules: Rules, given: Given) -> dict[str, int | None]:
    """Return the score of every region in hundredths of a point, rounded half up."""
    sums = _sums(records, rules)
    lines = line(records)
    levels = {row["region"]: row["level"] for row in records.sheet("regions")}
    return {
        region: _score(region, above, levels[region], sums, rules, given)
        for region, above in lines.items()
    }


def _score(
    region: str, above: list[str], level: str, sums: Mapping[tuple[str, str], Sum], rules: Rules,
    given: Given,
) -> int | None:  # fmt: skip
    won, asked = Fraction(0), 0
    for item, worth in WORTH.items():
        if item in ("D5", "D6"):
            if level in ("市", "县"):
                asked += worth
                won += Fraction(given.points.get((region, item), 0), 100)
            continue
        own = [
            sums[key] for key in sorted(sums) if key[0] == region and key[1].split(" ")[0] == item
        ]
        own = [each for each in own if each.asked > 0 or each.unknown > 0]
        if not own:
            continue
        asked += worth
        target = next((given.targets[a, item] for a in above if (a, item) in given.targets), None)
        won += _points(item, worth, own, target, rules)
    return floor(won / asked * 10_000 + Fraction(1, 2)) if asked else None


def _points(
    item: str, worth: int, sums: list[Sum], target: Fraction | None, rules: Rules
) -> Fraction:
    rate = min(Fraction(s.met, s.asked) if s.asked > 0 else Fraction(0) for s in sums)
    if item == "D12":
        return Fraction(max(0, worth - 2 * sum(s.failed + s.unknown for s in sums)))
    if item == "D9":
        missed = Fraction(4, 5) - rate
        return Fraction(worth - min(worth, ceil(missed * 100))) if missed > 0 else Fraction(worth)
    full = {"D4": Fraction(4, 5), "D11": rules["social_share_target"]}.get(item, Fraction(1))
    if target is not None and item in ("D1", "D2", "D3", "D11"):
        full = target
    return worth * min(Fraction(1), rate / full)


def _sums(records: Records, rules: Rules) -> dict[tuple[str, str], Sum]:
    lines, found = line(records), dict[tuple[str, str], Sum]()
    for item, verdicts in _judged(records, rules):
        for verdict in verdicts:
            for region in lines[verdict.region]:
                old = found.get((region, item), Sum())
                amount = verdict.amount or 0
                unknown = verdict.met is None or verdict.amount is None
                found[region, item] = Sum(
                    old.met + (amount if verdict.met else 0),
                    old.asked + amount,
                    old.failed + (verdict.met is False and not unknown),
                    old.unknown + unknown,
                )
    return found


def _judged(records: Records, rules: Rules) -> Iterator[tuple[str, Iterable[Verdict]]]:
    yield "D1 小区", [Verdict(r["region"], _begun(records, r)) for r in records.in_plan]
    yield (
        "D1 户",
        [Verdict(r["region"], _begun(records, r), r["households"]) for r in records.in_plan],
    )
    yield "D2", _carried_over(records)
    yield "D3", _investment(records)
    yield "D4", _paid(records)
    yield "D9", _answers(records, rules)
    yield "D12", _issues(records)
    for item, codes in OF_THE_36.items():
        for code in codes:
            yield f"{item} {code}", MEASURES[code](records, rules)


def _begun(records: Records, row: Row) -> bool:
    return records.happened(row["started_on"])


def _carried_over(records: Records) -> Iterator[Verdict]:
    for row in records.compounds:
        done = row["completed_on"]
        before = done is not None and done.year < records.year
        if (
            row["plan_year"] == records.year - 1
            and records.happened(row["planned_on"])
            and not before
        ):
            yield Verdict(row["region"], records.happened(done))


def _split(region: str, whole: int | None, done: int | None) -> Iterator[Verdict]:
    if whole is None or done is None:
        yield Verdict(region, None, whole)
        return
    yield Verdict(region, True, done)
    yield Verdict(region, False, whole - done)


def _investment(records: Records) -> Iterator[Verdict]:
    planned = {row["project"] for row in records.in_plan}
    for row in records.projects_of_year:
        if row["project"] in planned:
            yield from _split(
                row["region"], row.get("planned_investment"), row.get("completed_investment")
            )


def _paid(records: Records) -> Iterator[Verdict]:
    of_year = {row["project"]: row["region"] for row in records.projects_of_year}
    for row in records.sheet("funds"):
        if row["project"] in of_year and row["source"] in CENTRAL:
            yield from _split(of_year[row["project"]], row.get("received"), row.get("paid"))


def _answers(records: Records, rules: Rules) -> Iterator[Verdict]:
    for row in records.compounds:
        if not records.in_year(row["completed_on"]):
            continue
        wanted = ceil(row["households"] * rules["survey_rate_min"])
        answers, content = row["survey_responses"], row["survey_satisfied"]
        whole = max(wanted, answers or 0)
        if answers is None or content is None:
            yield Verdict(row["region"], None, whole)
        else:
            yield from _split(row["region"], whole, min(answers, content))


def _issues(records: Records) -> Iterator[Verdict]:
    everything = [{**row, "source": "审计"} for row in records.sheet("issues")]
    as_audited = Records(records.as_of, records.year, {**records.sheets, "issues": everything})
    yield from MEASURES["A10.1"](as_audited, {})
    for region in records.planning_counties:
        yield Verdict(region, True if region in records.reporting else None)
