"""Which orders (督办单) and promises (承诺) are about one project."""

from collections.abc import Collection

import polars as pl

from metrics.dispatch.causes import ISSUE, NODE


def orders_about(
    orders: pl.DataFrame, project: str, *, issues: Collection[str], among: Collection[int] = ()
) -> pl.DataFrame:
    """Keep the orders for a stage of a project, for one of its `issues`, or that name it in their words;
    and those `among` whose matters it is."""
    origin, reference = pl.col("origin"), pl.col("reference")
    stage = (origin == NODE) & reference.str.starts_with(f"{project} ")
    issue = (origin == ISSUE) & reference.is_in(list(issues))
    named = pl.col("reason").str.contains(f"（{project}）", literal=True)
    matter = pl.col("id").is_in(list(among))
    return orders.filter(pl.any_horizontal(stage, issue, named, matter).fill_null(value=False))


def promises_about(promises: pl.DataFrame, project: str) -> pl.DataFrame:
    """Keep the promises that were made of a project."""
    return promises.filter(pl.col("project") == project)
