"""Chart series as Plotly figures; colours, dashes and marks come with the series."""

from collections.abc import Sequence
from itertools import cycle
from math import ceil

import plotly.graph_objects as go

from metrics.views.parts.charts import LOOKS, STEP, LineChart, Look, Series, share
from metrics.views.parts.numbers import day
from metrics.views.progress.national_series import YearLine

ROOM = 0.06
"""How much of the axis lies below nothing and above the end: more than half a mark."""
FIFTH = Look("#5b3a8e", "longdash", "cross")
"""A fifth line has a look of its own too."""
FONT = "'Microsoft YaHei', 'Noto Sans SC Variable', sans-serif"


def lines(chart: LineChart) -> go.Figure:
    """Draw rates over data dates; a blank is a gap, never a zero."""
    days = [day(moment) for moment in chart.days]
    figure = go.Figure([_line(series, days) for series in chart.series])
    figure.update_layout(
        height=250,
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        font={"family": FONT, "size": 13},
        legend={"orientation": "h", "y": 1.04, "yanchor": "bottom", "x": 0},
        hovermode="x unified",
    )
    _give_room(figure, top=chart.top / 100, days=len(days))
    return figure


def years(lines: Sequence[YearLine]) -> go.Figure:
    """Draw what was printed of each year month by month; every year has its own dash and mark."""
    looks = cycle((*LOOKS.values(), FIFTH))
    figure = go.Figure([_year(line, look) for line, look in zip(lines, looks, strict=False)])
    figure.update_layout(
        height=270, margin={"l": 8, "r": 8, "t": 8, "b": 8}, font={"family": FONT, "size": 13},
        legend={"orientation": "h", "y": 1.04, "yanchor": "bottom", "x": 0},
    )  # fmt: skip
    figure.update_xaxes(range=[0.6, 12.4], dtick=1, ticksuffix="月", automargin=True)
    figure.update_yaxes(rangemode="tozero", ticksuffix="万个", automargin=True)
    return figure


def _year(line: YearLine, look: Look) -> go.Scatter:
    return go.Scatter(
        x=line.months, y=line.started, name=line.name, mode="lines+markers",
        hovertemplate="1—%{x}月：%{y}万个", line={"color": look.colour, "dash": look.dash, "width": 2},
        marker={"symbol": look.marker, "size": 7},
    )  # fmt: skip


def _give_room(figure: go.Figure, *, top: float, days: int) -> None:
    """Let the axes end beyond the outermost points, so that each mark is whole."""
    room = top * ROOM
    figure.update_yaxes(
        range=[-room, top + room], tick0=0, dtick=STEP / 100 * ceil(top / 200), zeroline=True,
        ticksuffix="%", automargin=True,
    )  # fmt: skip
    figure.update_xaxes(type="category", range=[-0.5, days - 0.5], automargin=True)


def _line(series: Series, days: list[str]) -> go.Scatter:
    values = series.values
    return go.Scatter(
        x=days,
        y=[None if value is None else value / 100 for value in values],
        name=f"{series.name} {series.last}",
        text=[share(value) for value in values],
        hovertemplate="%{text}",
        mode="lines+markers",
        connectgaps=False,
        line={"color": series.look.colour, "dash": series.look.dash, "width": 2},
        marker={"symbol": series.look.marker, "size": 7},
    )
