"""What changed between two data dates, as tables: by region, why ranks moved, and the records."""

from collections.abc import Mapping, Sequence

import polars as pl

from metrics.changes.between_dates import Changes
from metrics.changes.kinds import KINDS, LABELS
from metrics.changes.rank_moves import PARTS
from metrics.records.regions import LEVELS
from metrics.records.sheets import BY_NAME
from metrics.views.changes.correction_tables import kept_cell
from metrics.views.parts import labels, numbers
from metrics.views.parts.cells import (
    Row,
    change_column,
    count,
    count_column,
    money,
    remark,
    score_column,
    text,
    text_column,
    unless_redrawn,
)
from metrics.views.parts.labels import ADJUSTED
from metrics.views.parts.light_cells import light_cell
from metrics.views.parts.signals import Signal
from metrics.views.parts.table import BLANK, Cell, Column, DisplayTable, Holds, line
from metrics.views.rating.ranking import move_cell, places_moved

MONEY = tuple(code for code, kind in KINDS.items() if kind.money)
HEADS = {code: f"{label}(万元)" if code in MONEY else label for code, label in LABELS.items()}
PART_LABELS = {
    "rules": "参数变化", "late": "迟报数据", "corrections": "更正", "own": "自身变化",
    "others": "其他地区变化",
}  # fmt: skip
STATUS = {
    "moved": "", "entered": "本期进入排名", "left": "本期退出排名", "regrouped": "组别或层级变化",
    "redrawn": ADJUSTED,
}  # fmt: skip


def names(changes: Changes) -> dict[str, str]:
    """Return the names of the divisions in scope, by code."""
    return dict(changes.regions.select("region", "name").iter_rows())


def span(changes: Changes) -> str:
    """Write the two data dates."""
    return f"{numbers.day(changes.before.as_of)}至{numbers.day(changes.after.as_of)}"


def ordered(changes: Changes, level: str | None) -> pl.DataFrame:
    """Return the regions to list, of one level or all, by code."""
    wanted = [word for word, name in LEVELS.items() if level in (None, name)]
    return changes.regions.filter(pl.col("level").is_in(wanted)).sort("region")


def by_region(changes: Changes, *, level: str | None = None) -> DisplayTable:
    """List the changes of each region of a level (or of all), a column for each kind."""
    columns = _region_columns(changes)
    listed = ordered(changes, level).select("region", "name").iter_rows(named=True)
    lines = tuple(line(columns, row, key=row["region"]) for row in listed)
    note = (
        "变化不含更正和迟报数据；资金为已知金额之差，未填报的另计；"
        "已更新单位为两个数据日期之间有新报送的单位数，未更新的单位变化数为0只说明没有新数据。"
    )
    return DisplayTable(f"各地变化（{span(changes)}）", columns, lines, note)


def _region_columns(changes: Changes) -> tuple[Column, ...]:
    counts = {(row["region"], row["kind"]): row for row in changes.counts.iter_rows(named=True)}
    moves = changes.moves.rows_by_key("region", named=True, unique=True)
    updates = changes.updates.rows_by_key("region", named=True, unique=True)

    def figure(kind: str) -> Column:
        holds = Holds.MONEY if kind in MONEY else Holds.COUNT
        return Column(
            kind, (HEADS[kind],), holds, lambda row: _figure(kind, counts[row["region"], kind])
        )

    return (
        text_column("region", "行政区划代码"),
        text_column("name", "地区"),
        Column("updated", ("已更新单位",), Holds.COUNT, lambda row: _updated(updates.get(row["region"]))),
        *map(figure, LABELS),
        Column("rank", ("名次",), Holds.COUNT, lambda row: _rank(moves.get(row["region"]))),
        Column("rank_move", ("名次变化",), Holds.CHANGE, lambda row: _rank_move(moves.get(row["region"]))),
    )  # fmt: skip


def _updated(row: Row | None) -> Cell:
    if row is None:
        return count(None)
    stale = row["updated"] < row["units"]
    text = f"{row['updated']}/{row['units']}"
    return Cell(row["updated"], text, Signal.WATCH if stale else None, worded=True)


def _figure(kind: str, row: Row) -> Cell:
    if kind in MONEY:
        return money(row["change"], note=_note(row, money=True))
    return count(row["change"], note=_note(row, money=False))


def _note(row: Row, *, money: bool) -> str:
    def write(value: int) -> str:
        return numbers.signed_wan(value) if money else numbers.signed(value)

    parts = [
        f"{word}{write(row[figure])}"
        for figure, word in (("late", "迟报数据"), ("corrected", "更正"))
        if row[figure]
    ]
    if row["unknown"]:
        parts.append(f"{row['unknown']}行未填报")
    return "；".join(parts)


