"""推荐激励名单 as tables and sentences: what each region fulfils, who is recommended, and who was near."""

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction

from metrics.days.workdays import note as provisional
from metrics.days.workdays import workdays_after
from metrics.lists.gates import Candidate, Gate, Outcome
from metrics.lists.recommended import Placed, Recommendation, Standing
from metrics.lists.rule_keys import GATES, Gates
from metrics.rating.evaluation import Evaluation
from metrics.rules.value import Rule, RulePack
from metrics.views.parts import labels, numbers
from metrics.views.parts.cells import (
    Row,
    count_column,
    number_column,
    score_column,
    text,
    text_column,
)
from metrics.views.parts.signals import Signal
from metrics.views.parts.table import Cell, Column, DisplayTable, Holds, line
from metrics.views.rating.ranking import names_of

NAME = "推荐激励名单"
SIGNALS = {
    Standing.RECOMMENDED: Signal.GOOD, Standing.TIED: Signal.WATCH, Standing.BEYOND: Signal.FAIR,
    Standing.UNSURE: Signal.UNKNOWN, Standing.FELL: None,
}  # fmt: skip
SHOWN = 8
"""So many names are written out."""


def conditions(evaluation: Evaluation, told: Recommendation) -> DisplayTable:
    """List every region of the level, those recommended first, with each condition that is asked."""
    names = names_of(evaluation)
    asked = [each.gate for each in told.rows[0].candidate.outcomes] if told.rows else []
    columns = (
        text_column("region", "行政区划代码"),
        Column("name", ("地区",), Holds.TEXT, lambda row: text(names[row["region"]])),
        Column("standing", ("结果",), Holds.TEXT, lambda row: _standing(row["of"])),
        Column("lacks", ("差在哪里",), Holds.TEXT, lambda row: text(lacks(row["of"].candidate))),
        count_column("rank", "名次"),
        score_column("score", "得分"),
        *map(_gate, asked),
    )
    lines = (
        line(columns, {**each.candidate._asdict(), "of": each}, key=each.candidate.region)
        for each in told.rows
    )
    title = f"{labels.LEVELS[told.level]}推荐激励条件逐项对照"
    return DisplayTable(title, columns, tuple(lines), order_words(told), evaluation.as_of)


def _standing(placed: Placed) -> Cell:
    return Cell(placed.standing.value, placed.standing.value, SIGNALS[placed.standing])


def _gate(gate: Gate) -> Column:
    def write(row: Row) -> Cell:
        (outcome,) = (each for each in row["of"].candidate.outcomes if each.gate is gate)
        return gate_cell(outcome)

    return Column(gate.name.lower(), (gate.value,), Holds.TEXT, write)


def gate_cell(outcome: Outcome) -> Cell:
    """Write what was found for a condition; one that is not fulfilled or not known has a mark."""
    if not outcome.applies:
        return Cell(None, "不适用", Signal.NOT_APPLICABLE)
    signal = None if outcome.passed else Signal.UNKNOWN if outcome.passed is None else Signal.BAD
    words = _FOUND[outcome.gate](outcome)
    return Cell(words, words, signal)


def _number(outcome: Outcome) -> str:
    return f"{outcome.found}条"


def _share(outcome: Outcome) -> str:
    found = outcome.found
    return numbers.percent(*found) if isinstance(found, tuple) else numbers.MISSING


def _word(outcome: Outcome) -> str:
    return str(outcome.found or numbers.MISSING)


def _vetoes(outcome: Outcome) -> str:
    return str(outcome.found) if outcome.found else "无" if outcome.passed else "待核实"


def _audits(outcome: Outcome) -> str:
    found = outcome.found
    return f"{found[0]}/{found[1]}件" if isinstance(found, tuple) else numbers.MISSING


_FOUND: Mapping[Gate, Callable[[Outcome], str]] = {
    Gate.RANKED: lambda each: labels.GROUPS.get(str(each.found), str(each.found)),
    Gate.VETO: _vetoes, Gate.BREACHES: _number, Gate.GRADE: _word, Gate.NEGATIVE: _number,
    Gate.INCENTIVE: _number, Gate.SATISFIED: _share, Gate.AUDITS: _audits,
}  # fmt: skip


