"""What the office entered for a score sheet: points by hand and targets, one line for each division and item."""

from collections.abc import Mapping, Sequence

from metrics.records.given.tables import Given
from metrics.sheets.self_evaluation import Compared
from metrics.standards.standard import Standard
from metrics.views.parts import numbers
from metrics.views.parts.cells import Row, day_column, score_column, text, text_column
from metrics.views.parts.signals import Signal
from metrics.views.parts.table import Cell, Column, DisplayTable, Holds, line

NAMED = (
    text_column("name", "地区"),
    Column("item", ("考核内容",), Holds.TEXT, lambda row: Cell(row["item"], row["title"])),
)


def hand_scores(given: Given, standard: Standard, names: Mapping[str, str]) -> DisplayTable:
    """List the points given by hand: by whom, when, on what evidence."""
    columns = (
        *NAMED, score_column("points", "评定分数"), text_column("scorer", "评分人"),
        day_column("scored_on", "评分日期"), text_column("evidence", "评分依据"),
    )  # fmt: skip
    rows = given.hand_scores.iter_rows(named=True)
    return _table("手工评分", columns, [_named(row, standard, names) for row in rows])


def targets(given: Given, standard: Standard, names: Mapping[str, str]) -> DisplayTable:
    """List the targets of divisions with the documents that set them."""
    columns = (*NAMED, text_column("target", "目标"), text_column("document", "文件依据"))
    rows = given.targets.iter_rows(named=True)
    return _table("各地目标", columns, [_named(row, standard, names) for row in rows])


def self_compared(
    rows: Sequence[Compared], standard: Standard, names: Mapping[str, str]
) -> DisplayTable:
    """List 自评, 上级核评 and the system's points of each item, the largest difference first."""
    listed = [_named(row._asdict(), standard, names) for row in rows]
    return _table("自评与系统得分核对", SELF, listed)


def _table(title: str, columns: tuple[Column, ...], rows: list[Row]) -> DisplayTable:
    lines = tuple(line(columns, row, key=f"{row['region']} {row['item']}") for row in rows)
    return DisplayTable(title, columns, lines)


def _named(row: Mapping[str, object], standard: Standard, names: Mapping[str, str]) -> Row:
    region, item = str(row["region"]), str(row["item"])
    title = f"{item} {standard.title(item)}" if item in standard.by_code else item
    return {**row, "name": names.get(region, region), "title": title}


def _difference(row: Row) -> Cell:
    value = row["difference"]
    if value is None:
        return Cell(None, numbers.MISSING)
    sign = "+" if value > 0 else "-" if value < 0 else ""
    return Cell(value, f"{sign}{numbers.score(abs(value))}", Signal.BAD if row["beyond"] else None)


def _system(row: Row) -> Cell:
    if row["system"] is None:
        return Cell(None, "不适用")
    text_ = numbers.score(row["system"])
    return Cell(row["system"], text_ if row["known"] else f"{text_} ?", worded=not row["known"])


def _state(row: Row) -> Cell:
    if row["beyond"]:
        return Cell("beyond", "需说明", Signal.BAD)
    if row["difference"] == 0:
        return Cell("same", "相符")
    return Cell("within", "已说明" if row["explanation"] else "容差内")


SELF = (
    *NAMED,
    score_column("own", "自评"),
    score_column("above", "市级核评"),
    score_column("province", "省级核评"),
    Column("system", ("系统得分",), Holds.SCORE, _system),
    Column("difference", ("最大差异",), Holds.SCORE_MOVE, _difference),
    Column("state", ("情况",), Holds.TEXT, _state),
    Column("explanation", ("说明",), Holds.TEXT, lambda row: text(row["explanation"] or None)),
)
