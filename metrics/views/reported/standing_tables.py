"""Who has reported, as tables: by city with a line of totals, and unit by unit."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from functools import partial
from types import MappingProxyType
from typing import Any, NamedTuple

from metrics.records.reports import COUNTS
from metrics.reporting.contact import COLUMNS, Contact
from metrics.reporting.reminder import Reminder, times
from metrics.reporting.review.standing import Reviewed
from metrics.reporting.standing import LATE, REPORTED, Reporting, UnitStanding
from metrics.reporting.turns import behind
from metrics.views.parts import numbers
from metrics.views.parts.cells import (
    Row,
    coded_column,
    count_column,
    day_column,
    moment_column,
    remark,
    text,
    text_column,
)
from metrics.views.parts.light_cells import span
from metrics.views.parts.numbers import MISSING
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
from metrics.views.reported.reminder_words import contact_words, ordinal
from metrics.views.reported.review_tables import state_cell
from metrics.views.reported.standing_words import (
    LIST_NAMES,
    LISTS,
    SIGNALS,
    STATES,
    delay_words,
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


class Beside(NamedTuple):
    """What is known of all units besides: whom to call, whom the office reminded, and the reviews."""

    contacts: Sequence[Contact] = ()
    reminders: Sequence[Reminder] = ()
    reviewed: Mapping[int, Reviewed] = MappingProxyType({})
    """How submissions stand in review (审核), by their numbers; none where nobody reviews."""


NOTHING = Beside()


def units(listed: Iterable[UnitStanding], names: Names, beside: Beside = NOTHING) -> DisplayTable:
    """List units as given, each with what it owes, what came from it last, and whom to call."""
    columns = _columns(names, reviewed=bool(beside.reviewed))
    contacts = _by_unit(beside.contacts)
    lines = tuple(
        line(
            columns,
            _row(unit) | {
                "contact": "；".join(map(contact_words, contacts.get(unit.unit, ()))),
                "reminded": _reminded(unit, beside.reminders),
                "review": state_cell(beside.reviewed.get(unit.last.id) if unit.last else None),
            },
            key=unit.unit,
        )
        for unit in listed
    )  # fmt: skip
    return DisplayTable("各单位报送情况", columns, lines)


def _by_unit(contacts: Iterable[Contact]) -> dict[str, list[Contact]]:
    listed: dict[str, list[Contact]] = {}
    for each in contacts:
        listed.setdefault(each.unit, []).append(each)
    return listed


def _reminded(unit: UnitStanding, reminders: Sequence[Reminder]) -> str:
    """Say when and how a unit was reminded of what it owes."""
    if unit.turn is None or unit.state in REPORTED:
        return ""
    return _made(times(reminders, unit.unit, unit.turn.data_date))


def _made(made: Sequence[Reminder]) -> str:
    """Say when and how each of the reminders was made."""
    return "；".join(
        f"{ordinal(at)}{numbers.day(each.reminded_on)}（{each.way}）"
        for at, each in enumerate(made, 1)
    )


def _row(unit: UnitStanding) -> dict[str, Any]:
    last = asdict(unit.last) if unit.last else dict.fromkeys(_LAST)
    late = unit.turn if unit.state in LATE else None
    return {
        **{name: last[name] for name in _LAST},
        "unit": unit.unit,
        "name": unit.name,
        "upper": unit.upper,
        "state": Cell(unit.state, STATES[unit.state], SIGNALS[unit.state]),
        "delay": Cell(unit.delay.days if unit.delay else None, delay_words(unit) or MISSING),
        "owed": unit.turn.data_date if unit.turn else None,
        "deadline": unit.turn.deadline if unit.turn else None,
        "missed": unit.missed if late else None,
    }


_LAST = ("data_date", "accepted_at", "sent_by", *CHANGED, "warned")


def _columns(names: Names, *, reviewed: bool) -> tuple[Column, ...]:
    review = Column("review", ("审核",), Holds.TEXT, lambda row: row["review"])
    return (
        text_column("name", "单位"),
        Column("state", ("状态",), Holds.TEXT, lambda row: row["state"]),
        *([review] if reviewed else []),
        Column("delay", ("时限情况",), Holds.TEXT, lambda row: row["delay"]),
        Column("upper", ("所属市州",), Holds.TEXT, partial(_upper, names=names)),
        day_column("owed", "应报数据日期"),
        day_column("deadline", "报送时限"),
        count_column("missed", "欠报期数"),
        text_column("reminded", "已催报"),
        text_column("contact", "联系人"),
        day_column("data_date", "最近数据日期"),
        moment_column("accepted_at", "接收时间"),
        *(count_column(name, word) for name, word in CHANGED.items()),
        count_column("warned", "提示"),
        text_column("sent_by", "报送人"),
        coded_column("unit", "行政区划代码", words={}),
    )


def _upper(row: Row, *, names: Names) -> Cell:
    return text(None if row["upper"] == row["unit"] else names.get(row["upper"], row["upper"]))


CONTACTS = tuple(text_column(name, heading) for name, heading in COLUMNS.items() if name != "unit")


def contacts(listed: Iterable[Contact], names: Names) -> DisplayTable:
    """List the contacts in force."""
    columns = (
        text_column("unit_name", "单位"), *CONTACTS, moment_column("at", "登记时间"),
        text_column("by", "经办人"), coded_column("unit", COLUMNS["unit"], words={}),
    )  # fmt: skip
    lines = (
        line(columns, {**one._asdict(), "unit_name": names.get(one.unit)}, key=str(one.id))
        for one in listed
    )
    return DisplayTable("通讯录", columns, tuple(lines))


def contact_file(listed: Sequence[Contact], units: Iterable[str], names: Names) -> DisplayTable:
    """Write the list as a file that can be filled in and taken in again: each of `units` has a line."""
    columns = (
        text_column("unit", COLUMNS["unit"]), text_column("unit_name", "单位"),
        *(_filled(name, COLUMNS[name]) for name in ("name", "duty", "phone", "note")),
    )  # fmt: skip
    known = {one.unit for one in listed}
    missing = (Contact(unit, "") for unit in units if unit not in known)
    rows = sorted((*listed, *missing), key=lambda one: (one.unit, one.id))
    lines = tuple(
        line(columns, {**one._asdict(), "unit_name": names.get(one.unit)}, key=str(at))
        for at, one in enumerate(rows)
    )
    return DisplayTable("通讯录", columns, lines)


def _filled(name: str, heading: str) -> Column:
    return Column(name, (heading,), Holds.TEXT, lambda row: remark(row[name] or ""))


OWED = (
    day_column("data_date", "应报数据日期"), day_column("deadline", "报送时限"),
    text_column("late", "逾期"), text_column("reminded", "已催报"),
)  # fmt: skip


def overdue(unit: UnitStanding, day: date, reminders: Sequence[Reminder]) -> DisplayTable:
    """List the turns that a unit owes beyond their deadlines, the oldest first."""
    lines = []
    for turn in unit.overdue:
        late = behind(turn.deadline, day)
        made = times(reminders, unit.unit, turn.data_date)
        row = {**turn._asdict(), "late": span(late.workdays, late.days), "reminded": _made(made)}
        lines.append(line(OWED, row, key=str(turn.data_date)))
    return DisplayTable(f"{unit.name}欠报的各期（{unit.missed}期）", OWED, tuple(lines))


REMINDED = (
    day_column("reminded_on", "催报日期"),
    Column("unit", ("单位",), Holds.TEXT, lambda row: text(row["unit_name"])),
    day_column("due_for", "应报数据日期"),
    text_column("way", "方式"),
    text_column("text", "内容"),
    text_column("by", "经办人"),
)


def reminders(listed: Iterable[Reminder], names: Names) -> DisplayTable:
    """List what was written down of reminders, the last first."""
    newest = sorted(listed, key=lambda one: (one.reminded_on, one.id), reverse=True)
    lines = tuple(
        line(
            REMINDED, {**one._asdict(), "unit_name": names.get(one.unit, one.unit)}, key=str(one.id)
        )
        for one in newest
    )
    return DisplayTable("催报记录", REMINDED, lines)
