"""One figure on which ledger and return disagree: the question, an order, and both sides' records."""

from typing import Any

import streamlit as st

from dashboard import data
from dashboard.boards.progress import return_versions
from dashboard.components import choices, kept_note, pages, signal_table
from dashboard.components.orders import order_offer
from dashboard.components.plain_text import escaped
from metrics.progress.reconciliation import QUERY
from metrics.scope import Scope
from metrics.views.dispatch import order_causes
from metrics.views.parts import numbers
from metrics.views.progress import reconciliation_tables

MEASURES = {
    "planned": "A02.2", "started": "A07.2", "completed": "A09.2", "received": "B04.1",
    "paid": "B04.1",
}  # fmt: skip
"""A measure that judges just the records a figure counts; the way to one record leads through it."""
OF_PROJECTS = "B05.1"


def show(scope: Scope, row: dict[str, Any]) -> None:
    """Draw the question with its order, then the ledger's records beside the return's versions."""
    names = data.unit_names()
    name = names.get(row["region"], row["region"])
    label = reconciliation_tables.FIGURE_LABELS[row["figure"]]
    st.header(f"{escaped(name)}　{row['year']}年度　{label}")
    if row["result"] == QUERY:
        with st.container(horizontal=True, key="query", vertical_alignment="center"):
            st.code(
                reconciliation_tables.question(row, name), language=None, wrap_lines=True,
                width="stretch",
            )  # fmt: skip
            order_offer.show(
                scope, order_causes.of_difference(row, names),
                key=f"query:{row['region']}:{row['figure']}",
            )  # fmt: skip
    left, right = st.columns([1.25, 1], gap="medium")
    with left:
        _counted(scope, row)
    with right:
        st.markdown("**进展报表的历次报送**")
        return_versions.show(scope, row["region"], row["year"], key="return_versions")


def _counted(scope: Scope, row: dict[str, Any]) -> None:
    region, figure = row["region"], row["figure"]
    if not data.sees(region):
        kept_note.show(region)
        return
    records = data.counted_records(scope, region=region, figure=figure)
    table = reconciliation_tables.counted_records(records, figure=figure)
    st.markdown(f"**{escaped(table.title)}　{numbers.count(records.height)}条**")
    if not table.lines:
        st.info("台账中没有计入的记录。")
        return
    picked = signal_table.show(
        table, key="counted", select="row", link="record", height=320,
    )  # fmt: skip
    if picked:
        steps = way_to(picked.key, region=region, figure=figure)
        st.switch_page(pages.file("indicators"), query_params={**choices.carried(scope), **steps})


def way_to(record: str, *, region: str, figure: str) -> dict[str, str]:
    """Return the steps of the address that open a record counted in a figure."""
    measure = OF_PROJECTS if "investment" in figure else MEASURES[figure.split("_")[0]]
    return {"region": region, "item": measure[:3], "measure": measure, "record": record}
