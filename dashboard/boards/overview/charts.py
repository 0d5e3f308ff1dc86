"""Chart series as Plotly figures; colours, dashes and marks come with the series."""

import plotly.graph_objects as go

from metrics.views.parts.charts import LineChart, Series, share
from metrics.views.parts.numbers import day

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
    figure.update_yaxes(range=[0, chart.top / 100], ticksuffix="%", automargin=True)
    figure.update_xaxes(type="category", automargin=True)
    return figure


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
