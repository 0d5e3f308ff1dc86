"""Chart series as Plotly figures; colours, dashes and marks come with the series."""

from math import ceil

import plotly.graph_objects as go

from metrics.views.parts.charts import STEP, LineChart, Series, share
from metrics.views.parts.numbers import day

ROOM = 0.06
"""How much of the axis lies below nothing and above the end: more than half a mark."""
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
