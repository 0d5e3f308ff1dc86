"""Aggregate returns (进展报表) of the demo: the ledger added up, with the slips of real life."""

import polars as pl

from sql.demo.draw import between, chance, choose

KEYS = ("unit", "plan_year")


def returns(tables: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """Add up each owner's ledger; some count 1 to 3 starts more, and so beyond their plan."""
    rows = _counted(tables["compounds"]).join(_money(tables), on=KEYS, how="left").sort(KEYS)
    more = choose(chance("differs", 90), between("more starts", 1, 3), 0)
    started = pl.col("started_compounds")
    return rows.with_row_index("_id").with_columns(
        region="unit", year="plan_year", started_compounds=started + choose(started > 0, more, 0)
    )


def _counted(compounds: pl.DataFrame) -> pl.DataFrame:
    dates = {"planned": "planned_on", "started": "started_on", "completed": "completed_on"}
    reached = {name: pl.col(column).is_not_null() for name, column in dates.items()}
    numbers = [
        flag.sum().cast(pl.Int64).alias(f"{name}_compounds") for name, flag in reached.items()
    ]
    homes = [
        pl.col("households").filter(reached[name]).sum().alias(f"{name}_households")
        for name in ("planned", "started")
    ]
    return compounds.group_by(KEYS).agg(*numbers, *homes)


def _money(tables: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """Sum the money of projects; funds whose amounts are blank add nothing."""
    projects = tables["projects"]
    spent = projects.group_by(KEYS).agg(pl.col("planned_investment", "completed_investment").sum())
    years = projects.select("project", "plan_year")
    received = tables["funds"].select("unit", "project", "received", "paid")
    got = received.join(years, on="project").group_by(KEYS).agg(pl.col("received", "paid").sum())
    return spent.join(got, on=KEYS, how="left")
