"""The overview of a place that has aggregate returns only: the table of starts and its tiles."""

import streamlit as st

from dashboard import data
from dashboard.boards.overview import charts, tile_map
from dashboard.components import choices, pages, signal_table, standing_note
from dashboard.components.handed import chart_picture
from dashboard.components.plain_text import escaped
from dashboard.components.ways import figure_tiles
from dashboard.components.ways.figure_tiles import FigureTile
from metrics.progress.figures import pair
from metrics.progress.published import StartTable
from metrics.scope import Scope
from metrics.views.parts import numbers
from metrics.views.parts.table import DisplayTable
from metrics.views.progress import national_series, progress_tables


def show(scope: Scope) -> None:
    """Draw total, tiles and the table of the divisions directly below the place."""
    table = data.start_table(scope)
    cap = data.caps_full_starts(scope)
    st.title(f"{escaped(data.name_of(scope.place))}　{scope.year}年度开工情况")
    standing_note.of_starts(scope, page="overview")
    _figures(scope, table)
    shown = progress_tables.starts(table, cap=cap)
    _regions(scope, table, shown, cap=cap)
    _series(scope)


def _regions(scope: Scope, table: StartTable, shown: DisplayTable, *, cap: bool) -> None:
    """Draw tiles and table of the divisions; one that is opened tells of its returns."""
    left, right = st.columns([1, 1.25], gap="medium")
    with left:
        st.header("各地开工率")
        tiles = progress_tables.start_tiles(table, cap=cap)
        tile = tile_map.show(tiles, title="各地开工率", key="starts")
        st.caption(progress_tables.tile_note(table))
    with right:
        st.header(escaped(shown.title))
        hidden = ("region", *standing_note.ranks(scope))
        picked = signal_table.show(
            shown,
            key="start_table",
            select="row",
            link="name",
            hidden=hidden,
            pinned="name",
            height=470,
        )
    st.caption(f"{shown.note}点任一地区查看它历次报送的报表。")
    if unit := tile or (picked.key if picked else None):
        _to(scope, {"unit": unit})


def _series(scope: Scope) -> None:
    """Draw what was published of the nation month by month, with its sources; of others nothing is."""
    published = data.published_series(scope)
    if not published:
        return
    series = national_series.national_series(published)
    st.header("历年累计开工（公布数）")
    lines = national_series.yearly_lines(published)
    st.plotly_chart(
        charts.years(lines), key="years", config={"displayModeBar": False},
        alt=f"{'、'.join(line.name for line in lines)}各月累计开工小区数，具体数字见下表。",
    )  # fmt: skip
    chart_picture.show("历年累计开工（公布数）", national_series.rows(lines), chart="years")
    with st.expander(series.title):
        signal_table.show(series, key="national_series", height=470)
        st.caption(series.note)


def _to(scope: Scope, steps: dict[str, str]) -> None:
    steps = {**choices.carried(scope), **steps}
    st.switch_page(pages.file("supervision"), query_params=steps)


def _figures(scope: Scope, table: StartTable) -> None:
    total = table.total.row(0, named=True)
    printed = total["printed"] or numbers.percent(*(total[part] for part in pair("start_rate")))
    figures = {
        "已开工小区": f"{numbers.count(total['started_compounds'])}个",
        "总开工率": printed,
        "全部开工": f"{table.rows['full'].sum()}家",
        "未公布": f"{table.rows['started_compounds'].null_count()}家",
    }
    tiles = [FigureTile(label, value, "", "supervision", {}) for label, value in figures.items()]
    if figure_tiles.show(tiles, title="主要数字"):
        _to(scope, {})
