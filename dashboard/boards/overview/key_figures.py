"""The row of key figures at the top of the overview."""

import streamlit as st

from dashboard import data
from dashboard.components import standing_note
from dashboard.components.plain_text import escaped
from metrics.scope import Scope
from metrics.views.rating import findings, narrative, overview


def show(scope: Scope) -> None:
    """Draw six figures, each with what it is to be held against."""
    evaluation = data.evaluation(scope)
    before = data.date_before(scope)
    progress = data.progress_by_date(scope, most=2)
    overall = narrative.overall(evaluation, progress, before=before)
    st.title(f"{escaped(data.name_of(scope.place))}　{overall.year}年度改造情况")
    standing_note.show(scope)
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
    if note := overview.plan_note(overall):
        st.warning(note, icon=":material/info:")
