"""推荐激励名单 as it is made public (公示): who by code, by which conditions, how long, and by which round."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from exports.papers.document import ROUND, Block, Briefing, Column, Heading, Paragraph, Table
from exports.papers.sheet_paper import DATED, RULES
from exports.papers.words import lines, say
from metrics.lists.recommended import Recommendation, Standing
from metrics.lists.rule_keys import DOUBLE_LIST, GATES, SEATS
from metrics.records.invented import demo_mark
from metrics.rules.value import Rule
from metrics.views.changes.supposed_tables import UNOFFICIAL
from metrics.views.lists import list_words, recommended_tables
from metrics.views.lists.list_words import Source
from metrics.views.parts import labels, numbers
from metrics.views.rating.ranking import names_of

COLUMNS = (
    Column(label="序号", width=16), Column(label="行政区划代码", width=38), Column(label="地区"),
    Column(label="上级"),
)  # fmt: skip


class Public(NamedTuple):
    """A list to be made public: what it rests on, the list, the rule of its window, and the day (null: open)."""

    source: Source
    told: Recommendation
    window: Rule
    published: date | None = None

    @property
    def place(self) -> str:
        """The name of the place."""
        own = self.source.evaluation
        return names_of(own)[own.place]


def compose(public: Public) -> Briefing:
    """Lay the list out as an official paper; it is a draft unless its round is public."""
    own = public.source.evaluation
    day = public.published or own.as_of
    return Briefing(
        masthead=say("incentive", "name"),
        issue=say("incentive", "issue", year=own.year),
        issuer=say("incentive", "issuer", place=public.place),
        dated=day,
        day=numbers.long_day(day),
        title=lines("incentive", "title", place=public.place, year=own.year),
        blocks=tuple(_blocks(public)),
        annexes=(),
        basis=tuple(_basis(public)),
        basis_title=say("incentive", "basis"),
        distribution=(),
        marks=tuple(_marks(public.source)),
        watermark=_watermark(public.source),
    )


def _marks(source: Source) -> Iterator[str]:
    if source.seal is None:
        yield UNOFFICIAL
    if demo_mark(source.evaluation.place):
        yield say("incentive", "demo")


def _watermark(source: Source) -> str:
    """Return what lies under the text of a list that is not official: short, for it is drawn large."""
    if source.seal is None:
        return say("incentive", "supposed")
    return "" if source.holds else say("incentive", "draft")


def _blocks(public: Public) -> Iterator[Block]:
    own, told = public.source.evaluation, public.told
    listed = recommended_tables.public(own, told)
    round = public.source.told
    yield Paragraph(
        say(
            "incentive", "opening", place=public.place, day=numbers.long_day(own.as_of),
            round=f"{round.called}封账" if round else "", number=len(listed.lines),
            level=labels.LEVELS[told.level],
        )
    )  # fmt: skip
    if listed.lines:
        yield Table("", COLUMNS, tuple(each.cells for each in listed.lines))
    yield Heading(say("incentive", "conditions_heading"))
    words = "；".join(recommended_tables.gates_words(public.source.rules))
    yield Paragraph(say("incentive", "conditions", words=words))
    yield Heading(say("incentive", "order_heading"))
    order = recommended_tables.order_words(told)
    yield Paragraph(say("incentive", "order", words=order, seats=told.seats.number))
    yield Heading(say("incentive", "window_heading"))
    window = recommended_tables.window_words(public.window, public.published)
    yield Paragraph(say("incentive", "window", words=window))
    if told.of(Standing.TIED) or told.may_change:
        yield Heading(say("incentive", "open_heading"))
        yield Paragraph(recommended_tables.open_words(told, names_of(own)))


def _basis(public: Public) -> Iterator[tuple[str, str]]:
    source = public.source
    own = source.evaluation
    yield "性质" if source.told is None else ROUND, list_words.nature(source)
    yield DATED, numbers.day(own.as_of)
    yield "评价标准", f"{own.standard.document}《{own.standard.name}》"
    yield "评价", list_words.sealed_words(source) or f"评价摘要{source.digest}"
    yield RULES, list_words.rules_words(source)
    for label, rule, notes in _rules(public):
        yield label, _documented(rule, notes=notes)


def _rules(public: Public) -> Iterator[tuple[str, Rule, bool]]:
    """Yield the rules that the list rests on, as they are called here, and whether their remarks are told."""
    rules = public.source.rules
    yield "推荐条件", rules.rule(GATES), True
    yield "双清单", rules.rule(DOUBLE_LIST), True
    yield "名额次序", rules.rule(SEATS), False
    yield "公示期", public.window, False


def _documented(rule: Rule, *, notes: bool) -> str:
    told = f"{rule.document}{rule.clause}（自{numbers.day(rule.since)}起）"
    return f"{told}。{rule.note}" if notes and rule.note else told
