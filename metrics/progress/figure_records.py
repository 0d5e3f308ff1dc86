"""The records of the ledger behind one figure of progress: they add up to `from_ledger.ledger`."""

import polars as pl

from metrics.progress.figures import MONEY
from metrics.records.frames import Frames
from metrics.records.regions import within

STATES = {"planned": "planned_on", "started": "started_on", "completed": "completed_on"}
"""The date of a compound that each count of compounds or households asks for."""
UNDATED = pl.lit(None, pl.Date)


def figure_records(frames: Frames, *, region: str, year: int, figure: str) -> pl.DataFrame:
    """List what is counted in a figure (`figures.FIGURES`) of a region and plan year.

    Columns: record (compound, project, or project and source as 资金 names it), name, project, on
    (the date that counts; null for money), amount (1, households, or 分; null where it was not
    reported and so adds nothing). Sorted by record and project.
    """
    inside = within(frames.regions, region)
    owned = frames.tables["projects"].filter(plan_year=year).join(inside, on="region", how="semi")
    if figure not in MONEY:
        records = _compounds(frames, owned, figure)
    elif figure in ("received", "paid"):
        records = _funds(frames, owned, figure)
    else:
        records = _projects(frames, owned, figure)
    return records.sort("record", "project")


def _compounds(frames: Frames, owned: pl.DataFrame, figure: str) -> pl.DataFrame:
    state, unit = figure.split("_")
    day = STATES[state]
    counted = frames.tables["compounds"].filter(frames.happened(day))
    amount = pl.col("households") if unit == "households" else pl.lit(1, pl.Int64)
    return counted.join(owned, on="project", how="semi").select(
        record="compound", name="name", project="project", on=day, amount=amount
    )


def _projects(frames: Frames, owned: pl.DataFrame, figure: str) -> pl.DataFrame:
    if figure == "planned_investment":
        planned = frames.tables["compounds"].filter(frames.happened("planned_on"))
        owned = owned.join(planned, on="project", how="semi")
    return owned.select(record="project", name="name", project="project", on=UNDATED, amount=figure)


def _funds(frames: Frames, owned: pl.DataFrame, figure: str) -> pl.DataFrame:
    named = owned.select("project", "name")
    rows = frames.tables["funds"].join(named, on="project")
    whole = pl.concat_str("project", "source", separator=" ")
    return rows.select(record=whole, name="name", project="project", on=UNDATED, amount=figure)
