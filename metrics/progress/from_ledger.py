"""Progress counted from the ledger (项目, 小区 and 资金)."""

import polars as pl

from metrics.progress.figures import (
    COLUMNS,
    COUNTS,
    MISSING,
    RATES,
    UNIT,
    VALUES,
    known_sum,
    pair,
)
from metrics.records.frames import Frames
from metrics.records.regions import check_owners, lineage

COUNT_RATES = [rate for rate, parts in RATES.items() if set(parts) <= set(COUNTS)]

READS = ("regions", "projects", "compounds", "funds")
"""The sheets that `ledger` counts; of the others it needs none."""


BESIDE = ("silent", "unplanned_starts")
"""What is counted beside the figures, and belongs to none of them."""


def ledger(frames: Frames) -> pl.DataFrame:
    """Return the progress of every division and plan year in the ledger, by region and year.

    Units are compounds, projects (for investment) and rows of 资金 (received, paid). `silent`
    counts the bottom divisions of 区划 without a record or a submission; one that did report owns
    0 compounds where it lists none. `unplanned_starts` counts compounds that started and are not in
    plan: they are in the numerator of 开工率 and not in its denominator. Raises NothingReported where
    an owner is not in 区划.
    """
    owned = _owned(frames)
    check_owners(owned, frames.regions)
    return (
        lineage(frames.regions)
        .join(owned, on="region")
        .group_by(region="ancestor", year="year")
        .agg(*(known_sum(pl.col(c)).alias(c) for c in VALUES), pl.col(*MISSING, *BESIDE).sum())
        .select(*UNIT, *COLUMNS, *BESIDE)
        .sort(UNIT)
    )


def _owned(frames: Frames) -> pl.DataFrame:
    table = _owners(frames)
    for part in pl.collect_all([_compounds(frames), _investment(frames), _funds(frames)]):
        table = table.join(part, on=UNIT, how="left")
    bottom = ~pl.col("region").is_in(frames.regions["parent"].drop_nulls().implode())
    # Whoever reported and lists no compound has none: a count of records, not a filled blank.
    none_listed = pl.col("heard") & bottom
    counts = [
        pl.when(none_listed).then(pl.col(c).fill_null(0)).otherwise(c).alias(c) for c in COUNTS
    ]
    silent = (bottom & ~pl.col("heard")).cast(pl.Int64)
    table = table.with_columns(
        *counts, pl.col(r"^(.*_(unknown|left_out)|unplanned_starts)$").fill_null(0), silent=silent
    )
    return _with_count_rates(table)


def _owners(frames: Frames) -> pl.DataFrame:
    projects = frames.tables["projects"]
    regions = pl.concat([frames.regions.select("region"), projects.select("region")]).unique()
    heard = pl.concat([projects["region"], frames.reporting["unit"]]).unique().implode()
    years = projects.select(year="plan_year").unique()
    return regions.join(years, how="cross").with_columns(heard=pl.col("region").is_in(heard))


def _with_count_rates(table: pl.DataFrame) -> pl.DataFrame:
    # Membership in plan, started and completed is two-valued: no compound is ever left out.
    never_missing = [f"{name}_unknown" for name in COUNTS]
    never_missing += [f"{rate}_left_out" for rate in COUNT_RATES]
    pairs = [
        pl.col(figure).alias(name)
        for rate in COUNT_RATES
        for figure, name in zip(RATES[rate], pair(rate), strict=True)
    ]
    return table.with_columns(*pairs, *(pl.lit(0, pl.Int64).alias(c) for c in never_missing))


def _projects(frames: Frames) -> pl.LazyFrame:
    return frames.sheet("projects").rename({"plan_year": "year"})


def _compounds(frames: Frames) -> pl.LazyFrame:
    states = {"planned": "planned_on", "started": "started_on", "completed": "completed_on"}
    return (
        frames.sheet("compounds")
        .select("project", "households", **{s: frames.happened(d) for s, d in states.items()})
        .join(_projects(frames).select("project", *UNIT), on="project", how="inner")
        .group_by(UNIT)
        .agg(
            pl.col(*states).sum().cast(pl.Int64).name.suffix("_compounds"),
            (pl.col("started") & ~pl.col("planned")).sum().cast(pl.Int64).alias("unplanned_starts"),
            *(pl.col("households").filter(s).sum().alias(f"{s}_households") for s in states),
        )
    )


def _investment(frames: Frames) -> pl.LazyFrame:
    planned = frames.sheet("compounds").filter(frames.happened("planned_on")).select("project")
    in_plan = (
        _projects(frames).join(planned, on="project", how="semi").select("project", in_plan=True)
    )
    # Outside the plan nothing is planned, whatever the project's budget says.
    amount = pl.when("in_plan").then("planned_investment").otherwise(0)
    return (
        _projects(frames)
        .join(in_plan, on="project", how="left")
        .with_columns(planned_investment=amount)
        .group_by(UNIT)
        .agg(*_sums("investment_rate"))
    )


def _funds(frames: Frames) -> pl.LazyFrame:
    owners = _projects(frames).select("project", *UNIT)
    funds = frames.sheet("funds").join(owners, on="project", how="inner")
    return funds.group_by(UNIT).agg(*_sums("payment_rate"))


def _sums(rate: str) -> list[pl.Expr]:
    both = pl.all_horizontal(pl.col(RATES[rate]).is_not_null())
    sums = [(~both).sum().cast(pl.Int64).alias(f"{rate}_left_out")]
    for figure, part in zip(RATES[rate], pair(rate), strict=True):
        value = pl.col(figure)
        sums += [
            known_sum(value).alias(figure),
            value.null_count().cast(pl.Int64).alias(f"{figure}_unknown"),
            known_sum(value.filter(both)).alias(part),
        ]
    return sums
