"""Ledger and returns held against each other: item by item, by city, as questions, and the records."""

from collections.abc import Mapping

import polars as pl

from metrics.progress.figures import MONEY
from metrics.progress.reconciliation import EQUAL, NO_LEDGER, NO_RETURN, QUERY, WITHIN
from metrics.rules.value import Rule
from metrics.views.parts import numbers
from metrics.views.parts.cells import (
    Row,
    change,
    count,
    count_column,
    day_column,
    money_column,
    number_column,
    remark,
    text,
    text_column,
)
from metrics.views.parts.signals import Signal
from metrics.views.parts.table import Cell, Column, DisplayTable, Holds, line
from metrics.views.parts.wording import RECONCILIATION
from metrics.views.rating.rule_tables import value_text

FIGURE_NAMES = {
    "planned_compounds": "计划小区数", "started_compounds": "已开工小区数",
    "completed_compounds": "已完工小区数", "planned_households": "计划户数",
    "started_households": "已开工户数", "completed_households": "已完工户数",
    "planned_investment": "计划投资", "completed_investment": "完成投资",
    "received": "到位资金", "paid": "支付资金",
}  # fmt: skip
FIGURE_LABELS = {
    figure: f"{name}(万元)" if figure in MONEY else name for figure, name in FIGURE_NAMES.items()
}
RESULT_WORDS = {
    QUERY: ("需核实", Signal.BAD), WITHIN: ("容差内", Signal.FAIR), EQUAL: ("一致", Signal.GOOD),
    NO_RETURN: ("报表未填", Signal.UNKNOWN), NO_LEDGER: ("台账未报", Signal.UNKNOWN),
}  # fmt: skip
ONE_SIDE = "一方未填报"
DAYS = {"planned": "列入计划日期", "started": "实际开工日期", "completed": "实际完工日期"}
Names = Mapping[str, str]


def details(items: pl.DataFrame, names: Names, regions: pl.DataFrame) -> DisplayTable:
    """List what `metrics.progress.reconciliation.reconciled` found; `regions` tells the city of a county."""
    columns = _detail_columns(names, _city_of(regions))
    rows = items.iter_rows(named=True)
    lines = tuple(line(columns, row, key=f"{row['region']}:{row['figure']}") for row in rows)
    note = "差额为报表数减台账数。一方未填报的不能核对，不作为一致，也不作为相差。"
    return DisplayTable(RECONCILIATION, columns, lines, note)


def _city_of(regions: pl.DataFrame) -> dict[str, str]:
    """Return the city above each division that lies in one: a city lies in none."""
    cities = set(regions.filter(level="市")["region"])
    pairs = regions.select("region", "parent").iter_rows()
    return {region: parent for region, parent in pairs if parent in cities}


def _detail_columns(names: Names, cities: Names) -> tuple[Column, ...]:
    def city(row: Row) -> Cell:
        return text(names.get(cities.get(row["region"], "")))

    return (
        text_column("region", "行政区划代码"),
        Column("city", ("市州",), Holds.TEXT, city),
        _name_column(names),
        number_column("year", "计划年度"),
        FIGURE,
        *SIDES,
        Column("result", ("核对结果",), Holds.TEXT, _result),
        Column("remark", ("说明",), Holds.TEXT, _remark),
    )


def _name_column(names: Names) -> Column:
    """Name a region; one whose name nobody knows keeps its code."""
    return Column(
        "name", ("地区",), Holds.TEXT, lambda row: text(names.get(row["region"], row["region"]))
    )


def _result(row: Row) -> Cell:
    return Cell(row["result"], *RESULT_WORDS[row["result"]])


def _side(name: str, heading: str) -> Column:
    """Make the column of one side: a count, or money in 万元 as the figure of the row is."""

    def write(row: Row) -> Cell:
        if row["figure"] in MONEY:
            return Cell(row[name], numbers.wan(row[name]), worded=True)
        return count(row[name])

    return Column(name, (heading,), Holds.COUNT, write)


def _difference(row: Row) -> Cell:
    off = row["difference"]
    if row["figure"] in MONEY:
        return Cell(off, numbers.signed_wan(off), worded=True)
    return change(off)


FIGURE = Column("figure", ("指标",), Holds.TEXT, lambda row: text(FIGURE_LABELS[row["figure"]]))
SIDES = (
    _side("ledger", "台账数"),
    _side("returns", "报表数"),
    Column("difference", ("差额",), Holds.CHANGE, _difference),
)