def lacks(candidate: Candidate) -> str:
    """Say which conditions a region does not fulfil, and which are not known; nothing lacking is a dash."""
    failed = "、".join(f"{each.gate}（{gate_cell(each).text}）" for each in candidate.failed)
    unsure = "、".join(each.gate for each in candidate.unsure)
    return "；".join(
        part
        for part in (f"未达：{failed}" if failed else "", f"待核实：{unsure}" if unsure else "")
        if part
    )


def public(evaluation: Evaluation, told: Recommendation) -> DisplayTable:
    """List those recommended by code, as they are made public; no order of merit is told."""
    names = names_of(evaluation)
    parents = dict(evaluation.regions.select("region", "parent").iter_rows())
    columns = (
        number_column("number", "序号"), text_column("region", "行政区划代码"),
        text_column("name", "地区"), text_column("parent", "上级"),
    )  # fmt: skip
    lines = (
        line(
            columns,
            {
                "number": at, "region": each.region, "name": names[each.region],
                "parent": names.get(parents[each.region] or ""),
            },
            key=each.region,
        )
        for at, each in enumerate(told.by_code, 1)
    )  # fmt: skip
    return DisplayTable(NAME, columns, tuple(lines), dated=evaluation.as_of)


def summary(told: Recommendation, names: Mapping[str, str]) -> str:
    """Say in one or two sentences who is recommended, and what is not settled yet."""
    own = told.of(Standing.RECOMMENDED)
    words = f"名额{told.seats.number}个，推荐{len(own)}个"
    return words + (f"：{_named(told.by_code, names)}。" if own else "。") + open_words(told, names)


def open_words(told: Recommendation, names: Mapping[str, str]) -> str:
    """Say what may still change a list: a tie that nothing settles, conditions that are not known; else empty."""
    tied, may = told.of(Standing.TIED), told.may_change
    words = ""
    if tied:
        words += f"{_named(tied, names)}名次和各比较项均相同，超出余下名额，待研究确定。"
    if may:
        words += f"{_named(may, names)}有条件待核实，核实后可能入选，名单为暂列。"
    return words


def _named(regions: tuple[Candidate, ...], names: Mapping[str, str]) -> str:
    shown = "、".join(names.get(each.region, each.region) for each in regions[:SHOWN])
    return f"{shown}等{len(regions)}个" if len(regions) > SHOWN else shown


def order_words(told: Recommendation) -> str:
    """Say in which order places are given."""
    ties = "、".join(told.seats.ties)
    also = f"，名次相同的依次比较{ties}" if ties else ""
    return f"全部条件达到的按名次先后推荐{also}，仍不能分先后又超出名额的由办公室研究确定。"


def window_words(window: Rule, published: date | None) -> str:
    """Say how long the list can be objected to: from the day after it is made public, the last day included.

    `window` is the rule (OBJECTION_WINDOW) of the day on which it is made public.
    """
    days = window.value
    if published is None:
        return f"公示期为自公示之日的次日起{days}个工作日。"
    until = workdays_after(published, days)
    said = f"公示期自{numbers.long_day(published)}公示的次日起{days}个工作日，至{numbers.long_day(until)}（含当日）。"
    return said + provisional(until)


def gates_words(rules: RulePack) -> tuple[str, ...]:
    """Say each condition that is asked, in the order in which they are held against regions."""
    asked: Gates = rules[GATES]
    told = (
        "参加主排名",
        "没有一票否决内容" if asked.veto else "",
        "" if asked.breaches is None else f"底线要求中不达标的不超过{asked.breaches}条",
        "" if asked.grade is None else f"评价等次不低于“{asked.grade}”",
        _most_words(asked.negative, "负面清单"),
        "" if not asked.incentive else f"列入激励清单不少于{asked.incentive}条",
        ""
        if asked.satisfied is None
        else f"当年完工小区群众满意率（满意答卷占有效答卷）不低于{_percent(asked.satisfied)}，没有完工小区的不作要求",
        "审计和国务院大督查发现的问题按期整改销号" if asked.audits else "",
    )
    return tuple(words for words in told if words)


def _most_words(most: int | None, of: str) -> str:
    if most is None:
        return ""
    return f"列入{of}不超过{most}条" if most else f"没有列入{of}的条目"


def _percent(share: Fraction) -> str:
    return f"{numbers.trimmed(share * 100)}%"
