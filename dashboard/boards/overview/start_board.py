"""The overview of a place that has aggregate returns only: the table of starts and its tiles."""

import streamlit as st

from dashboard import data
from dashboard.boards.overview import tile_map
from dashboard.components import signal_table, standing_note
from dashboard.components.plain_text import escaped
from metrics.progress.figures import pair
from metrics.progress.published import StartTable
from metrics.scope import Scope
from metrics.views.parts import numbers
from metrics.views.progress import national_series, progress_tables


def show(scope: Scope) -> None:
    """Draw total, tiles and the table of the divisions directly below the place."""
    table = data.start_table(scope)
    cap = data.caps_full_starts(scope)
    st.title(f"{escaped(data.name_of(scope.place))}　{scope.year}年度开工情况")
    standing_note.of_starts(scope, page="overview")
    _figures(table)
    shown = progress_tables.starts(table, cap=cap)
    left, right = st.columns([1, 1.25], gap="medium")
    with left:
        st.header("各地开工率")
        tile_map.show(progress_tables.start_tiles(table, cap=cap), title="各地开工率", key="starts")
        st.caption(progress_tables.tile_note(table))
    with right:
        st.header(escaped(shown.title))
        hidden = ("region", *standing_note.ranks(scope))
        signal_table.show(shown, key="start_table", hidden=hidden, pinned="name", height=470)
    st.caption(shown.note)
    _series(scope)


def _series(scope: Scope) -> None:
    """Draw what was published of the nation month by month, with its sources; of others nothing is."""
    published = data.published_series(scope)
    if not published:
        return
    series = national_series.national_series(published)
    with st.expander(series.title):
        signal_table.show(series, key="national_series", height=470)
        st.caption(series.note)


def _figures(table: StartTable) -> None:
    total = table.total.row(0, named=True)
    printed = total["printed"] or numbers.percent(*(total[part] for part in pair("start_rate")))
    full = table.rows["full"].sum()
    silent = table.rows["started_compounds"].null_count()
    with st.container(horizontal=True, key="figures"):
        st.metric("已开工小区", f"{numbers.count(total['started_compounds'])}个", border=True)
        st.metric("总开工率", printed, border=True)
        st.metric("全部开工", f"{full}家", border=True)
        st.metric("未公布", f"{silent}家", border=True)
