"""A paper made when it is asked for, in a process of its own, then handed over."""

from collections.abc import Callable
from typing import NamedTuple

import streamlit as st

from dashboard.components import form_fields
from dashboard.data import XLSX


class Kind(NamedTuple):
    """A kind of file: its name on the page, what a browser calls it, and its icon."""

    label: str
    mime: str
    icon: str


KINDS = {
    "xlsx": Kind("Excel", XLSX, ":material/table_view:"),
    "pdf": Kind("PDF", "application/pdf", ":material/picture_as_pdf:"),
}
ALL_KINDS = {**KINDS, "csv": Kind("CSV", "text/csv", ":material/table_rows:")}
"""Lists that are no table of figures are offered as CSV too."""


def show(
    name: str, label: str, make: Callable[[], bytes], *, of: object, kind: str = "pdf",
    take: str | None = None,
) -> None:  # fmt: skip
    """Offer to make the paper of a name; once made, offer it until what it is `of` changes.

    `label` stands on the button that makes it, `take` on the one that hands it over.
    """
    slot = f"paper:{label}"
    if st.button(label, icon=ALL_KINDS[kind].icon, key=f"make:{label}"):
        with form_fields.attempt(), st.spinner("正在排版……"):
            st.session_state[slot] = (of, make())
    made: tuple[object, bytes] | None = st.session_state.get(slot)
    if made and made[0] == of:
        st.download_button(
            take or f"下载{name}.{kind}", data=made[1], file_name=f"{name}.{kind}",
            mime=ALL_KINDS[kind].mime, on_click="ignore", icon=":material/download:",
            key=f"take:{label}",
        )  # fmt: skip
