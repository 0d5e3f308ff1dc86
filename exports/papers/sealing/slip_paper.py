"""The slip of correction (更正单) as an official paper, and as a list; words stand in `templates/slip.j2`."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from exports.papers.document import Align, Block, Briefing, Column, Heading, Paragraph, Table
from exports.papers.sheet_paper import DATED, DIGEST, SheetPaper
from exports.papers.words import lines, say
from metrics.days import beijing
from metrics.records.invented import demo_mark
from metrics.sealing.objections import Objection
from metrics.sealing.rounds import Round, State
from metrics.sealing.slip import Slip
from metrics.views.changes import slip_list, slip_tables
from metrics.views.parts import numbers
from metrics.views.parts.table import NUMERIC, Cell, DisplayTable
from metrics.views.tracing.trace_words import name_of

WIDTHS: Mapping[str, int] = {
    "score_before": 15, "score_after": 15, "moved": 18, "grade_before": 13, "grade_after": 13,
    "rank_before": 13, "rank_after": 13, "move": 18, "measure": 15, "before": 18, "after": 18,
    "numerator": 24, "denominator": 24, "unknown": 20, "was": 19, "now": 19, "record": 25,
}  # fmt: skip
"""Millimetres of paper; a column that is not named takes an equal part of what is left."""
ISSUED = frozenset({State.PUBLISHED, State.FINAL, State.REPLACED})
"""A slip is issued once its round is public, and stays so when that is corrected in its turn."""
ORDINALS = "三四五六七八九"


class Told(NamedTuple):
    """What a slip tells of: both rounds, its number, what moved, and the objections that it carries out.

    `void` are the numbers before it that are void (作废); `names` those of divisions by code.
    """

    old: Round
    new: Round
    number: int
    found: Slip
    raised: Sequence[Objection]
    void: Sequence[int]
    names: Mapping[str, str]

    def name(self, code: str) -> str:
        """Name a division."""
        return self.names.get(code, code)

    @property
    def day(self) -> date:
        """The day that the slip bears: that on which the correcting round was sealed."""
        return beijing.day(self.new.at)


def compose(told: Told) -> Briefing:
    """Lay the slip out as an official paper."""
    scope = told.new.scope
    place = told.name(scope.place)
    return Briefing(
        masthead=say("slip", "name"),
        issue=say("slip", "issue", number=told.number, year=scope.year),
        issuer=say("slip", "issuer", place=place),
        dated=told.day,
        day=numbers.long_day(told.day),
        title=lines("slip", "title", place=place, year=scope.year),
        blocks=tuple(_blocks(told)),
        annexes=(),
        basis=basis(told),
        basis_title=say("slip", "basis"),
        distribution=lines("slip", "distribution", units=_units(told)) if told.raised else (),
        marks=(say("slip", "demo"),) if demo_mark(scope.place) else (),
        watermark=_draft(told),
    )


def _draft(told: Told) -> str:
    """Mark the slip of a round that is not public yet, or was withdrawn, as a draft (送审稿); else empty."""
    return "" if told.new.state in ISSUED else say("slip", "draft")


def _units(told: Told) -> str:
    return "、".join(dict.fromkeys(told.name(one.unit) for one in told.raised))


def _blocks(told: Told) -> Iterator[Block]:
    scope = told.new.scope
    yield Paragraph(
        say("slip", "opening", place=told.name(scope.place), old=told.old.called,
            new=told.new.number, day=numbers.long_day(scope.as_of))
    )  # fmt: skip
    yield Heading(say("slip", "basis_heading"))
    for at, one in enumerate(told.raised, 1):
        yield from (Paragraph(words) for words in _objection(told, one, at))
    yield Heading(say("slip", "result_heading"))
    yield Paragraph(result_words(told.found))
    for ordinal, shown in zip(ORDINALS, slip_tables.tables(told.found), strict=False):
        yield Heading(f"{ordinal}、{shown.title}")
        yield _table(shown)


def _objection(told: Told, one: Objection, at: int) -> tuple[str, ...]:
    decided = one.decision
    return lines(
        "slip", "objection", at=at, unit=told.name(one.unit), made=numbers.long_day(one.made_on),
        region=told.name(one.region), figure=name_of(one.figure, told.found.new.standard), code=one.code,
        text=" ".join(one.text.split()), decided=decided and numbers.long_day(decided.happened_on),
        reason=" ".join(decided.text.split()) if decided else "",
    )  # fmt: skip


def result_words(found: Slip) -> str:
    """Say in one sentence how much a correction moved."""
    if found.is_empty:
        return say("slip", "nothing")
    ranks = [row for row in found.standings.iter_rows(named=True) if row["move"]]
    return say(
        "slip", "result", records=found.turned.height, scores=len(found.moves), ranks=len(ranks),
        measures=found.turned["measure"].n_unique(),
        others=sum(not row["counted"] for row in ranks if row["others"]),
    )  # fmt: skip


def _table(shown: DisplayTable) -> Table:
    columns = tuple(
        Column(
            label=column.headings[-1], width=WIDTHS.get(column.name),
            group=column.headings[0] if len(column.headings) > 1 else "",
            align=_align(column.name, numeric=column.holds in NUMERIC),
        )
        for column in shown.columns
    )  # fmt: skip
    rows = tuple(
        (Cell(each.total, each.total), *each.cells[1:]) if each.total else each.cells
        for each in shown.lines
    )
    return Table("", columns, rows, shown.note)


def _align(name: str, *, numeric: bool) -> Align:
    if numeric:
        return "right"
    return "center" if name in WIDTHS else "left"


def basis(told: Told) -> tuple[tuple[str, str], ...]:
    """Tell what the slip rests on: both rounds with their digests."""
    return (
        (DATED, numbers.day(told.new.scope.as_of)),
        ("原轮次", f"{told.old.called}，评价摘要{told.old.digest}"),
        ("更正后轮次", f"{told.new.called}（{told.new.state}），评价摘要{told.new.digest}"),
        *([("编号说明", slip_tables.void_words(told.void))] if told.void else []),
    )


def compose_list(told: Told) -> SheetPaper:
    """Write the slip as one list for Excel."""
    scope = told.new.scope
    table, place = slip_list.one_list(told.found), told.name(scope.place)
    title = f"{place}{scope.year}年度成效评价更正单第{told.number}号明细"
    return SheetPaper(
        name=table.title,
        table=table._replace(title=title),
        basis=(
            ("范围", place),
            *basis(told)[:1],
            ("原轮次", f"{told.old.called}，评价摘要{told.old.digest[:DIGEST]}"),
            (
                "更正后轮次",
                f"{told.new.called}（{told.new.state}），评价摘要{told.new.digest[:DIGEST]}",
            ),
            *basis(told)[3:],
        ),
        dated=told.day,
        frozen=2,
        parts=(len(table.columns),),
        size="a4",
        mark="　".join(filter(None, (_draft(told), demo_mark(scope.place)))),
        roomy="about",
    )
