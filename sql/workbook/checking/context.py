"""What a workbook is checked against beside itself; fetched by `sql/reported/intake.py`, empty by default."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

import polars as pl

from metrics.records.findings import CellError, Severity
from metrics.records.sheets import BY_NAME, SHEETS
from metrics.records.sheets.divisions import REGIONS
from metrics.records.succession import Succession
from sql.workbook.addresses import found_at
from sql.workbook.cells import shown
from sql.workbook.reading.parse import Parsed


class Holding(NamedTuple):
    """A record that another unit holds; `project` is empty but for compounds."""

    sheet: str
    code: str
    project: str
    unit: str
    data_date: date


class Owned(NamedTuple):
    """How many records of a sheet other units hold for a division that this workbook drops."""

    region: str
    unit: str
    sheet: str
    records: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What other units have reported by the data date, and this unit's own statement before.

    Frames have the columns of their sheets. `others` and `previous` are by `Sheet.name`; a sheet left
    out has no rows. `held` are records of other units with codes of this workbook, `orphaned` those that
    would be left without a division. `successions` are the changes of divisions (区划调整) that stand.
    """

    regions: pl.DataFrame = field(default_factory=REGIONS.empty)
    others: Mapping[str, pl.DataFrame] = field(default_factory=dict)
    previous: Mapping[str, pl.DataFrame] = field(default_factory=dict)
    held: Sequence[Holding] = ()
    orphaned: Sequence[Owned] = ()
    successions: Sequence[Succession] = ()

    def frame(self, name: str) -> pl.DataFrame:
        """Return what other units report on one sheet."""
        return self.others[name] if name in self.others else BY_NAME[name].empty()


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """One workbook under check: who sends it, for which data date, and what it is held against.

    `unread` are names of sheets that stand in the file and were left aside.
    """

    sheets: Mapping[str, Parsed]
    unit: str
    as_of: date
    unread: Sequence[str] = ()
    known: Known = field(default_factory=Known)

    def frame(self, name: str) -> pl.DataFrame:
        """Return the rows of one sheet with `sheet_row`; none if the workbook lacks it."""
        if name in self.sheets:
            return self.sheets[name].frame
        return BY_NAME[name].empty().with_columns(sheet_row=pl.lit(None, pl.Int32))

    def projects(self) -> pl.DataFrame:
        """Return project, region, plan_year of this workbook and of other units, own ones first."""
        own = self.frame("projects").select("project", "region", "plan_year")
        others = self.known.frame("projects").select("project", "region", "plan_year")
        return pl.concat([own, others]).unique("project", keep="first", maintain_order=True)

    def regions(self) -> pl.DataFrame:
        """Return region, name, level, parent of this workbook and of other units, own ones first."""
        columns = ("region", "name", "level", "parent")
        both = [self.frame("regions").select(columns), self.known.regions.select(columns)]
        divisions = pl.concat(both).drop_nulls("region")
        return divisions.unique("region", keep="first", maintain_order=True)

    def named(self, code: str) -> str:
        """Return a division as 620102甲一区; its code alone where 区划 has no name for it."""
        names = self.regions().filter(region=code)["name"].drop_nulls()
        return f"{code}{names[0]}" if len(names) else code


Findings = list[CellError]


def cell_finding(
    sheet: Parsed,
    row: Mapping[str, Any],
    column: str,
    code: str,
    sentence: str,
    *,
    severity: Severity = Severity.REFUSE,
) -> CellError:
    """Make a finding with a sentence of its own about one cell of a row of `sheet.frame`."""
    value = shown(row[column], sheet.sheet.column(column))
    return sheet.error(
        row=row["sheet_row"], column=column, code=code,
        value=value, sentence=sentence, severity=severity,
    )  # fmt: skip


def in_order(findings: Iterable[CellError]) -> list[CellError]:
    """Sort findings as the workbook is read: by sheet, row and column; whole sheets first."""
    place = {sheet.label: at for at, sheet in enumerate(SHEETS)}
    return sorted(findings, key=lambda f: (place.get(f.sheet, -1), *found_at(f.cell), f.code))
