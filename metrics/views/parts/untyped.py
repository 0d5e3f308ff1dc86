"""Tables still built from headings and cells: what their columns hold is worked out once, here."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from metrics.records.schema import NEVER
from metrics.views.parts import numbers
from metrics.views.parts.table import BLANK, Cell, Column, DisplayTable, Holds, Line


def untyped(
    title: str,
    heads: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    note: str = "",
    keys: Sequence[str] | None = None,
) -> DisplayTable:
    held = [_holds([row[place] for row in rows]) for place in range(len(heads))]
    columns = tuple(
        Column(head, (head,), holds, lambda _: BLANK)
        for head, holds in zip(heads, held, strict=True)
    )
    lines = tuple(
        Line(
            keys[n] if keys else str(row[0].value),
            tuple(_worded(cell, holds) for cell, holds in zip(row, held, strict=True)),
        )
        for n, row in enumerate(rows)
    )
    return DisplayTable(title, columns, lines, note)


def _holds(cells: Sequence[Cell]) -> Holds:
    kinds = {_kind(cell) for cell in cells} - {None}
    if Holds.DAY in kinds:
        return Holds.DAY
    known = [cell.value for cell in cells if cell.value is not None]
    numeric = bool(known) and all(
        isinstance(value, int | Fraction) and not isinstance(value, bool) for value in known
    )
    if numeric:
        return next(iter(sorted((k for k in kinds if k), key=lambda k: k.value)), Holds.COUNT)
    return Holds.TEXT


def _kind(cell: Cell) -> Holds | None:
    value, text = cell.value, cell.text
    if isinstance(value, bool) or cell.signal:
        return None
    if isinstance(value, int):
        for holds, written in (
            (Holds.COUNT, numbers.count(value)),
            (Holds.NUMBER, str(value)),
            (Holds.CHANGE, numbers.signed(value)),
            (Holds.MONEY, numbers.wan(value)),
        ):
            if text == written:
                return holds
    if isinstance(value, Fraction):
        for decimals in range(3):
            if text == numbers.percent(value.numerator, value.denominator, decimals=decimals):
                return Holds.RATE
            if text == numbers.signed(value * 100, decimals=decimals):
                return Holds.POINTS
    if isinstance(value, date) and value != NEVER and text == numbers.day(value):
        return Holds.DAY
    return None


def _worded(cell: Cell, holds: Holds) -> Cell:
    if cell.value is None:
        return cell._replace(worded=cell.text not in ("", numbers.MISSING))
    if holds is Holds.TEXT:
        return cell
    return cell if _kind(cell) is holds else cell._replace(worded=True)


def named(table: DisplayTable, keys: Sequence[str]) -> DisplayTable:
    lines = (line._replace(key=key) for line, key in zip(table.lines, keys, strict=True))
    return table._replace(lines=tuple(lines))
