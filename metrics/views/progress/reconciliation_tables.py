"""Ledger and returns held against each other: item by item, by city, as questions, and the records."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from metrics.progress.figures import MONEY
from metrics.progress.reconciliation import EQUAL, NO_LEDGER, NO_RETURN, QUERY, WITHIN
from metrics.rules.value import Rule
from metrics.views.parts import numbers
from metrics.views.parts.signals import Signal
from metrics.views.parts.table import Cell, DisplayTable
from metrics.views.parts.untyped import untyped
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
DETAILS = ("行政区划代码", "市州", "地区", "计划年度", "指标", "台账数", "报表数", "差额",
           "核对结果", "说明")  # fmt: skip
CITIES = ("行政区划代码", "地区", "指标", "台账数", "报表数", "差额", "核对单位", "一致", "容差内",
          "需核实", ONE_SIDE)  # fmt: skip
ASKED = ("行政区划代码", "地区", "计划年度", "指标", "台账数", "报表数", "差额", "请核实的事项")
RECORDS = ("编码", "名称", "项目编码", "日期", "数量")
DAYS = {"planned": "列入计划日期", "started": "实际开工日期", "completed": "实际完工日期"}
Names = Mapping[str, str]
Row = Mapping[str, Any]


def details(found: pl.DataFrame, names: Names, regions: pl.DataFrame) -> DisplayTable:
    """List what `metrics.progress.reconciliation.reconciled` found; `regions` tells the city of a county."""
    cities = _city_of(regions)
    rows = tuple(_detail(row, names, cities) for row in found.iter_rows(named=True))
    note = "差额为报表数减台账数。一方未填报的不能核对，不作为一致，也不作为相差。"
    return untyped(RECONCILIATION, DETAILS, rows, note)


def _city_of(regions: pl.DataFrame) -> dict[str, str]:
    """Return the city above each division that lies in one: a city lies in none."""
    cities = set(regions.filter(level="市")["region"])
    pairs = regions.select("region", "parent").iter_rows()
    return {region: parent for region, parent in pairs if parent in cities}


def _detail(row: Row, names: Names, cities: Names) -> tuple[Cell, ...]:
    region, city = row["region"], cities.get(row["region"])
    return (
        Cell(region, region),
        Cell(city, names.get(city or "", numbers.MISSING)),
        Cell(names.get(region), names.get(region, region)),
        Cell(row["year"], str(row["year"])),
        Cell(row["figure"], FIGURE_LABELS[row["figure"]]),
        *_sides(row),
        Cell(row["result"], *RESULT_WORDS[row["result"]]),
        _remark(row),
    )


def _sides(row: Row) -> tuple[Cell, Cell, Cell]:
    money = row["figure"] in MONEY
    write = numbers.wan if money else numbers.count
    off = row["difference"]
    return (
        Cell(row["ledger"], write(row["ledger"])),
        Cell(row["returns"], write(row["returns"])),
        Cell(off, numbers.signed_wan(off) if money else numbers.signed(off)),
    )


def _remark(row: Row) -> Cell:
    """Say what keeps a figure from being compared whole."""
    told = {NO_RETURN: ("进展报表未填此项",), NO_LEDGER: ("没有项目台账或均未填",)}
    gaps = row["ledger_unknown"]
    words = (
        *told.get(row["result"], ()),
        *((f"台账另有{gaps}条未填，未计入",) if gaps and row["ledger"] is not None else ()),
    )
    return Cell("；".join(words) or None, "；".join(words))


def by_city(found: pl.DataFrame, names: Names, *, place: str) -> DisplayTable:
    """List what `metrics.progress.reconciliation.by_city` found, the whole place first."""
    ordered = found.sort(pl.col("region") != place, maintain_order=True)
    rows = tuple(_city(row, names) for row in ordered.iter_rows(named=True))
    note = "台账数、报表数、差额为两方都有数的单位之和；“核对单位”为有任一方数据的单位数。"
    return untyped(f"{RECONCILIATION}汇总", CITIES, rows, note)


def _city(row: Row, names: Names) -> tuple[Cell, ...]:
    silent = row[NO_RETURN] + row[NO_LEDGER]
    counts = (row[QUERY] + row[WITHIN] + row[EQUAL] + silent, row[EQUAL], row[WITHIN])
    asked, one_side = row[QUERY], silent
    return (
        Cell(row["region"], row["region"]),
        Cell(names.get(row["region"]), names.get(row["region"], row["region"])),
        Cell(row["figure"], FIGURE_LABELS[row["figure"]]),
        *_sides(row),
        *(Cell(number, numbers.count(number)) for number in counts),
        Cell(asked, numbers.count(asked), Signal.BAD if asked else None),
        Cell(one_side, numbers.count(one_side), Signal.UNKNOWN if one_side else None),
    )


def questions(found: pl.DataFrame, names: Names) -> DisplayTable:
    """List every query as a sentence that can be sent to the unit."""
    rows = tuple(_asked(row, names) for row in found.filter(result=QUERY).iter_rows(named=True))
    return untyped("请核实的事项", ASKED, rows)


def _asked(row: Row, names: Names) -> tuple[Cell, ...]:
    name = names.get(row["region"], row["region"])
    words = question(row, name)
    return (
        Cell(row["region"], row["region"]),
        Cell(name, name),
        Cell(row["year"], str(row["year"])),
        Cell(row["figure"], FIGURE_LABELS[row["figure"]]),
        *_sides(row),
        Cell(words, words),
    )


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


def counted_records(found: pl.DataFrame, *, figure: str) -> DisplayTable:
    """List the records behind a ledger figure (`metrics.progress.figure_records`)."""
    money = figure in MONEY
    write = numbers.wan if money else numbers.count
    rows = tuple(
        (
            Cell(row["record"], row["record"]),
            Cell(row["name"], row["name"]),
            Cell(row["project"], row["project"]),
            Cell(row["on"], numbers.day(row["on"])),
            Cell(row["amount"], write(row["amount"])),
        )
        for row in found.iter_rows(named=True)
    )
    day = "日期" if money else DAYS[figure.split("_")[0]]
    heads = (*RECORDS[:3], day, f"计入（{unit_of(figure)}）")
    return untyped(f"台账中计入“{FIGURE_LABELS[figure]}”的记录", heads, rows)
