"""Claims of a sealed evaluation (封账轮次): plan figures of the year, scores, grades and vetoes.

The four factors are those of the year's plan, as it was sealed: 建筑面积, 户数, 楼栋数, 小区数 of the compounds in
plan. The 财政困难程度系数 is that of a file of factors, else that of 区划 in the seal; where both lack one, nothing
is shared out.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

import polars as pl

from metrics.allocation.errors import NotAllocated
from metrics.allocation.result import Claim, Step
from metrics.allocation.scheme import PROJECTS, SCORE, K, Scheme
from metrics.records.frames import Frames
from metrics.records.regions import lineage, reporting, within
from metrics.scope import Scope
from metrics.sealing.seal import Seal

MILLIONTHS = 1_000_000
PLANNED: Mapping[str, str] = {
    "area": "floor_area", "households": "households", "buildings": "buildings", "compounds": "count",
}  # fmt: skip
"""The factors that a seal tells, and what of the compounds in plan they add up."""
SEALED = (*PLANNED, SCORE)
KEEP, EXCLUDE, HALVE = "keep", "exclude", "halve"
"""What a veto, or a grade below the least, does to the money of a region."""
HALF = Fraction(1, 2)


class Consequence(NamedTuple):
    """What the sealed evaluation does to money: of vetoed regions (被否决), and of grades below the least.

    No document is known that lays down either: both are chosen, and told among the steps.
    """

    vetoed: str = KEEP
    least_grade: str = ""
    below: str = EXCLUDE


NO_CONSEQUENCE = Consequence()


class SealedClaims(NamedTuple):
    """The claims of the regions that have compounds in plan, how they came about, and the names of divisions."""

    claims: tuple[Claim, ...]
    preface: tuple[Step, ...]
    names: Mapping[str, str]


def sealed_claims(
    seal: Seal,
    scheme: Scheme,
    *,
    level: str = "county",
    given: Mapping[str, Claim] | None = None,
    consequence: Consequence = NO_CONSEQUENCE,
) -> SealedClaims:
    """Return the claims of a level (city or county) of a sealed evaluation.

    `given` are claims of a file of factors by region: what the scheme asks beside what the seal tells, and
    exclusions, multipliers, caps and floors. A region without a compound in plan takes no part; one that
    reported nothing (nor its city) may have a plan nobody knows.

    Raises:
        NotAllocated: a figure is missing of somebody: regions and column are named, nothing is taken as 0.
    """
    if scheme.kind == PROJECTS:
        raise NotAllocated(
            f"“{scheme.name}”按项目计算，封账文件不能提供，请用--factors提供项目表。"
        )
    told = given or {}
    wanted = regions_of(seal.frames, seal.scope.place, level)
    planned = plan_figures(seal.frames, wanted)
    scored = seal.scores.filter(pl.col("region").is_in(wanted))
    scores = {row["region"]: row for row in scored.iter_rows(named=True)}
    _known(seal, scores, planned, told)
    _strangers(planned, told)
    figures = {region: own | _score(scores[region]) for region, own in planned.items()}
    _with_given(figures, scheme, told, _hardship(seal.frames))
    grades = [band.grade for band in seal.evaluation().rules["grade_bands"]]
    claims = tuple(
        _claim(region, figures[region], scores[region], told.get(region), grades, consequence)
        for region in sorted(figures)
    )
    names = dict(seal.frames.regions.select("region", "name").iter_rows())
    preface = (
        *_outside(scheme, seal.scope), *_preface(seal, names, claims, scores, consequence),
    )  # fmt: skip
    return SealedClaims(claims, preface, names)


def regions_of(frames: Frames, place: str, level: str) -> list[str]:
    """Return the regions inside a place that money goes to: its cities, or who reports the works (county)."""
    if level == "city":
        return within(frames.regions, place).filter(level="市")["region"].to_list()
    return reporting(frames.regions, place)["region"].to_list()


def plan_figures(frames: Frames, regions: Sequence[str]) -> dict[str, dict[str, Fraction]]:
    """Return the plan figures of the year of each region by factor; of one without a compound in plan, none.

    A factor that is blank of one of its compounds is not told.
    """
    owned = (
        frames.compounds_in_plan.join(lineage(frames.regions), on="region")
        .filter(pl.col("ancestor").is_in(regions))
        .group_by("ancestor")
        .agg(
            *map(_summed, ("floor_area", "households", "buildings")), count=pl.len().cast(pl.Int64)
        )
        .sort("ancestor")
    )
    return {row["ancestor"]: _figures(row) for row in owned.iter_rows(named=True)}


def _summed(column: str) -> pl.Expr:
    return pl.when(pl.col(column).null_count() == 0).then(pl.col(column).sum()).alias(column)


def _figures(row: Mapping[str, int | None]) -> dict[str, Fraction]:
    under = {"area": MILLIONTHS}
    told = {name: row[column] for name, column in PLANNED.items()}
    return {
        name: Fraction(value, under.get(name, 1))
        for name, value in told.items()
        if value is not None
    }


def _score(row: Mapping[str, object]) -> dict[str, Fraction]:
    score = row["score"]
    return {SCORE: Fraction(score, 100)} if isinstance(score, int) else {}


def _hardship(frames: Frames) -> dict[str, Fraction]:
    rows = frames.regions.select("region", "hardship").drop_nulls().iter_rows()
    return {region: Fraction(value, MILLIONTHS) for region, value in rows}


def _known(
    seal: Seal, scores: Mapping[str, object], planned: Mapping[str, object], told: Mapping[str, Claim]
) -> None:  # fmt: skip
    """Refuse regions whose plan nobody told: neither the region nor its city reported."""
    units = set(seal.frames.reporting["unit"])
    above = dict(seal.frames.regions.select("region", "parent").iter_rows())
    silent = [
        region for region in sorted(scores)
        if region not in planned and not {region, above.get(region)} & units
        and not (region in told and told[region].excluded)
    ]  # fmt: skip
    if silent:
        raise NotAllocated(
            f"{'、'.join(silent)}没有报送，年度计划不明，缺数据不按0计，不能分配："
            "请补报后重新封账，或在因素表中列为不予分配（excluded填“是”）。"
        )


def _strangers(planned: Mapping[str, object], told: Mapping[str, Claim]) -> None:
    strange = sorted(
        region for region, claim in told.items() if region not in planned and not claim.excluded
    )
    if strange:
        raise NotAllocated(
            f"因素表中的{'、'.join(strange)}在封账文件中没有列入年度计划的小区，请核对行政区划代码和层级。"
        )


def _with_given(
    figures: Mapping[str, dict[str, Fraction]], scheme: Scheme, told: Mapping[str, Claim],
    hardship: Mapping[str, Fraction],
) -> None:  # fmt: skip
    """Add what the seal itself does not tell; refuse what nobody tells."""
    for name in scheme.needs:
        for region, own in figures.items():
            entered = told[region].figures.get(name) if region in told else None
            value = hardship.get(region) if entered is None and name == K else entered
            if value is not None:
                own[name] = value
        missing = [region for region, own in sorted(figures.items()) if name not in own]
        if missing:
            where = "评价没有得分" if name == SCORE else "封账文件没有"
            raise NotAllocated(
                f"{'、'.join(missing)}缺少{scheme.columns[name].label}（{where}），缺数据不按0计，不能分配："
                f"请用--factors在{name}列提供。"
            )


def _claim(
    region: str, figures: Mapping[str, Fraction], row: Mapping[str, object], told: Claim | None,
    grades: Sequence[str], consequence: Consequence,
) -> Claim:  # fmt: skip
    claim = Claim(region, figures) if told is None else told._replace(figures=figures)
    for effect, why in _effects(row, grades, consequence):
        if effect == EXCLUDE and not claim.excluded:
            claim = claim._replace(excluded=why)
        if effect == HALVE:
            both = f"{claim.multiplied}；{why}" if claim.multiplied else why
            claim = claim._replace(multiplier=claim.multiplier * HALF, multiplied=both)
    return claim


def _effects(
    row: Mapping[str, object], grades: Sequence[str], consequence: Consequence
) -> Iterator[tuple[str, str]]:
    vetoes = row["vetoes"]
    if vetoes and isinstance(vetoes, list):
        yield consequence.vetoed, f"一票否决：{'、'.join(map(str, vetoes))}"
    if not consequence.least_grade:
        return
    if consequence.least_grade not in grades:
        raise NotAllocated(
            f"没有“{consequence.least_grade}”这一等次，可用的有：{'、'.join(grades)}。"
        )
    if row["grade"] is None:
        raise NotAllocated(f"{row['region']}没有等次，不能按最低等次处理。")
    if grades.index(str(row["grade"])) > grades.index(consequence.least_grade):
        yield consequence.below, f"等次为{row['grade']}，低于{consequence.least_grade}"


def _outside(scheme: Scheme, scope: Scope) -> Iterator[Step]:
    """Say where a scheme does not hold on the data date."""
    day = scope.as_of
    if day < (scheme.since or day) or day > (scheme.until or day):
        yield Step(f"注意：数据截止日期{day}不在办法施行期内，结果只供比较。")


EFFECTS = {KEEP: "不影响资金", EXCLUDE: "不予分配", HALVE: "减半"}


def _preface(
    seal: Seal, names: Mapping[str, str], claims: Sequence[Claim], scores: Mapping[str, Mapping[str, object]],
    consequence: Consequence,
) -> Iterator[Step]:  # fmt: skip
    scope = seal.scope
    yield Step(
        f"数据取自封账评价：范围{names[scope.place]}，数据截止日期{scope.as_of}，评价年度{scope.year}，"
        f"评价标准{seal.standard.called}，评价摘要{seal.digest}。"
        f"四项因素为该年度列入计划小区的合计，得分为评价得分，共{len(claims)}个地区。"
    )
    none = sorted(set(scores) - {claim.region for claim in claims})
    if none:
        told = "、".join(f"{names[region]}（{region}）" for region in none)
        yield Step(f"{told}没有列入年度计划的小区，不参加分配。")
    vetoed = tuple(
        (claim.region, names[claim.region], "、".join(map(str, vetoes)))
        for claim in claims
        if isinstance(vetoes := scores[claim.region]["vetoes"], list) and vetoes
    )
    if vetoed:
        yield Step(
            f"评价中被一票否决的{len(vetoed)}个，本次{EFFECTS[consequence.vetoed]}"
            "（没有见到规定否决与资金关系的文件，由使用者选定）。",
            ("行政区划代码", "名称", "否决内容"), vetoed,
        )  # fmt: skip
    if consequence.least_grade:
        yield Step(
            f"等次低于{consequence.least_grade}的，本次{EFFECTS[consequence.below]}（由使用者选定）。"
        )
