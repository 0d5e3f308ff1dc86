"""What changed between two data dates, as tables: by region, why ranks moved, corrections, records."""

from typing import Any

import polars as pl

from metrics.changes.between_dates import Changes
from metrics.changes.kinds import KINDS, LABELS
from metrics.changes.rank_moves import PARTS
from metrics.records.kept_text import from_text
from metrics.records.regions import LEVELS
from metrics.records.schema import Column
from metrics.records.sheets import BY_NAME
from metrics.views.parts import labels, numbers
from metrics.views.parts.light_cells import light_cell
from metrics.views.parts.signals import Signal
from metrics.views.parts.table import Cell, DisplayTable
from metrics.views.parts.untyped import untyped
from metrics.views.rating.ranking import places_moved

MONEY = tuple(code for code, kind in KINDS.items() if kind.money)
HEADS = {code: f"{label}(万元)" if code in MONEY else label for code, label in LABELS.items()}
BY_REGION = ("行政区划代码", "地区", "已更新单位", *HEADS.values(), "名次", "名次变化")
PART_LABELS = {
    "rules": "参数变化", "late": "迟报数据", "corrections": "更正", "own": "自身变化",
    "others": "其他地区变化",
}  # fmt: skip
MOVES = ("行政区划代码", "地区", "组别", "上期名次", "本期名次", "名次变化", *PART_LABELS.values(),
         "上期得分", "本期得分", "说明")  # fmt: skip
STATUS = {
    "moved": "", "entered": "本期进入排名", "left": "本期退出排名", "regrouped": "组别或层级变化",
}  # fmt: skip
CORRECTIONS = ("行政区划代码", "地区", "工作表", "记录", "栏目", "原值", "现值", "性质",
               "报送单位", "报送人", "报送编号")  # fmt: skip
SENT = {"unit": pl.String, "sent_by": pl.String, "submission": pl.Int64}
WHOLE = {"removed": ("已报", "删除"), "added": ("无", "新增")}
RECORDS = ("变化", "行政区划代码", "地区", "记录", "名称", "上期", "本期", "差额(万元)")


def names(found: Changes) -> dict[str, str]:
    """Return the names of the divisions in scope, by code."""
    return dict(found.regions.select("region", "name").iter_rows())


def span(found: Changes) -> str:
    """Write the two data dates."""
    return f"{numbers.day(found.before.as_of)}至{numbers.day(found.after.as_of)}"


def ordered(found: Changes, level: str | None) -> pl.DataFrame:
    """Return the regions to list, of one level or all, by code."""
    wanted = [word for word, name in LEVELS.items() if level in (None, name)]
    return found.regions.filter(pl.col("level").is_in(wanted)).sort("region")


def by_region(found: Changes, *, level: str | None = None) -> DisplayTable:
    """List the changes of each region of a level (or of all), a column for each kind."""
    figures = found.counts.rows_by_key("region", named=True)
    moves = found.moves.rows_by_key("region", named=True, unique=True)
    updates = found.updates.rows_by_key("region", named=True, unique=True)
    rows = tuple(
        (
            Cell(code, code),
            Cell(name, name),
            _updated(updates.get(code)),
            *_figures({row["kind"]: row for row in figures[code]}),
            *_rank(moves.get(code)),
        )
        for code, name in ordered(found, level).select("region", "name").iter_rows()
    )
    note = (
        "变化不含更正和迟报数据；资金为已知金额之差，未填报的另计；"
        "已更新单位为两个数据日期之间有新报送的单位数，未更新的单位变化数为0只说明没有新数据。"
    )
    return untyped(f"各地变化（{span(found)}）", BY_REGION, rows, note)


def _updated(row: dict[str, Any] | None) -> Cell:
    if row is None:
        return Cell(None, numbers.MISSING)
    stale = row["updated"] < row["units"]
    text = f"{row['updated']}/{row['units']}"
    return Cell(row["updated"], text, Signal.WATCH if stale else None)


def _figures(rows: dict[str, dict[str, Any]]) -> list[Cell]:
    return [_figure(code, rows[code]) for code in LABELS]


def _figure(code: str, row: dict[str, Any]) -> Cell:
    change, money = row["change"], code in MONEY
    text = numbers.wan(change) if money else numbers.count(change)
    return Cell(change, text, None, _note(row, money=money))


def _note(row: dict[str, Any], *, money: bool) -> str:
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


def _rank(row: dict[str, Any] | None) -> tuple[Cell, Cell]:
    if row is None:
        return Cell(None, numbers.MISSING), Cell(None, numbers.MISSING)
    rank = Cell(row["rank_after"], numbers.count(row["rank_after"]))
    if row["status"] != "moved":
        return rank, Cell(None, STATUS[row["status"]])
    return rank, Cell(row["move"], places_moved(row["move"]), None, explained(row))


def explained(row: dict[str, Any]) -> str:
    """Say which parts a rank move has: 自身变化升2位，其他地区变化降1位."""
    parts = [f"{PART_LABELS[name]}{places_moved(row[name])}" for name in PARTS if row[name]]
    return "，".join(parts)


