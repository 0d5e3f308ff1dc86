"""The field in the bar of every page that leads to what is sought (搜索)."""

import streamlit as st

from dashboard import data
from dashboard.components import controls, pages
from metrics.sealing.trace import looks_printed

PAGE = "search"
_FIELD, _ASKED = "search:field", "search:asked"
LONGEST = 40


def show() -> str | None:
    """Draw the field, but on the page of the search itself, and return what was just typed into it."""
    if controls.page() == PAGE or not _is_offered():
        return None
    st.text_input(
        "搜索", key=_FIELD, placeholder="搜索名称、编码、拼音", icon=":material/search:",
        label_visibility="collapsed", on_change=_take,
    )  # fmt: skip
    asked: str | None = st.session_state.pop(_ASKED, None)
    return asked


def follow(asked: str | None, steps: dict[str, str]) -> None:
    """Go to what was asked for, a trace code (溯源码) to its figure; nothing asked, nothing happens."""
    if asked and looks_printed(asked):
        st.switch_page(pages.file("trace"), query_params={**steps, "code": asked})
    if asked:
        st.switch_page(pages.file(PAGE), query_params={**steps, "q": asked})


def _take() -> None:
    """Take what was typed out of the field: it is empty on the next page."""
    st.session_state[_ASKED] = str(st.session_state.get(_FIELD) or "").strip()[:LONGEST]
    st.session_state[_FIELD] = ""


def _is_offered() -> bool:
    offered = pages.offered(data.may).values()
    return any(entry.name == PAGE for entries in offered for entry in entries)
