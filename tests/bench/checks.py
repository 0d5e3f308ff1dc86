"""All checks on 280,000 compounds, and the six that the sheet of compounds alone answers against pandas."""

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import polars as pl

from metrics.checks.catalogue import BY_CODE, CHECKS
from metrics.checks.material import Material
from metrics.checks.running import run
from metrics.packs.pack import load_pack
from metrics.records.frames import Frames
from metrics.rules.value import NATION, RulePack
from sql.demo import frames_at_scale
from tests.bench.measures import Run, best, fresh

GOAL = 3.0
"""Seconds that all checks may take on two quiet cores."""
ALONE = ("G05", "G13", "G24", "G29")
"""Checks that look at compounds and their projects alone."""


def compare(*, compounds: int, rounds: int) -> Iterator[str]:
    """Tell the best of some rounds; what pandas finds is held against ours before anything is timed."""
    frames = frames_at_scale(compounds=compounds)
    rules = load_pack("national").on(frames.as_of)
    place = NATION if NATION in frames.regions["region"] else frames.place_of(None)
    tables = {name: frames.tables[name].to_pandas() for name in ("compounds", "projects")}
    found = run(_material(frames), rules, place=place)
    theirs = in_pandas(tables, frames.as_of, frames.year)
    ours = Counter(hit.check for hit in found.hits)
    assert {code: ours[code] for code in ALONE} == theirs
    yield f"{compounds:,} compounds, {len(found.hits):,} questions, load {os.getloadavg()[0]:.1f}, goal {GOAL:.0f} s"
    yield f"{'':34}{'wall s':>8}{'ratio':>8}{'cpu s':>8}"
    spent = best(_runs(frames, rules, place, tables), rounds=rounds)
    base = spent["four of compounds alone: ours"]
    for name, each in spent.items():
        yield f"{name:34}{each.wall:8.3f}{each.wall / base.wall:8.2f}{each.cpu:8.3f}"


def _material(frames: Frames) -> Material:
    """Give the records as their own former data dates too, so that what compares has something to compare.

    What had been received then is what is paid by now, but for one row in a hundred: money that sleeps is rare.
    What had been paid then was not told, or every project would have begun before its year.
    """
    days = [date(frames.as_of.year - back, 5, 31) for back in (0, 1, 2)]
    rare = pl.int_range(pl.len()) % 100 == 0
    had = pl.when(rare).then("received").otherwise("paid")
    funds = frames.tables["funds"].with_columns(received=had, paid=pl.lit(None, pl.Int64))
    tables = {**frames.tables, "funds": funds}
    then = replace(frames, tables=tables)
    return Material(fresh(frames), {day: replace(then, as_of=day) for day in days})


def _runs(
    frames: Frames, rules: RulePack, place: str, tables: dict[str, pd.DataFrame]
) -> dict[str, Run]:
    four = [BY_CODE[code] for code in ALONE]
    return {
        "four of compounds alone: ours": lambda: run(
            _material(frames), rules, place=place, checks=four
        ),
        "four of compounds alone: pandas": lambda: in_pandas(tables, frames.as_of, frames.year),
        "all thirty: ours": lambda: run(_material(frames), rules, place=place, checks=CHECKS),
    }


def in_pandas(tables: dict[str, pd.DataFrame], as_of: date, year: int) -> dict[str, int]:
    """Count what the four checks ask, hand-written: without sentences, units and states."""
    projects = tables["projects"][["project", "region", "plan_year", "review_approved_on"]]
    c = tables["compounds"].merge(projects, on="project").query(f"plan_year == {year}")
    day, whole = pd.Timestamp(as_of), tables["compounds"].merge(projects, on="project")
    started, voted = _days(c["started_on"]), _days(c["scheme_voted_on"])
    begun = started <= day
    early = (started < voted) | (started < _days(c["review_approved_on"]))
    planned = _days(c["planned_on"]) <= day
    done = _days(whole["completed_on"])
    of_year = (done <= day) & (done.dt.year == year) & whole["survey_satisfied"].notna()
    few = whole["survey_responses"] * 4 < whole["households"] * 3
    accepted = _days(c["accepted_on"])
    names = [name for name in c.columns if name.startswith("archive_")]
    open_file = (c[names] == False).any(axis=1)  # noqa: E712
    return {
        "G05": int((begun & early).sum()),
        "G13": int((planned & (c["demolition_listed"] == True)).sum()),  # noqa: E712
        "G24": int((of_year & few).sum()),
        "G29": int(((day - accepted).dt.days.gt(90) & (accepted <= day) & open_file).sum()),
    }


def _days(column: Any) -> pd.Series:
    """Read dates; 「无」 lies after all that pandas can hold."""
    return pd.to_datetime(column, errors="coerce").fillna(pd.NaT)
