"""The log (操作日志) as a table: who, when, what, about whom, from where, and what it was before and after."""

from collections.abc import Iterable, Mapping

from metrics.access import told
from metrics.access.entry import Entry
from metrics.days.beijing import second
from metrics.views.parts.cells import text
from metrics.views.parts.table import Cell, Column, DisplayTable, Holds, line
from metrics.views.rating.rule_tables import value_text


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
        Column("detail", ("说明",), Holds.TEXT, lambda one: text(_detail(one))),
        Column("address", ("来源地址",), Holds.TEXT, lambda one: text(one.address or "本机")),
    )
    lines = tuple(line(columns, one, key=str(one.number)) for one in listed)
    return DisplayTable("操作日志", columns, lines)


def _detail(one: Entry) -> str:
    """Write what an entry tells beside; a rule's value in the words in which rules are shown."""
    said = dict(one.detail)
    for key in (told.BEFORE, told.AFTER):
        match said.get(key):
            case {"value": value, "clause": clause}:
                said[key] = f"{value_text(value)}（{clause}）" if clause else value_text(value)
    return told.detail(said)


def _place(place: str | None, names: Mapping[str, str]) -> str:
    return "" if place is None else names.get(place, place)
