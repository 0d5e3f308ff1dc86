"""Progress rates (进度指标) per division and plan year, for dispatch beside the 36 measures.

Two origins, never mixed: `ledger` counts 项目, 小区 and 资金; `returns` reads 进展报表. Both give one
row per division of 区划 and plan year:

- every figure of FIGURES (numbers of things, money in 分), null where nothing of it is known, and
  `<figure>_unknown`: how many units did not report it. A blank adds nothing and is counted.
- every rate of RATES as an exact pair `<rate>_numerator`, `<rate>_denominator`, each the sum over
  the units of which both parts are known, and `<rate>_left_out`: the units of which they are not.
  The pair is null where no unit is left. A rate above 100 % is kept, and whoever shows it says how
  many compounds started outside the plan (`beyond_plan`); a denominator of 0 has none.

A planned figure asks the plan (plan year, and 列入计划日期 by the data date; a project is in plan
when one of its compounds is); what was started, completed, received or paid asks the plan year and
its own fact only (standard.md §3, §6.3). 完工率 is of the plan, 资金支付率 of the money received.
"""

from collections.abc import Mapping
from typing import Any

import polars as pl

from metrics.errors import NothingReported
from metrics.progress.figures import FIGURES, RATES, UNIT, hundredths, pair
from metrics.progress.from_ledger import ledger
from metrics.progress.from_returns import returns
from metrics.records.adjustment import NOTHING_ADJUSTED, Adjustment
from metrics.records.frames import Frames
from metrics.records.regions import circles, within

__all__ = [
    "FIGURES",
    "RATES",
    "beyond_plan",
    "changes",
    "has_ledger",
    "has_returns",
    "ledger",
    "rate_hundredths",
    "returns",
    "told_from_ledger",
]


def has_ledger(frames: Frames, *, place: str) -> bool:
    """Say whether the place has projects of the frames' year, not only aggregate returns."""
    inside = within(frames.regions, place)
    return frames.projects_of_year.join(inside, on="region", how="semi").height > 0


def has_returns(frames: Frames, *, place: str) -> bool:
    """Say whether anybody in the place, or the place itself, filed a return of the frames' year."""
    returned = frames.tables["returns"].filter(pl.col("year") == frames.year)
    return returned.join(within(frames.regions, place), on="region", how="semi").height > 0


def told_from_ledger(frames: Frames, *, place: str) -> bool:
    """Say whether a place is told of from the ledger: it has projects of the year, or sends nothing.

    Who has neither projects nor returns is told of as its province is, where its silence counts.
    """
    if has_ledger(frames, place=place):
        return True
    if has_returns(frames, place=place):
        return False
    return has_ledger(frames, place=next(circles(frames.regions, place), place))


def refuse_without_ledger(frames: Frames, place: str) -> None:
    """Refuse to judge a year of which the whole province has no project by what else it reports.

    Raises:
        NothingReported: with the years that are reported.
    """
    province = next(circles(frames.regions, place), place)
    if not has_ledger(frames, place=province):
        years = sorted(set(frames.tables["projects"]["plan_year"].drop_nulls()))
        listed = "、".join(map(str, years)) or "无"
        raise NothingReported(
            f"截至{frames.as_of}没有{frames.year}年度的项目台账，不能评价；已报送的年度：{listed}。"
        )


def beyond_plan(row: Mapping[str, Any]) -> int:
    """Return how many compounds started outside the plan, of a row of `ledger` whose 开工率 exceeds 100 %; else 0."""
    part, whole = (row[name] for name in pair("start_rate"))
    beyond = whole and part is not None and part > whole
    return (row["unplanned_starts"] or 0) if beyond else 0


def rate_hundredths(rate: str) -> pl.Expr:
    """Return a rate of RATES in hundredths of a percent, rounded half up; null without a value."""
    numerator, denominator = pair(rate)
    return hundredths(pl.col(numerator), pl.col(denominator))


def changes(
    now: pl.DataFrame, before: pl.DataFrame, adjusted: Adjustment = NOTHING_ADJUSTED
) -> pl.DataFrame:
    """Return `<rate>_change` between two data dates in hundredths of 百分点, by region and year.

    Both tables come from `ledger`, or both from `returns`. The change is that of the two rates as
    printed (rounded half up to hundredths), so it adds up on paper; null where either has none,
    and where the area is another since (`adjusted`: the changes of divisions in between).
    """
    before = before.with_columns(pl.col("region").replace(adjusted.renamed))
    before = before.filter(~pl.col("region").is_in(sorted(adjusted.redrawn)))
    rates = {rate: rate_hundredths(rate) for rate in RATES}
    earlier = before.select(*UNIT, *(value.alias(f"{r}_before") for r, value in rates.items()))
    later = now.select(*UNIT, **rates).join(earlier, on=UNIT, how="left")
    moved = {f"{rate}_change": pl.col(rate) - pl.col(f"{rate}_before") for rate in RATES}
    return later.select(*UNIT, **moved).sort(UNIT)
