"""What a workbook changes, as tables: by sheet, by project, value by value, and which lights turn."""

from collections.abc import Mapping
from itertools import islice

import polars as pl

from metrics.changes.between_statements import ADDED, REMOVED, WAYS, Differences
from metrics.changes.preview import Preview
from metrics.changes.standing import turned
from metrics.records.reports import COUNTS
from metrics.records.sheets import BY_NAME
from metrics.supervision.lights import LIGHTS
from metrics.views.changes.correction_tables import kept_cell
from metrics.views.parts import numbers
from metrics.views.parts.cells import Row, coded_column, count_column, text, text_column
from metrics.views.parts.light_cells import light_cell
from metrics.views.parts.signals import Signal
from metrics.views.parts.table import Cell, Column, DisplayTable, Holds, line

MOST = 500
"""Lines of a long list; beyond them only their number is told."""
LABELS = {sheet.name: sheet.label for sheet in BY_NAME.values()}


def by_sheet(differences: Differences) -> DisplayTable:
    """List how many records of each sheet change."""
    rows = differences.counts.iter_rows(named=True)
    lines = tuple(line(SHEETS, row, key=row["sheet"]) for row in rows)
    return DisplayTable("各工作表的变化", SHEETS, lines)


def by_project(differences: Differences) -> DisplayTable:
    """List how many records of each project change, those that lose most first."""
    rows = differences.projects.sort(
        "removed", "changed", "added", descending=True, maintain_order=True
    )
    lines = tuple(
        line(PROJECTS, row, key=str(number))
        for number, row in enumerate(rows.head(MOST).iter_rows(named=True))
    )
    return DisplayTable("各项目的变化", PROJECTS, lines, _more(rows.height))


def by_value(differences: Differences, way: str) -> DisplayTable:
    """List the records that were added, changed (value by value) or removed."""
    rows = differences.lines.filter(way=way)
    columns = RECORDS if way in (ADDED, REMOVED) else VALUES
    lines = tuple(
        line(columns, row, key=str(number))
        for number, row in enumerate(islice(rows.iter_rows(named=True), MOST))
    )
    unit = "处" if columns is VALUES else "行"
    title = f"{COUNTS[way]}（{numbers.count(rows.height)}{unit}）"
    return DisplayTable(title, columns, lines, _more(rows.height))


def lists(differences: Differences) -> tuple[DisplayTable, ...]:
    """Return the lists of what is removed, changed and added, without the empty ones."""
    tables = (by_value(differences, way) for way in reversed(WAYS))
    return tuple(table for table in tables if table.lines)


def lights(preview: Preview) -> DisplayTable:
    """Count the unit's projects by light, now and as it would be."""
    counts = (_by_light(each.lights) for each in (preview.before, preview.after) if each)
    sides = list(counts) if preview.before else [{}, *counts]
    rows = [
        {"light": light, "before": sides[0].get(light, 0), "after": sides[-1].get(light, 0)}
        for light in LIGHTS
    ]
    lines = tuple(
        line(COUNTED, row, key=str(row["light"])) for row in rows if row["before"] or row["after"]
    )
    return DisplayTable("项目灯色", COUNTED, lines)


def _by_light(projects: pl.DataFrame) -> Mapping[str, int]:
    return dict(projects.group_by("light").len().iter_rows())


def turning(preview: Preview) -> DisplayTable:
    """List the projects whose light would turn."""
    rows = turned(preview.before, preview.after)
    lines = tuple(
        line(TURNED, row, key=row["project"]) for row in rows.head(MOST).iter_rows(named=True)
    )
    return DisplayTable(f"变灯的项目（{rows.height}个）", TURNED, lines, _more(rows.height))


def _more(total: int) -> str:
    return f"共{numbers.count(total)}条，此处列出前{MOST}条。" if total > MOST else ""


def _own_way(row: Row) -> Cell:
    """Say what becomes of the project itself; one that goes is marked."""
    if row["way"] is None:
        return Cell(None, numbers.MISSING)
    return Cell(row["way"], COUNTS[row["way"]], Signal.BAD if row["way"] == REMOVED else None)


def _removed(row: Row) -> Cell:
    cell = Cell(row["removed"], numbers.count(row["removed"]))
    return cell._replace(signal=Signal.WATCH) if row["removed"] else cell


def _field(row: Row) -> Cell:
    return Cell(row["field"], BY_NAME[row["sheet"]].column(row["field"]).label)


def _side(row: Row, side: str) -> Cell:
    return kept_cell(row[side], BY_NAME[row["sheet"]].column(row["field"]))


def _light(row: Row, side: str) -> Cell:
    return text(None) if row[side] is None else light_cell(row[side])


REMOVED_COLUMN = Column("removed", (COUNTS[REMOVED],), Holds.COUNT, _removed)
SHEETS = (
    coded_column("sheet", "工作表", words=LABELS),
    count_column("added", COUNTS["added"]),
    count_column("changed", COUNTS["changed"]),
    REMOVED_COLUMN,
    count_column("unchanged", COUNTS["unchanged"]),
)
PROJECTS = (
    Column(
        "project",
        ("项目编码",),
        Holds.TEXT,
        lambda row: Cell(row["project"], row["project"] or "不属于某个项目"),
    ),
    text_column("name", "项目名称"),
    Column("way", ("项目本身",), Holds.TEXT, _own_way),
    count_column("added", "新增记录"),
    count_column("changed", "变更记录"),
    REMOVED_COLUMN._replace(headings=("删除记录",)),
)
RECORDS = (
    coded_column("sheet", "工作表", words=LABELS),
    text_column("record", "记录"),
    text_column("name", "名称"),
    text_column("project", "所属项目"),
)
VALUES = (
    *RECORDS,
    Column("field", ("栏目",), Holds.TEXT, _field),
    Column("old", ("原值",), Holds.TEXT, lambda row: _side(row, "old")),
    Column("new", ("本次",), Holds.TEXT, lambda row: _side(row, "new")),
)
COUNTED = (
    Column("light", ("灯色",), Holds.LIGHT, lambda row: light_cell(row["light"])),
    count_column("before", "导入前"),
    count_column("after", "导入后"),
)
TURNED = (
    text_column("project", "项目编码"),
    text_column("name", "项目名称"),
    Column("before", ("导入前",), Holds.LIGHT, lambda row: _light(row, "before")),
    Column("after", ("导入后",), Holds.LIGHT, lambda row: _light(row, "after")),
)
