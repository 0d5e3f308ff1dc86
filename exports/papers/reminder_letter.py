"""A letter of reminder (提醒函) to a city or a unit; its words stand in `templates/reminder.j2`."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from exports.papers.document import Block, Briefing, Column, Paragraph, Table
from exports.papers.words import lines, say
from metrics.errors import UnknownChoice
from metrics.office import issuer_at
from metrics.records.invented import demo_mark
from metrics.reporting.contact import Contact
from metrics.reporting.reminder import Reminder
from metrics.reporting.standing import LATE, WAITING, Reporting, UnitStanding
from metrics.rules.value import RulePack
from metrics.views.parts import cells, numbers, wording
from metrics.views.parts.light_cells import span
from metrics.views.parts.table import Cell
from metrics.views.reported.reminder_words import (
    call_words,
    ordinal,
    owed_words,
    sum_of_city,
    turn_of_reminding,
)

COLUMNS = (
    Column(label="序号", width=10),
    Column(label="单位"),
    Column(label="数据日期", width=21),
    Column(label="报送时限", width=21),
    Column(label="逾期", width=38),
    Column(label="欠报期数", width=18),
    Column(label="催报次数", width=18),
)
EMPTY = ("", numbers.MISSING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """Who is reminded of what: `units` are the city's that are late (or wait), or the one unit.

    `place` and `to` are names; `of_city` says that a city is written to about its units. `number` is
    that of the letter, null where it is to be written in by hand.
    """

    place: str
    to: str
    standing: Reporting
    units: tuple[UnitStanding, ...]
    of_city: bool
    reminders: Sequence[Reminder]
    contacts: Sequence[Contact]
    number: int | None = None


def letter(
    standing: Reporting, code: str, *, names: dict[str, str], reminders: Sequence[Reminder],
    contacts: Sequence[Contact], alone: bool = False, number: int | None = None,
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
        standing=standing, units=late or tuple(pressing), of_city=city not in ((), own),
        reminders=reminders, number=number,
        contacts=[one for one in contacts if one.unit == standing.place],
    )  # fmt: skip


def compose(said: Letter, rules: RulePack) -> Briefing:
    """Lay the letter out."""
    document = rules.rule("reporting").document
    decreed = "" if document == wording.SYSTEM_DEFAULT else document
    words, day = _words(said) | {"document": decreed}, said.standing.day
    return Briefing(
        masthead=say("reminder", "name"),
        issue=_number(said),
        issuer=say("reminder", "office", place=said.place),
        dated=day,
        day=numbers.long_day(day),
        title=lines("reminder", "title", **words),
        addressee=say("reminder", "addressee", **words),
        blocks=tuple(_blocks(said, words)),
        annexes=(),
        basis=(),
        basis_title="",
        distribution=(),
        signed=True,
        marks=(say("reminder", "demo"),) if demo_mark(said.standing.place) else (),
    )


def _number(said: Letter) -> str:
    """Write the number with the 机关代字 of the office; a blank is left where it has none yet."""
    number = "　　" if said.number is None else said.number
    return f"{issuer_at(said.standing.place)}〔{said.standing.day.year}〕{number}号"


def _words(said: Letter) -> dict[str, Any]:
    number = min(turn_of_reminding(unit, said.reminders) for unit in said.units)
    turn = said.standing.turn
    return {
        "place": said.place,
        "to": said.to,
        "city": said.of_city,
        "sum": sum_of_city(said.to, said.units, said.standing),
        "late": said.units[0].state in LATE,
        "owed": owed_words(said.units[0], said.standing),
        "ordinal": ordinal(number) if number > 1 else "",
        "turn": numbers.long_day(turn.data_date) if turn else "",
    }


def _blocks(said: Letter, words: dict[str, Any]) -> Iterator[Block]:
    yield Paragraph(say("reminder", "standing", **words))
    if said.of_city:
        yield _table(say("reminder", "caption", **words), tuple(_rows(said)))
    yield Paragraph(say("reminder", "asked", **words))
    if said.contacts:
        called = [call_words(one) for one in said.contacts]
        yield Paragraph(say("reminder", "contact", contacts=called))


def _table(caption: str, rows: Sequence[tuple[Cell, ...]]) -> Table:
    """List the units in the columns of which any of them has something to say."""
    said = [at for at in range(len(COLUMNS)) if any(row[at].text not in EMPTY for row in rows)]
    return Table(
        caption,
        tuple(COLUMNS[at] for at in said),
        tuple(tuple(row[at] for at in said) for row in rows),
    )


def _rows(said: Letter) -> Iterator[tuple[Cell, ...]]:
    for at, unit in enumerate(said.units, 1):
        late, turn = unit.state in LATE, unit.turn
        delay = span(unit.delay.workdays, unit.delay.days) if unit.delay and late else ""
        yield (
            cells.number(at),
            cells.text(unit.name),
            cells.day(turn.data_date if turn else None),
            cells.day(turn.deadline if turn else None),
            cells.text(delay),
            cells.count(unit.missed if late else None),
            cells.count(turn_of_reminding(unit, said.reminders) - 1 or None),
        )
