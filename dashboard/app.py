"""The frame of every page: navigation, the bar of choices, then the page."""

from pathlib import Path

import streamlit as st

from dashboard import data
from dashboard.components import address, choices, controls, pages, signed_in
from metrics.access import acting
from metrics.views.parts import wording

LARGE = "<style>html { font-size: 18px !important; }</style>"
STATIC = Path(__file__).with_name("static")


def _page(entry: pages.Entry) -> st.Page:
    return st.Page(
        pages.file(entry.name), title=entry.title, icon=f":material/{entry.icon}:",
        default=entry.name == pages.FIRST, visibility="visible" if entry.listed else "hidden",
    )  # fmt: skip


st.set_page_config(page_title=wording.PRODUCT, page_icon=str(STATIC / "favicon.png"), layout="wide")
st.logo(str(STATIC / "logo.png"), size="large")
switched = data.take_up()
with data.one_look():
    shown = acting.actor().meeting
    offered = pages.offered(data.may)
    sections = {name: [_page(entry) for entry in listed] for name, listed in offered.items()}
    page = st.navigation(sections, position="top" if shown is None else "hidden")
    if shown is not None:
        st.query_params["meeting"] = str(shown)  # whatever else an address asks for
    controls.of_page(page.url_path or pages.FIRST)
    if data.large_letters():
        st.html(LARGE)
    if switched:
        st.info(data.switched_words())
    signed_in.show()
    choices.show()
    page.run()
address.write()
