"""A button that hands a file over: made when it is clicked, noted in the log, taken by its own address."""

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from dashboard import data, handing
from dashboard.components import choices, form_fields
from dashboard.handing import Export

PARTS = Path(__file__).parents[1] / "parts"
_TAKEN = st.components.v2.component(
    "hand_over",
    html='<a href="">已开始下载；没有反应时点此</a>',
    css="a { font-size: 0.875rem; color: var(--st-link-color); }",
    js=(PARTS / "hand_over.js").read_text(encoding="utf-8"),
)


@st.fragment
@data.one_look()
def button(
    label: str, make: Callable[[], bytes], *, name: str, mime: str, export: Export | None, key: str,
    icon: str = ":material/download:", place: str | None = None,
) -> None:  # fmt: skip
    """Offer a file of a name; `make` returns what it holds. A click draws this part of the page only.

    `export` is null where what makes the file notes it in the log itself. `place` is the division that it
    is about, that of the page where none is given.
    """
    if not st.button(label, icon=icon, key=key):
        return
    with form_fields.attempt():
        file = data.Handed(name, mime, make())
        here = choices.current()
        about = place or (here.place if here else None)
        ticket = handing.hand_over(file, export, place=about)
        _TAKEN(key=f"{key}:taken", data={"address": f"papers/{ticket}", "name": name})
