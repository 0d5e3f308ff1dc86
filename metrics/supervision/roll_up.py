"""How the nodes of a project's compounds become the node of the project.

Compounds that still have a stage open come first: the project takes the worst of their lights, the
earliest of their due dates and the longest of their delays, and only where none of them has any,
the worst, latest and longest of those done. One maximum finds either: what is open is lifted above
all that is done.
"""

import polars as pl

from metrics.supervision.nodes import NAMES
from metrics.supervision.stages import STAGES

LIFT = 1 << 24
"""Beyond any day or number of days there is: the years 1 to 9999 have fewer than 2²² days."""
DONE = 1 << 3
"""Beyond the place of any light."""


DATES = ("due", "actual", "days", "working_days", "provisional")
"""Fields of a project's nodes that only those rows need that are drawn: see `with_dates`."""


def lights() -> list[pl.Expr]:
    """Gather light, done and unreported of the compounds in a group.

    The worst light (takes those of `ranked_lights`), how many compounds have the stage done, and
    of how many it is to be reported (待补报): a stage of the project itself is one record, however
    many compounds it has.
    """

    def unreported(*, of_project: bool) -> list[str]:
        return [f"{s.name}_unreported" for s in STAGES if s.of_project is of_project]

    return [
        _of_every_stage("light").min() % DONE,
        _of_every_stage("done").sum().cast(pl.Int64),
        pl.col(unreported(of_project=False)).sum().cast(pl.Int64),
        pl.col(unreported(of_project=True)).any().cast(pl.Int64),
    ]


def ranked_lights() -> list[pl.Expr]:
    """Put the lights of compounds in such an order that the least of a group is the project's."""
    return [_lifted(f"{name}_light", pl.col(f"{name}_done")) for name in NAMES]


def _lifted(light: str, done: pl.Expr) -> pl.Expr:
    return pl.when(done).then(pl.col(light) + DONE).otherwise(light).alias(light)


def with_dates(rows: pl.DataFrame, nodes: pl.DataFrame) -> pl.DataFrame:
    """Add `<stage>_<field>` (DATES) to rows of projects, from the `nodes` of their compounds.

    `rows` have `compounds` and `<stage>_done`, `nodes` their project and its number `row`. A row
    without compounds has nulls; `actual` is the last day once all of them are done.
    """
    groups = (
        nodes.with_columns(expression for name in NAMES for expression in _ranked(name))
        .group_by("row")
        .agg(
            pl.col("project").first(),
            _of_every_stage("due", "days", "working_days", "actual").max(),
            _of_every_stage("provisional").any(),
        )
        .drop("row")
    )
    return rows.join(groups, on="project", how="left", maintain_order="left").with_columns(
        expression for name in NAMES for expression in _unranked(name)
    )


def _ranked(name: str) -> list[pl.Expr]:
    done, due = pl.col(f"{name}_done"), pl.col(f"{name}_due").to_physical()
    late = [pl.col(f"{name}_{field}") for field in ("days", "working_days")]
    return [
        pl.when(done).then(due).otherwise(LIFT - due).alias(f"{name}_due"),
        *(pl.when(done).then(days).otherwise(days + LIFT) for days in late),
    ]


def _of_every_stage(*fields: str) -> pl.Expr:
    return pl.col(f"{name}_{field}" for name in NAMES for field in fields)


def _unranked(name: str) -> list[pl.Expr]:
    due, done = pl.col(f"{name}_due"), pl.col(f"{name}_done")
    late = [pl.col(f"{name}_{field}") for field in ("days", "working_days")]
    return [
        pl.when(due > LIFT // 2).then(LIFT - due).otherwise(due).cast(pl.Date).alias(f"{name}_due"),
        *(
            pl.when(days > LIFT // 2).then(days - LIFT).otherwise(days).cast(pl.Int64)
            for days in late
        ),
        pl.when(done == pl.col("compounds")).then(f"{name}_actual").alias(f"{name}_actual"),
    ]
