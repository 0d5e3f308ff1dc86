"""双清单 as tables: regions by entry, the measures behind one entry, and all that is listed, line by line."""

from collections.abc import Callable, Iterator, Mapping

from metrics.lists.double_list import Counted, Finding, Findings, State, on
from metrics.lists.rule_keys import DOUBLE_LIST, INCENTIVE, NEGATIVE, SIDES, DoubleList, Head
from metrics.rating.evaluation import Evaluation
from metrics.rules.value import RulePack
from metrics.standards.catalogue import NATIONAL
from metrics.views.parts import labels, numbers
from metrics.views.parts.cells import Row, count, rate, rate_column, text, text_column
from metrics.views.parts.signals import Signal
from metrics.views.parts.table import Cell, Column, DisplayTable, Holds, Line, line
from metrics.views.rating.ranking import names_of

NAME = "双清单"
CodeOf = Callable[[str, str], str]
"""Returns the trace code (溯源码) of a kind of figure of a division; empty for none."""
SIGNALS: Mapping[tuple[str, State], Signal] = {
    (NEGATIVE, State.LISTED): Signal.BAD, (INCENTIVE, State.LISTED): Signal.GOOD,
    **{(side, State.UNSURE): Signal.UNKNOWN for side in SIDES},
    **{(side, State.NOT_APPLICABLE): Signal.NOT_APPLICABLE for side in SIDES},
}  # fmt: skip
REACHED = {
    True: ("达到", None), False: ("未达到", Signal.BAD), None: ("待核实", Signal.UNKNOWN),
}  # fmt: skip


def entry_name(number: int) -> str:
    """Return the name of the column of an entry, by its place among all."""
    return f"entry{number}"


def by_region(
    evaluation: Evaluation, rules: RulePack, findings: Findings, level: str
) -> DisplayTable:
    """List the regions of a level by code, with how they stand to each entry of both lists."""
    entries: DoubleList = rules[DOUBLE_LIST]
    columns = (*_fixed(evaluation), *map(_entry, range(len(entries.heads)), entries.heads))
    regions = evaluation.scores.filter(level=level)["region"].sort()
    lines = (
        line(columns, {"region": region, "found": findings[region]}, key=region)
        for region in regions
    )
    title = f"{labels.LEVELS[level]}{NAME}"
    return DisplayTable(title, columns, tuple(lines), note(rules), evaluation.as_of)


def note(rules: RulePack) -> str:
    """Say when a region is on an entry, and whose the entries are."""
    rule = rules.rule(DOUBLE_LIST)
    reached = rule.value.reached
    low, high = (numbers.percent(*reached[side].as_integer_ratio(), decimals=0) for side in SIDES)
    return (
        f"条目所依据的衡量内容有一条达标率不到{low}的列入负面清单，全部达到{high}的列入激励清单（资金占比按其目标）；"
        f"有缺失数据、正反两种情形结论不同的为待核实。依据：{rule.document}。{rule.note}。"
    )


def _fixed(evaluation: Evaluation) -> Iterator[Column]:
    names = names_of(evaluation)
    yield text_column("region", "行政区划代码")
    yield Column("name", ("地区",), Holds.TEXT, lambda row: text(names[row["region"]]))
    yield Column(
        "negative", ("负面条数",), Holds.COUNT, lambda row: _number(row["found"], NEGATIVE)
    )
    yield Column(
        "incentive", ("激励条数",), Holds.COUNT, lambda row: _number(row["found"], INCENTIVE)
    )


def _number(found: tuple[Finding, ...], side: str) -> Cell:
    listed, unsure = on(found, side)
    return count(listed, note=f"另有{unsure}条待核实" if unsure else "")


def _entry(number: int, head: Head) -> Column:
    def write(row: Row) -> Cell:
        return state_cell(row["found"][number])

    return Column(entry_name(number), (head.side, head.title), Holds.TEXT, write)


def state_cell(found: Finding) -> Cell:
    """Write how a region stands to an entry; hovering tells the measures that decide."""
    told = "；".join(map(_counted, deciding(found)))
    signal = SIGNALS.get((found.head.side, found.state))
    return Cell(found.state.value, found.state.value, signal, told)


