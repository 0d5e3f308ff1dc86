"""A chart saved as a picture, made in the browser from what it shows."""

import streamlit as st

from dashboard.components.signal_table import PARTS

_SAVE = st.components.v2.component(
    "chart_picture",
    html='<button type="button">下载图片</button>',
    css="button { all: unset; cursor: pointer; font-size: 0.78rem; color: #5f6368; }"
    " button:focus-visible { outline: 2px solid var(--st-primary-color); }"
    " @media print { button { display: none; } }",
    js=(PARTS / "chart_picture.js").read_text(encoding="utf-8"),
)


def show(title: str, *, chart: str) -> None:
    """Offer the chart of a key as PNG under its title; nothing leaves the browser."""
    _SAVE(key=f"{chart}:picture", data={"title": title, "chart": chart})
