"""One project on one page: its key figures, stages, compounds and money."""

from collections.abc import Mapping, Sequence
from typing import Any

from metrics.records.sheets.projects import FUND_SOURCES
from metrics.supervision.lights import BLACK, TO_REPORT
from metrics.supervision.one_project import OneProject
from metrics.supervision.stages import STAGES, Stage
from metrics.views.parts import cells, numbers
from metrics.views.parts.cells import (
    Row,
    count_column,
    day_column,
    money_column,
    number_column,
    rate_column,
    text_column,
)
from metrics.views.parts.light_cells import delay, light_cell, light_column, node_columns
from metrics.views.parts.table import Cell, Column, DisplayTable, Holds, line, total_line
from metrics.views.supervision.figure_cells import left_out

Key = tuple[str, str, str]
"""A figure at the top of the page: its label, its value, and what it is held against."""


def facts(one: OneProject, names: Mapping[str, str]) -> str:
    """Say in one line where a project lies, of which plan, and how it is built."""
    told = one.values
    place = names.get(one.region, one.region)
    mode = told["delivery_mode"]
    return "　".join(
        part
        for part in (place, f"{told['plan_year']}年度计划", f"建设模式{mode}" if mode else "")
        if part
    )


def key_figures(one: OneProject) -> list[Key]:
    """Return the figures of a project that stands in the table; missing is a dash."""
    row = one.row or {}
    whole = [row.get(f"{name}_denominator") for name in ("progress", "schedule")]
    return [
        ("小区", numbers.count(row.get("compounds")), f"{numbers.count(row.get('households'))}户"),
        ("形象进度", _rate(row, "progress"), f"序时{_rate(row, 'schedule') if all(whole) else '—'}"),
        ("到位资金（万元）", numbers.wan(row.get("received")), f"计划{numbers.wan(row.get('planned'))}"),
        ("支付率", _rate(row, "payment"), f"支付{numbers.wan(row.get('paid'))}"),
        ("同意率", _rate(row, "consent"), f"满意率{_rate(row, 'satisfaction')}"),
        ("未销号问题", numbers.count(row.get("issues_open")), f"逾期{row.get('issues_overdue') or 0}个"),
    ]  # fmt: skip


def _rate(row: Mapping[str, Any], ratio: str) -> str:
    return numbers.percent(row.get(f"{ratio}_numerator"), row.get(f"{ratio}_denominator"))


def stage_table(one: OneProject) -> DisplayTable:
    """List the ten stages of a project: due, done, light, and how late or early, in both kinds of days."""
    row = one.row or {}
    lines = tuple(line(STAGE_COLUMNS, _stage(row, stage), key=stage.name) for stage in STAGES)
    note = (
        "应完成按参数集推算；有小区未办结的环节，列其中最早的时限和最长的逾期；"
        "各小区均已办结的，列最后的时限、最后的实际日期和各小区中最长的逾期，三者可属不同小区。"
    )
    return DisplayTable("各环节", STAGE_COLUMNS, lines if row else (), note)


def _stage(row: Mapping[str, Any], stage: Stage) -> dict[str, Any]:
    fields = ("due", "actual", "light", "done", "unreported", "days", "working_days", "provisional")
    told = {field: row[f"{stage.name}_{field}"] for field in fields}
    return {**told, "label": stage.label, "of": row["compounds"]}


def _stage_light(row: Row) -> Cell:
    behind = row["light"] == BLACK and row["unreported"]
    return light_cell(row["light"], text=f"{row['light']} {TO_REPORT}" if behind else "")


def _stage_done(row: Row) -> Cell:
    return Cell(row["done"], f"{row['done']}/{row['of']}", worded=True)


def _stage_delay(row: Row) -> Cell:
    ended = row["done"] == row["of"]
    late = delay(row["working_days"], row["days"], done=ended, provisional=bool(row["provisional"]))
    return Cell(row["days"], late, worded=True)


