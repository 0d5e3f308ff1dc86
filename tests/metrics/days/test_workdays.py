"""Working days: make-up workdays, deadlines on holidays, years without an official list."""

from datetime import date, timedelta
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.days.workdays import calendar
from metrics.records.schema import NEVER

DAYS = calendar()
MAKE_UP = date(2023, 10, 7)
"""A Saturday, worked for the National Day holiday of 29 September to 6 October 2023."""


def column(*days: date | None) -> pl.Expr:
    return pl.lit(pl.Series(days, dtype=pl.Date))


def listed(found: pl.Expr) -> list[Any]:
    return pl.select(found).to_series().to_list()


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2023, 9, 28), True),
        (date(2023, 9, 29), False),
        (date(2023, 10, 6), False),
        (MAKE_UP, True),
        (date(2023, 10, 8), True),
        (date(2023, 10, 14), False),
        (date(2027, 1, 1), False),
        (date(2027, 2, 5), False),
        (date(2027, 2, 9), True),
        (date(2027, 10, 1), False),
        (date(2027, 10, 4), True),
        (date(2018, 10, 1), True),
    ],
    ids=[
        "节前",
        "中秋假",
        "国庆假",
        "调休周六",
        "调休周日",
        "平常周六",
        "2027年元旦",
        "2027年除夕",
        "2027年初四周二",
        "2027年国庆",
        "2027年国庆未公布调休",
        "2018年未收录按周末计",
    ],
)
def test_是否工作日(day: date, works: bool):
    assert listed(DAYS.is_workday(column(day))) == [works]


@pytest.mark.parametrize(
    ("start", "end", "count"),
    [
        (date(2023, 9, 28), date(2023, 9, 28), 0),
        (date(2023, 9, 28), date(2023, 10, 6), 0),
        (date(2023, 9, 28), MAKE_UP, 1),
        (date(2023, 9, 28), date(2023, 10, 9), 3),
        (date(2023, 10, 9), date(2023, 9, 28), -3),
    ],
    ids=["同一天", "整个假期", "到调休日", "跨假期", "倒数"],
)
def test_两日之间的工作日(start: date, end: date, count: int):
    assert listed(DAYS.count(column(start), column(end))) == [count]


@pytest.mark.parametrize(
    ("start", "distance", "found"),
    [
        (date(2023, 9, 28), 1, MAKE_UP),
        (date(2023, 10, 1), 1, MAKE_UP),
        (date(2023, 10, 9), -1, date(2023, 10, 8)),
        (date(2023, 10, 1), -1, date(2023, 9, 28)),
        (date(2023, 10, 1), 0, date(2023, 10, 1)),
        (date(2026, 12, 21), 10, date(2027, 1, 5)),
    ],
    ids=["节前加一日", "假日加一日", "减一日", "假日减一日", "加零日不动", "跨未公布年份的元旦"],
)
def test_加减工作日(start: date, distance: int, found: date):
    assert listed(DAYS.add(column(start), distance)) == [found]


def test_时限落在假日的顺延到假后首个工作日():
    assert listed(DAYS.on_or_after(column(date(2023, 9, 30), MAKE_UP))) == [MAKE_UP, MAKE_UP]


def test_没有官方日历的年份为暂定():
    days = column(date(2018, 12, 31), date(2019, 1, 1), date(2026, 12, 31), date(2027, 1, 1), None)
    assert listed(DAYS.provisional(days)) == [True, False, False, True, None]


def test_无和空缺没有答案():
    days = column(NEVER, None)
    assert listed(DAYS.is_workday(days)) == [None, None]
    assert listed(DAYS.count(days, column(MAKE_UP, MAKE_UP))) == [None, None]
    assert listed(DAYS.add(days, 3)) == listed(DAYS.on_or_after(days)) == [None, None]


def test_官方日历每年的工作日数():
    official = pl.select(day=pl.date_range(DAYS.since, DAYS.until, "1d"))["day"]
    works = official.to_frame().filter(DAYS.is_workday(pl.col("day")))["day"]
    assert works.dt.year().value_counts().sort("day")["count"].to_list() == [
        250, 249, 250, 249, 249, 251, 248, 248,
    ]  # fmt: skip


any_day = st.dates(date(1901, 1, 1), date(2198, 12, 31))


@given(any_day, st.integers(-300, 300).filter(bool))
def test_加几日就数得几日(day: date, distance: int):
    moved = DAYS.add(column(day), distance)
    assert listed(DAYS.is_workday(moved)) == [True]
    start = DAYS.on_or_after(column(day)) if distance < 0 else column(day)
    assert listed(DAYS.count(start, moved)) == [distance]


@given(any_day, st.integers(0, 60))
def test_逐日数与成列数相同(day: date, length: int):
    days = [day + timedelta(days=n) for n in range(1, length + 1)]
    worked = sum(listed(DAYS.is_workday(column(*days))))
    assert listed(DAYS.count(column(day), column(day + timedelta(days=length)))) == [worked]
