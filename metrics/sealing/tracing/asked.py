"""What a measure asks of the records, learnt by letting it judge none: its sheets, and whom it chooses by what."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple, cast

import polars as pl

from metrics.records.frames import Frames
from metrics.records.sheets import BY_NAME, SHEETS
from metrics.rules.value import Rules
from metrics.standards.measure import Measure

YEARLY = ("compounds_of_year", "projects_of_year", "scan_of_year")
REPORTING = "reporting"
IN_YEAR = "in year: "
DATES = ("planned_on", "started_on", "completed_on")


class Asked(NamedTuple):
    """The sheets that a measure reads, in the order of the dictionary, and by what it chooses records.

    `dates` are the DATES of a compound that it asks to have come, `in_year` those that must lie in the
    plan year; whether it asks for records of the plan year (`yearly`), and for who has reported at all
    (`reporting`).
    """

    sheets: tuple[str, ...]
    dates: tuple[str, ...]
    in_year: tuple[str, ...]
    yearly: bool
    reporting: bool


class _Noting(Mapping[str, pl.DataFrame]):
    """Sheets without records, which note who was asked for."""

    def __init__(self) -> None:
        self.noted: set[str] = set()

    def __getitem__(self, name: str) -> pl.DataFrame:
        self.noted.add(name)
        return BY_NAME[name].empty()

    def __iter__(self) -> Iterator[str]:
        return iter(BY_NAME)

    def __len__(self) -> int:
        return len(BY_NAME)


class _Watched(Frames):
    """Frames without records, which note what was asked of them."""

    def __getattribute__(self, name: str) -> Any:
        if name in (*YEARLY, REPORTING):
            _noted(super().__getattribute__("tables")).add(name)
        return super().__getattribute__(name)

    def happened(self, column: str) -> pl.Expr:
        """Note the date as well."""
        _noted(self.tables).add(column)
        return super().happened(column)

    def year_of(self, column: str) -> pl.Expr:
        """Note that the date must lie in the year."""
        _noted(self.tables).add(IN_YEAR + column)
        return super().year_of(column)


def _noted(tables: Mapping[str, pl.DataFrame]) -> set[str]:
    return cast(_Noting, tables).noted


def asked(measure: Measure, rules: Rules) -> Asked:
    """Return what a measure asks for."""
    noting = _Noting()
    nothing = Frames.of(as_of=date.max, year=date.max.year, tables={})
    measure.judge(_Watched(nothing.as_of, nothing.year, noting, nothing.reporting), rules)
    noted = noting.noted
    return Asked(
        sheets=tuple(sheet.name for sheet in SHEETS if sheet.name in noted),
        dates=tuple(day for day in DATES if day in noted),
        in_year=tuple(day for day in DATES if IN_YEAR + day in noted),
        yearly=not noted.isdisjoint(YEARLY),
        reporting=REPORTING in noted,
    )
