"""Progress rates over the data dates, and by city."""

import streamlit as st

from dashboard import data
from dashboard.boards.overview import charts
from dashboard.components import choices, pages, signal_table
from dashboard.components.handed import chart_picture, download
from dashboard.components.plain_text import escaped
from dashboard.components.ways import trace_link
from dashboard.handing import Export
from metrics.progress.figures import FIGURES as COUNTED
from metrics.progress.figures import RATES
from metrics.scope import Scope
from metrics.views.parts import charts as series
from metrics.views.parts import numbers, wording
from metrics.views.parts.table import DisplayTable
from metrics.views.progress import progress_tables
from metrics.views.tracing import codes

FIGURES = (*RATES, *COUNTED)
"""The figures of the place on the page."""


def show(scope: Scope) -> None:
    """Draw the trend of the place and the table of its cities."""
    evaluation = data.evaluation(scope)
    history = data.progress_by_date(scope, most=data.TREND)
    st.header("进度走势")
    if len(history) > 1:
        trend = series.progress_trend(history, region=scope.place, year=scope.year)
        st.plotly_chart(
            charts.lines(trend), key="trend", alt=trend.alt, config={"displayModeBar": False}
        )
        chart_picture.show(trend.title, series.rows(trend), chart="trend")
    else:
        st.caption(wording.ONE_DATE if scope.round is None else wording.SEALED_ALONE)
    table = progress_tables.progress_of(
        evaluation, data.ledger_progress(scope), level=data.levels(scope)[0]
    )
    _head(scope, table)
    table = codes.hovered(table, data.codes_of(scope))
    picked = signal_table.show(
        table, key="progress", select="row", link="name", hidden=("region",), pinned="name"
    )
    st.caption(f"{table.note}点任一地区查看它的项目。")
    if picked:
        steps = {**choices.carried(scope), "plan": str(scope.year), "region": picked.key}
        st.switch_page(pages.file("supervision"), query_params=steps)
    trace_link.listed(scope, figures=FIGURES, region=scope.place, of="本级进度数字")


def _head(scope: Scope, table: DisplayTable) -> None:
    with st.container(horizontal=True, key="progress_head", vertical_alignment="center"):
        st.header(escaped(table.title), width="content")
        download.show(
            lambda: table, name=f"{table.title}_{numbers.day(scope.as_of)}", key="progress_file",
            export=Export("各地进度", rows=len(table.lines), records=False), traced=True,
        )  # fmt: skip
