"""Values of the data dictionary as cells: as an officer would type them, with the kind they are of."""

from collections.abc import Callable
from typing import Any

from metrics.records.schema import Column as Field
from metrics.records.schema import Kind
from metrics.views.parts import numbers
from metrics.views.parts.table import Cell, Column, Holds

KINDS = {
    Kind.COUNT: Holds.COUNT,
    Kind.YEAR: Holds.NUMBER,
    Kind.MONEY: Holds.MONEY,
    Kind.DECIMAL: Holds.NUMBER,
    Kind.PERCENT: Holds.RATE,
    Kind.DATE: Holds.DAY,
}
"""What a column of the dictionary holds; all others hold text."""
TRIMMED = frozenset({Kind.MONEY, Kind.DECIMAL, Kind.PERCENT})
"""Kinds written with the decimals they have, unlike the figures of tables."""


def field_cell(value: Any, kind: Kind) -> Cell:
    """Write one kept value; null is a dash."""
    return Cell(value, numbers.cell(value, kind), worded=kind in TRIMMED)


def field_column(
    field: Field, write: Callable[[Any], Cell] | None = None, *, label: str = ""
) -> Column:
    """Make the column of a field: `write` writes its value where it is not shown as it was typed."""
    shown = write or (lambda value: field_cell(value, field.kind))
    holds = KINDS.get(field.kind, Holds.TEXT)
    return Column(field.name, (label or field.label,), holds, lambda row: shown(row[field.name]))
