"""The trace code (溯源码) of a figure, in sight: it opens where the figure comes from (溯源)."""

from collections.abc import Sequence

import streamlit as st

from dashboard import data
from dashboard.components import choices, pages, signal_table
from metrics.scope import Scope
from metrics.views.tracing import codes
from metrics.views.tracing.trace_words import TRACE_CODE

PAGE = "trace"


def show(scope: Scope, *, figure: str, region: str) -> None:
    """Draw the code of one figure; nothing where it has none."""
    of_code(scope, data.codes_of(scope)(figure, region))


def of_code(scope: Scope, written: str) -> None:
    """Draw a code; nothing where it is empty."""
    if written:
        pages.link(
            PAGE, label=f"{TRACE_CODE} {written}", icon=":material/fingerprint:",
            query_params={**choices.carried(scope), "code": written},
        )  # fmt: skip


def listed(scope: Scope, *, figures: Sequence[str], region: str, of: str) -> None:
    """Fold the codes of figures away under the words of what they are; a row opens where the figure comes from."""
    code_of = data.codes_of(scope)
    table = codes.figures_table(
        figures, data.evaluation(scope).standard, lambda figure: code_of(figure, region)
    )
    if not table.lines:
        return
    with st.expander(f"{of}的溯源码"):
        picked = signal_table.show(
            table, key=f"codes:{of}:{region}", select="row", link="code", height=300, dense=True
        )
    if picked:
        go(scope, picked.key)


def go(scope: Scope, written: str) -> None:
    """Open what a code leads to."""
    st.switch_page(pages.file(PAGE), query_params={**choices.carried(scope), "code": written})
