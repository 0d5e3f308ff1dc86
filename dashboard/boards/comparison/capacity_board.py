"""计划与能力, and why nobody is ranked by the size of his plan."""

import streamlit as st

from dashboard import data
from dashboard.components import address, choices, kept_note, pages, signal_table
from dashboard.components.handed import download
from dashboard.components.plain_text import escaped
from dashboard.handing import Export
from metrics.scope import Scope
from metrics.views.parts import numbers
from metrics.views.rating import capacity_tables

AROUND = 290
"""Pixels above and below the table."""


def ranked_by() -> str:
    """Ask what to rank by; all but the score is refused (`refuse`)."""
    by: str = address.choose(
        "ranked", "排名依据", tuple(capacity_tables.BY), default="score",
        text=capacity_tables.BY.__getitem__,
    )  # fmt: skip
    return by


def refuse(scope: Scope) -> None:
    """Say that regions are not ranked by the size of their plans, and lead to the table."""
    st.warning(escaped(capacity_tables.refusal(data.evaluation(scope))))
    pages.link(
        "ranking", label="计划与能力", icon=":material/balance:",
        query_params={**choices.carried(scope), "compare": "capacity", "ranked": "score"},
    )  # fmt: skip


def show(scope: Scope) -> None:
    """Draw the plan of each county against its capacity, of those whose records the visitor sees."""
    evaluation = data.evaluation(scope)
    records = data.evidence(scope, measure=capacity_tables.MEASURE, region=scope.place)
    table = capacity_tables.capacity_table(evaluation, records)
    with st.container(horizontal=True, key="filters", vertical_alignment="center"):
        st.markdown(escaped(capacity_tables.capacity_words(table)), width="content")
        download.show(
            lambda: table, name=f"计划与能力_{numbers.day(scope.as_of)}", key="capacity_file",
            export=Export("计划与能力", rows=len(table.lines)),
        )  # fmt: skip
    kept_note.show(scope.place)
    if table.lines:
        picked = signal_table.show(
            table, key="capacity", select="row", link="name", pinned="name", hidden=("region",),
            around=AROUND, dense=True,
        )  # fmt: skip
        st.caption(escaped(f"点任一行查看“计划不超能力”的判定。{table.note}"))
        if picked:
            _open(scope, picked.key)


def _open(scope: Scope, region: str) -> None:
    code = capacity_tables.MEASURE
    item = data.evaluation(scope).standard.item_of[code].code
    steps = {**choices.carried(scope), "region": region, "item": item, "measure": code}
    st.switch_page(pages.file("indicators"), query_params=steps)
