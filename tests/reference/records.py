"""The records of one data date and the populations the measures speak of."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

NEVER = date(9999, 12, 31)
Row = Mapping[str, Any]
Rules = Mapping[str, Any]


class Verdict(NamedTuple):
    """What a measure says of one record: its owner, met / not met / unknown, and its amount.

    The amount is 1, or 分 for a measure of money, where None is a blank amount.
    """

    region: str
    met: bool | None
    amount: int | None = 1


@dataclass
class Records:
    """All sheets as reported by the data date, and the units that have reported by then."""

    as_of: date
    year: int
    sheets: Mapping[str, list[Row]]
    reporting: frozenset[str] = field(default_factory=frozenset)

    def sheet(self, name: str) -> list[Row]:
        """Return the rows of a sheet; a sheet that is left out has none."""
        return self.sheets.get(name, [])

    def happened(self, day: date | None) -> bool:
        """Two-valued, for membership: a blank or later date has not happened."""
        return day is not None and day <= self.as_of

    def in_year(self, day: date | None) -> bool:
        """Say whether the date is in the year and by the data date (§6.8)."""
        return self.happened(day) and day.year == self.year

    @cached_property
    def projects(self) -> dict[str, Row]:
        """Projects of every plan year by code."""
        return {row["project"]: row for row in self.sheet("projects")}

    @cached_property
    def compounds(self) -> list[Row]:
        """Compounds of every plan year, each with `region` and `plan_year` of its project."""
        return [self._owned(row) for row in self.sheet("compounds")]

    def _owned(self, row: Row) -> Row:
        project = self.projects[row["project"]]
        return {**row, "region": project["region"], "plan_year": project["plan_year"]}

    @cached_property
    def of_year(self) -> list[Row]:
        """Compounds of the year."""
        return [row for row in self.compounds if row["plan_year"] == self.year]

    @cached_property
    def in_plan(self) -> list[Row]:
        """Compounds of the year with a plan date by the data date."""
        return [row for row in self.of_year if self.happened(row["planned_on"])]

    @cached_property
    def started(self) -> list[Row]:
        """Compounds of the year started by the data date, in plan or not (§6.3)."""
        return [row for row in self.of_year if self.happened(row["started_on"])]

    @cached_property
    def completed(self) -> list[Row]:
        """Compounds of the year completed by the data date, in plan or not (§6.3)."""
        return [row for row in self.of_year if self.happened(row["completed_on"])]

    @cached_property
    def projects_of_year(self) -> list[Row]:
        """Projects of the year; none of their compounds needs to be in plan (§6.4)."""
        return [row for row in self.sheet("projects") if row["plan_year"] == self.year]

    @cached_property
    def projects_started(self) -> list[Row]:
        """Projects of the year of which a compound is started (§6.4)."""
        begun = {row["project"] for row in self.started}
        return [row for row in self.projects_of_year if row["project"] in begun]

    @cached_property
    def planning_counties(self) -> list[str]:
        """Regions that own a compound in plan."""
        return sorted({row["region"] for row in self.in_plan})

    def governments(self, levels: str) -> list[Row]:
        """Rows of 区划 of the levels, given as one text like 「市县」 (§6.11)."""
        return [row for row in self.sheet("regions") if row["level"] in levels]

    def grouped(self, name: str, key: str) -> dict[str, list[Row]]:
        """Rows of a sheet by the value of one column."""
        return by(key, self.sheet(name))


def by(key: str, rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Rows by the value of one column."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row[key], []).append(row)
    return groups
