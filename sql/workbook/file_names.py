"""What the name of a workbook says of its unit and its data date, where it can mean but one."""

import csv
import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import PureWindowsPath

from sql.workbook.writing.template import DIVISIONS

_CODE = re.compile(r"(?<!\d)\d{6}(?!\d)")
_DAY = re.compile(r"(?<!\d)(\d{4})(?:年|[-._/])(\d{1,2})(?:月|[-._/])(\d{1,2})(?!\d)")
_EIGHT = re.compile(r"(?<!\d)((?:19|20)\d{2})(\d{2})(\d{2})(?!\d)")


@cache
def shipped_names() -> Mapping[str, str]:
    """Return the names of the national list of divisions, by code."""
    with DIVISIONS.open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["name"] for row in csv.DictReader(file)}


def day_in(name: str) -> date | None:
    """Return the only day that a file name gives, as 2023-07-28, 20230728 or 2023年7月28日.

    A month alone is no day, and of two days none is meant.
    """
    stem = _stem(name)
    days = {_day(*found) for found in (*_DAY.findall(stem), *_EIGHT.findall(stem))}
    return days.pop() if len(days) == 1 else None


def unit_in(name: str, names: Mapping[str, str] | None = None) -> str | None:
    """Return the only division that a file name names, by code or by name; null where in doubt.

    `names` are the divisions that can be meant, by code (null: all of the national list). A name
    that several bear counts where the name of the city or province beside it tells them apart, or
    where but one of them can be meant. A code and a name of different divisions are a doubt.
    """
    stem = _stem(name)
    every = {**shipped_names(), **(names or {})}
    meant = every if names is None else names
    codes = {code for code in _CODE.findall(stem) if code in every}
    called = {code for code in _called(stem, every) if code in meant}
    one = codes or called
    if len(one) != 1 or (len(called) == 1 and called != one):
        return None
    unit = one.pop()
    return unit if unit in meant else None


def _stem(name: str) -> str:
    return unicodedata.normalize("NFKC", PureWindowsPath(name).stem)


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _called(stem: str, names: Mapping[str, str]) -> set[str]:
    """Return the divisions whose names stand in a text, told apart by the names above them."""
    spans = {code: _spans(stem, name) for code, name in names.items() if name in stem}
    every = {span for each in spans.values() for span in each}
    whole = {code for code, each in spans.items() if any(not _inside(s, every) for s in each)}
    lowest = whole - {above for code in whole for above in _above(code)}
    beside = {code: len(whole & set(_above(code))) for code in lowest}
    most = max(beside.values(), default=0)
    return {code for code, number in beside.items() if number == most}


def _spans(stem: str, name: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(re.escape(name), stem)]


def _inside(span: tuple[int, int], others: Iterable[tuple[int, int]]) -> bool:
    """Say whether a name stands within a longer one, as 城区 within 东城区."""
    return any(a <= span[0] and span[1] <= b and (a, b) != span for a, b in others)


def _above(code: str) -> tuple[str, ...]:
    return tuple(above for above in (f"{code[:2]}0000", f"{code[:4]}00") if above != code)
