"""Where a page scrolls to when something opened below the table that was clicked."""

from pathlib import Path

import streamlit as st

_MARK = st.components.v2.component(
    "scroll_here",
    html='<div aria-hidden="true"></div>',
    js=(Path(__file__).with_name("parts") / "scroll_here.js").read_text(encoding="utf-8"),
)


def show(opened: str) -> None:
    """Bring this place to the top of the window once for each thing that is opened."""
    _MARK(key=f"scroll_here:{opened}", data=opened, height=1)
