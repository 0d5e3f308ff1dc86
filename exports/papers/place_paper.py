"""一地一页 as a paper: one city or county on one sheet of A4, the tables that its page shows.

What the page lists in full is cut to its first rows here, and says so; words stand in `templates/place.j2`.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from exports.papers.document import (
    Align,
    Block,
    Briefing,
    Column,
    Heading,
    Paragraph,
    Proof,
    Table,
)
from exports.papers.proof.place_codes import coded, noted
from exports.papers.sheet_paper import DATA_DIGEST, DATED, DIGEST, RULES, RULES_DIGEST
from exports.papers.words import say
from metrics.dispatch.one_place.facts import Book, Place
from metrics.records.invented import demo_mark
from metrics.sealing.seal import digest_of
from metrics.views.dispatch.one_place import place_tables, place_words
from metrics.views.parts import numbers
from metrics.views.parts.table import NUMERIC, DisplayTable, Holds
from metrics.views.parts.table import Column as Shown
from metrics.views.rating.points_lost import points_lost
from metrics.views.rating.ranking import ranking
from metrics.views.rating.standing import standing_words

REDS, DUES, PROMISES, ORDERS, ISSUES, UNPAID, LOST = 6, 8, 4, 3, 3, 3, 5
"""So many rows of each list stand on the paper."""
RANK_COLUMNS = (
    "rank",
    "interval",
    "score",
    "grade",
    "vetoes",
    "planned",
    "rank_move",
    "score_move",
)
WIDTHS: Mapping[str, int] = {
    "light": 15, "due": 24, "due_on": 24, "day": 32, "kind": 19, "days_late": 39, "fixes": 15,
    "state": 26, "number": 30, "cause": 22, "received": 30, "paid": 30, "item": 13, "won": 17,
    "asked": 15, "lost": 15, "unknown": 14, "gain": 20, "county": 18, "rank": 14, "interval": 21,
    "score": 17, "grade": 24, "planned": 20, "rank_move": 18, "score_move": 18,
}  # fmt: skip
"""Millimetres of paper; a column that is not named takes an equal part of what is left."""


class Told(NamedTuple):
    """What a paper tells of: the place, the office's book of it, and why its score and rank moved."""

    place: Place
    book: Book
    why: str


def compose_all(told: Iterable[Told]) -> list[Briefing]:
    """Lay places of one province out, in their order; each ranking is written once."""
    rankings: dict[tuple[str, str], DisplayTable] = {}
    papers: list[Briefing] = []
    digest = ""
    for each in told:
        digest = digest or digest_of(each.place.shared.evaluation)
        among = (each.place.level, each.place.group)
        if among not in rankings:
            rankings[among] = rank_rows(each.place)
        papers.append(compose(each, rankings[among], digest))
    return papers


def compose(told: Told, ranked: DisplayTable, digest: str) -> Briefing:
    """Lay one place out; `ranked` is the ranking that it stands in (`rank_rows`), `digest` its 评价摘要."""
    place, shared = told.place, told.place.shared
    day = shared.evaluation.as_of
    return Briefing(
        masthead=say("place", "name"),
        issue="",
        issuer=say("place", "issuer", place=shared.names[shared.evaluation.place]),
        dated=day,
        day=numbers.long_day(day),
        title=(place_words.title(place),),
        blocks=tuple(_blocks(told, ranked)),
        annexes=(),
        basis=_basis(place),
        basis_title=say("place", "basis"),
        distribution=(),
        marks=(say("place", "demo"),) if demo_mark(place.region) else (),
        proof=Proof(digest, place.region, place.name, {}, registered=False),
    )


def rank_rows(place: Place) -> DisplayTable:
    """Return the ranking that the place stands in, of all places of its level and group."""
    shared = place.shared
    return ranking(shared.evaluation, place.level, shared.before, group=place.group)


def _blocks(told: Told, ranked: DisplayTable) -> Iterator[Block]:
    place, book = told.place, told.book
    yield Paragraph(standing_words(place.shared.evaluation, place.region))
    if told.why:
        yield Paragraph(say("place", "why", why=told.why))
    yield Heading(say("place", "first"))
    steps = place_words.first(place, book)
    for number, step in enumerate(steps, 1):
        yield Paragraph(f"{number}. {step.words}")
    if not steps:
        yield Paragraph(say("place", "nothing"))
    if due := place_words.next_report(place):
        yield Paragraph(due)
    yield Heading(say("place", "figures"))
    shown = figures(place, ranked)
    for table, entries in zip(shown, coded(place, shown), strict=True):
        yield table_of(table._replace(note=noted(table.note, entries)))
    listed = [shown for shown in lists(place, book) if shown.lines]
    if listed:
        yield Heading(say("place", "lists"))
        yield from map(table_of, listed)


def figures(place: Place, ranked: DisplayTable) -> tuple[DisplayTable, ...]:
    """Return the tables of figures: the row of the ranking, rates, lights, and what costs points."""
    hidden = (column.name for column in ranked.columns if column.name not in RANK_COLUMNS)
    lost = points_lost(place.shared.evaluation, place.region, most=LOST)
    return (
        ranked.keyed([place.region]).without(*hidden)._replace(title="", note=""),
        place_tables.rates(place).without("counted")._replace(title=""),
        place_tables.lights(place)._replace(title=""),
        lost._replace(note=""),
    )


def lists(place: Place, book: Book) -> tuple[DisplayTable, ...]:
    """Return the lists as the page has them, each cut to its first rows."""
    orders = place_tables.orders(place, book).without("reply", "light")
    return (
        place_tables.due_soon(place, book, most=DUES),
        place_tables.red_projects(place, most=REDS),
        place_tables.unpaid(place, most=UNPAID)._replace(note=""),
        _cut(place_tables.promises(place, book).without("region"), PROMISES),
        _cut(orders, ORDERS),
        place_tables.open_issues(place, most=ISSUES),
    )


def _cut(table: DisplayTable, most: int) -> DisplayTable:
    return table._replace(
        lines=table.lines[:most], note=place_tables.rest_words(len(table.lines), most, "项")
    )


def table_of(shown: DisplayTable) -> Table:
    """Write a table of the screen for paper: the same cells."""
    columns = tuple(_column(column) for column in shown.columns)
    return Table(shown.title, columns, tuple(line.cells for line in shown.lines), shown.note)


def _column(column: Shown) -> Column:
    align: Align = "left"
    if column.holds in NUMERIC:
        align = "right"
    elif column.holds in (Holds.LIGHT, Holds.DAY):
        align = "center"
    return Column(
        label="\n".join(column.headings), width=WIDTHS.get(column.name), align=align, show="light"
    )


def _basis(place: Place) -> tuple[tuple[str, str], ...]:
    evaluation = place.shared.evaluation
    rules = evaluation.rules
    return (
        (DATED, numbers.day(evaluation.as_of)),
        (RULES, f"{rules.title}，{numbers.day(rules.day)}有效"),
        (RULES_DIGEST, rules.digest[:DIGEST]),
        (DATA_DIGEST, evaluation.data_digest[:DIGEST]),
    )
