"""A chart taken along as text or as picture, made in the browser from what it shows."""

from collections.abc import Iterable, Sequence

import streamlit as st

from dashboard.components.signal_table import TOOLS, parts

_TAKE = st.components.v2.component(
    "chart_picture",
    html=TOOLS,
    css=parts("take_along.css"),
    js=parts("take_along.js", "chart_picture.js"),
)


def show(title: str, rows: Iterable[Sequence[str]], *, chart: str) -> None:
    """Offer the chart of a key: its `rows`, the first of them headings, as text, and itself as PNG.

    Nothing leaves the browser; where it copies no picture, the picture is saved as a file.
    """
    told = {"title": title, "chart": chart, "rows": [list(row) for row in rows]}
    _TAKE(key=f"{chart}:picture", data=told)
