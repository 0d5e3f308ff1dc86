"""One deadline, one light: on the day, within warning, within grace, beyond, done, not reported."""

from datetime import date

import polars as pl
import pytest

from metrics.packs.pack import load_pack
from metrics.supervision.lights import lit

RULES = dict(load_pack("national").on(date(2023, 6, 30)))
DUE = date(2023, 6, 30)
"""A Friday. The five working days of grace end on 7 July; the ten of warning began on 15 June, as
22 and 23 June were holidays and Sunday 25 June was worked."""


def light(
    due: date | None,
    as_of: date,
    actual: date | None = None,
    *,
    done: bool | None = False,
    owed: bool = True,
    kind: str = "环节",
) -> dict[str, object]:
    schema = {"due": pl.Date, "actual": pl.Date, "done": pl.Boolean, "owed": pl.Boolean}
    states = pl.DataFrame(
        {"due": [due], "actual": [actual], "done": [done], "owed": [owed]}, schema
    )
    return lit(states, as_of=as_of, rules=RULES, kind=kind).row(0, named=True)


@pytest.mark.parametrize(
    ("as_of", "colour", "working_days"),
    [
        (date(2023, 6, 14), "灰", -11),
        (date(2023, 6, 15), "黄", -10),
        (DUE, "黄", 0),
        (date(2023, 7, 3), "黄", 1),
        (date(2023, 7, 7), "黄", 5),
        (date(2023, 7, 9), "黄", 5),
        (date(2023, 7, 10), "红", 6),
    ],
    ids=["预警前一日", "预警首日", "当日", "逾期一日", "宽限末日", "宽限后的周末", "超过宽限"],
)
def test_未办结(as_of: date, colour: str, working_days: int):
    found = light(DUE, as_of)
    assert (found["light"], found["working_days"]) == (colour, working_days)
    assert found["days"] == (as_of - DUE).days


@pytest.mark.parametrize(
    ("actual", "colour"),
    [(date(2023, 6, 29), "绿"), (DUE, "绿"), (date(2023, 7, 1), "绿（迟）")],
    ids=["提前", "当日", "宽限内也算迟"],
)
def test_已办结(actual: date, colour: str):
    assert light(DUE, date(2023, 12, 31), actual, done=True)["light"] == colour


def test_时限在假日的顺延_问题的整改期限不顺延():
    holiday, after = date(2023, 9, 30), date(2023, 10, 7)
    moved = light(holiday, after, after, done=True)
    assert (moved["due"], moved["light"]) == (after, "绿")
    kept = light(holiday, date(2023, 10, 1), kind="问题")
    assert (kept["due"], kept["light"], kept["days"]) == (holiday, "红", 1)


def test_调休日计入宽限():
    # 9月28日到期，宽限的五个工作日为10月7、8、9、10、11日。
    assert light(date(2023, 9, 28), date(2023, 10, 11))["light"] == "黄"
    assert light(date(2023, 9, 28), date(2023, 10, 12))["light"] == "红"


def test_缺数为黑_未到要求的为灰():
    assert light(None, DUE)["light"] == "黑"
    assert light(DUE, DUE, done=None)["light"] == "黑"
    assert light(DUE, date(2024, 1, 1), done=True)["light"] == "黑"
    assert light(None, DUE, DUE, done=True)["light"] == "绿"
    assert light(date(2023, 1, 1), DUE, owed=False)["light"] == "灰"


def test_没有官方日历的年份注明暂定():
    assert light(date(2027, 1, 29), date(2027, 2, 26))["provisional"]
    assert light(date(2026, 12, 31), date(2027, 1, 4))["provisional"]
    assert not light(DUE, date(2023, 7, 3))["provisional"]
