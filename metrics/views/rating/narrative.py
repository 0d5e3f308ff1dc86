"""What an official paragraph needs: every number written, every tie found, nothing left to compute.

These are values, not sentences. The sentences stand in `exports/templates/*.j2`, where an office
can rewrite them; the screens put the same values into their captions.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from itertools import groupby
from typing import Any, NamedTuple

import polars as pl

from metrics.errors import NothingReported
from metrics.progress.figures import MONEY, pair
from metrics.progress.places import exactly, places
from metrics.progress.rates import RATES, beyond_plan, changes, rate_hundredths
from metrics.rating.evaluation import Evaluation
from metrics.rating.hearing import NOT_REPORTED, told_scores
from metrics.records.adjustment import adjusted_since
from metrics.views.parts import numbers
from metrics.views.parts.charts import share

SCOPES = {"国": "全国", "省": "全省", "市": "全市"}
"""How a place speaks of itself; a county (县、区、市) is called by its name."""
WAN = 10_000
NAMED = 5
"""So many regions of a tie are named; the others are counted."""
TAKE = 3
"""So many places are named at either end of an order."""

Progress = Mapping[date, pl.DataFrame]


class Rate(NamedTuple):
    """A rate as text and what it did since the data date before (empty where nothing is known)."""

    value: str
    change: str


class Overall(NamedTuple):
    """The figures of one division and plan year; households in 万户, money in 亿元.

    `unplanned` are compounds that started outside the plan, where 开工率 exceeds 100 % for it.
    """

    scope: str
    year: str
    day: str
    planned: str
    households: str
    started: str
    completed: str
    money: Mapping[str, str]
    rates: Mapping[str, Rate]
    unplanned: int = 0


class Standing(NamedTuple):
    """Regions that share a place: the first few names, how many they are, and their value."""

    place: int
    names: tuple[str, ...]
    number: int
    value: str

    @property
    def tied(self) -> bool:
        """Whether more than one region shares the place."""
        return self.number > 1

    @property
    def more(self) -> bool:
        """Whether some regions are counted without being named."""
        return self.number > len(self.names)


class Ends(NamedTuple):
    """The first and the last places of an order, never the same region in both."""

    first: tuple[Standing, ...]
    last: tuple[Standing, ...]

    @property
    def level(self) -> bool:
        """Whether several regions share the only place, so that nobody is ahead."""
        return len(self.first) == 1 and self.first[0].tied and not self.last


class Graded(NamedTuple):
    """How many regions of a level have each grade (等次), best first, and how many have none.

    `silent` are those outside the main ranking of whom nobody reported: how many compounds they
    planned is not known.
    """

    ranked: int
    grades: tuple[tuple[str, int], ...]
    ungraded: int
    small: int
    silent: int


def overall(
    evaluation: Evaluation, progress: Progress, *, before: date | None, place: str | None = None
) -> Overall:
    """Write the progress of a division as of the evaluation's data date, by default its place.

    `before` is the data date that changes refer to. Raises NothingReported where the ledger has
    no project of the year.
    """
    region = place or evaluation.place
    row = _row(progress[evaluation.as_of], region, evaluation)
    moved = _changes(evaluation, progress, before, region)
    rates = {
        rate: Rate(share(row[rate]), _change(moved.get(f"{rate}_change"), before)) for rate in RATES
    }
    own = evaluation.regions.filter(region=region).row(0, named=True)
    return Overall(
        scope=SCOPES.get(own["level"], own["name"]),
        year=str(evaluation.year),
        day=numbers.long_day(evaluation.as_of),
        planned=numbers.count(row["planned_compounds"]),
        households=_wan_households(row["planned_households"]),
        started=numbers.count(row["started_compounds"]),
        completed=numbers.count(row["completed_compounds"]),
        money={figure: numbers.yi(row[figure]) for figure in MONEY},
        rates=rates,
        unplanned=beyond_plan(row),
    )


def _row(table: pl.DataFrame, region: str, evaluation: Evaluation) -> dict[str, Any]:
    rates = [rate_hundredths(rate).alias(rate) for rate in RATES]
    rows = table.filter(region=region, year=evaluation.year).with_columns(rates)
    if not rows.height:
        raise NothingReported(
            f"截至{numbers.long_day(evaluation.as_of)}没有{evaluation.year}年度的项目台账，"
            "无法编制简报；请核对数据日期和评价年度，或先导入各地的工作簿。"
        )
    return rows.row(0, named=True)


def _changes(
    evaluation: Evaluation, progress: Progress, before: date | None, region: str
) -> dict[str, Any]:
    if before is None:
        return {}
    adjusted = adjusted_since(evaluation.frames, before)
    moved = changes(progress[evaluation.as_of], progress[before], adjusted)
    rows = moved.filter(region=region, year=evaluation.year)
    return rows.row(0, named=True) if rows.height else {}


def _change(hundredths: int | None, before: date | None, *, unit: str = "个百分点") -> str:
    if before is None or hundredths is None:
        return ""
    since = f"{before.month}月{before.day}日"
    if hundredths == 0:
        return f"与{since}持平"
    word = "提高" if hundredths > 0 else "下降"
    return f"比{since}{word}{numbers.score(abs(hundredths))}{unit}"


def _wan_households(households: int | None) -> str:
    return (
        numbers.MISSING
        if households is None
        else numbers.fixed(Fraction(households, WAN), decimals=2)
    )


def by_rate(evaluation: Evaluation, progress: Progress, *, level: str, rate: str) -> Ends:
    """Order the regions of a level by a progress rate; those without one are left out.

    Equal rates, not those that only print alike, share a place and the next is skipped.
    """
    table = progress[evaluation.as_of].filter(year=evaluation.year)
    values = table.select("region", *pair(rate), value=rate_hundredths(rate)).drop_nulls("value")
    listed = _level(evaluation, level).join(values, on="region").sort("region")
    among = places([exactly(*parts) for parts in listed.select(pair(rate)).iter_rows()])
    ordered = listed.with_columns(place=pl.Series(among, dtype=pl.Int64)).sort("place", "region")
    return ends(
        (name, place, share(value))
        for name, place, value in ordered.select("name", "place", "value").iter_rows()
    )


def by_score(evaluation: Evaluation, *, level: str) -> Ends:
    """Order the ranked regions of a level as the ranking does (主排名); 未报送 are left out."""
    scores = told_scores(evaluation).filter(group="main").drop_nulls("rank")
    listed = _level(evaluation, level).join(scores.drop("level"), on="region")
    ordered = listed.sort("rank", "region").select("name", "rank", "score", "vetoes")
    return ends(
        (name, rank, f"{numbers.score(score)}分" + ("，一票否决" if barred else ""))
        for name, rank, score, barred in ordered.iter_rows()
    )


def score_change(evaluation: Evaluation, before: Evaluation | None) -> str:
    """Tell what the score of the place did since another evaluation; empty where it has none."""
    if before is None:
        return ""
    now, then = (
        told_scores(e).filter(region=evaluation.place).select("score").to_series().to_list()
        for e in (evaluation, before)
    )
    if None in (*now, *then) or not then:
        return ""
    return _change(now[0] - then[0], before.as_of, unit="分")


def _level(evaluation: Evaluation, level: str) -> pl.DataFrame:
    inside = evaluation.scores.filter(level=level).select("region")
    names = names_in_full(evaluation, level=level)
    return inside.with_columns(name=pl.col("region").replace_strict(names))


def names_in_full(evaluation: Evaluation, *, level: str) -> dict[str, str]:
    """Return the names of a level's divisions by code; two of one name carry their city's."""
    regions = evaluation.frames.regions
    listed = evaluation.scores.filter(level=level).select("region").join(regions, on="region")
    parents = dict(regions.select("region", "name").iter_rows())
    twice = listed["name"].is_duplicated()
    return {
        row["region"]: (parents.get(row["parent"], "") if same else "") + row["name"]
        for row, same in zip(listed.iter_rows(named=True), twice, strict=True)
    }


def ends(rows: Iterable[tuple[str, int, str]]) -> Ends:
    """Return both ends of an order given as (name, place, value), best first.

    The first end is places 1 to TAKE; the last, worst first, goes on until TAKE regions are told.
    """
    standings = [_standing(place, list(group)) for place, group in groupby(rows, lambda r: r[1])]
    first = [standing for standing in standings if standing.place <= TAKE]
    last: list[Standing] = []
    for standing in reversed(standings[len(first) :]):
        if sum(each.number for each in last) < TAKE:
            last.append(standing)
    return Ends(tuple(first), tuple(last))


def _standing(place: int, group: list[tuple[str, int, str]]) -> Standing:
    names = tuple(name for name, _, _ in group[:NAMED])
    return Standing(place, names, len(group), group[0][2])


def graded(evaluation: Evaluation, *, level: str) -> Graded:
    """Count the grades of a level in the main ranking; small regions are counted apart.

    Of whom too little was reported (`metrics.rating.hearing`) is among those without a grade.
    """
    scores = told_scores(evaluation).filter(level=level)
    main, small = scores.filter(group="main"), scores.filter(group="small")
    silent = small.filter(unheard=NOT_REPORTED).height
    counts = dict(main.drop_nulls("grade").group_by("grade").len().iter_rows())
    bands = [band.grade for band in evaluation.rules["grade_bands"]]
    counted = tuple((grade, int(counts.get(grade, 0))) for grade in bands)
    return Graded(
        main.height,
        counted,
        main["grade"].null_count(),
        small.height - silent,
        silent,
    )
