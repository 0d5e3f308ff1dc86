"""Why a score moved, as tables: by item and measure, the records that turned, and the rules."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

from metrics.changes.rules_changed import RuleChange
from metrics.changes.score_moves import CAUSES, MeasureMove, ScoreMove
from metrics.rating.shares import Earned
from metrics.rules.value import SUPPOSED, Rule
from metrics.standards.catalogue import NATIONAL
from metrics.standards.measure import Indicator
from metrics.views.changes import why_words
from metrics.views.changes.why_words import DATES, Sides, Turned
from metrics.views.parts import numbers
from metrics.views.parts.cells import Row, day, text, text_column
from metrics.views.parts.signals import Signal
from metrics.views.parts.table import Cell, Column, DisplayTable, Holds, line, total_line
from metrics.views.rating.rule_tables import value_text

NOTE = (
    "影响得分为该条变化使总分升降的分数，各条之和、各原因之和均等于得分变化；得分、分值与指标评价页相同。"
    "{0.applies}的，得分率高于{0.before}总分的使总分升，低于的使总分降；不再适用的相反。"
    "四舍五入的尾差记在余数最大的各条，相同的记在前面的一条。"
)


PARTS_SHOWN = 4
"""So many parts of a rule that changed are named in a sentence."""


def by_measure(
    move: ScoreMove, turned: Turned, *, every: bool = False, sides: Sides = DATES
) -> DisplayTable:
    """List what each measure gained and lost, by item, the item that lost most first.

    Only those that moved or of which records turned, unless `every` is asked, in official order then.
    An item of which several measures are listed has a line of its own before them, and all together a
    total at the top. The key of a measure's line is its code.
    """
    columns = _columns(move, sides)
    shown = [each for each in move.measures if every or each.move or each.measure in turned]
    items = _by_item(shown, every=every)
    lines = [total_line(columns, _sum(move.measures), words="合计")]
    for item, measures in items:
        if len(measures) > 1:
            words = f"{item.code} {item.title}"
            lines.append(total_line(columns, _sum(measures), words=words))
        lines += [line(columns, _row(each, turned, sides), key=each.measure) for each in measures]
    return DisplayTable("各条衡量内容的得失", columns, tuple(lines), NOTE.format(sides))


def _by_item(
    measures: Iterable[MeasureMove], *, every: bool
) -> list[tuple[Indicator, list[MeasureMove]]]:
    items: dict[str, list[MeasureMove]] = {}
    for each in measures:
        items.setdefault(NATIONAL.item_of[each.measure].code, []).append(each)
    listed = [(NATIONAL.by_code[code], group) for code, group in items.items()]
    if not every:
        listed.sort(key=lambda each: sum(one.move for one in each[1]))
    return listed


def _row(move: MeasureMove, turned: Turned, sides: Sides) -> Row:
    why = why_words.why(move, turned.get(move.measure, {}), sides=sides)
    title = NATIONAL.measures[move.measure].title
    return {**move._asdict(), **move.parts, "title": title, "turned": why}


def _sum(measures: Sequence[MeasureMove]) -> Row:
    parts = {cause: sum(each.parts[cause] for each in measures) for cause in CAUSES}
    return {**parts, "move": sum(each.move for each in measures)}


def _columns(move: ScoreMove, sides: Sides) -> tuple[Column, ...]:
    causes = [cause for cause in CAUSES if any(each.parts[cause] for each in move.measures)]
    told = causes if causes != ["own"] and sides == DATES else []
    return (
        text_column("measure", "编号"),
        text_column("title", "衡量内容"),
        _moved("move", "影响得分"),
        *(_moved(cause, why_words.CAUSES[cause]) for cause in told),
        Column("before", (f"{sides.before}得分",), Holds.SCORE, lambda row: _won(row["before"])),
        Column("after", (f"{sides.after}得分",), Holds.SCORE, lambda row: _won(row["after"])),
        Column("weight", ("分值",), Holds.SCORE, _weight),
        text_column("turned", "变化的记录"),
    )


def _won(earned: Earned | None) -> Cell:
    if earned is None:
        return Cell(None, Signal.NOT_APPLICABLE.label)
    return Cell(earned.won, numbers.fixed(earned.won, decimals=2), worded=True)


def _weight(row: Row) -> Cell:
    """Write the points of a measure; both where a rule changed them."""
    weights = [earned.weight for earned in (row["before"], row["after"]) if earned is not None]
    told = dict.fromkeys(numbers.fixed(weight, decimals=2) for weight in weights)
    return Cell(weights[-1] if weights else None, "→".join(told) or numbers.MISSING, worded=True)


def _moved(name: str, heading: str) -> Column:
    def write(row: Row) -> Cell:
        return moved_points(row[name])

    return Column(name, (heading,), Holds.SCORE, write, write)


def moved_points(hundredths: int | None) -> Cell:
    """Write points gained or lost with their sign; none is a dash that sorts as 0."""
    exact = None if hundredths is None else Fraction(hundredths, 100)
    written = numbers.signed(exact, decimals=2) if hundredths else numbers.MISSING
    return Cell(hundredths, written, worded=True)


def rules(changed: Sequence[RuleChange]) -> DisplayTable:
    """List the rules of rating that changed between the two dates: name, value then, value now."""
    lines = (line(_RULES, each, key=(each.now or each.then).key) for each in changed)  # type: ignore[union-attr]
    return DisplayTable("两期之间变化的评价参数", _RULES, tuple(lines))


def exchanged(changed: Sequence[RuleChange], sides: Sides) -> DisplayTable:
    """List the rules of rating that are others on the two sides: value, document and clause of each."""
    columns = (_RULES[0], *_of_side(0, sides.before), *_of_side(1, sides.after))
    lines = (line(columns, each, key=(each.now or each.then).key) for each in changed)  # type: ignore[union-attr]
    return DisplayTable("变动的评价参数", columns, tuple(lines))


def exchanged_words(changed: Sequence[RuleChange]) -> list[str]:
    """Say of each rule that is another on the two sides what it is on both: 居民同意率下限由75%改为80%."""
    return [_exchanged(each, rule) for each in changed if (rule := each.now or each.then)]


def _exchanged(change: RuleChange, rule: Rule) -> str:
    was, now = (None if each is None else each.raw for each in change)
    if not (isinstance(was, dict) and isinstance(now, dict) and set(was) == set(now)):
        said = ("无" if raw is None else value_text(raw) for raw in (was, now))
        return f"{rule.label}由{'改为'.join(said)}"
    told = [
        f"{value_text(part)}由{value_text(was[part])}改为{value_text(value)}"
        for part, value in now.items()
        if was[part] != value
    ]
    more = f"等{len(told)}处" if len(told) > PARTS_SHOWN else ""
    return f"{rule.label}{'、'.join(told[:PARTS_SHOWN])}{more}"


def _of_side(side: int, words: str) -> tuple[Column, ...]:
    def source(each: RuleChange) -> Cell:
        rule = each[side]
        return text(rule and f"{rule.document}{f' {rule.clause}' if rule.clause else ''}")

    def since(each: RuleChange) -> Cell:
        rule = each[side]
        return day(rule.since if rule and rule.document != SUPPOSED else None)

    return (
        Column(f"value_{side}", (words, "值"), Holds.TEXT, lambda e: _value(e[side], e[1 - side])),
        Column(f"document_{side}", (words, "文件和条款"), Holds.TEXT, source),
        Column(f"since_{side}", (words, "自"), Holds.DAY, since),
    )


def _value(rule: Rule | None, other: Rule | None) -> Cell:
    """Write a value; of one that has parts only those that are others in `other`."""
    if rule is None:
        return text(None)
    raw: Any = rule.raw
    if isinstance(raw, dict) and other is not None and isinstance(other.raw, dict):
        raw = {key: value for key, value in raw.items() if other.raw.get(key) != value}
    return text(value_text(raw))


_RULES = (
    Column("rule", ("参数",), Holds.TEXT, lambda each: text((each.now or each.then).label)),
    Column("then", ("原值",), Holds.TEXT, lambda each: _value(each.then, each.now)),
    Column("now", ("现值",), Holds.TEXT, lambda each: _value(each.now, each.then)),
    Column("since", ("自",), Holds.DAY, lambda each: day(each.now.since if each.now else None)),
    Column("document", ("文件",), Holds.TEXT, lambda each: text(each.now and each.now.document)),
)
