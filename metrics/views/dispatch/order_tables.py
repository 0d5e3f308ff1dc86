"""Orders (督办单) as tables: the list, what one says, and what happened to it."""

from collections.abc import Iterable, Mapping
from functools import partial

import polars as pl

from metrics.dispatch.causes import reference_words
from metrics.dispatch.order import number_of
from metrics.dispatch.standing import (
    ASKED,
    CARRIED,
    CLOSED,
    DELIVERED,
    EXTENDED,
    KEPT,
    REFUSED,
    REPLIED,
    RETURNED,
    WITHDRAWN,
)
from metrics.views.parts.cells import (
    Row,
    coded_column,
    day_column,
    number_column,
    remark,
    text,
    text_column,
)
from metrics.views.parts.light_cells import light_cell, span
from metrics.views.parts.table import Cell, Column, DisplayTable, Holds, Line, line

EVENTS = {
    DELIVERED: "送达", REPLIED: "回复", CLOSED: "办结", WITHDRAWN: "撤销", RETURNED: "退回重办", ASKED: "申请延期",
    EXTENDED: "准予延期", REFUSED: "不予延期", KEPT: "兑现销号", CARRIED: "结转",
}  # fmt: skip
"""What happens to an order or a promise, in words."""
LISTED = ("light", "number", "unit", "region", "reason", "issued_on", "due", "state", "way",
          "reply")  # fmt: skip
FACTS = ("light", "unit", "region", "source", "data_date", "reason", "requirement", "issued_on",
         "due", "state", "way", "closure", "by")  # fmt: skip
Names = Mapping[str, str]


def listed(rows: pl.DataFrame, names: Names, *, place: str) -> DisplayTable:
    """List orders as `standing.orders` has them, in their order, as a place sees them.

    Each place numbers its own: the number of an order from above says whose it is.
    """
    columns = _columns(LISTED, names, place)
    lines = (line(columns, row, key=str(row["id"])) for row in rows.iter_rows(named=True))
    return DisplayTable("督办单", columns, tuple(lines))


def facts(row: Row, names: Names) -> DisplayTable:
    """Write what one order says, a line for each thing."""
    lines = tuple(_fact(column, row) for column in _columns(FACTS, names, row["place"]))
    return DisplayTable(f"督办单{number_of(row)}", FACT, lines)


def matters(items: Iterable[Row]) -> DisplayTable:
    """List the matters (督办事项) of one order."""
    lines = tuple(
        line(MATTERS, {**item, "at": at}, key=str(at)) for at, item in enumerate(items, 1)
    )
    return DisplayTable(f"督办事项（{len(lines)}项）", MATTERS, lines)


def history(events: Iterable[Row]) -> DisplayTable:
    """List what happened to one order, first to last."""
    lines = tuple(line(HISTORY, event, key=str(event["id"])) for event in events)
    return DisplayTable("办理经过", HISTORY, lines)


def _columns(wanted: Iterable[str], names: Names, place: str) -> tuple[Column, ...]:
    """Return the columns of these names, in their order."""
    columns = (
        Column("light", ("灯",), Holds.LIGHT, _light),
        Column("number", ("文号",), Holds.TEXT, partial(_number, names=names, place=place)),
        text_column("unit", "督办对象"),
        coded_column("region", "地区", words=names),
        Column("source", ("督办来源",), Holds.TEXT, partial(_source, names=names)),
        day_column("data_date", "依据数据截止日期"),
        text_column("reason", "督办事由"),
        text_column("requirement", "督办要求"),
        day_column("issued_on", "下达日期"),
        Column("due", ("办理时限",), Holds.DAY, _due),
        Column("state", ("状态",), Holds.TEXT, _state),
        Column("way", ("办理过程",), Holds.TEXT, _way),
        text_column("reply", "最近回复"),
        text_column("closure", "办结情况"),
        text_column("by", "经办人"),
    )
    by_name = {column.name: column for column in columns}
    return tuple(by_name[name] for name in wanted)


def _fact(column: Column, row: Row) -> Line:
    """Turn one column of an order into a line: what it is called, and what it says."""
    written = column.cell(row)
    content = remark(written.text, written.signal)
    return line(FACT, {"label": column.label, "content": content}, key=column.name)


def _light(row: Row) -> Cell:
    return light_cell(row["light"], text=delay(row))


def _number(row: Row, *, names: Names, place: str) -> Cell:
    issuer = "" if row["place"] == place else names.get(row["place"], row["place"])
    return Cell((row["year"], row["number"]), f"{issuer}{number_of(row)}")


def _source(row: Row, *, names: Names) -> Cell:
    region = row["region"]
    told = reference_words(
        row["origin"], row["reference"], region=region, name=names.get(region, region)
    )
    return text(" ".join(filter(None, (row["origin"], told))))


def _due(row: Row) -> Cell:
    """Write the day in force; of one that was moved, the first day besides."""
    moved = f"（原{row['due_on']}）" if row["due"] != row["due_on"] else ""
    return Cell(row["due"], f"{row['due']}{moved}")


def _state(row: Row) -> Cell:
    return Cell(row["state"], f"{row['state']}{asking(row)}")


def asking(row: Row) -> str:
    """Say that a later day is asked for and not answered yet; else nothing."""
    return f"，申请延期至{row['asked']}" if row.get("asked") else ""


def _way(row: Row) -> Cell:
    """Write what moved an order on, first to last: 签发7月5日→送达7月8日→回复7月15日."""
    steps = [("签发", row["issued_on"])]
    steps += [(EVENTS[step["kind"]], step["happened_on"]) for step in row.get("way") or ()]
    return text("→".join(f"{name}{day.month}月{day.day}日" for name, day in steps))


def _said(row: Row) -> Cell:
    """Write the words of an event, after the day that it sets or asks for."""
    later = f"至{row['due_on']}：" if row.get("due_on") else ""
    return text(f"{later}{row['text']}")


def delay(row: Row) -> str:
    """Write the light with days past due or left; an order that is over has neither."""
    if row["ended_on"] is not None or row["days"] is None:
        return str(row["light"])
    if not row["days"]:
        return f"{row['light']} 当日到期"
    late = span(row["working_days"], row["days"])
    return f"{row['light']} {'逾期' if row['days'] > 0 else '还有'}{late}"


FACT = (
    text_column("label", "栏目"),
    Column("content", ("内容",), Holds.TEXT, lambda row: row["content"]),
)
MATTERS = (
    number_column("at", "序号"),
    text_column("origin", "督办来源"),
    text_column("reason", "督办事由"),
)
HISTORY = (
    day_column("happened_on", "日期"),
    coded_column("kind", "登记", words=EVENTS),
    Column("text", ("内容",), Holds.TEXT, _said),
    text_column("by", "经办人"),
)
