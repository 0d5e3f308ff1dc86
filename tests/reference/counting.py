"""From verdicts to counts, rolled up from county to city to province to nation."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from tests.reference import children, compounds, counties, governments, projects
from tests.reference.records import Records, Rules, Verdict

MODULES = (governments, counties, projects, compounds, children)
MEASURES: dict[str, Callable[[Records, Rules], Iterable[Verdict]]] = {
    f"{name[:3].upper()}.{name[4:]}": judge
    for module in MODULES
    for name, judge in vars(module).items()
    if name[0] in "ab" and name[1:3].isdigit()
}
AMOUNTS = ("B04.1", "B04.2")
LOCAL = (
    "built_year_max", "participation_min", "consent_min", "consent_base", "scheme_vote_min",
    "survey_rate_min", "satisfaction_min",
)  # fmt: skip
"""当地规定比例 (§6.39): what each record's own place decides."""

Places = Mapping[str, Rules]
"""The rules of each place that has its own, by code; none where one pack judges everything."""


class Count(NamedTuple):
    """How many records (or 分) are met, judged in all, and unknown (always records)."""

    met: int = 0
    all: int = 0
    unknown: int = 0


def line(records: Records) -> dict[str, list[str]]:
    """Each region with the regions above it, itself first."""
    parents = {row["region"]: row["parent"] for row in records.sheet("regions")}
    lines: dict[str, list[str]] = {}
    for region in parents:
        above, at = [], region
        while at in parents:
            above.append(at)
            at = parents[at]
        lines[region] = above
    return lines


def count(records: Records, rules: Rules, places: Places) -> dict[tuple[str, str], Count]:
    """Counts by region and measure; a region without a record has no row.

    Every place judges everything, and of what it finds those records are kept that it is nearest to.
    """
    lines, counts = line(records), {}
    for measure, judge in MEASURES.items():
        for place, own in (places or {"": rules}).items():
            judging = {**rules, **{key: own[key] for key in LOCAL}}
            for verdict in judge(records, judging):
                if nearest(verdict.region, places) == place:
                    for region in lines[verdict.region]:
                        key = (region, measure)
                        counts[key] = _plus(counts.get(key, Count()), verdict)
    return counts


def nearest(region: str, places: Places) -> str:
    """The smallest of the places, by their codes without the zeros at the end, that holds the region."""
    around = [place for place in places if place == "100000" or region.startswith(_stem(place))]
    return max(around, key=lambda place: len(_stem(place)) * (place != "100000"), default="")


def _stem(place: str) -> str:
    return place[:2] if place[2:] == "0000" else place[:4] if place[4:] == "00" else place


def _plus(count: Count, verdict: Verdict) -> Count:
    unknown = verdict.met is None or verdict.amount is None
    amount = verdict.amount or 0
    return Count(
        count.met + (amount if verdict.met else 0), count.all + amount, count.unknown + unknown
    )


def planned(records: Records) -> Iterator[str]:
    """Yield every region once for each compound in plan it holds."""
    lines = line(records)
    for row in records.in_plan:
        yield from lines[row["region"]]