def _rank(row: Row | None) -> Cell:
    return count(None if row is None else row["rank_after"])


def _rank_move(row: Row | None) -> Cell:
    if row is None:
        return move_cell(None)
    if row["status"] != "moved":
        return Cell(None, STATUS[row["status"]], worded=True)
    return move_cell(row["move"])._replace(note=explained(row))


def explained(row: Row) -> str:
    """Say which parts a rank move has: 自身变化升2位，其他地区变化降1位."""
    parts = [f"{PART_LABELS[name]}{places_moved(row[name])}" for name in PARTS if row[name]]
    return "，".join(parts)


def rank_moves(changes: Changes, *, level: str) -> DisplayTable:
    """List why the ranks of a level (county or city) moved, the newest rank first."""
    columns = _move_columns(names(changes))
    table = changes.moves.filter(level=level).sort("group", "rank_after", "region", nulls_last=True)
    moves = table.with_columns(redrawn=pl.col("status") == "redrawn")
    lines = tuple(line(columns, row, key=row["region"]) for row in moves.iter_rows(named=True))
    note = (
        "各部分之和等于名次变化，升为正、降为负，依次为：参数变化、迟报数据、更正、自身变化、"
        "其他地区变化。时限届满等随日期推移发生的变化计入自身变化或其他地区变化。"
    )
    title = f"{labels.LEVELS[level]}名次变化（{span(changes)}）"
    return DisplayTable(title, columns, lines, note)


def _move_columns(named: Mapping[str, str]) -> tuple[Column, ...]:
    return (
        text_column("region", "行政区划代码"),
        Column("name", ("地区",), Holds.TEXT, lambda row: text(named.get(row["region"]))),
        Column("group", ("组别",), Holds.TEXT, lambda row: text(labels.GROUPS[row["group"]])),
        unless_redrawn(count_column("rank_before", "上期名次")),
        count_column("rank_after", "本期名次"),
        Column("move", ("名次变化",), Holds.CHANGE, lambda row: move_cell(row["move"])),
        *(change_column(part, PART_LABELS[part]) for part in PARTS),
        score_column("score_before", "上期得分"),
        score_column("score_after", "本期得分"),
        Column("status", ("说明",), Holds.TEXT, lambda row: remark(STATUS[row["status"]])),
    )


def records(changes: Changes, *, kind: str, region: str) -> DisplayTable:
    """List the records behind one count of a region and all below it."""
    title = f"{names(changes)[region]}：{LABELS[kind]}（{span(changes)}）"
    columns = _record_columns(names(changes))
    shown = columns if kind in MONEY else columns[:-1]
    return _record_table(changes, (kind,), region, title, shown)


def changed_lights(changes: Changes, *, region: str) -> DisplayTable:
    """List the projects of a region whose light turned red or left red."""
    title = f"{names(changes)[region]}：灯色变化（{span(changes)}）"
    return _record_table(
        changes, ("turned_red", "cleared"), region, title, _record_columns(names(changes))
    )


def _record_table(
    changes: Changes, kinds: Sequence[str], region: str, title: str, columns: tuple[Column, ...]
) -> DisplayTable:
    rows = (row for kind in kinds for row in changes.evidence(kind, region).iter_rows(named=True))
    lines = (line(columns, row, key=str(number)) for number, row in enumerate(rows))
    return DisplayTable(title, columns, tuple(lines))


def _record_columns(named: Mapping[str, str]) -> tuple[Column, ...]:
    return (
        Column("kind", ("变化",), Holds.TEXT, lambda row: text(LABELS[row["kind"]])),
        text_column("region", "行政区划代码"),
        Column("name", ("地区",), Holds.TEXT, lambda row: text(named.get(row["region"]))),
        text_column("record", "记录"),
        text_column("record_name", "名称", field="name"),
        Column("before", ("上期",), Holds.TEXT, lambda row: _side(row["kind"], row["before"])),
        Column("after", ("本期",), Holds.TEXT, lambda row: _side(row["kind"], row["after"])),
        Column("amount", ("差额(万元)",), Holds.MONEY, _difference),
    )


def _difference(row: Row) -> Cell:
    """Write the difference of money; of a kind that counts records there is none."""
    if row["kind"] not in MONEY:
        return BLANK
    return Cell(row["amount"], numbers.signed_wan(row["amount"]), worded=True)


def _side(kind: str, value: str | None) -> Cell:
    if kind in KINDS:
        spec = KINDS[kind]
        return kept_cell(value, BY_NAME[spec.sheet].column(spec.value))
    return text(None) if value is None else light_cell(value)
