"""The minutes (会议纪要) of a dispatch meeting: a draft to be edited, and the paper made from the text.

The draft is plain text that an office changes as it likes; `compose` lays whatever stands there out
as an official paper. Words stand in `templates/minutes.j2`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from exports.papers.briefing import ORDINALS
from exports.papers.document import Block, Briefing, Heading, Paragraph
from exports.papers.words import lines, say
from metrics.changes.kinds import LABELS
from metrics.dispatch.agenda import Agenda
from metrics.dispatch.agenda_items import (
    BottomItem,
    ChangesItem,
    LastStartsItem,
    MoneyItem,
    OverallItem,
    PromiseRow,
    PromisesItem,
    RedItem,
    RedRow,
    StartsItem,
    TopicsItem,
)
from metrics.dispatch.attendance import Attendance, named
from metrics.dispatch.order import number_of
from metrics.dispatch.standing import LATE
from metrics.dispatch.starts import WholeRow
from metrics.records.invented import demo_mark
from metrics.views.dispatch import situation, start_slides
from metrics.views.dispatch.meeting_slides import outline
from metrics.views.dispatch.promise_tables import lateness, tally
from metrics.views.dispatch.region_words import MEETING_KINDS, amount
from metrics.views.parts import numbers
from metrics.views.parts.cells import rate_moved
from metrics.views.parts.light_cells import span

Row = Mapping[str, Any]
_FIRST = re.compile(r"^[一二三四五六七八九十]{1,3}、")
_SECOND = re.compile(r"^（[一二三四五六七八九十]{1,3}）")
_ENDS = ("。", "；", "：", "，", "、", "！", "？")
LONGEST_HEADING = 30
NOBODY = Attendance()


@dataclass(frozen=True, kw_only=True)
class Held:
    """A meeting as its papers need it.

    `promises`: those made in it (rows of `standing.PROMISED`); `answered`: earlier ones of which
    something was written down in it, and `orders`: those issued in it, both as they then stand
    (rows of `standing`; the former say whether they were postponed in it); `topics` came up during
    it; `notes` are what it asked for, each with its subject; `late` says what came in after the
    freezing; `names` are the divisions' names by code; `number` counts the meetings of the year;
    `ledger` says whether the place is told of from projects, which could be red, not from returns.
    """

    place: str
    number: int
    held_on: date
    data_date: date
    year: int
    agenda: Agenda
    promises: Sequence[Row]
    topics: Sequence[str]
    notes: Sequence[tuple[str, str]]
    names: Mapping[str, str]
    basis: Sequence[tuple[str, str]]
    ledger: bool = True
    answered: Sequence[Row] = ()
    orders: Sequence[Row] = ()
    attendance: Attendance = NOBODY
    late: str = ""

    @property
    def place_name(self) -> str:
        """The name of the place."""
        return self.names.get(self.place, self.place)

    @property
    def day(self) -> str:
        """The day of the meeting in Chinese."""
        return numbers.long_day(self.held_on)


def draft(held: Held) -> str:
    """Write the draft of the minutes, one paragraph a line."""
    return "\n".join(filter(None, _paragraphs(held)))


def _paragraphs(held: Held) -> Iterator[str]:
    yield say("minutes", "opening_heading")
    yield say(
        "minutes", "opening", day=held.day, place=held.place_name, year=held.year,
        number=held.number, data_day=numbers.long_day(held.data_date),
        outline=outline(held.agenda),
    )  # fmt: skip
    yield say("minutes", "chaired", chair=_in_one(held.attendance.chair))
    yield held.late
    yield say("minutes", "promises_heading")
    yield from _heard(held)
    yield say("minutes", "changes_heading")
    yield from (situation.sentence(item.row) for item in held.agenda.of(OverallItem))
    yield _progress(held)
    yield say("minutes", "problems_heading")
    yield say("minutes", "reds", reds=_reds(held), ledger=held.ledger)
    yield say("minutes", "last_starts", names=_last_starts(held))
    yield say("minutes", "bottom", bottom=_bottom(held))
    yield say("minutes", "money", money=_money(held))
    for subject, words in held.notes:
        yield say("minutes", "note", subject=subject, text=_in_one(words))
    yield from _topics(held)
    yield from _decisions(held)
    yield from _attendance(held.attendance)


def _heard(held: Held) -> Iterator[str]:
    """Tell what became of the promises of earlier meetings, and what was said of them."""
    heard = [row for item in held.agenda.of(PromisesItem) for row in item.rows]
    late = [_late_promise(row) for row in heard if row["state"] == LATE]
    yield say("minutes", "promises", tally=tally(heard) if heard else "", late=late)
    yield say("minutes", "answered", rows=[_answer(row) for row in held.answered])


def _attendance(attendance: Attendance) -> Iterator[str]:
    """List who was there, where 纪要 have it: at the end."""
    said = named(attendance._replace(chair=""))
    for label, words in said or named(Attendance(present=say("minutes", "to_fill_in"))):
        yield f"{label}：{_in_one(words)}"


def _answer(row: Row) -> dict[str, Any]:
    """Say what was written down of a promise: how it ended, its new deadline, else how it gets on."""
    if row["ended_on"] is not None:
        outcome = str(row["state"])
    elif row["postponed"]:
        outcome = f"结转至{numbers.long_day(row['due'])}"
    else:
        outcome = "登记进展"
    what, reply = _in_one(row["what"]), _in_one(row["reply"] or "")
    return {**row, "what": what, "reply": reply, "outcome": outcome}


def _progress(held: Held) -> str:
    """Tell of the place what its starts are where it has returns only, else what changed."""
    whole = next((item.starts.whole for item in held.agenda.of(StartsItem)), None)
    if whole is None:
        return say("minutes", "changes", place=held.place_name, **_changes(held))
    return say("minutes", "starts", place=held.place_name, **_starts(whole))


def _changes(held: Held) -> dict[str, list[Any]]:
    """Return what is known of the place with its amounts, and the names of what is not."""
    rows = [row for item in held.agenda.of(ChangesItem) for row in item.rows]
    own = next((row for row in rows if row.region == held.place), None)
    if own is None:
        return {"changes": [], "unknown": []}
    amounts = {kind: own.by_kind.get(kind) for kind in MEETING_KINDS}
    return {
        "changes": [(LABELS[k], amount(k, v)) for k, v in amounts.items() if v is not None],
        "unknown": [LABELS[kind] for kind, value in amounts.items() if value is None],
    }


def _starts(whole: WholeRow) -> dict[str, str]:
    """Write the starts of the place as a whole; what is not known is empty."""
    new, moved = whole["started_change"], whole["rate_change"]
    rate, since = start_slides.whole_rate(whole), whole["since"]
    return {
        "day": numbers.long_day(whole["day"]),
        "since": numbers.long_day(since) if since else "",
        "started": _count_or_blank(whole["started_compounds"]),
        "rate": "" if rate == numbers.MISSING else rate,
        "new": _count_or_blank(new),
        "moved": "" if moved is None else rate_moved(moved).text,
    }


def _count_or_blank(value: int | None) -> str:
    return "" if value is None else numbers.count(value)


def _last_starts(held: Held) -> list[str]:
    return [row["name"] for item in held.agenda.of(LastStartsItem) for row in item.starts.regions]


def _in_one(text: str) -> str:
    """Write typed lines as one paragraph: a line of its own could pass for a heading."""
    *others, last = [line.strip() for line in text.splitlines() if line.strip()] or [""]
    return "".join(line if line.endswith(_ENDS) else f"{line}；" for line in others) + last


def _reds(held: Held) -> list[dict[str, Any]]:
    return [
        {
            "name": held.agenda.regions[item.region].name,
            "number": held.agenda.regions[item.region].red_projects,
            "late": _late(item.rows[0]),
        }
        for item in held.agenda.of(RedItem)
    ]


def _late_promise(row: PromiseRow) -> dict[str, Any]:
    due = numbers.long_day(row["due"])
    return {**row, "what": _in_one(row["what"]), "due": due, "late": lateness(row)}


def _late(row: RedRow) -> str:
    days = row["days_late"]
    return "" if days is None else span(row["working_days_late"], days)


def _bottom(held: Held) -> list[dict[str, Any]]:
    rows = [item.row for item in held.agenda.of(BottomItem)]
    return [{**row, "score": numbers.score(row["score"])} for row in rows]


def _money(held: Held) -> list[dict[str, Any]]:
    rows = [row for item in held.agenda.of(MoneyItem) for row in item.rows]
    return [{**row, "rate": numbers.percent(row["paid"], row["received"])} for row in rows]


def _topics(held: Held) -> Iterator[str]:
    typed = [topic for item in held.agenda.of(TopicsItem) for topic in item.topics]
    every = [*typed, *held.topics]
    yield say("minutes", "topics_heading")
    if not every:
        yield say("minutes", "none")
    for number, words in enumerate(every, 1):
        yield say("minutes", "topic", number=number, text=_in_one(words))


def _decisions(held: Held) -> Iterator[str]:
    yield say("minutes", "decisions_heading", ordinal="六")
    yield say("minutes", "decisions", rows=held.promises)
    for number, row in enumerate(_promises(held), 1):
        yield say("minutes", "decision", number=number, row=row)
    yield say("minutes", "orders", rows=[_ordered(row) for row in held.orders])


def _ordered(row: Row) -> dict[str, Any]:
    title = number_of(row)
    return {**row, "title": title, "due": numbers.long_day(row["due_on"])}


def _promises(held: Held) -> list[dict[str, Any]]:
    return [
        {
            **row,
            "what": _in_one(row["what"]),
            "name": held.names.get(row["region"], row["region"]),
            "due": numbers.long_day(row["due_on"]),
        }
        for row in held.promises
    ]


def compose(held: Held, text: str, *, watermark: bool = True) -> Briefing:
    """Lay the text of the minutes out as a paper; short lines like 一、… become headings."""
    blocks = tuple(_block(line) for line in text.splitlines() if line.strip())
    place = held.place_name
    return Briefing(
        masthead=say("minutes", "name"),
        issue=say("minutes", "issue", number=held.number),
        issuer=say("minutes", "issuer", place=place),
        dated=held.held_on,
        day=held.day,
        title=lines("minutes", "title", place=place, day=held.day),
        blocks=blocks,
        annexes=(),
        basis=tuple(held.basis),
        basis_title=say("minutes", "basis"),
        distribution=lines("minutes", "distribution", place=place),
        marks=(say("minutes", "demo"),) if demo_mark(held.place) else (),
        watermark=say("minutes", "draft") if watermark else "",
    )


def _block(line: str) -> Block:
    words = line.strip()
    if len(words) <= LONGEST_HEADING and _FIRST.match(words):
        return Heading(words)
    if len(words) <= LONGEST_HEADING and _SECOND.match(words) and not words.endswith("。"):
        return Heading(words, 2)
    return Paragraph(words)


def with_decisions(briefing: Briefing, held: Held) -> Briefing:
    """Add what the meeting decided to the briefing (通报) that follows it."""
    parts = sum(isinstance(block, Heading) and block.level == 1 for block in briefing.blocks)
    decisions = tuple(Paragraph(words) for words in list(_decisions(held))[1:] if words)
    heading = Heading(say("minutes", "decisions_heading", ordinal=ORDINALS[parts]))
    return replace(briefing, blocks=(*briefing.blocks, heading, *decisions))
