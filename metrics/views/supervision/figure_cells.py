"""Money, progress, residents and issues of a row of the supervision table, or of a subtotal."""

from fractions import Fraction
from typing import Any

from metrics.supervision.project_figures import MONEY, SOURCE_GROUPS
from metrics.views.parts import numbers
from metrics.views.parts.table import Cell

LEFT_OUT = "另有{}条缺数，未计入"


def figure_cells(row: dict[str, Any]) -> tuple[Cell, ...]:
    """Write the figures in the order of the table's headings."""
    return (
        *(_money(row, name) for name in MONEY),
        rate_cell(row, "payment"),
        *(_share(row[f"received_{name}"], row["received"]) for name in SOURCE_GROUPS),
        rate_cell(row, "progress"),
        rate_cell(row, "schedule"),
        _apart(rate(row, "progress"), rate(row, "schedule")),
        rate_cell(row, "consent"),
        rate_cell(row, "satisfaction"),
        *(Cell(row[name], numbers.count(row[name])) for name in ("issues_open", "issues_overdue")),
    )


def rate(row: dict[str, Any], ratio: str) -> Fraction | None:
    """Return a ratio of `project_figures.RATIOS` exactly; null where it has no value."""
    part, whole = row[f"{ratio}_numerator"], row[f"{ratio}_denominator"]
    return Fraction(part, whole) if part is not None and whole else None


def rate_cell(row: dict[str, Any], ratio: str) -> Cell:
    """Write a ratio in percent; the note says how many records were left out."""
    value = rate(row, ratio)
    text = numbers.percent(row[f"{ratio}_numerator"], row[f"{ratio}_denominator"])
    missing = row[f"{ratio}_left_out"]
    return Cell(value, text, note=LEFT_OUT.format(missing) if missing else "")


def _money(row: dict[str, Any], name: str) -> Cell:
    missing = row[f"{name}_unknown"]
    note = LEFT_OUT.format(missing) if missing else ""
    return Cell(row[name], numbers.wan(row[name]), note=note)


def _share(part: int | None, whole: int | None) -> Cell:
    value = Fraction(part, whole) if part is not None and whole else None
    return Cell(value, numbers.percent(part, whole))


def _apart(now: Fraction | None, expected: Fraction | None) -> Cell:
    value = None if now is None or expected is None else now - expected
    return Cell(value, numbers.points_apart(now, expected))
