"""Peers by likeness (同类县区): the counties most like one by size, money, heating and old stock.

Four attributes: households (户数) of the compounds in plan; 资金筹措能力 of the year; 北方采暖地区; and the
share, among its compounds whose 建成年份 is known, of those built before the year of rule `peers`.
Of the first, second and last each county has a position among the counties that have a value: those
below it and half of those equal to it, itself included, divided by their number. Two counties are as far
apart as their positions; by heating they are 0 or 1 apart. The distance is the sum over the attributes.

An attribute that the county itself lacks is left out, of everybody, and said. One that another
lacks puts it at the distance 1, the most there is: what is not known makes nobody alike. Of equal
distances the smaller code comes first. All numbers are fractions, so no machine orders otherwise.
"""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

import polars as pl

from metrics.comparison.rule_keys import PEERS, Peers
from metrics.rating.evaluation import Evaluation
from metrics.rating.hearing import told_scores

RANKED = ("households", "funding", "old")
ATTRIBUTES = ("households", "funding", "heated", "old")
FARTHEST = Fraction(1)


class County(NamedTuple):
    """What a county is like; null is not known. `funding` in 分, `old` a share of `dated` compounds."""

    region: str
    households: int | None
    funding: int | None
    heated: bool | None
    old: Fraction | None
    dated: int


class Peer(NamedTuple):
    """One of the nearest: its distance, and the attributes on which it could not be compared."""

    county: County
    distance: Fraction
    missing: tuple[str, ...]


class Likeness(NamedTuple):
    """The nearest of one county, nearest first; `missing` are the attributes that it lacks itself."""

    own: County
    missing: tuple[str, ...]
    peers: tuple[Peer, ...]


def likeness(evaluation: Evaluation, region: str) -> Likeness | None:
    """Return the counties most like one, of those with a score; null for a region that is no county.

    Nobody is alike where nothing is known of the county: there are no peers then.
    """
    rule: Peers = evaluation.rules[PEERS]
    scores = told_scores(evaluation).filter(level="county")
    if region not in set(scores["region"]):
        return None
    with_score = scores.filter(pl.col("score").is_not_null())["region"]
    every = counties(evaluation, {region, *with_score}, rule.before)
    return nearest(every, region, number=rule.number)


def nearest(every: Sequence[County], region: str, *, number: int) -> Likeness:
    """Return so many of the counties that are nearest to one of them."""
    own = next(county for county in every if county.region == region)
    missing = tuple(name for name in ATTRIBUTES if getattr(own, name) is None)
    asked = [name for name in ATTRIBUTES if name not in missing]
    positions = {name: _positions(every, name) for name in RANKED}
    peers = (_peer(own, other, asked, positions) for other in every if other is not own)
    ordered = sorted(peers, key=lambda peer: (peer.distance, peer.county.region))
    return Likeness(own, missing, tuple(ordered[:number]) if asked else ())


def _positions(every: Iterable[County], name: str) -> dict[str, Fraction]:
    known = {county.region: getattr(county, name) for county in every}
    known = {region: value for region, value in known.items() if value is not None}
    values = list(known.values())
    return {
        region: Fraction(
            2 * sum(other < value for other in values) + sum(other == value for other in values),
            2 * len(values),
        )
        for region, value in known.items()
    }


def _peer(
    own: County,
    other: County,
    asked: Iterable[str],
    positions: Mapping[str, Mapping[str, Fraction]],
) -> Peer:
    distance, missing = Fraction(0), []
    for name in asked:
        if getattr(other, name) is None:
            missing.append(name)
            distance += FARTHEST
        elif name in RANKED:
            distance += abs(positions[name][own.region] - positions[name][other.region])
        else:
            distance += FARTHEST * (getattr(own, name) != getattr(other, name))
    return Peer(other, distance, tuple(missing))


def counties(evaluation: Evaluation, regions: Iterable[str], before: int) -> list[County]:
    """Return what each of these counties is like, by code; old is built before that year."""
    frames = evaluation.frames
    planned = frames.compounds_in_plan.group_by("region").agg(pl.col("households").sum())
    # A compound of two plan years is one building stock: its newest plan tells of it.
    stock = frames.compounds.filter(pl.col("built_year").is_not_null())
    stock = stock.sort("plan_year", "project").unique(["region", "compound"], keep="last")
    old = (pl.col("built_year") < before).sum().cast(pl.Int64)
    aged = stock.group_by("region").agg(old=old, dated=pl.len().cast(pl.Int64))
    funds = frames.tables["capacities"].filter(pl.col("year") == evaluation.year)
    table = (
        frames.regions.select("region", "heated")
        .filter(pl.col("region").is_in(sorted(set(regions))))
        .join(planned, on="region", how="left")
        .join(aged, on="region", how="left")
        .join(funds.select("region", funding="funding_capacity"), on="region", how="left")
        .sort("region")
    )
    # A county that reported and lists no compound plans none; one that did not report is not known.
    heard = set(frames.reporting["unit"])
    return [_county(row, heard=row["region"] in heard) for row in table.iter_rows(named=True)]


def _county(row: Mapping[str, int | bool | str | None], *, heard: bool) -> County:
    households, dated = row["households"], int(row["dated"] or 0)
    return County(
        region=str(row["region"]),
        households=(0 if heard else None) if households is None else int(households),
        funding=None if row["funding"] is None else int(row["funding"]),
        heated=None if row["heated"] is None else bool(row["heated"]),
        old=Fraction(int(row["old"] or 0), dated) if dated else None,
        dated=dated,
    )
