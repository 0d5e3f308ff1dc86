"""What changed between two published tables of starts, region by region."""

import streamlit as st

from dashboard import data
from dashboard.boards.progress import return_versions, start_sheet
from dashboard.components import address, signal_table, standing_note
from dashboard.components.handed import download
from dashboard.handing import Export
from metrics.progress.published_changes import total_change
from metrics.scope import Scope
from metrics.views.parts import numbers, wording
from metrics.views.parts.cells import rate_moved
from metrics.views.parts.table import DisplayTable
from metrics.views.progress import start_tables


def show(scope: Scope) -> None:
    """Draw the choices, key figures and the table."""
    st.title(f"{wording.CHANGES}（截至{numbers.long_day(scope.as_of)}，{scope.year}年度计划）")
    if not data.dates_compared(scope):
        st.info(
            f"所选数据截止日期之前没有更早的{scope.year}年度报表，无法比较。"
            "请在上方改选较晚的数据截止日期或其他计划年度。"
        )
        return
    with st.container(horizontal=True, key="filters", vertical_alignment="center"):
        before = start_sheet.since(scope)
        cap = start_sheet.capped(scope)
        compared = data.starts_compared(scope, before)
        table = start_tables.changes(
            compared.changes, before=before or scope.as_of, after=scope.as_of, cap=cap
        )
        download.show(
            lambda: table,
            name=table.title,
            key="changes_file",
            export=Export("开工变化", rows=len(table.lines), records=False),
        )
    standing_note.of_starts(scope, page="changes")
    _figures(compared)
    _draw(scope, table)


def _figures(compared: data.Compared) -> None:
    whole = total_change(compared.now, compared.before)
    moved = compared.changes["rank_move"]
    rate = rate_moved(whole.rate).text
    figures = {
        "新开工小区": f"{numbers.signed(whole.started)}个" if whole.started is not None else "未知",
        "合计开工率变化": f"{rate}个百分点" if whole.rate is not None else "未知",
        "名次上升": f"{(moved > 0).sum()}家",
        "名次下降": f"{(moved < 0).sum()}家",
        "开工率变化未知": f"{compared.changes['rate_change'].null_count()}家",
    }
    with st.container(horizontal=True, key="figures"):
        for label, value in figures.items():
            st.metric(label, value, border=True)


def _draw(scope: Scope, table: DisplayTable) -> None:
    regions = [line.key for line in table.lines]
    chosen = address.get("unit")
    picked = signal_table.show(
        table, key="start_changes", select="row", link="name", pinned="name",
        hidden=("region", *standing_note.ranks(scope)), chosen=chosen, dense=True,
        height=300 if chosen in regions else 480,
    )  # fmt: skip
    if picked:
        address.go(unit=picked.key)
    st.caption(f"{table.note}点任一行查看该地区报表的历次报送。")
    if chosen in regions:
        return_versions.show(scope, str(chosen), scope.year, key="unit_versions", headed=True)
