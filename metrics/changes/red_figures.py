"""How many projects are red, why most of them are, and how many turned since an earlier data date."""

from typing import NamedTuple

import polars as pl

from metrics.changes.kinds import changed_lights
from metrics.records.regions import within
from metrics.supervision.choice import MONEY
from metrics.supervision.first_causes import with_causes
from metrics.supervision.lights import RED, YELLOW
from metrics.supervision.table import Supervision
from metrics.supervision.waiting import waiting


class RedFigures(NamedTuple):
    """Red projects of a place, among how many of which plan years (null: there are none).

    `soon` counts the yellow ones; `turned` and `cleared` are null where there is no date before;
    `cause` is the commonest first cause of the red ones and how many have it, null where none is red;
    `waiting` counts the compounds of the year in plan that have not started,
    `unpaid` its projects that received money and paid none.
    """

    red: int
    projects: int
    years: tuple[int, int] | None
    soon: int
    turned: int | None
    cleared: int | None
    cause: tuple[str, int] | None
    waiting: int
    unpaid: int


def counted_red(table: Supervision, turned: tuple[int, int] | None) -> RedFigures:
    """Count the rows of a table; `turned` is what `turned_lights` counts, null without a date before."""
    projects = table.projects
    lights = projects["light"].cast(pl.String)
    red = projects.filter(lights == RED)
    years = sorted(projects["plan_year"].unique())
    new, gone = turned or (None, None)
    return RedFigures(
        red=red.height,
        projects=projects.height,
        years=(years[0], years[-1]) if years else None,
        soon=int((lights == YELLOW).sum()),
        turned=new,
        cleared=gone,
        cause=_commonest(table, red),
        waiting=waiting(table).height,
        unpaid=projects.filter(MONEY["unpaid"], plan_year=table.frames.year).height,
    )


def _commonest(table: Supervision, red: pl.DataFrame) -> tuple[str, int] | None:
    if red.is_empty():
        return None
    counted = with_causes(table, table.dated(red)).group_by("cause").len()
    cause, number = counted.sort("len", "cause", descending=[True, False]).row(0)
    return str(cause), int(number)


def turned_lights(then: Supervision, now: Supervision, place: str) -> tuple[int, int]:
    """Count the lights of a place that turned red, and those that were cleared, as 灯色变化 lists them.

    Both tables are of all places.
    """
    projects = [each.frames.tables["projects"] for each in (now, then)]
    owners = pl.concat([each.select("project", "name", "region") for each in projects])
    owned = owners.unique("project", keep="first", maintain_order=True)
    inside = within(now.frames.regions, place)
    changed = changed_lights(then.lights, now.lights, owned).join(inside, on="region", how="semi")
    counted = dict(changed.group_by("kind").len().iter_rows())
    return counted.get("turned_red", 0), counted.get("cleared", 0)
