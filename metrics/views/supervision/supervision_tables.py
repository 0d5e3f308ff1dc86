"""The supervision table as people read it: projects with subtotals, compounds, and reasons.

One column group per stage (计划, 实际, 灯), then money, progress, residents, issues and who answers
for it, with the headings of an official table. A subtotal is Σ/Σ over all chosen rows of its
group, also when only one page of them is shown.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

import polars as pl

from metrics.supervision.first_causes import CAUSE, with_causes
from metrics.supervision.lights import LIGHTS as LIGHT_NAMES
from metrics.supervision.lights import NODE, TO_REPORT
from metrics.supervision.queries import subtotals, why
from metrics.supervision.stages import STAGES
from metrics.supervision.table import Supervision
from metrics.views.parts import numbers
from metrics.views.parts.cells import (
    Row,
    count_column,
    day_column,
    number_column,
    text,
    text_column,
)
from metrics.views.parts.light_cells import delay, light_cell, light_column, node_columns
from metrics.views.parts.signals import LIGHTS
from metrics.views.parts.table import (
    BLANK,
    Cell,
    Column,
    DisplayTable,
    Holds,
    Line,
    line,
    total_line,
)
from metrics.views.supervision.cause_words import MOVED_NOTE, cause_delay, moved_day
from metrics.views.supervision.figure_cells import FIGURES

FROZEN = 6
"""How many first columns every sheet of paper repeats."""
IN_SIGHT = 8
"""How many first columns stay in sight on the screen: the cause and the longest delay too."""


def _light(row: Row) -> Cell:
    told = {
        "底线情形": row["red_lines"],
        TO_REPORT: sum(row[f"{s.name}_unreported"] for s in STAGES),
    }
    units = {"底线情形": "项", TO_REPORT: "处"}
    note = "，".join(f"{what}{n}{units[what]}" for what, n in told.items() if n)
    return light_cell(row["light"], note=note)


def _lights(row: Row) -> Cell:
    """Count the lights of a total."""
    lights = "、".join(
        f"{light}{row[f'lights_{light}']}" for light in LIGHT_NAMES if row[f"lights_{light}"]
    )
    behind = f"（{TO_REPORT}{row['to_report']}个项目）" if row["to_report"] else ""
    return Cell(lights, f"{lights or '无'}{behind}")


def _cause(row: Row) -> Cell:
    """Name the first cause in a word, of how many; hovering tells all of it."""
    if row["cause"] is None:
        return BLANK
    more = f"等{row['causes']}项" if row["causes"] > 1 else ""
    return Cell(row["cause"], f"{row['cause']}{more}", LIGHTS[row["light"]], _cause_note(row))


def _cause_note(row: Row) -> str:
    text = row["cause_text"]
    return f"{row['cause_code']}{f'　{text}' if text else ''}" if row["cause_code"] else ""


def _late(row: Row) -> Cell:
    return BLANK if row["cause_days"] is None else cause_delay(row)


def _name_of_total(row: Row) -> Cell:
    return Cell(row["name"], f"{row['name']}（{row['projects']}个项目）")


COLUMNS = (
    number_column("number", "序号"),
    Column("light", ("灯",), Holds.LIGHT, _light, _lights),
    text_column("city", "市州", field="city_name"),
    text_column("county", "县区"),
    text_column("project", "项目编码"),
    text_column("name", "项目名称")._replace(total=_name_of_total),
    Column("cause", ("首要原因",), Holds.TEXT, _cause),
    Column("cause_days", ("最长逾期",), Holds.COUNT, _late),
    number_column("plan_year", "计划年度"),
    count_column("compounds", "小区数"),
    count_column("households", "户数"),
    *(column for stage in STAGES for column in node_columns(stage, of="compounds")),
    *FIGURES,
    text_column("implementer", "责任", "实施主体"),
    text_column("project_owner", "责任", "项目责任人"),
    text_column("supervision_owner", "责任", "监管责任人"),
)


def _matter(row: Row) -> Cell:
    matter = row["text"] or row["code"]
    return text(matter if row["kind"] == NODE else f"{row['code']} {matter}")


def _delay(row: Row) -> Cell:
    late = delay(row["working_days"], row["days"], provisional=row["provisional"])
    return Cell(row["days"], late, worded=True)


REASONS = (
    light_column("light", "灯"),
    text_column("kind", "类别"),
    Column(
        "record", ("对象",), Holds.TEXT,
        lambda row: Cell(row["record"], row["record_name"] or row["record"]),
    ),
    Column("matter", ("事由",), Holds.TEXT, _matter),
    Column("due", ("时限",), Holds.DAY, moved_day),
    day_column("actual", "实际"),
    Column("delay", ("逾期或剩余",), Holds.COUNT, _delay),
    text_column("clause", "依据"),
)  # fmt: skip
TOTAL = "小计:"
"""Before the code of a group, the key of its subtotal; a project's is its code."""
CAUSES = [*(name for name in CAUSE if name != "project"), "causes"]
GROUPS = {"city": ("city", "city_name"), "region": ("region", "county"),
          "cause": ("cause", "cause"), "owner": ("implementer", "implementer"),
          "person": ("project_owner", "project_owner")}  # fmt: skip
