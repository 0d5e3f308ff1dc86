"""A button that copies plain text, to be pasted into 微信: a list, a reminder, one region's message."""

import streamlit as st

from dashboard.components.signal_table import PARTS

_COPY = st.components.v2.component(
    "copied_text",
    html='<div class="copy"><button type="button">'
    '<span class="label"></span></button><span class="said" role="status"></span>'
    "<textarea readonly hidden></textarea></div>",
    css=(PARTS / "copied_text.css").read_text(encoding="utf-8"),
    js=(PARTS / "copied_text.js").read_text(encoding="utf-8"),
)


def show(text: str, *, key: str, label: str = "复制文字") -> None:
    """Offer the text under a button; nothing leaves the browser.

    Where the address is not secure (http) and the browser copies nothing, the text is shown selected.
    """
    _COPY(key=key, data={"text": text, "label": label}, width="content")
