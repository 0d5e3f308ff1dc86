"""The supervision table on the screen: filters, one page of rows with subtotals, and the files."""

from collections.abc import Callable

import streamlit as st
from polars import DataFrame

from dashboard import data, papers
from dashboard.boards.supervision import supervision_filters
from dashboard.components import address, choices, kept_note, page_choice, pages, signal_table
from dashboard.components.handed import table_files
from dashboard.handing import Export
from metrics.scope import Scope
from metrics.supervision.choice import Asked
from metrics.supervision.table import Supervision
from metrics.views.parts import numbers, wording
from metrics.views.supervision import supervision_tables
from metrics.views.supervision.asked_words import asked_words
from metrics.views.supervision.supervision_tables import FROZEN, GROUPS

PAGE = 40
"""Rows on a page: a page is drawn and sent anew at every click."""
AROUND = 312
"""Pixels above and below the table, with two rows of filters."""


@st.fragment
@data.one_look()
def show(scope: Scope) -> None:
    """Draw filters, table and files; a filter runs this part of the page only."""
    st.title(f"督导一张表（截至{numbers.long_day(scope.as_of)}）")
    with st.container(horizontal=True, key="filters", vertical_alignment="center"):
        asked = supervision_filters.show(scope)
        projects = data.projects_asked(scope, asked)
        page = page_choice.show(projects.height, of=PAGE)
        table_files.show(
            wording.SUPERVISION,
            scope,
            Export(wording.SUPERVISION, _words(asked), projects.height, personal=True),
            lambda kind: papers.supervision_file(scope, asked, kind),
        )
    kept_note.show(scope.place)
    if projects.height:
        _rows(scope, data.drawn(scope, asked, page, draw=_drawing(asked, page)))
    else:
        st.info(_nothing(scope))
    address.write()


def _words(asked: Asked) -> str:
    """Say what is asked as the log keeps it: that something was sought, not what, which may be a name."""
    return asked_words(asked._replace(text="略" if asked.text else ""), data.unit_names())


def _nothing(scope: Scope) -> str:
    if data.supervised(scope).projects.height:
        return "没有符合条件的项目，请放宽上面的条件。"
    if not data.sees(scope.place):
        return "您所在的地区在所选范围内没有项目。"
    return f"{data.name_of(scope.place)}截至{numbers.long_day(scope.as_of)}没有报送项目。"


def _rows(scope: Scope, sheet: bytes) -> None:
    picked = signal_table.put(sheet, key="supervision")
    if picked:
        steps = {**choices.carried(scope), "project": picked.key}
        st.switch_page(pages.file("project"), query_params=steps)
    st.caption(f"{supervision_tables.NOTE}点任一行查看该项目的亮灯原因、小区、资金和历次报送。")


def _drawing(asked: Asked, page: int) -> Callable[[Supervision, DataFrame], bytes]:
    def draw(table: Supervision, rows: DataFrame) -> bytes:
        shown = supervision_tables.project_table(
            table, rows, by=asked.order if asked.order in GROUPS else None,
            offset=(page - 1) * PAGE, limit=PAGE,
        )  # fmt: skip
        return signal_table.drawn(
            shown, select="row", link="name", around=AROUND,
            frozen=FROZEN, sortable=False, dense=True,
        )  # fmt: skip

    return draw
