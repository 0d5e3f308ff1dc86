"""A paper made when it is asked for, in a process of its own, and handed over as soon as it is made."""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

import streamlit as st

from dashboard.components.handed import hand_over
from dashboard.data import XLSX
from dashboard.handing import Export

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class Kind(NamedTuple):
    """A kind of file: its name on the page, what a browser calls it, and its icon."""

    label: str
    mime: str
    icon: str


KINDS = {
    "xlsx": Kind("Excel", XLSX, ":material/table_view:"),
    "docx": Kind("Word", DOCX, ":material/description:"),
    "pdf": Kind("PDF", "application/pdf", ":material/picture_as_pdf:"),
}
OFFICIAL = ("pdf", "docx")
"""As what a paper in the official layout is handed over."""
ALL_KINDS = {**KINDS, "csv": Kind("CSV", "text/csv", ":material/table_rows:")}
"""Lists that are no table of figures are offered as CSV too."""


def show(
    name: str, label: str, make: Callable[[], bytes], *, export: Export | None, kind: str = "pdf"
) -> None:
    """Offer to make the paper of a name; `label` stands on the button."""
    hand_over.button(
        label, lambda: _made(make), name=f"{name}.{kind}", mime=ALL_KINDS[kind].mime, export=export,
        key=f"make:{label}", icon=ALL_KINDS[kind].icon,
    )  # fmt: skip


def official(name: str, words: str, make: Callable[[str], bytes], *, export: Export | None) -> None:
    """Offer a paper in the official layout as PDF and as Word; `make` is told which."""
    for kind in OFFICIAL:
        show(name, f"{words}{KINDS[kind].label}", partial(make, kind), export=export, kind=kind)


def _made(make: Callable[[], bytes]) -> bytes:
    with st.spinner("正在排版……"):
        return make()
