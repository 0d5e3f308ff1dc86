"""The supervision table as people read it: projects with subtotals, compounds, and reasons.

One column group per stage (计划, 实际, 灯), then money, progress, residents, issues and who answers
for it, with the headings of an official table. A subtotal is Σ/Σ over all chosen rows of its
group, also when only one page of them is shown.
"""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

import polars as pl

from metrics.rules.value import RulePack
from metrics.supervision.lights import LIGHTS as LIGHT_NAMES
from metrics.supervision.project_figures import SOURCE_GROUPS
from metrics.supervision.queries import subtotals, why
from metrics.supervision.stages import STAGES
from metrics.supervision.table import Supervision
from metrics.views.parts import numbers
from metrics.views.parts.light_cells import delay, light_cell, node_cells
from metrics.views.parts.table import Cell, DisplayTable
from metrics.views.supervision.figure_cells import figure_cells

IDENTITY = ("序号", "灯", "市州", "县区", "项目编码", "项目名称", "计划年度", "小区数", "户数")
FROZEN = 6
"""How many first columns stay in sight."""
NODE = ("计划", "实际", "灯")
SOURCES = dict(
    zip(
        SOURCE_GROUPS,
        ("中央", "地方财政", "债券", "金融", "专营产权", "社会资本", "居民"),
        strict=True,
    )
)
FIGURES = (
    *(("资金（万元）", name) for name in ("计划", "到位", "支付", "支付率")),
    *(("到位资金来源占比", name) for name in SOURCES.values()),
    *(("进度", name) for name in ("形象进度", "序时进度", "相差（百分点）")),
    *(("居民", name) for name in ("同意率", "满意率")),
    *(("问题", name) for name in ("未销号", "逾期")),
)
PEOPLE = ("实施主体", "项目责任人", "监管责任人")
STAGE_HEADINGS = tuple((stage.label, name) for stage in STAGES for name in NODE)
HEADINGS = (
    *((name, name) for name in IDENTITY),
    *STAGE_HEADINGS,
    *FIGURES,
    *(("责任", name) for name in PEOPLE),
)
COLUMNS = tuple(low if top == low else f"{top}·{low}" for top, low in HEADINGS)
COMPOUND_HEADINGS = (
    *((name, name) for name in ("序号", "灯", "小区编码", "小区名称", "户数")),
    *STAGE_HEADINGS,
)
REASONS = ("灯", "类别", "对象", "事由", "时限", "实际", "逾期或剩余", "依据")
GROUPS = {"city": "city_name", "region": "county"}
"""What rows can be grouped by, and the column that names the group."""
NOTE = (
    "灯色：■红 逾期超出宽限，◆黑 未报，▲黄 临期或宽限期内，◎绿（迟） 逾期办结，●绿 按期办结，○灰 未到期；"
    "时限按参数集推算，日数为工作日；小计、合计的比率为分子合计除以分母合计；形象进度按户数加权。"
)


def project_table(
    table: Supervision,
    chosen: pl.DataFrame,
    *,
    by: str | None = None,
    offset: int = 0,
    limit: int | None = None,
) -> DisplayTable:
    """Write one page of the chosen rows in the order given, the total first.

    `by` ("city" or "region") needs rows sorted by it and puts a subtotal before each group.
    """
    page = chosen.slice(offset, limit)
    rows = [_total_row(subtotals(chosen).row(0, named=True), "合计")]
    numbered = enumerate(page.iter_rows(named=True), start=offset + 1)
    rows += _grouped(numbered, chosen, by) if by else [_project_row(n, row) for n, row in numbered]
    title = f"城镇老旧小区改造督导一张表（截至{numbers.long_day(table.frames.as_of)}）"
    return DisplayTable(title, COLUMNS, tuple(rows), NOTE, HEADINGS)


