"""The few rules of layout that the theme cannot say: narrow margins, a compact bar, phones."""

import streamlit as st

CSS = """<style>
.stMainBlockContainer { padding: 3.9rem 1.5rem 1.5rem; max-width: 1760px; }
[data-testid="stVerticalBlock"] { gap: 0.7rem; }
.stHeading [data-testid="stMarkdownContainer"] { margin-bottom: -0.35rem !important; }
.stMainBlockContainer :is(h1, h2, h3) { padding: 0.1rem 0 !important; }
.st-key-choices, .st-key-filters { gap: 0.5rem; }
.st-key-choices > .stElementContainer, .st-key-filters > .stElementContainer { flex: 0 0 auto;
  width: auto !important; }
.st-key-choices .stSelectbox, .st-key-filters .stSelectbox { width: 11.8rem; }
.st-key-filters > .stElementContainer:has([data-testid="stCaptionContainer"]) { flex: 1 1 20rem; }
[data-testid="stMetric"] { padding: 0; }
[data-testid="stCaptionContainer"] { color: #5f6368 !important; opacity: 1; }
[data-testid="stMetric"] > div { padding: 0.45rem 0.8rem 0.55rem; }
.st-key-figures { gap: 0.6rem; }
@media (max-width: 640px) {
  .stMainBlockContainer { padding: 4.1rem 0.7rem 1rem; }
  .st-key-choices .stSelectbox, .st-key-filters .stSelectbox { width: calc(50vw - 1.1rem); }
  .st-key-figures > .stElementContainer { flex: 1 1 40%; min-width: 40% !important; }
  [data-testid="stMetric"] > div { padding: 0.3rem 0.6rem 0.4rem; }
}
[data-testid="stPopoverBody"] { width: 30rem; max-width: 94vw; max-height: 84vh; }
.st-key-paper { max-width: 62rem; }
.st-key-trail .stMarkdown, .st-key-trail button { max-width: 100%; white-space: normal; text-align: left; }
@media print { header, .st-key-choices, .st-key-filters { display: none; } }
</style>"""


def show() -> None:
    """Add the rules to the page."""
    st.html(CSS)
