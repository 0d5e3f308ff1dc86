"""The list of what is to be reported (待补报): stages without a date after which another is done.

Nobody is late with them (standard.md §6, reading 44), so they stand apart from the red list.
"""

from typing import TypedDict

import polars as pl

from metrics.records.shapes import schema_of
from metrics.supervision.queries import to_report
from metrics.supervision.stages import STAGES
from metrics.supervision.table import Supervision


class StageRow(TypedDict):
    """A stage (its label), of how many compounds it is to be reported; of a project's own, 1."""

    stage: str
    of_project: bool
    records: int


BEHIND = pl.List(pl.Struct(schema_of(StageRow)))


def to_report_list(table: Supervision) -> pl.DataFrame:
    """List the projects with stages to be reported, as the table sorts them.

    Adds to the columns of `Supervision.projects`: behind (BEHIND, stages in their order) and
    records, how many blank dates they are together.
    """
    behind = table.projects.filter(to_report() > 0)
    stages = [
        [
            StageRow(stage=s.label, of_project=s.of_project, records=row[f"{s.name}_unreported"])
            for s in STAGES
            if row[f"{s.name}_unreported"]
        ]
        for row in behind.iter_rows(named=True)
    ]
    return behind.with_columns(pl.Series("behind", stages, dtype=BEHIND), records=to_report())
