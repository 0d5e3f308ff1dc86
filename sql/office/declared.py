"""What can be set (系统设置), each with the values that it may have; whatever else is refused."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from metrics.office import (
    COPIES,
    ISSUE,
    ISSUER,
    LARGE,
    NAME,
    NUMBERS,
    ORDER,
    PACK,
    PASSWORD_LENGTH,
    PASSWORD_LENGTHS,
    PROVINCE,
    SESSION_HOURS,
    SESSION_IDLE,
    SESSIONS_LAST,
    SESSIONS_REST,
)
from metrics.packs.pack import shipped
from metrics.records.division_code import mistake
from sql.dispatch.journal import EntryRefused, line

LONGEST_NAME, LONGEST_ISSUER = 40, 12
MOST_COPIES, LAST_NUMBER = 1_000, 9_999
_YEAR = re.compile(r"(19|20)\d\d")


def checked(values: Mapping[str, object]) -> dict[str, object]:
    """Return the values of settings as they are kept.

    Raises:
        EntryRefused: if there is no such setting, or it cannot have that value.
        UnknownChoice: if there is no such rule pack.
    """
    if unknown := sorted(set(values) - set(DECLARED)):
        raise EntryRefused(f"没有“{'、'.join(unknown)}”这项设置。")
    return {key: DECLARED[key](value) for key, value in values.items()}


def _line(label: str, longest: int) -> Callable[[Any], str]:
    def read(value: Any) -> str:
        if not isinstance(value, str):
            raise EntryRefused(f"“{label}”应为文字。")
        return line(value, label, longest=longest)

    return read


def _whole(label: str, least: int, most: int) -> Callable[[Any], int]:
    def read(value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise EntryRefused(f"“{label}”应为{least}至{most}之间的整数。")
        return value

    return read


def _yes_or_no(value: Any) -> bool:
    if not isinstance(value, bool):
        raise EntryRefused("“大字显示”只能是“是”或“否”。")
    return value


def _province(value: Any) -> str:
    if wrong := mistake(str(value)):
        raise EntryRefused(f"{wrong}。")
    return str(value)


def _numbers(value: Any) -> dict[str, dict[str, int]]:
    """Read kind → year → first number; those that are simply 1 are not kept."""
    kinds = (ORDER, ISSUE)
    if not isinstance(value, Mapping) or not set(value) <= set(kinds):
        raise EntryRefused(f"起始编号只用于{'、'.join(kinds)}。")
    kept = {kind: _years(kind, value[kind]) for kind in sorted(value)}
    return {kind: years for kind, years in kept.items() if years}


def _years(kind: str, value: Any) -> dict[str, int]:
    if not isinstance(value, Mapping) or not all(_YEAR.fullmatch(str(year)) for year in value):
        raise EntryRefused(f"{kind}的起始编号应按年份逐年写明，年份为四位数字。")
    read = _whole(f"{kind}起始编号", 1, LAST_NUMBER)
    firsts = {str(year): read(value[year]) for year in sorted(value)}
    return {year: first for year, first in firsts.items() if first != 1}


DECLARED: dict[str, Callable[[Any], object]] = {
    PROVINCE: _province,
    NAME: _line("办公室名称", LONGEST_NAME),
    ISSUER: _line("机关代字", LONGEST_ISSUER),
    PACK: lambda value: shipped(str(value)).name,
    COPIES: _whole("自动备份保留份数", 0, MOST_COPIES),
    LARGE: _yes_or_no,
    PASSWORD_LENGTH: _whole("密码最短位数", *PASSWORD_LENGTHS),
    NUMBERS: _numbers,
    SESSION_HOURS: _whole("登录最长时间（小时）", *SESSIONS_LAST),
    SESSION_IDLE: _whole("无操作自动退出（分钟）", *SESSIONS_REST),
}
"""The reader of each setting by its key; rules (`RULE`) are read by those of `metrics.packs.keys`."""
