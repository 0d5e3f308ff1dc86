"""Who has reported, as tables: by city with a line of totals, and unit by unit."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from functools import partial
from typing import Any

from metrics.records.reports import COUNTS
from metrics.reporting.standing import LATE, Reporting, UnitStanding
from metrics.views.parts import numbers
from metrics.views.parts.cells import (
    Row,
    coded_column,
    count_column,
    day_column,
    moment_column,
    text,
    text_column,
)
from metrics.views.parts.signals import Signal
from metrics.views.parts.table import (
    Cell,
    Column,
    DisplayTable,
    Holds,
    Line,
    line,
    total_line,
)
from metrics.views.reported.standing_words import (
    LIST_NAMES,
    LISTS,
    SIGNALS,
    state_words,
    turn_words,
)

Names = Mapping[str, str]
CHANGED = {name: word for name, word in COUNTS.items() if name != "unchanged"}


def _counted(name: str) -> Column:
    def cell(row: Row) -> Cell:
        count = row[name] or None  # nobody on the list: there is nothing to open
        signal = Signal.BAD if name == "late" and count else None
        return Cell(count, numbers.count(row[name]), signal)

    return Column(name, (LIST_NAMES[name],), Holds.COUNT, cell, cell)


BY_CITY = (text_column("name", "市州"), *map(_counted, LISTS))


def by_city(standing: Reporting, names: Names) -> DisplayTable:
    """Count the units of each city, those with most late ones first; the place itself comes last."""
    listed: dict[str, list[UnitStanding]] = {}
    for unit in standing.units:
        listed.setdefault(unit.upper, []).append(unit)
    rows = sorted(
        ({"upper": upper, "name": names.get(upper, upper), **_counts(units)}
         for upper, units in listed.items()),
        key=lambda row: (-row["late"], -row["waiting"], row["upper"]),
    )  # fmt: skip
    total = total_line(BY_CITY, {"name": "", **_counts(standing.units)}, words="合计")
    lines: tuple[Line, ...] = tuple(line(BY_CITY, row, key=row["upper"]) for row in rows)
    return DisplayTable("各市州报送情况", BY_CITY, (*lines, total), turn_words(standing.turn))


def _counts(units: Iterable[UnitStanding]) -> dict[str, Any]:
    states = [unit.state for unit in units]
    return {name: sum(state in wanted for state in states) for name, wanted in LISTS.items()}


def units(listed: Iterable[UnitStanding], names: Names) -> DisplayTable:
    """List units as given, each with what it owes and what came from it last."""
    columns = _columns(names)
    lines = tuple(line(columns, _row(unit), key=unit.unit) for unit in listed)
    return DisplayTable("各单位报送情况", columns, lines)


def _row(unit: UnitStanding) -> dict[str, Any]:
    last = asdict(unit.last) if unit.last else dict.fromkeys(_LAST)
    late = unit.turn if unit.state in LATE else None
    return {
        **{name: last[name] for name in _LAST},
        "unit": unit.unit,
        "name": unit.name,
        "upper": unit.upper,
        "state": Cell(
            unit.delay.days if unit.delay else None, state_words(unit), SIGNALS[unit.state]
        ),
        "owed": unit.turn.data_date if unit.turn else None,
        "deadline": unit.turn.deadline if unit.turn else None,
        "missed": unit.missed if late else None,
    }


_LAST = ("data_date", "accepted_at", "sent_by", *CHANGED)


def _columns(names: Names) -> tuple[Column, ...]:
    return (
        text_column("name", "单位"),
        Column("state", ("状态",), Holds.TEXT, lambda row: row["state"]),
        Column("upper", ("所属市州",), Holds.TEXT, partial(_upper, names=names)),
        day_column("owed", "应报数据日期"),
        day_column("deadline", "报送时限"),
        count_column("missed", "欠报期数"),
        day_column("data_date", "最近数据日期"),
        moment_column("accepted_at", "接收时间"),
        *(count_column(name, word) for name, word in CHANGED.items()),
        text_column("sent_by", "报送人"),
        coded_column("unit", "行政区划代码", words={}),
    )


def _upper(row: Row, *, names: Names) -> Cell:
    return text(None if row["upper"] == row["unit"] else names.get(row["upper"], row["upper"]))
