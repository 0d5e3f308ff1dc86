"""The few rules of layout that the theme cannot say: narrow margins, a compact bar, phones."""

import streamlit as st

CSS = """<style>
.stMainBlockContainer { padding: 3.9rem 1.5rem 1.5rem; max-width: 1760px; }
.st-key-choices { gap: 0.5rem; }
.st-key-choices [data-testid="stSelectbox"] { width: 12.5rem; }
[data-testid="stMetric"] { padding: 0.5rem 0.8rem; }
[data-testid="stVerticalBlock"] { gap: 0.7rem; }
h1 { padding: 0.2rem 0 !important; }
h2, h3 { padding: 0.3rem 0 0.1rem !important; }
@media (max-width: 640px) {
  .stMainBlockContainer { padding: 3.6rem 0.7rem 1rem; }
  .st-key-choices [data-testid="stSelectbox"] { width: calc(50vw - 1.2rem); }
}
@media print { header, .st-key-choices { display: none; } }
</style>"""


def show() -> None:
    """Add the rules to the page."""
    st.html(CSS)
