"""Key figures as tiles, each of which opens what it counts."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import streamlit as st

from dashboard.components.colours import CLASSES
from dashboard.components.signal_table import PARTS

_FIGURES = st.components.v2.component(
    "figure_tiles",
    html='<div class="figures" role="group"></div>',
    css=(PARTS / "figure_tiles.css").read_text(encoding="utf-8") + CLASSES,
    js=(PARTS / "figure_tiles.js").read_text(encoding="utf-8"),
)


class FigureTile(NamedTuple):
    """One figure: its name, its value with unit, what it is held against, and which page it opens (empty: none).

    `steps` are what that page is asked for; `signal` is the name of a light or signal, or empty.
    """

    label: str
    value: str
    detail: str
    page: str
    steps: dict[str, str]
    help: str = ""
    signal: str = ""


def show(tiles: Sequence[FigureTile], *, title: str) -> FigureTile | None:
    """Draw the tiles and return the one that was opened in this run, if any."""
    data = {
        "title": title,
        "figures": [
            {"key": str(number), **tile._asdict(), "steps": None}
            for number, tile in enumerate(tiles)
        ],
    }
    result: Any = _FIGURES(key="figures", data=data, on_picked_change=_nothing)
    return tiles[int(result.picked)] if result.picked else None


def _nothing() -> None:
    """Stand for a callback: the value is read from the result."""
