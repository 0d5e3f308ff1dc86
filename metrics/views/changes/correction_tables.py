"""Corrections of what was reported before, as people read them, with who sent them."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

import polars as pl

from metrics.changes.between_dates import Changes
from metrics.changes.correction_effects import Effect
from metrics.records.kept_text import from_text
from metrics.records.schema import Column as Field
from metrics.records.sheets import BY_NAME
from metrics.views.parts import numbers
from metrics.views.parts.cells import Row, count_column, text, text_column
from metrics.views.parts.record_cells import field_cell
from metrics.views.parts.table import Cell, Column, DisplayTable, Holds, line
from metrics.views.rating.ranking import places_moved

SENT = {"unit": pl.String, "sent_by": pl.String, "submission": pl.Int64}
WHOLE = {"removed": ("已报", "删除"), "added": ("无", "新增")}
"""What a record that came or went says in place of its old and new value."""


def corrections(
    changes: Changes, senders: pl.DataFrame | None = None, effects: Sequence[Effect] | None = None
) -> DisplayTable:
    """List the corrections, with who sent them and what they did where that is told.

    `senders` (unit, sent_by and submission; see sql.reported.correction_senders) and `effects` are in
    the order of the corrections.
    """
    columns = _columns(dict(changes.regions.select("region", "name").iter_rows()), _names(changes))
    told = effects or [Effect()] * changes.corrections.height
    if effects is None:
        columns = tuple(column for column in columns if column.name != "effect")
    rows = zip(with_senders(changes, senders).iter_rows(named=True), told, strict=True)
    lines = tuple(
        line(columns, {**row, "effect": effect}, key=str(number))
        for number, (row, effect) in enumerate(rows)
    )
    dates = f"{numbers.day(changes.before.as_of)}至{numbers.day(changes.after.as_of)}"
    note = "更正为以后的报送改动了已报的历史数据，不计入进展；首次补填空白栏目属于补报，不在此列。"
    if effects is not None:
        note += "对得分的影响为更正使所在地区总分升降的分数；几条更正共同影响的写明合计，无从分开的不单列。"
    return DisplayTable(f"数据更正（{dates}）", columns, lines, note)


def by_region(rows: Sequence[Row]) -> DisplayTable:
    """List what all corrections of each region did to its score and rank; keys are regions.

    Each row has region, name, corrections (how many), move (a ScoreMove) and rank (its row of
    `rank_moves`, or null).
    """
    lines = tuple(line(_BY_REGION, row, key=row["region"]) for row in rows)
    note = "影响为迟报数据和更正合计使得分和名次升降的数目，不含其他地区更正的影响。点任一行查看得分和名次为何变化。"
    return DisplayTable("更正对各地得分和名次的影响", _BY_REGION, lines, note)


def _score(row: Row) -> Cell:
    move = row["move"]
    if move.move is None:
        return text(None)
    moved = move.part("late") + move.part("corrections")
    return Cell(moved, _signed(moved) if moved else "不变", worded=True)


def _rank(row: Row) -> Cell:
    rank = row["rank"]
    if rank is None or rank["move"] is None:
        return text(None)
    moved = rank["late"] + rank["corrections"]
    return Cell(moved, places_moved(moved) if moved else "不变", worded=True)


_BY_REGION = (
    text_column("region", "行政区划代码"),
    text_column("name", "地区"),
    count_column("corrections", "更正条数"),
    Column("score", ("对得分的影响",), Holds.SCORE, _score),
    Column("rank", ("对名次的影响",), Holds.CHANGE, _rank),
)


def with_senders(changes: Changes, senders: pl.DataFrame | None) -> pl.DataFrame:
    """Put unit, sent_by and submission beside each correction; null where not told."""
    if senders is None:
        return changes.corrections.with_columns(pl.lit(None, t).alias(c) for c, t in SENT.items())
    return changes.corrections.hstack(senders.select(list(SENT)))


def _names(changes: Changes) -> Mapping[str, str]:
    """Return the names of projects and compounds by code, as they read at the earlier date."""
    tables = (changes.before.tables[name] for name in ("projects", "compounds"))
    pairs = zip(tables, ("project", "compound"), strict=True)
    return {
        code: name for table, key in pairs for code, name in table.select(key, "name").iter_rows()
    }


def _name(row: Row, names: Mapping[str, str]) -> Cell:
    """Name the compound or project that a record is of, or else leave it out."""
    return text(next((names[part] for part in row["key"] if part in names), None))


def _effect(row: Row) -> Cell:
    """Write what a correction did to the score: by itself, or with others together."""
    effect: Effect = row["effect"]
    if not effect.known:
        return Cell(None, "不能分开" if row["region"] else numbers.MISSING)
    total = sum(points for _, points in (*effect.alone, *effect.together))
    if not effect.alone and not effect.together:
        return Cell(0, "无影响")
    parts = [f"{measure} {_signed(points)}分" for measure, points in effect.alone]
    parts += [f"{measure}与其他更正共{_signed(points)}分" for measure, points in effect.together]
    return Cell(total, "，".join(parts), worded=True)


def _signed(hundredths: int) -> str:
    return numbers.signed(Fraction(hundredths, 100), decimals=2)


def _columns(named: Mapping[str, str], names: Mapping[str, str]) -> tuple[Column, ...]:
    return (
        text_column("region", "行政区划代码"),
        Column("name", ("地区",), Holds.TEXT, lambda row: text(named.get(row["region"]))),
        Column("sheet", ("工作表",), Holds.TEXT, lambda row: text(BY_NAME[row["sheet"]].label)),
        Column("record_name", ("名称",), Holds.TEXT, lambda row: _name(row, names)),
        text_column("record", "记录"),
        Column("field", ("栏目",), Holds.TEXT, _field),
        Column("old", ("原值",), Holds.TEXT, lambda row: _side(row, "old")),
        Column("new", ("现值",), Holds.TEXT, lambda row: _side(row, "new")),
        Column("effect", ("对得分的影响",), Holds.TEXT, _effect),
        Column("late", ("性质",), Holds.TEXT, _nature),
        Column("unit", ("报送单位",), Holds.TEXT, lambda row: _unit(row["unit"], named)),
        text_column("sent_by", "报送人"),
        Column("submission", ("报送编号",), Holds.NUMBER, _submission),
    )


def _unit(code: str | None, named: Mapping[str, str]) -> Cell:
    """Name a unit; one that 区划 names no more by its code."""
    return text(None if code is None else named.get(code, code))


def _field(row: Row) -> Cell:
    if row["field"] is None:
        return Cell(None, "整条记录")
    return Cell(row["field"], BY_NAME[row["sheet"]].column(row["field"]).label)


def _side(row: Row, side: str) -> Cell:
    if row["field"] is None:
        return text(WHOLE[row["change"]][("old", "new").index(side)])
    return kept_cell(row[side], BY_NAME[row["sheet"]].column(row["field"]))


def _nature(row: Row) -> Cell:
    return Cell(row["late"], "迟报更正" if row["late"] else "更正")


def _submission(row: Row) -> Cell:
    number = row["submission"]
    return Cell(number, "" if number is None else str(number))


def kept_cell(value: str | None, field: Field) -> Cell:
    """Write a kept text of a field as an officer would type it."""
    return field_cell(from_text(value, field.kind), field.kind)