def rank_moves(found: Changes, *, level: str) -> DisplayTable:
    """List why the ranks of a level (county or city) moved, the newest rank first."""
    named = names(found)
    table = found.moves.filter(level=level).sort("group", "rank_after", "region", nulls_last=True)
    rows = tuple(_move(row, named) for row in table.iter_rows(named=True))
    note = (
        "各部分之和等于名次变化，升为正、降为负，依次为：参数变化、迟报数据、更正、自身变化、"
        "其他地区变化。时限届满等随日期推移发生的变化计入自身变化或其他地区变化。"
    )
    return untyped(f"{labels.LEVELS[level]}名次变化（{span(found)}）", MOVES, rows, note)


def _move(row: dict[str, Any], named: dict[str, str]) -> tuple[Cell, ...]:
    region, status = row["region"], STATUS[row["status"]]
    ranks = (row["rank_before"], row["rank_after"])
    return (
        Cell(region, region),
        Cell(named.get(region), named.get(region, numbers.MISSING)),
        Cell(row["group"], labels.GROUPS[row["group"]]),
        *(Cell(rank, numbers.count(rank)) for rank in ranks),
        Cell(row["move"], places_moved(row["move"])),
        *(Cell(row[part], numbers.signed(row[part])) for part in PARTS),
        *(Cell(row[s], numbers.score(row[s])) for s in ("score_before", "score_after")),
        Cell(status, status),
    )


def corrections(found: Changes, senders: pl.DataFrame | None = None) -> DisplayTable:
    """List the corrections, with who sent them where `senders` tells.

    `senders`: unit, sent_by and submission in the order of the corrections (see
    sql.reported.correction_senders).
    """
    table, named = with_senders(found, senders), names(found)
    rows = tuple(_correction(row, named) for row in table.iter_rows(named=True))
    note = "更正为以后的报送改动了已报的历史数据，不计入进展；首次补填空白栏目属于补报，不在此列。"
    return untyped(f"数据更正（{span(found)}）", CORRECTIONS, rows, note)


def with_senders(found: Changes, senders: pl.DataFrame | None) -> pl.DataFrame:
    """Put unit, sent_by and submission beside each correction; null where not told."""
    if senders is None:
        return found.corrections.with_columns(pl.lit(None, t).alias(c) for c, t in SENT.items())
    return found.corrections.hstack(senders.select(list(SENT)))


def _correction(row: dict[str, Any], named: dict[str, str]) -> tuple[Cell, ...]:
    sheet = BY_NAME[row["sheet"]]
    if row["field"] is None:
        field = "整条记录"
        old, new = (Cell(text, text) for text in WHOLE[row["change"]])
    else:
        column = sheet.column(row["field"])
        field = column.label
        old, new = (kept(row[side], column) for side in ("old", "new"))
    return (
        text_cell(row["region"]),
        text_cell(named.get(row["region"])),
        Cell(sheet.name, sheet.label),
        Cell(row["record"], row["record"]),
        Cell(row["field"], field),
        old,
        new,
        Cell(row["late"], "迟报更正" if row["late"] else "更正"),
        text_cell(row["unit"]),
        text_cell(row["sent_by"]),
        Cell(row["submission"], "" if row["submission"] is None else str(row["submission"])),
    )


def text_cell(text: str | None) -> Cell:
    """Write a text; null becomes —."""
    return Cell(text, numbers.MISSING if text is None else text)


def kept(text: str | None, column: Column) -> Cell:
    """Write a kept text of a column as an officer would type it."""
    value = from_text(text, column.kind)
    return Cell(value, numbers.cell(value, column.kind))


def records(found: Changes, *, kind: str, region: str) -> DisplayTable:
    """List the records behind one count of a region and all below it."""
    named = names(found)
    listed = found.evidence(kind, region).iter_rows(named=True)
    title = f"{named[region]}：{LABELS[kind]}（{span(found)}）"
    return untyped(title, RECORDS, tuple(_record(row, named) for row in listed))


def _record(row: dict[str, Any], named: dict[str, str]) -> tuple[Cell, ...]:
    kind = row["kind"]
    money = row["amount"] if kind in MONEY else None
    return (
        Cell(kind, LABELS[kind]),
        Cell(row["region"], row["region"]),
        text_cell(named.get(row["region"])),
        Cell(row["record"], row["record"]),
        text_cell(row["name"]),
        _side(kind, row["before"]),
        _side(kind, row["after"]),
        Cell(money, numbers.signed_wan(money) if kind in MONEY else ""),
    )


def _side(kind: str, text: str | None) -> Cell:
    if kind in KINDS:
        spec = KINDS[kind]
        return kept(text, BY_NAME[spec.sheet].column(spec.value))
    return Cell(None, numbers.MISSING) if text is None else light_cell(text)


def changed_lights(found: Changes, *, region: str) -> DisplayTable:
    """List the projects of a region whose light turned red or left red."""
    both = [records(found, kind=kind, region=region) for kind in ("turned_red", "cleared")]
    rows = tuple(line.cells for table in both for line in table.lines)
    return untyped(f"{names(found)[region]}：灯色变化（{span(found)}）", RECORDS, rows)
