"""Where one unit stands at a data date: score, grade, vetoes, rank and lights, or its rate of starts.

It is what the unit's own pages tell: judged by the rules given, ranked among the divisions of its
province, of the plan year of the frames. A unit that files returns only (进展报表) has no score; it is
told by its rate of starts, and its place among the divisions beside it.
"""

from dataclasses import dataclass, field
from typing import Any

import polars as pl

from metrics.progress.published import start_table
from metrics.progress.rates import told_from_ledger
from metrics.rating.evaluation import evaluate
from metrics.rating.hearing import told_scores
from metrics.records.frames import Frames
from metrics.records.regions import circles
from metrics.rules.value import RulePack
from metrics.supervision.lights import RED
from metrics.supervision.table import supervision

LIGHT = {"project": pl.String, "name": pl.String, "light": pl.String}


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A unit at a data date; `province` is the place among whose divisions it is ranked.

    `rated` is its row of `told_scores`, and `among`, how many of its level and group have a rank;
    `started` its row of `start_table`, and `among`, how many of that table have a rank. One of the two
    is null, as the unit is told from its ledger or from returns. `lights`: project, name and light of
    every project in the supervision table, by code; none for returns. Both are null of a topmost unit
    without a ledger.
    """

    province: str
    rated: dict[str, Any] | None = None
    started: dict[str, Any] | None = None
    lights: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=LIGHT))

    @property
    def reds(self) -> int:
        """How many projects have a red light."""
        return self.lights.filter(light=RED).height


def standing(frames: Frames, rules: RulePack, *, unit: str) -> Standing | None:
    """Tell where a unit stands; null where 区划 does not have it.

    Raises NothingReported where a record's owner is not in 区划.
    """
    if unit not in frames.regions["region"]:
        return None
    province = next(circles(frames.regions, unit), unit)
    if not told_from_ledger(frames, place=unit):
        return Standing(province=province, started=_started(frames, unit))
    scores = told_scores(evaluate(frames, rules, province))
    own = scores.filter(region=unit).row(0, named=True)
    beside = scores.filter(level=own["level"], group=own["group"])
    return Standing(
        province=province,
        rated=own | {"among": beside["rank"].drop_nulls().len()},
        lights=_lights(frames, rules, unit),
    )


def _lights(frames: Frames, rules: RulePack, unit: str) -> pl.DataFrame:
    projects = supervision(frames, rules, place=unit).projects
    return projects.select("project", "name", pl.col("light").cast(pl.String)).sort("project")


def _started(frames: Frames, unit: str) -> dict[str, Any] | None:
    """Return the unit's row among the divisions beside it; null for one that stands above all."""
    parent = frames.regions.filter(region=unit)["parent"].item()
    if parent not in frames.regions["region"]:
        return None
    rows = start_table(frames, place=parent, year=frames.year).rows
    own = rows.filter(region=unit).row(0, named=True)
    return own | {"among": rows["rank"].drop_nulls().len()}


def turned(before: Standing | None, after: Standing | None) -> pl.DataFrame:
    """Return the projects whose light turns: project, name, before and after; null where not there."""
    was, now = (
        pl.DataFrame(schema=LIGHT) if each is None else each.lights for each in (before, after)
    )
    both = was.join(now, on="project", how="full", coalesce=True, suffix=":now")
    return (
        both.filter(pl.col("light").ne_missing(pl.col("light:now")))
        .select(
            "project",
            name=pl.coalesce("name:now", "name"),
            before="light",
            after="light:now",
        )
        .sort("project")
    )
