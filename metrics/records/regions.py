"""Administrative divisions (行政区划): lineage, scope and the names of their levels."""

from collections.abc import Iterator

import polars as pl

from metrics.errors import NothingReported, UnknownChoice

LEVELS = {"国": "nation", "省": "province", "市": "city", "县": "county"}
RANKED = ("city", "county")


def lineage(regions: pl.DataFrame) -> pl.DataFrame:
    """Return every (region, ancestor) pair, each region being its own first ancestor.

    Parents are those that 区划 states; a parent that is not in 区划 ends the line.
    """
    parents = regions.select("region", "parent")
    step = parents.select("region", ancestor="region")
    steps = [step]
    while step.height and len(steps) <= len(LEVELS):
        step = step.join(parents, left_on="ancestor", right_on="region").select(
            "region", ancestor="parent"
        )
        step = step.join(parents, left_on="ancestor", right_on="region", how="semi")
        steps.append(step)
    return pl.concat(steps).sort("region", "ancestor")


def resolve(regions: pl.DataFrame, code: str) -> str:
    """Return the division meant by a full or shortened code (6201 is 620100).

    Raises UnknownChoice if 区划 has neither.
    """
    for candidate in (code, code.ljust(6, "0")):
        if candidate in regions["region"]:
            return candidate
    raise UnknownChoice(f"区划中没有代码为“{code}”的地区，请核对行政区划代码。")


def check_owners(owned: pl.DataFrame, regions: pl.DataFrame) -> None:
    """Refuse records whose `region` is not in 区划, by NothingReported, rather than drop them."""
    homeless = owned.join(regions, on="region", how="anti")["region"].unique().sort()
    if len(homeless):
        raise NothingReported(
            f"区划中没有代码{'、'.join(map(str, homeless))}，但有以其报送的记录，请先补报区划。"
        )


def default_place(regions: pl.DataFrame, owners: pl.Series) -> str:
    """Return the topmost division to evaluate when none is named.

    It is the only province whose area owns projects, whether or not a nation stands above it;
    else the only division without a parent; where there are several, the only one whose area owns
    projects.
    """
    busy = lineage(regions).filter(pl.col("region").is_in(owners.implode()))["ancestor"].unique()
    owning = pl.col("region").is_in(busy.implode())
    provinces = regions.filter(owning, level="省")["region"]
    if len(provinces) == 1:
        return str(provinces[0])
    tops = regions.join(regions, left_on="parent", right_on="region", how="anti")["region"]
    if tops.is_empty():
        raise NothingReported("截至该数据日期尚无“区划”数据，请先导入省级报送的区划表。")
    if len(tops) > 1 and len(busy):
        tops = tops.filter(tops.is_in(busy.implode()))
    if len(tops) != 1:
        raise UnknownChoice(f"数据中有多个范围：{'、'.join(sorted(tops))}，请用--place指定其一。")
    return str(tops[0])


def within(regions: pl.DataFrame, place: str) -> pl.DataFrame:
    """Return the divisions of `place` and below, sorted by code."""
    inside = lineage(regions).filter(pl.col("ancestor") == place)
    return regions.join(inside, on="region", how="semi").sort("region")


def ranked_inside(regions: pl.DataFrame, place: str) -> list[str]:
    """Return the cities and counties in a place by code, itself first where it is one."""
    inside = within(regions, place).filter(pl.col("level").replace_strict(LEVELS).is_in(RANKED))
    return sorted(inside["region"], key=lambda code: (code != place, code))


def reporting(regions: pl.DataFrame, place: str) -> pl.DataFrame:
    """Return the divisions of a place that report the works: the lowest, sorted by code.

    Those are its counties, a city without counties, and a place below which nothing lies itself.
    """
    inside = within(regions, place)
    return inside.join(inside, left_on="region", right_on="parent", how="anti").sort("region")


def circles(regions: pl.DataFrame, place: str) -> Iterator[str]:
    """Yield the province that a division lies in, then what is above it; without one, the topmost.

    A division is ranked among, and reports in step with, those of its province.
    """
    upwards = above(regions, place)
    levels = dict(regions.select("region", "level").iter_rows())
    first = next((n for n, code in enumerate(upwards) if levels[code] in ("省", "国")), -1)
    yield from upwards[first:]


def above(regions: pl.DataFrame, place: str) -> list[str]:
    """Return a division and those above it, the nearest first."""
    pairs = lineage(regions).unique()
    inside = pairs.filter(region=place)["ancestor"].to_list()
    depths = dict(pairs.group_by("region").len().iter_rows())
    return sorted(inside, key=lambda code: (-depths[code], code))


def levels_inside(regions: pl.DataFrame, place: str) -> tuple[str, ...]:
    """Return the ranked levels that a place is told of by: city and county in a province or nation.

    A city is told of by its counties. Where nothing lies below, a place is told of by itself.
    """
    own = LEVELS[regions.filter(region=place)["level"].item()]
    if own not in RANKED:
        return RANKED
    below = {LEVELS[level] for level in within(regions, place)["level"]} - {own}
    return tuple(level for level in RANKED if level in below) or (own,)
