"""What was set, by whom and when: every word of it, the newest first."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from metrics.days.beijing import moment
from metrics.office import (
    COPIES,
    ISSUER,
    LARGE,
    NAME,
    NUMBERS,
    PACK,
    PASSWORD_LENGTH,
    PROVINCE,
    RULE,
    SESSION_HOURS,
    SESSION_IDLE,
    Setting,
)
from metrics.packs.keys import KEYS
from metrics.views.parts.cells import day, text
from metrics.views.parts.table import Cell, Column, DisplayTable, Holds, line
from metrics.views.rating.rule_tables import value_text

LABELS = {
    PROVINCE: "省份", NAME: "办公室名称", ISSUER: "机关代字", PACK: "参数集", NUMBERS: "起始编号",
    COPIES: "自动备份份数", LARGE: "大字显示", PASSWORD_LENGTH: "密码最短位数",
    SESSION_HOURS: "登录最长时间（小时）", SESSION_IDLE: "无操作自动退出（分钟）",
}  # fmt: skip
"""What can be set, as officers read it."""


def history(settings: Iterable[Setting], names: Mapping[str, str]) -> DisplayTable:
    """List what was set, the newest first; `names` are those of rule packs and provinces."""
    columns = (
        Column("at", ("时间",), Holds.TEXT, lambda one: text(moment(one.at))),
        Column("key", ("事项",), Holds.TEXT, lambda one: Cell(one.key, label(one.key))),
        Column("value", ("内容",), Holds.TEXT, lambda one: text(_value(one, names))),
        Column("since", ("自",), Holds.DAY, lambda one: day(one.since)),
        Column("document", ("文件依据",), Holds.TEXT, lambda one: text(one.document)),
        Column("by", ("经办人",), Holds.TEXT, lambda one: text(one.by)),
    )
    newest = sorted(settings, key=lambda one: -one.id)
    lines = tuple(line(columns, one, key=str(one.id)) for one in newest)
    return DisplayTable("设置记录", columns, lines)


def label(key: str) -> str:
    """Return what a setting is called."""
    rule = KEYS.get(key.removeprefix(RULE))
    return rule.label if rule is not None else LABELS.get(key, key)


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
