"""Orders (督办单) as tables: the list, and what happened to one."""

from collections.abc import Iterable, Mapping
from typing import Any

import polars as pl

from metrics.dispatch.standing import CLOSED, REPLIED, WITHDRAWN, order_number
from metrics.views.parts import numbers
from metrics.views.parts.light_cells import light_cell
from metrics.views.parts.table import Cell, DisplayTable
from metrics.views.parts.untyped import untyped

HEADS = (
    "灯",
    "文号",
    "督办对象",
    "地区",
    "督办事由",
    "下达日期",
    "办理时限",
    "状态",
    "最近回复",
    "办结情况",
)
EVENT_HEADS = ("日期", "登记", "内容", "经办人")
EVENTS = {REPLIED: "回复", CLOSED: "办结", WITHDRAWN: "撤销"}
Row = Mapping[str, Any]


def listed(rows: pl.DataFrame, names: Mapping[str, str]) -> DisplayTable:
    """List orders as `follow_up.orders` has them, in their order."""
    found = tuple(_order(row, names) for row in rows.iter_rows(named=True))
    return untyped("督办单", HEADS, found)


def _order(row: Row, names: Mapping[str, str]) -> tuple[Cell, ...]:
    number = order_number(row["year"], row["number"])
    return (
        light_cell(row["light"], text=delay(row)),
        Cell((row["year"], row["number"]), number),
        Cell(row["unit"], row["unit"]),
        Cell(row["region"], names.get(row["region"], row["region"])),
        Cell(row["reason"], row["reason"]),
        Cell(row["issued_on"].isoformat(), numbers.day(row["issued_on"])),
        Cell(row["due"].isoformat(), numbers.day(row["due"])),
        Cell(row["state"], row["state"]),
        _text(row["reply"]),
        _text(row["closure"]),
    )


def delay(row: Row) -> str:
    """Write the light with days past due or left; an order that is over has neither."""
    if row["ended_on"] is not None or row["days"] is None:
        return str(row["light"])
    if row["days"] > 0:
        return f"{row['light']} 逾期{row['days']}天"
    return f"{row['light']} " + (f"还有{-row['days']}天" if row["days"] else "当日到期")


def _text(words: str | None) -> Cell:
    return Cell(words, words or numbers.MISSING)


def history(events: Iterable[Row]) -> DisplayTable:
    """List what happened to one order, first to last."""
    rows = tuple(
        (
            Cell(event["happened_on"].isoformat(), numbers.day(event["happened_on"])),
            Cell(event["kind"], EVENTS[event["kind"]]),
            Cell(event["text"], event["text"]),
            Cell(event["by"], event["by"]),
        )
        for event in events
    )
    return untyped("办理经过", EVENT_HEADS, rows)


def facts(row: Row, names: Mapping[str, str]) -> DisplayTable:
    """Write one order as a table of what it says."""
    source = " ".join(filter(None, (row["origin"], row["reference"])))
    told = (
        ("督办对象", row["unit"]),
        ("地区", names.get(row["region"], row["region"])),
        ("督办来源", source),
        ("依据数据截止日期", numbers.day(row["data_date"])),
        ("督办事由", row["reason"]),
        ("督办要求", row["requirement"]),
        ("下达日期", numbers.day(row["issued_on"])),
        ("办理时限", numbers.day(row["due"])),
        ("状态", row["state"]),
        ("签发登记人", row["by"]),
    )
    light = (Cell("灯", "灯"), light_cell(row["light"], text=delay(row)))
    rows = (light, *((Cell(label, label), Cell(text, text)) for label, text in told))
    title = f"督办单{order_number(row['year'], row['number'])}"
    return untyped(title, ("栏目", "内容"), rows)