def deciding(found: Finding) -> tuple[Counted, ...]:
    """Return the measures that decide: those not reached or unknown, or where all are reached all."""
    open_ones = tuple(each for each in found.figures if not each.reached)
    return open_ones or found.figures


def _counted(each: Counted) -> str:
    words = f"{each.measure} {_parts(each)}"
    return f"{words}，缺{each.unknown}条" if each.unknown else words


def _parts(each: Counted) -> str:
    if each.amounts:
        return numbers.percent(each.numerator, each.denominator)
    return f"{each.numerator}/{each.denominator}"


def _amount(each: Counted, value: int) -> Cell:
    if each.amounts:
        return Cell(value, f"{numbers.wan(value)}万元", worded=True)
    return count(value)


def _reached(each: Counted) -> Cell:
    words, signal = REACHED[each.reached]
    return Cell(words, words, signal)


def _titled(each: Counted) -> Cell:
    return text(NATIONAL.title(each.measure))


FIGURES = (
    Column("measure", ("编号",), Holds.TEXT, lambda row: text(row["of"].measure)),
    Column("title", ("衡量内容",), Holds.TEXT, lambda row: _titled(row["of"])),
    Column("met", ("达标",), Holds.COUNT, lambda row: _amount(row["of"], row["of"].numerator)),
    Column("base", ("分母",), Holds.COUNT, lambda row: _amount(row["of"], row["of"].denominator)),
    Column("unknown", ("数据缺失",), Holds.COUNT, lambda row: count(row["of"].unknown)),
    rate_column("rate", "达标率", parts=("numerator", "denominator")),
    Column("bound", ("应达到",), Holds.RATE, lambda row: rate(*row["of"].bound.as_integer_ratio())),
    Column("reached", ("结论",), Holds.TEXT, lambda row: _reached(row["of"])),
    text_column("code", "溯源码"),
)  # fmt: skip


def figures(found: Finding, region: str, code_of: CodeOf) -> DisplayTable:
    """List the measures behind one entry of a region, with the trace code of each figure."""
    lines = (line(FIGURES, _row(each, region, code_of), key=each.measure) for each in found.figures)
    return DisplayTable(f"{found.head.side}：{found.head.title}", FIGURES, tuple(lines))


def _row(each: Counted, region: str, code_of: CodeOf) -> Row:
    return {
        "of": each, "numerator": each.numerator, "denominator": each.denominator,
        "code": code_of(each.measure, region),
    }  # fmt: skip


def listed(evaluation: Evaluation, findings: Findings, level: str, code_of: CodeOf) -> DisplayTable:
    """List what puts regions on entries, and what waits for verification: a line for each deciding measure."""
    names = names_of(evaluation)
    columns = (
        text_column("name", "地区"), text_column("side", "清单"), text_column("head", "条目"),
        Column("state", ("情况",), Holds.TEXT, lambda row: state_cell(row["found"])), *FIGURES,
    )  # fmt: skip
    lines: list[Line] = []
    for region in evaluation.scores.filter(level=level)["region"].sort():
        for found in findings[region]:
            told = {"name": names[region], "side": found.head.side, "head": found.head.title}
            lines += [
                line(columns, {**_row(each, region, code_of), **told, "found": found}, key=region)
                for each in _told(found)
            ]
    title = f"{labels.LEVELS[level]}{NAME}依据"
    return DisplayTable(title, columns, tuple(lines), dated=evaluation.as_of)


def _told(found: Finding) -> tuple[Counted, ...]:
    return deciding(found) if found.state in (State.LISTED, State.UNSURE) else ()


def summary(findings: Findings, regions: list[str]) -> str:
    """Say in one sentence how many regions are on each list, and of how many that is not known."""
    parts = []
    for side in SIDES:
        numbered = [on(findings[region], side) for region in regions]
        listed_ones = sum(number > 0 for number, _ in numbered)
        unsure = sum(not number and waits > 0 for number, waits in numbered)
        words = f"{side}列入{listed_ones}个"
        parts.append(f"{words}，另有{unsure}个待核实" if unsure else words)
    return f"共{len(regions)}个地区：{'；'.join(parts)}。"
