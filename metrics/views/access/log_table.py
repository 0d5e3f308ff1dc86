"""The log (操作日志) as a table: who, when, what, about whom, from where, and what it was before and after."""

from collections.abc import Iterable, Mapping

from metrics.access import told
from metrics.access.entry import Entry
from metrics.days.beijing import second
from metrics.views.parts.cells import text
from metrics.views.parts.table import Cell, Column, DisplayTable, Holds, line


def entries(listed: Iterable[Entry], names: Mapping[str, str]) -> DisplayTable:
    """List entries in the order given; `names` are those of divisions."""
    columns = (
        Column("number", ("序号",), Holds.NUMBER, lambda one: Cell(one.number, str(one.number))),
        Column("at", ("时间",), Holds.TEXT, lambda one: text(second(one.at))),
        Column("who", ("账号",), Holds.TEXT, lambda one: text(told.who(one))),
        Column("role", ("角色",), Holds.TEXT, lambda one: text(told.roles(one, names))),
        Column("action", ("操作",), Holds.TEXT, lambda one: text(one.action)),
        Column("subject", ("对象",), Holds.TEXT, lambda one: text(one.subject)),
        Column("place", ("地区",), Holds.TEXT, lambda one: text(_place(one.place, names))),
        Column("detail", ("说明",), Holds.TEXT, lambda one: text(told.detail(one.detail))),
        Column("address", ("来源地址",), Holds.TEXT, lambda one: text(one.address or "本机")),
    )
    lines = tuple(line(columns, one, key=str(one.number)) for one in listed)
    return DisplayTable("操作日志", columns, lines)


def _place(place: str | None, names: Mapping[str, str]) -> str:
    return "" if place is None else names.get(place, place)
