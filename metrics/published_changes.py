"""Two published tables of starts side by side: what each division started, its rate and its rank.

What cannot be computed is null, never worked out from a printed rate: the plan where it was not
published, and the change of a rate that either table caps (全部开工).
"""

import polars as pl

from metrics.progress_figures import hundredths
from metrics.published_rates import StartTable, rate_changes

SIDES = ("started_compounds", "planned_compounds", "printed", "all_started", "rate", "rank")


def start_changes(now: StartTable, before: StartTable) -> pl.DataFrame:
    """Return one row for each division of the later table, listed as it is.

    Columns: region, name; started_compounds, planned_compounds, printed, all_started, rate and
    rank, each also with `_before`; started_change; rate_change (of the rates as printed, hundredths
    of 百分点); exact_rate and exact_rate_before (hundredths of a percent, of the published plan);
    rank_move (places, positive is up). Rates under the cap share the first rank.
    """
    earlier = before.rows.select("region", *(pl.col(c).alias(f"{c}_before") for c in SIDES))
    moved = rate_changes(now.rows, before.rows).select("region", rate_change="change")
    return (
        now.rows.select("region", "name", *SIDES)
        .join(earlier, on="region", how="left", maintain_order="left")
        .join(moved, on="region", how="left", maintain_order="left")
        .with_columns(
            started_change=pl.col("started_compounds") - pl.col("started_compounds_before"),
            rank_move=pl.col("rank_before") - pl.col("rank"),
            exact_rate=_exact(""),
            exact_rate_before=_exact("_before"),
        )
    )


def _exact(side: str) -> pl.Expr:
    return hundredths(pl.col(f"started_compounds{side}"), pl.col(f"planned_compounds{side}"))
