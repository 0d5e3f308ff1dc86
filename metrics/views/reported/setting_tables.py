"""What was set, by whom and when: every word of it, the newest first."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from metrics.days.beijing import moment
from metrics.office import PACK, PROVINCE, RULE, Setting
from metrics.packs.keys import setting_label
from metrics.views.parts.cells import day, text
from metrics.views.parts.table import Cell, Column, DisplayTable, Holds, line
from metrics.views.rating.rule_tables import value_text


def history(settings: Iterable[Setting], names: Mapping[str, str]) -> DisplayTable:
    """List what was set, the newest first; `names` are those of rule packs and provinces."""
    columns = (
        Column("at", ("时间",), Holds.TEXT, lambda one: text(moment(one.at))),
        Column("key", ("事项",), Holds.TEXT, lambda one: Cell(one.key, setting_label(one.key))),
        Column("value", ("内容",), Holds.TEXT, lambda one: text(_value(one, names))),
        Column("since", ("自",), Holds.DAY, lambda one: day(one.since)),
        Column("document", ("文件依据",), Holds.TEXT, lambda one: text(one.document)),
        Column("by", ("经办人",), Holds.TEXT, lambda one: text(one.by)),
    )
    newest = sorted(settings, key=lambda one: -one.id)
    lines = tuple(line(columns, one, key=str(one.id)) for one in newest)
    return DisplayTable("设置记录", columns, lines)


def _value(one: Setting, names: Mapping[str, str]) -> str:
    if one.key.startswith(RULE):
        clause = f"（{one.value['clause']}）" if one.value["clause"] else ""
        return f"{value_text(one.value['value'])}{clause}"
    if one.key in (PACK, PROVINCE):
        return names.get(one.value, str(one.value))
    return _plain(one.value)


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, dict):
        said = (f"{k}{y}年自{n}号起" for k, years in value.items() for y, n in years.items())
        return "；".join(said) or "自1号起"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
