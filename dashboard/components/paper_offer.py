"""A paper typeset when it is asked for, in a process of its own, then handed over."""

from collections.abc import Callable

import streamlit as st

from dashboard.components.plain_text import escaped
from metrics.errors import UserError


def show(name: str, label: str, make: Callable[[], bytes], *, of: object) -> None:
    """Offer to make the paper of a name; once made, offer it until what it is `of` changes."""
    kept = f"paper:{label}"
    if st.button(label, icon=":material/picture_as_pdf:", key=f"make:{label}"):
        try:
            with st.spinner("正在排版……"):
                st.session_state[kept] = (of, make())
        except UserError as error:
            st.error(escaped(str(error)))
    made: tuple[object, bytes] | None = st.session_state.get(kept)
    if made and made[0] == of:
        st.download_button(
            f"下载{name}.pdf", data=made[1], file_name=f"{name}.pdf", mime="application/pdf",
            on_click="ignore", icon=":material/download:", key=f"take:{label}",
        )  # fmt: skip
