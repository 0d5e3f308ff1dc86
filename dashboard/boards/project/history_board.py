"""Which submission changed which figure of one project, and which of that were corrections."""

import streamlit as st

from dashboard import data
from dashboard.components import address, page_choice, pages, signal_table
from metrics.changes.record_history import CORRECTED, Moved, gathered
from metrics.records.sheets import BY_NAME
from metrics.scope import Scope
from metrics.supervision.one_project import OneProject
from metrics.views.reported.history_tables import history_table

PAGE = 60
EVERY, CORRECTIONS = "all", "corrections"
SHOWN = {EVERY: "全部变化", CORRECTIONS: "只看更正"}


def show(scope: Scope, one: OneProject) -> None:
    """Draw the changes, of all records or of one sheet; a row opens its submission."""
    st.header("历次报送与更正", anchor="history")
    moved = data.project_history(scope, one.code)
    with st.container(horizontal=True, key="history_filters", vertical_alignment="center"):
        shown = gathered(_filtered(moved))
        page = page_choice.show(len(shown), of=PAGE)
    called = dict(one.compounds.select("compound", "name").iter_rows())
    table = history_table(shown[(page - 1) * PAGE : page * PAGE], called, data.unit_names())
    if not table.lines:
        st.caption("没有符合条件的变化。")
        return
    picked = signal_table.show(
        table, key="project_history", select="row", link="submission", height=420, dense=True
    )
    st.caption(f"{table.note}点任一行查看该次报送。")
    if picked:
        steps = {"view": "sent", "submission": picked.key}
        st.switch_page(pages.file("submissions"), query_params=steps)


def _filtered(moved: tuple[Moved, ...]) -> list[Moved]:
    for name in ("result", "kind"):
        address.forget(name)
    what = address.choose(
        "result", "变化", tuple(SHOWN), default=EVERY, text=SHOWN.__getitem__, segmented=True
    )
    sheets = {"": "全部工作表"} | {n: s.label for n, s in BY_NAME.items() if _moved(moved, n)}
    sheet = address.choose("kind", "工作表", tuple(sheets), default="", text=sheets.__getitem__)
    return [
        each
        for each in moved
        if (what == EVERY or each.nature == CORRECTED) and sheet in ("", each.sheet)
    ]


def _moved(moved: tuple[Moved, ...], sheet: str) -> bool:
    return any(each.sheet == sheet for each in moved)