def _remark(row: Row) -> Cell:
    """Say what keeps a figure from being compared whole."""
    reasons = {NO_RETURN: ("进展报表未填此项",), NO_LEDGER: ("没有项目台账或均未填",)}
    gaps = row["ledger_unknown"]
    words = (
        *reasons.get(row["result"], ()),
        *((f"台账另有{gaps}条未填，未计入",) if gaps and row["ledger"] is not None else ()),
    )
    return remark("；".join(words))


def by_city(sums: pl.DataFrame, names: Names, *, place: str) -> DisplayTable:
    """List what `metrics.progress.reconciliation.by_city` found, the whole place first."""
    ordered = sums.sort(pl.col("region") != place, maintain_order=True)
    columns = _city_columns(names)
    rows = ordered.iter_rows(named=True)
    lines = tuple(line(columns, row, key=f"{row['region']}:{row['figure']}") for row in rows)
    note = "台账数、报表数、差额为两方都有数的单位之和；“核对单位”为有任一方数据的单位数。"
    return DisplayTable(f"{RECONCILIATION}汇总", columns, lines, note)


def _city_columns(names: Names) -> tuple[Column, ...]:
    return (
        text_column("region", "行政区划代码"),
        _name_column(names),
        FIGURE,
        *SIDES,
        Column("units", ("核对单位",), Holds.COUNT, lambda row: count(_silent(row) + _compared(row))),
        count_column(EQUAL, "一致"),
        count_column(WITHIN, "容差内"),
        Column(QUERY, ("需核实",), Holds.COUNT, lambda row: _lit(row[QUERY], Signal.BAD)),
        Column(
            "one_side", (ONE_SIDE,), Holds.COUNT, lambda row: _lit(_silent(row), Signal.UNKNOWN)
        ),
    )  # fmt: skip


def _silent(row: Row) -> int:
    return int(row[NO_RETURN] + row[NO_LEDGER])


def _compared(row: Row) -> int:
    return int(row[QUERY] + row[WITHIN] + row[EQUAL])


def _lit(number: int, signal: Signal) -> Cell:
    return count(number)._replace(signal=signal if number else None)


def questions(items: pl.DataFrame, names: Names) -> DisplayTable:
    """List every query as a sentence that can be sent to the unit."""
    columns = (
        text_column("region", "行政区划代码"),
        _name_column(names),
        number_column("year", "计划年度"),
        FIGURE,
        *SIDES,
        Column(
            "question", ("请核实的事项",), Holds.TEXT,
            lambda row: text(question(row, names.get(row["region"], row["region"]))),
        ),
    )  # fmt: skip
    rows = items.filter(result=QUERY).iter_rows(named=True)
    lines = tuple(line(columns, row, key=f"{row['region']}:{row['figure']}") for row in rows)
    return DisplayTable("请核实的事项", columns, lines)


def question(row: Row, name: str) -> str:
    """Write one query as a sentence to the unit; `row` is one of `metrics.progress.reconciliation.queries`."""
    unit, gaps = unit_of(row["figure"]), row["ledger_unknown"]
    write = numbers.wan if row["figure"] in MONEY else numbers.count
    side = "多" if row["difference"] > 0 else "少"
    left_out = f"（另有{gaps}条未填，未计入）" if gaps else ""
    return (
        f"{name}{row['year']}年{FIGURE_NAMES[row['figure']]}：进展报表填{write(row['returns'])}{unit}，"
        f"台账合计{write(row['ledger'])}{unit}{left_out}，"
        f"报表{side}{write(abs(row['difference']))}{unit}，请核实并更正。"
    )


def unit_of(figure: str) -> str:
    """Return the unit in which a figure is written."""
    if figure in MONEY:
        return "万元"
    return "户" if figure.endswith("households") else "个"


def tolerance_words(rule: Rule) -> str:
    """Write the tolerance with its source."""
    clause = f" {rule.clause}" if rule.clause else ""
    note = f"（{rule.note}）" if rule.note else ""
    return (
        f"容差：{value_text(rule.raw)}{note}。"
        f"依据：{rule.document}{clause}，自{numbers.day(rule.since)}起。"
    )


def counted_records(records: pl.DataFrame, *, figure: str) -> DisplayTable:
    """List the records behind a ledger figure (`metrics.progress.figure_records`)."""
    money = figure in MONEY
    day = "日期" if money else DAYS[figure.split("_")[0]]
    counted = f"计入（{unit_of(figure)}）"
    columns = (
        text_column("record", "编码"),
        text_column("name", "名称"),
        text_column("project", "项目编码"),
        day_column("on", day),
        money_column("amount", counted) if money else count_column("amount", counted),
    )
    rows = records.iter_rows(named=True)
    lines = tuple(line(columns, row, key=str(row["record"])) for row in rows)
    return DisplayTable(f"台账中计入“{FIGURE_LABELS[figure]}”的记录", columns, lines)
