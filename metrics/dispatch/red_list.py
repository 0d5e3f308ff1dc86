"""The red list (红灯项目): the projects whose row in the supervision table is red, why and how late.

The meeting and the papers both read this list, and the screens the table under it, so they name
the same projects for the same causes.
"""

from typing import TypedDict

import polars as pl

from metrics.dispatch.causes import RedCause, red_causes
from metrics.records.shapes import Schema, schema_of
from metrics.supervision.lights import RED
from metrics.supervision.table import Supervision


class CauseRow(TypedDict):
    """A cause as `causes.red_causes` tells it: its key, about what, what is wrong, days late.

    `working_days` of them are null in an agenda kept before they were told.
    """

    kind: str
    reference: str | None
    region: str
    about: str
    words: str
    days: int | None
    working_days: int | None


CAUSES = pl.List(pl.Struct(schema_of(CauseRow)))
ADDED: Schema = {
    "project": pl.String,
    "causes": CAUSES,
    "days_late": pl.Int64,
    "working_days_late": pl.Int64,
}


def red_list(table: Supervision) -> pl.DataFrame:
    """List the red projects of the table, the longest delay first, then by code.

    Adds to the columns of `Supervision.projects`: causes (CAUSES, the longest delay first) and
    days_late, the longest of them, and working_days_late, the working days in it; null where none of
    them is a delay.
    """
    red = table.projects.filter(pl.col("light").cast(pl.String) == RED)
    added = [_added_row(project, causes) for project, causes in red_causes(table).items()]
    rows = red.join(pl.DataFrame(added, schema=ADDED), on="project", how="left")
    return rows.sort("days_late", "project", descending=[True, False], nulls_last=True)


def _added_row(project: str, causes: tuple[RedCause, ...]) -> dict[str, object]:
    rows = [{**cause.key._asdict(), **cause._asdict()} for cause in causes]
    # The longest delay comes first, and what is no delay last.
    late = {"days_late": causes[0].days, "working_days_late": causes[0].working_days}
    return {"project": project, "causes": rows, **late}
