"""Chart series, drawn by Plotly on screen and natively on paper from the same values.

A chart here is numbers, words, colours and marks; it knows no drawing library. Every line has its
own dash and mark, so that it can be told from the others in black and white.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import polars as pl

from metrics.progress.figures import RATE_NAMES
from metrics.progress.rates import rate_hundredths
from metrics.views.parts import numbers


class Look(NamedTuple):
    """How a line looks: colour (at least 4.5:1 on white), Plotly's dash and Plotly's marker."""

    colour: str
    dash: str
    marker: str


LOOKS: dict[str, Look] = {
    "start_rate": Look("#b3261e", "solid", "circle"),
    "completion_rate": Look("#1e7b34", "dash", "square"),
    "investment_rate": Look("#1d5fa8", "dot", "diamond"),
    "payment_rate": Look("#8a6100", "dashdot", "triangle-up"),
}
FULL = 100_00
STEP = 20_00


@dataclass(frozen=True, slots=True)
class Series:
    """One line: values in hundredths of a percent, null where nothing is known (a gap)."""

    key: str
    name: str
    look: Look
    values: tuple[int | None, ...]

    @property
    def last(self) -> str:
        """The newest value as text; — where it is not known."""
        return share(self.values[-1])


@dataclass(frozen=True, slots=True)
class LineChart:
    """Lines over data dates; `top` is the end of the axis in hundredths of a percent.

    `alt` tells in words what the picture shows, for readers who do not see it.
    """

    title: str
    days: tuple[date, ...]
    series: tuple[Series, ...]
    top: int
    alt: str


def share(hundredths: int | None) -> str:
    """Write hundredths of a percent as 93.93%; null becomes —."""
    return numbers.MISSING if hundredths is None else f"{numbers.score(hundredths)}%"


def rows(chart: LineChart) -> list[tuple[str, ...]]:
    """Write the values that a chart draws: a row for each data date under the names of the lines."""
    heads = ("数据截止日期", *(line.name for line in chart.series))
    told = (
        (numbers.day(day), *(share(line.values[place]) for line in chart.series))
        for place, day in enumerate(chart.days)
    )
    return [heads, *told]


def progress_trend(progress: Mapping[date, pl.DataFrame], *, region: str, year: int) -> LineChart:
    """Draw the progress rates of a division over data dates, for one plan year.

    `progress` holds the table of `metrics.progress.rates.ledger` (or `returns`) of each data date.
    """
    days = tuple(sorted(progress))
    rows = [_rates(progress[day], region, year) for day in days]
    series = tuple(
        Series(rate, RATE_NAMES[rate], look, tuple(row.get(rate) for row in rows))
        for rate, look in LOOKS.items()
    )
    highest = max((v for line in series for v in line.values if v is not None), default=0)
    top = max(FULL, -(-highest // STEP) * STEP)
    return LineChart(f"{year}年改造计划进度走势", days, series, top, _alt(days, series))


def _rates(table: pl.DataFrame, region: str, year: int) -> dict[str, int | None]:
    rows = table.filter(region=region, year=year).select(
        rate_hundredths(rate).alias(rate) for rate in LOOKS
    )
    return rows.row(0, named=True) if rows.height else {}


def _alt(days: tuple[date, ...], series: tuple[Series, ...]) -> str:
    if not days:
        return "折线图：尚无数据"
    lines = "；".join(f"{s.name}由{share(s.values[0])}到{s.last}" for s in series)
    return f"折线图，{numbers.long_day(days[0])}至{numbers.long_day(days[-1])}：{lines}"
