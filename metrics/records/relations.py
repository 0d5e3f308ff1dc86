"""Which sheet hangs on which, as their columns and sheets declare it."""

from collections.abc import Sequence
from typing import NamedTuple

from metrics.records.schema import Column, Sheet
from metrics.records.sheets import BY_NAME, SHEETS
from metrics.records.sheets.divisions import REGIONS


class Naming(NamedTuple):
    """A column of a sheet that stands for records of another one."""

    sheet: Sheet
    column: Column


def naming(holder: str, *, sheets: Sequence[Sheet] = SHEETS) -> tuple[Naming, ...]:
    """Return the columns that name records of the sheet `holder`, in dictionary order."""
    return tuple(
        Naming(sheet, column)
        for sheet in sheets
        for column in sheet.columns
        if column.names == holder
    )


def bound(holder: str) -> tuple[Naming, ...]:
    """Return the columns whose records must exist on the sheet `holder`."""
    return tuple(each for each in naming(holder) if each.column.binding)


def attached(parent: str) -> tuple[Naming, ...]:
    """Return the sheets whose rows are part of a record of `parent`, each with the shared column."""
    return tuple(each for each in naming(parent) if parent in each.sheet.of)


def leaves_with(sheet: Sheet) -> Column | None:
    """Return the column that names the record a row leaves with; none if it leaves with no other.

    A row goes with a record whose code is part of its own key: 资金 with their project. An event
    that names a project has a code of its own, and stays.
    """
    if sheet.leaves:
        return None
    named = (c for c in sheet.columns if c.key and c.names and BY_NAME[c.names].leaves)
    return next(named, None)


CODED = {sheet.name: column.name for sheet in SHEETS for column in sheet.columns if column.coined}
"""Sheets whose records are told apart by a code of the sender's making, and its column."""

NAMED = tuple(sheet for sheet in SHEETS if sheet is not REGIONS and naming(sheet.name))
"""Sheets whose records others name by code. 区划 have rules of their own: see `area_rules`."""
