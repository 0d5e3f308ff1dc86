"""The supervision table on the screen: filters, one page of rows with subtotals, and the files."""

from collections.abc import Callable

import streamlit as st
from polars import DataFrame

from dashboard import data, papers
from dashboard.boards.supervision import supervision_filters
from dashboard.components import address, choices, kept_note, page_choice, pages, signal_table
from dashboard.components.handed import table_files
from dashboard.components.orders import order_batch
from dashboard.handing import Export
from metrics.dispatch.causes import red_causes
from metrics.scope import Scope
from metrics.supervision.choice import Asked
from metrics.supervision.lights import RED
from metrics.supervision.table import Supervision
from metrics.views.dispatch import order_causes
from metrics.views.dispatch.order_causes import Cause
from metrics.views.parts import numbers, wording
from metrics.views.supervision import supervision_tables
from metrics.views.supervision.asked_words import asked_words
from metrics.views.supervision.red_tables import TITLE as RED_LIST
from metrics.views.supervision.supervision_tables import GROUPS, IN_SIGHT, TOTAL

PAGE = 40
"""Rows on a page: a page is drawn and sent anew at every click."""
FOLDED = "已收起本页没有红灯、黄灯的环节，其余环节只列灯色；导出的文件列出全部环节。"
GROUP_FILTERS = {
    "city": "region",
    "region": "region",
    "cause": "cause",
    "owner": "owner",
    "person": "q",
}
"""What the subtotals of each order ask for, by its name in the address; a person is sought by name."""
AROUND = 288
"""Pixels above and below the table, with two rows of filters."""


@st.fragment
@data.one_look()
def show(scope: Scope) -> None:
    """Draw filters, table and files; a filter runs this part of the page only."""
    st.title(f"督导一张表（截至{numbers.long_day(scope.as_of)}）")
    with st.container(horizontal=True, key="filters", vertical_alignment="center"):
        asked, folded = supervision_filters.show(scope), supervision_filters.folded()
        projects = data.projects_asked(scope, asked)
        page = page_choice.show(projects.height, of=PAGE)
        order_batch.button(scope, offered=asked.light == RED and projects.height > 0)
        _files(scope, asked, rows=projects.height)
    kept_note.show(scope.place)
    if order_batch.wanted(scope):
        order_batch.show(scope, lambda: _causes(scope, projects), back=wording.SUPERVISION)
    elif projects.height:
        _rows(scope, asked, page, folded=folded)
    else:
        st.info(_nothing(scope))
    address.write()


def _rows(scope: Scope, asked: Asked, page: int, *, folded: bool) -> None:
    drawing = _drawing(asked, page, folded=folded)
    sheet = data.drawn(scope, asked, page, folded=folded, draw=drawing)
    _opened(scope, asked, signal_table.put(sheet, key="supervision"))
    told = FOLDED if folded else ""
    st.caption(
        f"{told}{supervision_tables.NOTE}点任一行查看该项目的亮灯原因、小区、资金和历次报送。"
    )


def _causes(scope: Scope, projects: DataFrame) -> list[Cause]:
    """Return all that makes the projects red."""
    causes = red_causes(data.supervised(scope))
    return order_causes.of_projects(projects.iter_rows(named=True), causes, data.unit_names())


def _files(scope: Scope, asked: Asked, *, rows: int) -> None:
    """Offer the table, or the red projects among its rows, as papers."""
    words = _words(asked)
    red = table_files.Offer(
        RED_LIST,
        Export(RED_LIST, words, personal=True),
        lambda kind: papers.red_file(scope, asked, kind),
    )
    table_files.show(
        wording.SUPERVISION, scope, Export(wording.SUPERVISION, words, rows, personal=True),
        lambda kind: papers.supervision_file(scope, asked, kind), other=red,
    )  # fmt: skip


def _words(asked: Asked) -> str:
    """Say what is asked as the log keeps it: that something was sought, not what, which may be a name."""
    return asked_words(asked._replace(text="略" if asked.text else ""), data.unit_names())


def _nothing(scope: Scope) -> str:
    if data.supervised(scope).projects.height:
        return "没有符合条件的项目，请放宽上面的条件。"
    if not data.sees(scope.place):
        return "您所在的地区在所选范围内没有项目。"
    return f"{data.name_of(scope.place)}截至{numbers.long_day(scope.as_of)}没有报送项目。"


def _opened(scope: Scope, asked: Asked, picked: signal_table.Picked | None) -> None:
    """Go to the project of a row; a subtotal leaves the rows of its group."""
    if picked is None:
        return
    if not picked.key.startswith(TOTAL):
        steps = {**choices.carried(scope), "project": picked.key}
        st.switch_page(pages.file("project"), query_params=steps)
    address.go(**{GROUP_FILTERS[asked.order]: picked.key[len(TOTAL) :], "p": None})


def _drawing(asked: Asked, page: int, *, folded: bool) -> Callable[[Supervision, DataFrame], bytes]:
    def draw(table: Supervision, rows: DataFrame) -> bytes:
        shown = supervision_tables.project_table(
            table, rows, by=asked.order if asked.order in GROUPS else None,
            offset=(page - 1) * PAGE, limit=PAGE, folded=folded,
        )  # fmt: skip
        return signal_table.drawn(
            shown, select="row", link="name", around=AROUND,
            frozen=IN_SIGHT, sortable=False, dense=True, totals=True,
        )  # fmt: skip

    return draw
