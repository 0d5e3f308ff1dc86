"""What changed between two data dates, as tables: by region, why ranks moved, and the records."""

from collections.abc import Mapping

import polars as pl

from metrics.changes.between_dates import Changes
from metrics.changes.kinds import DATED, KINDS, LABELS, LIGHTS
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
NOW, AFTERWARDS = "now", "afterwards"
TOLD_APART = {NOW: "本期", AFTERWARDS: "补报"}
"""What came in within the period by its own day, and what lies before it and is only told now."""
SHORT = {"started": "开工", "completed": "完工", "accepted": "验收", "received": "到位",
         "paid": "支付", "issues_closed": "销号"}  # fmt: skip
COUNTS = tuple(
    name
    for code in (*LIGHTS, *KINDS)
    for name in ([f"{code}:{part}" for part in TOLD_APART] if code in DATED else [code])
)
"""What the table of regions counts, a column each; a kind that is told apart has two."""
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
        "变化不含更正和迟报数据；“本期”的发生日期在两个数据日期之间，“补报”的在此之前、本期才报；"
        "资金为已知金额之差，没有发生日期，补填上期空白的为“补报”，未填报的另计；"
        "已更新单位为两个数据日期之间有新报送的单位数，未更新的单位变化数为0只说明没有新数据。"
    )
    return DisplayTable(f"各地变化（{span(changes)}）", columns, lines, note)


def _region_columns(changes: Changes) -> tuple[Column, ...]:
    counts = {(row["region"], row["kind"]): row for row in changes.counts.iter_rows(named=True)}
    moves = changes.moves.rows_by_key("region", named=True, unique=True)
    updates = changes.updates.rows_by_key("region", named=True, unique=True)

    def figure(name: str) -> Column:
        kind, _, part = name.partition(":")
        holds = Holds.MONEY if kind in MONEY else Holds.COUNT
        return Column(
            name, (head(name),), holds, lambda row: _figure(kind, counts[row["region"], kind], part)
        )

    return (
        text_column("region", "行政区划代码"),
        text_column("name", "地区"),
        Column("updated", ("已更新单位",), Holds.COUNT, lambda row: _updated(updates.get(row["region"]))),
        *map(figure, COUNTS),
        Column("rank", ("名次",), Holds.COUNT, lambda row: _rank(moves.get(row["region"]))),
        Column("rank_move", ("名次变化",), Holds.RANK_MOVE, lambda row: _rank_move(moves.get(row["region"]))),
    )  # fmt: skip


def _updated(row: Row | None) -> Cell:
    if row is None:
        return count(None)
    stale = row["updated"] < row["units"]
    text = f"{row['updated']}/{row['units']}"
    return Cell(row["updated"], text, Signal.WATCH if stale else None, worded=True)


def head(name: str) -> str:
    """Write the heading of a count, money with its unit."""
    return f"{label(name)}{'(万元)' if name.partition(':')[0] in MONEY else ''}"


def label(name: str) -> str:
    """Name a count: 本期开工, 补报开工, 新增问题."""
    kind, _, part = name.partition(":")
    return f"{TOLD_APART[part]}{SHORT[kind]}" if part else LABELS[kind]


def _figure(kind: str, row: Row, part: str) -> Cell:
    told = {AFTERWARDS: row["afterwards"], "": row["change"]}
    if part == NOW:
        told[NOW] = row["change"] - row["afterwards"]
    write = money if kind in MONEY else count
    return write(told[part], note="" if part == AFTERWARDS else _note(row, money=kind in MONEY))


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
        Column("move", ("名次变化",), Holds.RANK_MOVE, lambda row: move_cell(row["move"])),
        *(change_column(part, PART_LABELS[part]) for part in PARTS),
        score_column("score_before", "上期得分"),
        score_column("score_after", "本期得分"),
        Column("status", ("说明",), Holds.TEXT, lambda row: remark(STATUS[row["status"]])),
    )


def records(changes: Changes, *, name: str, region: str) -> DisplayTable:
    """List the records behind one count (COUNTS) of a region and all below it.

    The key of a line is the number of its record in `behind`.
    """
    kind = name.partition(":")[0]
    title = f"{names(changes)[region]}：{label(name)}（{span(changes)}）"
    columns = _record_columns(names(changes))
    shown = columns if kind in MONEY else columns[:-1]
    rows = behind(changes, name=name, region=region).iter_rows(named=True)
    lines = tuple(line(shown, row, key=str(number)) for number, row in enumerate(rows))
    return DisplayTable(title, shown, lines)


def behind(changes: Changes, *, name: str, region: str) -> pl.DataFrame:
    """Return the records (CHANGED) behind one count of a region and all below it, in their order."""
    kind, _, part = name.partition(":")
    found = changes.evidence(kind, region)
    return found.filter(pl.col("afterwards") == (part == AFTERWARDS)) if part else found


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
