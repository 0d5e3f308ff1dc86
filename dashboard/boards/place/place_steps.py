"""What a place should do first, each step with the way to its list."""

from collections.abc import Mapping

import streamlit as st

from dashboard import data
from dashboard.components import choices, pages
from dashboard.components.plain_text import escaped
from metrics.dispatch.one_place.facts import Book, Place
from metrics.scope import Scope
from metrics.supervision.lights import RED
from metrics.views.dispatch.one_place import place_words
from metrics.views.dispatch.one_place.place_words import Step

LISTS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "reporting": ("reporting", {}),
    "red": ("supervision", {"light": RED, "order": "light"}),
    "vetoes": ("indicators", {}),
    "issues": ("ledger", {"state": "overdue"}),
    "orders": ("orders", {"state": "open"}),
    "promises": ("ledger", {"promises": "late"}),
    "missing": ("indicators", {}),
    "grade": ("indicators", {}),
}
"""The page of each list, and what stands in its address; what is listed below has none."""


def show(scope: Scope, place: Place, book: Book) -> None:
    """Draw the steps, the most pressing first, and which report comes next."""
    st.header("先办什么")
    steps = place_words.first(place, book)
    for step in steps:
        _step(scope, place, step)
    if not steps:
        st.caption("没有红灯、一票否决、逾期事项和缺失数据。")
    if told := place_words.next_report(place):
        st.caption(told)
    own = data.own_units()
    if scope.place in own and data.own_place() == scope.place:
        steps_to = {"view": "workbook", "book": "filled", "whose": scope.place}
        pages.link("submissions", label="下载上期数据工作簿，填好后上传",
            icon=":material/upload_file:", query_params={**choices.carried(scope), **steps_to},
        )  # fmt: skip


def _step(scope: Scope, place: Place, step: Step) -> None:
    icon = f":material/{'error' if step.bad else 'arrow_circle_right'}:"
    if step.to not in LISTS:
        st.markdown(f"{icon} {escaped(step.words)}")
        return
    page, asked = LISTS[step.to]
    if step.to == "vetoes":
        asked = _barring(place)
    pages.link(page, label=escaped(step.words), icon=icon, plain=True,
        query_params={**choices.carried(scope), **asked},
    )  # fmt: skip


def _barring(place: Place) -> dict[str, str]:
    """Return what asks for the records that fail the first measure which bars the place."""
    found = place.shared.evaluation
    code = found.scores.filter(region=place.region)["vetoes"].to_list()[0][0]
    item = found.standard.item_of[code].code
    return {"region": place.region, "item": item, "measure": code, "verdict": "unmet", "p": "1"}
