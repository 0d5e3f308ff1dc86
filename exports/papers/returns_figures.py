"""What the briefing of a place with returns only says of the place as a whole, as values.

What the place told of itself goes before the sum of its divisions; where the two differ it says so.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import polars as pl

from metrics.progress.figures import MONEY, RATES, pair
from metrics.progress.published import StartTable, earlier_table, start_table
from metrics.progress.published_changes import start_changes, total_change
from metrics.progress.rates import rate_hundredths, returns
from metrics.progress.rule_keys import full_start_shown
from metrics.records.frames import Frames
from metrics.rules.value import RulePack
from metrics.views.parts import numbers
from metrics.views.parts.charts import share
from metrics.views.progress.total_words import total_words
from metrics.views.rating import narrative


@dataclass(frozen=True)
class Inputs:
    """What the briefing is composed from; `before` are the frames of the data date before."""

    frames: Frames
    rules: RulePack
    place: str
    before: Frames | None
    issue: int
    draft: bool

    @cached_property
    def table(self) -> StartTable:
        """The table of starts of the divisions below the place."""
        return start_table(self.frames, place=self.place, year=self.frames.year)

    @cached_property
    def earlier(self) -> StartTable | None:
        """That of the data date before; null for the first."""
        if self.before is None:
            return None
        return earlier_table(self.before, self.frames, place=self.place)

    @cached_property
    def rows(self) -> pl.DataFrame:
        """The divisions with what changed since."""
        return start_changes(self.table, self.earlier)

    @cached_property
    def words(self) -> dict[str, Any]:
        """The names and days that every part uses."""
        own = self.frames.regions.filter(region=self.place).row(0, named=True)
        return {
            "place": own["name"], "scope": narrative.SCOPES.get(own["level"], own["name"]),
            "year": self.frames.year, "day": numbers.long_day(self.frames.as_of),
            "since": numbers.long_day(self.before.as_of) if self.before else "",
            "code": self.place, "number": self.rows.height,
        }  # fmt: skip

    @property
    def cap(self) -> bool:
        """Whether 全部开工 is printed from 100 % on."""
        return full_start_shown(self.rules, self.frames.regions, self.place)


def overall(given: Inputs) -> dict[str, Any]:
    """Write the figures of the whole; what the place told of itself goes before the sum."""
    row = given.table.total.with_columns(exact=rate_hundredths("start_rate")).row(0, named=True)
    planned = None if row["planned_compounds_unknown"] else row["planned_compounds"]
    started = (
        row["started_compounds"]
        if row["own_started_compounds"] is None
        else row["own_started_compounds"]
    )
    apart = row["start_rate_left_out"]
    exact = "" if row["exact"] is None else share(row["exact"])
    silent = (
        given.rows["started_compounds"].null_count() if row["own_started_compounds"] is None else 0
    )
    return {
        "planned": "" if planned is None else numbers.count(planned),
        "started": "" if started is None else numbers.count(started),
        "rate": row["printed"] or exact,
        "apart": 0 if row["printed"] else apart,
        "moved": _moved(given),
        "silent": silent if started is not None else 0,
        "differs": total_words(row),
    }


def other_rates(given: Inputs) -> dict[str, Any]:
    """Write the other rates and the money of the place; what it told itself goes before the sum."""
    told = returns(given.frames).filter(region=given.place, year=given.frames.year)
    row = next(told.iter_rows(named=True), dict.fromkeys(told.columns))
    return {
        "rates": {
            name: numbers.percent(*(row[part] for part in pair(name)), decimals=2) for name in RATES
        },
        "left_out": {name: row[f"{name}_left_out"] for name in RATES},
        "money": {name: numbers.wan(row[name]) for name in MONEY},
        "missing": numbers.MISSING,
    }


def _moved(given: Inputs) -> list[str]:
    change = total_change(given.table, given.earlier)
    moves = []
    if change.started is not None:
        moves.append(
            f"{_more(change.started, '新开工', '减少')}{numbers.count(abs(change.started))}个"
        )
    if change.rate is not None:
        points = f"{_more(change.rate, '提高', '下降')}{numbers.score(abs(change.rate))}个百分点"
        moves.append(f"总开工率{points if change.rate else '持平'}")
    return moves


def _more(value: int, up: str, down: str) -> str:
    return up if value >= 0 else down
