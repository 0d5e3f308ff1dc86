"""How the nodes of a project's compounds become the node of the project.

Compounds that still have a stage open come first: the project takes the worst of their lights, the
earliest of their due dates and the longest of their delays, and only where none of them has any,
the worst, latest and longest of those done. One maximum finds either: what is open is lifted above
all that is done.
"""

import polars as pl

from metrics.supervision.nodes import NAMES

LIFT = 1 << 24
"""Beyond any day or number of days there is: the years 1 to 9999 have fewer than 2²² days."""
DONE = 1 << 3
"""Beyond the place of any light."""


def ranked(nodes: pl.DataFrame) -> pl.DataFrame:
    """Return the nodes of compounds with fields in such an order that `rolled` can take them."""
    return nodes.with_columns(expression for name in NAMES for expression in _ranked(name))


def _ranked(name: str) -> list[pl.Expr]:
    done = pl.col(f"{name}_done")
    light, due = pl.col(f"{name}_light"), pl.col(f"{name}_due").to_physical()
    late = [pl.col(f"{name}_{field}") for field in ("days", "working_days")]
    return [
        pl.when(done).then(light + DONE).otherwise(light),
        pl.when(done).then(due).otherwise(LIFT - due).alias(f"{name}_due"),
        *(pl.when(done).then(days).otherwise(days + LIFT) for days in late),
    ]


def rolled() -> list[pl.Expr]:
    """Gather the ranked nodes of a group; `unranked` turns the result into fields."""
    return [
        _of_every_stage("light").min(),
        _of_every_stage("due", "days", "working_days", "actual").max(),
        _of_every_stage("done").sum().cast(pl.Int64),
        _of_every_stage("provisional").any(),
    ]


def _of_every_stage(*fields: str) -> pl.Expr:
    return pl.col(f"{name}_{field}" for name in NAMES for field in fields)


def unranked(groups: pl.DataFrame) -> pl.DataFrame:
    """Return `<stage>_<field>` (FIELDS) of groups that have `compounds`, from what `rolled` found.

    `actual` is the last day once all of them are done, `done` how many are.
    """
    return groups.with_columns(expression for name in NAMES for expression in _unranked(name))


def _unranked(name: str) -> list[pl.Expr]:
    due, done = pl.col(f"{name}_due"), pl.col(f"{name}_done")
    late = [pl.col(f"{name}_{field}") for field in ("days", "working_days")]
    return [
        pl.col(f"{name}_light") % DONE,
        pl.when(due > LIFT // 2).then(LIFT - due).otherwise(due).cast(pl.Date).alias(f"{name}_due"),
        *(
            pl.when(days > LIFT // 2).then(days - LIFT).otherwise(days).cast(pl.Int64)
            for days in late
        ),
        pl.when(done == pl.col("compounds")).then(f"{name}_actual").alias(f"{name}_actual"),
    ]