"""The orders in which rows are grouped: the column they are grouped by, and that which names a group."""
NAMELESS = {
    "cause": "没有红、黑、黄灯的项目",
    "owner": "未填报实施主体",
    "person": "未填报项目责任人",
}
ASK = ("红", "黄")
"""Lights of a stage that is left in sight where finished stages are folded."""
NOTE = (
    "灯色：■红 逾期超出宽限，◆黑 未报（后续环节已办结而本环节无日期的注“待补报”，不作逾期），"
    "▲黄 临期或宽限期内，◎绿（迟） 逾期办结，●绿 按期办结，○灰 未到期；"
    "时限按参数集推算，遇休息日的顺延至下一工作日（参数“时限遇休息日顺延”），各环节的日数为工作日；小计、合计的比率为分子合计除以分母合计；形象进度按户数加权。"
)


def project_table(
    table: Supervision,
    chosen: pl.DataFrame,
    *,
    by: str | None = None,
    offset: int = 0,
    limit: int | None = None,
    folded: bool = False,
) -> DisplayTable:
    """Write one page of the chosen rows in the order given, the total first.

    `by` (one of GROUPS) needs rows sorted by it and puts a subtotal before each group. `folded` leaves
    of the stages only the lights of those that ask for something on the page.
    """
    page = with_causes(table, table.dated(chosen.drop(CAUSES, strict=False).slice(offset, limit)))
    columns, note = _folded(page) if folded else (COLUMNS, NOTE)
    numbered = [
        row | {"number": number}
        for number, row in enumerate(page.iter_rows(named=True), start=offset + 1)
    ]
    lines = [_total(columns, subtotals(chosen).row(0, named=True), "合计")]
    if by:
        lines += _grouped(columns, numbered, chosen, by)
    else:
        lines += (line(columns, row, key=row["project"]) for row in numbered)
    title = f"城镇老旧小区改造督导一张表（截至{numbers.long_day(table.frames.as_of)}）"
    return DisplayTable(title, columns, tuple(lines), note, table.frames.as_of)


def _folded(page: pl.DataFrame) -> tuple[tuple[Column, ...], str]:
    """Return the columns without finished stages, and the note that names these."""
    lit = {s: page[f"{s.name}_light"].cast(pl.String).is_in(ASK).any() for s in STAGES}
    gone = {f"{stage.name}_{part}" for stage in STAGES for part in ("due", "actual")}
    gone |= {f"{stage.name}_light" for stage, asks in lit.items() if not asks}
    away = "、".join(stage.label for stage, asks in lit.items() if not asks)
    note = f"已收起本页没有红、黄灯的环节：{away}。{NOTE}" if away else NOTE
    return tuple(column for column in COLUMNS if column.name not in gone), note


def _grouped(
    columns: tuple[Column, ...], numbered: Sequence[dict[str, Any]], chosen: pl.DataFrame, by: str
) -> Iterator[Line]:
    key, label = GROUPS[by]
    totals = {row[key]: row for row in subtotals(chosen, key).iter_rows(named=True)}
    for group, members in groupby(numbered, key=itemgetter(key)):
        listed = list(members)
        name = listed[0][label] or group or NAMELESS.get(by, "未知地区")
        yield _total(columns, totals[group], f"{name}小计", group)
        yield from (line(columns, row, key=row["project"]) for row in listed)


def _total(
    columns: tuple[Column, ...], row: dict[str, Any], name: str, group: str | None = None
) -> Line:
    """Write a total or subtotal: its name and lights stand for the columns in sight.

    The key of a subtotal is `TOTAL` and its group; that of another total is empty.
    """
    named = row | {"name": name}
    words = f"{_name_of_total(named).text}　{_lights(named).text}"
    return total_line(columns, named, words=words, key=f"{TOTAL}{group}" if group else "")


def why_table(table: Supervision, project: str) -> DisplayTable:
    """List why a project's light is not green, the most severe first."""
    reasons = why(table, project).iter_rows(named=True)
    lines = tuple(line(REASONS, row, key=str(number)) for number, row in enumerate(reasons))
    note = MOVED_NOTE if lines else "没有红、黑、黄灯，也没有底线情形。"
    return DisplayTable("亮灯原因", REASONS, lines, note)