def _grouped(
    numbered: Iterator[tuple[int, dict[str, Any]]], chosen: pl.DataFrame, by: str
) -> list[tuple[Cell, ...]]:
    totals = {row[by]: row for row in subtotals(chosen, by).iter_rows(named=True)}
    rows = []
    for group, members in groupby(numbered, key=lambda pair: pair[1][by]):
        listed = list(members)
        name = listed[0][1][GROUPS[by]] or group or "未知地区"
        rows.append(_total_row(totals[group], f"{name}小计"))
        rows += [_project_row(number, row) for number, row in listed]
    return rows


def _project_row(number: int, row: dict[str, Any]) -> tuple[Cell, ...]:
    texts = (row[name] for name in ("city_name", "county", "project", "name"))
    return (
        Cell(number, str(number)),
        light_cell(row["light"], note=f"底线情形{row['red_lines']}项" if row["red_lines"] else ""),
        *map(text_cell, texts),
        Cell(row["plan_year"], str(row["plan_year"])),
        count_cell(row["compounds"]),
        count_cell(row["households"]),
        *(cell for stage in STAGES for cell in node_cells(row, stage, of=row["compounds"])),
        *figure_cells(row),
        *(text_cell(row[name]) for name in ("implementer", "project_owner", "supervision_owner")),
    )


def _total_row(row: dict[str, Any], name: str) -> tuple[Cell, ...]:
    blank = Cell(None, "")
    lights = "、".join(
        f"{light}{row[f'lights_{light}']}" for light in LIGHT_NAMES if row[f"lights_{light}"]
    )
    stages = (
        (
            blank,
            Cell(row[f"{stage.name}_done"], f"{row[f'{stage.name}_done']}/{row['compounds']}"),
            blank,
        )
        for stage in STAGES
    )
    return (
        blank,
        Cell(lights, lights or "无"),
        *(blank, blank, blank),
        Cell(name, f"{name}（{row['projects']}个项目）"),
        blank,
        count_cell(row["compounds"]),
        count_cell(row["households"]),
        *(cell for stage in stages for cell in stage),
        *figure_cells(row),
        *(blank for _ in PEOPLE),
    )


def compound_table(table: Supervision, project: str) -> DisplayTable:
    """List the compounds of one project with their nodes."""
    compounds = table.compounds.filter(pl.col("project") == project)
    rows = (
        (
            Cell(number, str(number)),
            light_cell(row["light"]),
            text_cell(row["compound"]),
            text_cell(row["name"]),
            count_cell(row["households"]),
            *(cell for stage in STAGES for cell in node_cells(row, stage)),
        )
        for number, row in enumerate(compounds.iter_rows(named=True), start=1)
    )
    columns = tuple(low if top == low else f"{top}·{low}" for top, low in COMPOUND_HEADINGS)
    return DisplayTable("所含小区", columns, tuple(rows), NOTE, COMPOUND_HEADINGS)


def why_table(table: Supervision, project: str, rules: RulePack) -> DisplayTable:
    """List why a project's light is not green, the most severe first."""
    rows = tuple(_reason(row) for row in why(table, project, rules).iter_rows(named=True))
    return DisplayTable(
        "亮灯原因", REASONS, rows, "" if rows else "没有红、黑、黄灯，也没有底线情形。"
    )


def _reason(row: dict[str, Any]) -> tuple[Cell, ...]:
    matter = row["text"] or row["code"]
    named = matter if row["kind"] == "环节" else f"{row['code']} {matter}"
    record = row["record_name"] or row["record"]
    return (
        light_cell(row["light"]),
        text_cell(row["kind"]),
        Cell(row["record"], record),
        text_cell(named),
        Cell(row["due"], numbers.day(row["due"])),
        Cell(row["actual"], numbers.day(row["actual"])),
        Cell(row["days"], delay(row["working_days"], row["days"], provisional=row["provisional"])),
        text_cell(row["clause"]),
    )


def text_cell(value: str | None) -> Cell:
    """Write a text as it is; a missing one is a dash."""
    return Cell(value, value or numbers.MISSING)


def count_cell(value: int | None) -> Cell:
    """Write a whole number."""
    return Cell(value, numbers.count(value))
