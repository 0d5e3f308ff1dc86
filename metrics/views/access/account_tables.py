"""Accounts (账号) as tables: each with its roles and state, what is open, what was changed, what is handed out."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from metrics.access.accounts import COLUMNS, PASSWORD, Account, Change, HandedOut, Held, OpenSession
from metrics.views.parts.cells import moment_column, remark, text_column
from metrics.views.parts.signals import Signal
from metrics.views.parts.table import Cell, Column, DisplayTable, Holds, line

Names = Mapping[str, str]
ON, OFF, FRESH = "启用", "停用", "未改初始密码"


def accounts(listed: Iterable[Account], names: Names, today: date) -> DisplayTable:
    """List accounts with the roles that they hold, by name."""
    columns = (
        text_column("name", COLUMNS["name"]), text_column("shown", COLUMNS["shown"]),
        text_column("roles", "角色与地区"), Column("state", ("状态",), Holds.TEXT, _state),
        text_column("linked", "统一身份"), moment_column("last_sign_in", "最近登录"),
    )  # fmt: skip
    rows = (
        {
            **one._asdict(), "roles": "；".join(roles(one.held, names, today)) or None,
            "linked": "已关联" if one.subject else None,
        }
        for one in listed
    )  # fmt: skip
    return DisplayTable(
        "账号", columns, tuple(line(columns, row, key=str(row["number"])) for row in rows)
    )


def roles(held: Iterable[Held], names: Names, today: date) -> list[str]:
    """Name the roles that were not taken away, a term with its last day, or that it is over."""
    return [one.told(names, today) for one in held if one.ended_at is None]


def open_sessions(listed: Iterable[OpenSession]) -> DisplayTable:
    """List the sessions that are open, the one used last first."""
    columns = (
        text_column("name", COLUMNS["name"]), text_column("shown", COLUMNS["shown"]),
        moment_column("began_at", "登录时间"), moment_column("active_at", "最近使用"),
        text_column("address", "来自"), text_column("kind", "说明"),
    )  # fmt: skip
    rows = (
        {**one._asdict(), "kind": None if one.meeting is None else f"放映调度会{one.meeting}"}
        for one in listed
    )
    return DisplayTable(
        "在线会话", columns, tuple(line(columns, row, key=str(row["number"])) for row in rows)
    )


def changes(listed: Iterable[Change], names: Names) -> DisplayTable:
    """List what the log has about an account, the newest first."""
    columns = (
        moment_column("at", "时间"), text_column("action", "事项"), text_column("told", "内容"),
        text_column("by", "经办"),
    )  # fmt: skip
    lines = (
        line(columns, {**one._asdict(), "told": _told(one.detail, names)}, key=str(at))
        for at, one in enumerate(listed)
    )
    return DisplayTable("经过", columns, tuple(lines))


def handed_out(listed: Iterable[HandedOut]) -> DisplayTable:
    """List accounts with their new passwords, to be handed over."""
    columns = (
        text_column("name", COLUMNS["name"]), text_column("shown", COLUMNS["shown"]),
        text_column("roles", "角色与地区"), text_column("password", PASSWORD),
    )  # fmt: skip
    rows = ({**one._asdict(), "roles": "；".join(one.places) or None} for one in listed)
    return DisplayTable(
        PASSWORD, columns, tuple(line(columns, row, key=row["name"]) for row in rows)
    )


def _state(row: Mapping[str, Any]) -> Cell:
    if not row["active"]:
        return remark(OFF, Signal.BAD)
    return remark(FRESH, Signal.WATCH) if row["must_change"] else remark(ON)


def _told(detail: Mapping[str, object], names: Names) -> str | None:
    """Tell what was before and after, of those that are noted in words."""
    before, after = (_words(detail.get(name), names) for name in ("before", "after"))
    if before and after:
        return f"{before} → {after}"
    return after or before


def _words(value: object, names: Names) -> str | None:
    if isinstance(value, Mapping):
        said = (names.get(str(one), str(one)) for one in value.values() if one is not None)
        return "，".join(said) or None
    return None if value is None else str(value)
