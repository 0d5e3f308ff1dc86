"""A letter of reminder (提醒函) to a city or a unit; its words stand in `templates/reminder.j2`."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from exports.papers.document import Block, Briefing, Column, Paragraph, Table
from exports.papers.words import lines, say
from metrics.errors import UnknownChoice
from metrics.records.invented import demo_mark
from metrics.reporting.contact import Contact
from metrics.reporting.reminder import Reminder
from metrics.reporting.standing import LATE, REPORTED, WAITING, Reporting, UnitStanding
from metrics.rules.value import Rule, RulePack
from metrics.views.parts import cells, numbers
from metrics.views.parts.light_cells import span
from metrics.views.parts.table import Cell
from metrics.views.reported.reminder_words import (
    contact_words,
    ordinal,
    owed_words,
    turn_of_reminding,
)

COLUMNS = (
    Column(label="序号", width=11),
    Column(label="单位", width=28),
    Column(label="应报数据日期"),
    Column(label="报送时限"),
    Column(label="逾期", width=46),
    Column(label="欠报期数", width=18),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """Who is reminded of what: `units` are the city's that are late (or wait), or the one unit.

    `place` and `to` are names; `city` is the standing of all units of the city, null for one unit.
    """

    place: str
    to: str
    standing: Reporting
    units: tuple[UnitStanding, ...]
    city: tuple[UnitStanding, ...] | None
    reminders: Sequence[Reminder]
    contacts: Sequence[Contact]


def letter(
    standing: Reporting, code: str, *, names: dict[str, str], reminders: Sequence[Reminder],
    contacts: Sequence[Contact], alone: bool = False,
) -> Letter:  # fmt: skip
    """Gather a letter to a city, or to one unit; `alone` says that a city's own code means itself.

    Raises:
        UnknownChoice: if nobody of that code has anything to report.
    """
    own = tuple(unit for unit in standing.units if unit.unit == code)
    city = () if alone else tuple(unit for unit in standing.units if unit.upper == code)
    pressing = [unit for unit in city or own if unit.state in (*LATE, WAITING)]
    if not pressing:
        raise UnknownChoice(f"{names.get(code, code)}没有应报未报的单位，不需要提醒函。")
    late = tuple(unit for unit in pressing if unit.state in LATE)
    return Letter(
        place=names.get(standing.place, standing.place), to=names.get(code, code),
        standing=standing, units=late or tuple(pressing), city=city or None, reminders=reminders,
        contacts=[one for one in contacts if one.unit == standing.place],
    )  # fmt: skip


def compose(said: Letter, rules: RulePack) -> Briefing:
    """Lay the letter out."""
    words, day = _words(said), said.standing.day
    return Briefing(
        masthead=say("reminder", "name"),
        issue=say("reminder", "issue", year=day.year),
        issuer=say("reminder", "office", place=said.place),
        dated=day,
        day=numbers.long_day(day),
        title=lines("reminder", "title", **words),
        blocks=tuple(_blocks(said, words)),
        annexes=(),
        basis=_basis(said, rules.rule("reporting"), rules.place_name),
        basis_title=say("reminder", "basis"),
        distribution=lines("reminder", "distribution", **words),
        marks=(say("reminder", "demo"),) if demo_mark(said.standing.place) else (),
    )


def _words(said: Letter) -> dict[str, Any]:
    number = max(turn_of_reminding(unit, said.reminders) for unit in said.units)
    turn = said.standing.turn
    city = said.city or ()
    return {
        "place": said.place,
        "to": said.to,
        "city": bool(said.city),
        "day": numbers.long_day(said.standing.day),
        "due": len(city),
        "reported": sum(unit.state in REPORTED for unit in city),
        "count": len(said.units),
        "late": said.units[0].state in LATE,
        "owed": owed_words(said.units[0]),
        "ordinal": ordinal(number) if number > 1 else "",
        "turn": numbers.long_day(turn.data_date) if turn else "",
    }


def _blocks(said: Letter, words: dict[str, Any]) -> Iterator[Block]:
    yield Paragraph(say("reminder", "addressee", **words))
    yield Paragraph(say("reminder", "standing", **words))
    if said.city:
        yield Table(say("reminder", "caption", **words), COLUMNS, tuple(_rows(said.units)))
    yield Paragraph(say("reminder", "asked", **words))
    if said.contacts:
        called = [contact_words(one) for one in said.contacts]
        yield Paragraph(say("reminder", "contact", contacts=called))


def _rows(units: Sequence[UnitStanding]) -> Iterator[tuple[Cell, ...]]:
    for at, unit in enumerate(units, 1):
        late, turn = unit.state in LATE, unit.turn
        delay = span(unit.delay.workdays, unit.delay.days) if unit.delay and late else ""
        yield (
            cells.number(at),
            cells.text(unit.name),
            cells.day(turn.data_date if turn else None),
            cells.day(turn.deadline if turn else None),
            cells.text(delay),
            cells.count(unit.missed if late else None),
        )


def _basis(said: Letter, rule: Rule, place: str) -> tuple[tuple[str, str], ...]:
    source = say("reminder", "source", rules=place, label=rule.label, document=rule.document)
    return (("统计日期", numbers.long_day(said.standing.day)), ("报送要求", source))