STAGE_COLUMNS = (
    text_column("stage", "环节", field="label"),
    day_column("due", "应完成"),
    day_column("actual", "实际"),
    Column("light", ("灯",), Holds.LIGHT, _stage_light),
    Column("delay", ("逾期或提前",), Holds.COUNT, _stage_delay),
    Column("done", ("已办结小区",), Holds.COUNT, _stage_done),
)


def compound_table(one: OneProject) -> DisplayTable:
    """List the compounds of a project with progress, consent and satisfaction, then their stages."""
    columns = COMPOUNDS if one.row else COMPOUNDS_ALONE
    lines = tuple(
        line(columns, row | {"number": number}, key=row["compound"])
        for number, row in enumerate(one.compounds.iter_rows(named=True), start=1)
    )
    return DisplayTable("所含小区", columns, lines)


def _figure(name: str, heading: str) -> Column:
    return rate_column(name, heading, parts=(f"{name}_numerator", f"{name}_denominator"))


COMPOUNDS_ALONE = (
    number_column("number", "序号"),
    text_column("name", "小区名称"),
    text_column("compound", "小区编码"),
    count_column("households", "户数"),
)
COMPOUNDS = (
    COMPOUNDS_ALONE[0], light_column("light", "灯"), *COMPOUNDS_ALONE[1:],
    _figure("progress", "形象进度"), _figure("schedule", "序时进度"),
    _figure("consent", "同意率"), _figure("satisfaction", "满意率"),
    text_column("acceptance", "验收结论"),
    *(column for stage in STAGES for column in node_columns(stage)),
)  # fmt: skip


def money_table(one: OneProject) -> DisplayTable:
    """List the money of a project by source against its plan, the total first."""
    order = {source: place for place, source in enumerate(FUND_SOURCES)}
    rows = [_paired(row) for row in one.funds.iter_rows(named=True)]
    rows.sort(key=lambda row: order.get(row["source"], len(order)))
    lines = [line(MONEY, row, key=row["source"]) for row in rows]
    if rows:
        lines.insert(0, total_line(MONEY, _summed(rows), words="合计", key="total"))
    note = "单位：万元。到位率为到位除以计划，支付率为支付除以到位；缺数的来源不计入合计的比率。"
    return DisplayTable("资金来源", MONEY, tuple(lines), note)


def _paired(row: dict[str, Any]) -> dict[str, Any]:
    pairs = {"arrived": ("received", "planned"), "payment": ("paid", "received")}
    told = dict(row)
    for name, (part, whole) in pairs.items():
        known = row[part] is not None and row[whole] is not None
        told[f"{name}_part"] = row[part] if known else None
        told[f"{name}_whole"] = row[whole] if known else None
    return told


def _summed(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Add up what is known; null where nothing is, and how many rows left each amount blank."""
    amounts = ("planned", "received", "paid")
    summed: dict[str, Any] = {"source": "合计"}
    for name in (
        *amounts,
        *(f"{r}_{p}" for r in ("arrived", "payment") for p in ("part", "whole")),
    ):
        known = [row[name] for row in rows if row[name] is not None]
        summed[name] = sum(known) if known else None
    return summed | {f"{n}_unknown": sum(row[n] is None for row in rows) for n in amounts}


def _amount(name: str, heading: str) -> Column:
    plain, noted = money_column(name, heading), left_out(f"{name}_unknown")
    return plain._replace(total=lambda row: cells.money(row[name], note=noted(row)))


MONEY = (
    text_column("source", "资金来源")._replace(
        total=lambda row: Cell(row["source"], row["source"])
    ),
    _amount("planned", "计划"),
    _amount("received", "到位"),
    rate_column("arrived", "到位率", parts=("arrived_part", "arrived_whole")),
    _amount("paid", "支付"),
    rate_column("payment", "支付率", parts=("payment_part", "payment_whole")),
)


def investment_words(one: OneProject) -> str:
    """Say what was planned to be spent on a project and what has been."""
    planned, done = one.values["planned_investment"], one.values["completed_investment"]
    share = numbers.percent(done, planned)
    return f"计划总投资{numbers.wan(planned)}万元，累计完成投资{numbers.wan(done)}万元（{share}）。"
