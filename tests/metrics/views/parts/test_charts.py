"""Chart series: values in hundredths of a percent, gaps where nothing is known."""

from datetime import date

import pytest

from metrics.progress.rates import ledger
from metrics.views.parts.charts import LOOKS, progress_trend, rows, share
from metrics.views.progress.national_series import YearLine
from metrics.views.progress.national_series import rows as series_rows
from tests.metrics.small_frames import division, frames

FIRST, SECOND = date(2023, 5, 31), date(2023, 6, 30)
COUNTY = division("620102", "县", None)


def progress(day: date, *, started: int, planned: int = 4):
    """Return the ledger's progress of one county; money is not reported at all."""
    compounds = [
        {"compound": f"C{n}", "project": "P", "households": 10,
         "planned_on": date(2023, 1, 1) if n < planned else None,
         "started_on": date(2023, 3, 1) if n < started else None}
        for n in range(max(planned, started))
    ]  # fmt: skip
    project = {"project": "P", "name": "甲", "region": "620102", "plan_year": 2023}
    return ledger(frames(as_of=day, regions=[COUNTY], projects=[project], compounds=compounds))


def chart(**days: int):
    table = {
        FIRST: progress(FIRST, started=days["first"]),
        SECOND: progress(SECOND, started=days["second"]),
    }
    return progress_trend(table, region="620102", year=2023)


def test_按数据日期排列_未填报为空缺而不是零():
    found = chart(first=1, second=3)
    assert found.days == (FIRST, SECOND)
    values = {line.key: line.values for line in found.series}
    assert values["start_rate"] == (2500, 7500)
    assert values["payment_rate"] == (None, None)


def test_超过百分之百的照画_坐标轴随之升高():
    found = chart(first=1, second=5)
    assert found.series[0].values[-1] == 12500
    assert found.top == 14000
    assert chart(first=1, second=4).top == 10000


def test_替代文字说出首尾数值():
    assert "开工率由25.00%到75.00%" in chart(first=1, second=3).alt
    assert "资金支付率由—到—" in chart(first=1, second=3).alt


def test_没有这个地区的数据也能成图():
    found = progress_trend({FIRST: progress(FIRST, started=1)}, region="620199", year=2023)
    assert all(line.values == (None,) for line in found.series)


@pytest.mark.parametrize("part", ["colour", "dash", "marker"])
def test_线型标记颜色各不相同(part: str):
    assert len({getattr(look, part) for look in LOOKS.values()}) == len(LOOKS)


@pytest.mark.parametrize(("value", "text"), [(9393, "93.93%"), (0, "0.00%"), (None, "—")])
def test_百分数写法(value: int | None, text: str):
    assert share(value) == text


def test_图上的数写成表_每个日期一行_未填报写作横线():
    told = rows(chart(first=1, second=3))
    assert [line[:2] for line in told] == [
        ("数据截止日期", "开工率"),
        ("2023-05-31", "25.00%"),
        ("2023-06-30", "75.00%"),
    ]
    assert {line[-1] for line in told[1:]} == {"—"}


def test_历年开工写成表_没有公布的月份写作横线():
    lines = [YearLine("2022年", (5, 6), (1.0, 2.25)), YearLine("2023年", (6,), (3.1,))]
    assert series_rows(lines) == [
        ("月份", "2022年", "2023年"),
        ("1—5月", "1万个", "—"),
        ("1—6月", "2.25万个", "3.1万个"),
    ]
