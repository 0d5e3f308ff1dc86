"""The row of key figures at the top of the overview."""

import streamlit as st

from dashboard import data
from dashboard.data import View
from metrics.views.rating import findings, narrative, overview


def show(view: View) -> None:
    """Draw six figures, each with what it is to be held against."""
    evaluation = data.evaluation(view)
    before = data.date_before(view)
    progress = data.progress_by_date(view, most=2)
    overall = narrative.overall(evaluation, progress, before=before)
    st.title(f"{data.places()[view.place]}　{overall.year}年度改造情况")
    with st.container(horizontal=True, key="figures"):
        for figure in overview.key_figures(overall, findings.unknown(evaluation)):
            st.metric(
                figure.label,
                figure.value,
                figure.detail,
                delta_color="off",
                delta_arrow="off",
                help=figure.help or None,
                border=True,
            )
