"""The plan that a published line allows: exact where it was printed, else the bounds of its rounded rate.

A rate p printed to a last digit u says that starts ÷ plan lies from p － u/2 up to, not including, p + u/2:
the plan lies in (starts ÷ (p + u/2), starts ÷ (p － u/2)]. 「全部开工」 says only that the plan is at most what
was started, never what it is.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

import polars as pl

from metrics.progress.published import read_rates
from metrics.records.frames import Frames


class Plan(NamedTuple):
    """The least and the most that a plan can be, both included; null where nothing bounds it.

    `capped` says that 「全部开工」 was printed without the plan.
    """

    least: int | None
    most: int | None
    capped: bool = False

    def apart_from(self, other: "Plan") -> int | None:
        """Say by how much this plan is at least above another; 0 where they may be equal, null if unbounded."""
        if self.least is None or other.most is None:
            return None
        return max(0, self.least - other.most)


def plan_of(row: Mapping[str, Any]) -> Plan | None:
    """Return the plan of a line of returns with `read_rates`; null where it tells nothing of it."""
    if row["planned_compounds"] is not None:
        return Plan(row["planned_compounds"], row["planned_compounds"])
    started, printed = row["started_compounds"], row["printed"]
    if started is None or printed is None:
        return None
    if row["all_started"]:
        return Plan(None, started, capped=True)
    return by_rate(started, printed)


def by_rate(started: int, printed: str) -> Plan:
    """Return the plan that a printed rate (97.5%) and its starts allow; without starts it may be any."""
    if not started:
        return Plan(0, None)
    whole, _, decimals = printed.removesuffix("%").partition(".")
    digits, scale = int(whole + decimals), 200 * 10 ** len(decimals)
    least = started * scale // (2 * digits + 1) + 1
    most = started * scale // (2 * digits - 1) if digits else None
    return Plan(least, most)


def printed_in_wan(text: str) -> Plan:
    """Return the plan that a figure printed in 万 allows: 5.4 is from 53,500 up to, not including, 54,500."""
    whole, _, decimals = text.partition(".")
    unit = 10_000 // 10 ** len(decimals)
    middle = int(whole + decimals) * unit
    return Plan(middle - unit // 2, middle + (unit + 1) // 2 - 1)


def lines(frames: Frames) -> dict[str, dict[str, Any]]:
    """Return the lines of returns of the frames' year by region, with what their printed rates say."""
    filed = read_rates(frames.tables["returns"].filter(pl.col("year") == frames.year))
    named = filed.join(frames.regions.select("region", "name", "parent"), on="region", how="left")
    return {row["region"]: row for row in named.sort("region").iter_rows(named=True)}


def shown(plan: Plan) -> str:
    """Write a plan in words: 1431–1445, 1366, or 不多于1071."""
    if plan.least is None:
        return f"不多于{plan.most}"
    if plan.most is None:
        return f"不少于{plan.least}"
    return str(plan.least) if plan.least == plan.most else f"{plan.least}–{plan.most}"
