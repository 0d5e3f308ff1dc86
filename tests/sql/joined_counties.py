"""What two counties say once they are one, in plain records."""

from collections.abc import Sequence
from typing import Any

from metrics.records.schema import Kind
from metrics.records.sheets import BY_NAME

Row = dict[str, Any]
Statement = dict[str, list[Row]]


def joined(one: Statement, other: Statement) -> Statement:
    """Return what two counties say as one: their records, and the sums of each year that both told."""
    together = {name: [*rows, *other[name]] for name, rows in one.items()}
    for name in ("returns", "capacities"):
        sheet, years = BY_NAME[name], dict[int, list[Row]]()
        for row in together[name]:
            years.setdefault(row["year"], []).append(row)
        together[name] = [
            rows[0] | {c.name: _sum([row[c.name] for row in rows], c.kind) for c in sheet.values}
            for rows in years.values()
            if len(rows) > 1
        ]
    return together


def _sum(values: Sequence[Any], kind: Kind) -> object:
    if kind is Kind.FLAG and True in values:
        return True
    if None in values or kind not in (Kind.FLAG, Kind.COUNT, Kind.MONEY):
        return None
    return False if kind is Kind.FLAG else sum(values)
