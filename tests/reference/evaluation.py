"""The whole evaluation: counts, scores, grades, groups, ranks and rank intervals."""

from collections import Counter
from collections.abc import Mapping
from typing import Any, NamedTuple

from tests.reference.counting import Count, Places, count, planned
from tests.reference.records import Records, Rules
from tests.reference.scoring import Standing, against, grade, in_favour, standing

LEVELS = {"国": "nation", "省": "province", "市": "city", "县": "county"}
RANKED = ("city", "county")


class Result(NamedTuple):
    """Counts by (region, measure), and one row of the published fields by region."""

    counts: dict[tuple[str, str], Count]
    scores: dict[str, dict[str, Any]]


class Case(NamedTuple):
    """A region as it stands, at its best and at its worst."""

    now: Standing
    best: Standing
    worst: Standing


def evaluate(records: Records, rules: Rules, places: Places | None = None) -> Result:
    """Evaluate every region of 区划: each record by its own place's rules where there are places."""
    counts = count(records, rules, places or {})
    levels = {row["region"]: LEVELS[row["level"]] for row in records.sheet("regions")}
    cases = {region: _case(_of(counts, region), rules) for region in sorted(levels)}
    sizes = Counter(planned(records))
    groups = {
        region: "small" if sizes[region] < rules["min_compounds"] else "main" for region in levels
    }
    scores = {}
    for region, case in cases.items():
        peers = [
            other
            for other in cases
            if other != region
            and (levels[other], groups[other]) == (levels[region], groups[region])
        ]
        scores[region] = {
            "level": levels[region],
            "score": case.now.score,
            "grade": grade(case.now, rules),
            "vetoes": list(case.now.vetoes),
            "group": groups[region],
            **_ranks(case, [cases[other] for other in peers], levels[region], rules),
        }
    return Result(counts, scores)


def _of(counts: Mapping[tuple[str, str], Count], region: str) -> dict[str, Count]:
    return {measure: value for (owner, measure), value in counts.items() if owner == region}


def _case(counts: dict[str, Count], rules: Rules) -> Case:
    return Case(
        standing(counts, rules),
        standing(in_favour(counts), rules),
        standing(against(counts), rules),
    )


def _ranks(case: Case, peers: list[Case], level: str, rules: Rules) -> dict[str, int | None]:
    if level not in RANKED or case.now.score is None:
        return {"rank": None, "rank_best": None, "rank_worst": None}
    return {
        "rank": _rank(case.now, [peer.now for peer in peers], rules),
        "rank_best": _rank(case.best, [peer.worst for peer in peers], rules),
        "rank_worst": _rank(case.worst, [peer.best for peer in peers], rules),
    }


def _rank(own: Standing, others: list[Standing], rules: Rules) -> int:
    """One more than the number of regions that are strictly ahead."""
    return 1 + sum(
        _key(other, rules) < _key(own, rules) for other in others if other.score is not None
    )


def _key(standing: Standing, rules: Rules) -> tuple[bool, int, int]:
    barred = bool(standing.vetoes) and rules["veto_effect"] == "last"
    breaches = standing.breaches if rules["baseline_breaches_first"] else 0
    return barred, breaches, -(standing.score or 0)
