"""One project (项目) with all that hangs on it, from the records of one data date."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import polars as pl

from metrics.records.frames import Frames
from metrics.rules.value import Rules
from metrics.supervision.issues import ledger
from metrics.supervision.table import Supervision


class OneProject(NamedTuple):
    """A project: its record, its row of the supervision table, and the rows that belong to it.

    `row` has the dates of its stages; null where its plan year is later than the year looked at, so
    that it stands in no table. `table` holds it. `compounds` are rows of 小区 beside their nodes and
    figures (without those where `row` is null); `issues` those of `issues.ledger`. Money is whole 分.
    """

    values: Mapping[str, Any]
    row: Mapping[str, Any] | None
    table: Supervision
    compounds: pl.DataFrame
    funds: pl.DataFrame
    facilities: pl.DataFrame
    contents: pl.DataFrame
    issues: pl.DataFrame
    events: pl.DataFrame

    @property
    def code(self) -> str:
        """Its code (项目编码)."""
        return str(self.values["project"])

    @property
    def region(self) -> str:
        """The division whose project it is."""
        return str(self.values["region"])


def one_project(frames: Frames, rules: Rules, table: Supervision, code: str) -> OneProject | None:
    """Tell of a project; null where the records have none of this code.

    `table` is a supervision table of the same records that holds its division.
    """
    sheets = frames.tables
    own = sheets["projects"].filter(project=code).to_dicts()
    if not own:
        return None
    row = table.dated(table.projects.filter(project=code)).to_dicts()
    compounds = sheets["compounds"].filter(project=code).sort("compound")
    return OneProject(
        values=own[0],
        row=row[0] if row else None,
        table=table,
        compounds=_judged(compounds, table, code) if row else compounds,
        funds=sheets["funds"].filter(project=code),
        facilities=_hanging(sheets["facilities"], compounds),
        contents=_hanging(sheets["contents"], compounds),
        issues=ledger(frames, rules).filter(project=code),
        events=sheets["events"].filter(project=code).sort("happened_on", "event"),
    )


def _judged(compounds: pl.DataFrame, table: Supervision, code: str) -> pl.DataFrame:
    """Put the nodes and figures of compounds beside their rows."""
    nodes = table.compounds_of(code)
    known = [name for name in nodes.columns if name in compounds.columns and name != "compound"]
    judged = compounds.join(nodes.drop(known), on="compound", how="left", maintain_order="left")
    return judged.join(table.figures_of(code), on="compound", how="left", maintain_order="left")


def _hanging(rows: pl.DataFrame, compounds: pl.DataFrame) -> pl.DataFrame:
    """Return the rows of compounds, each with the compound's name (`compound_name`)."""
    names = compounds.select("compound", compound_name="name")
    return names.join(rows, on="compound", maintain_order="left_right")
