"""Who writes something into the office's book: a name, typed once a visit until accounts come."""

import streamlit as st

_NAME = "signed by"
LONGEST = 40


def field(*, key: str, marked: bool = False) -> str:
    """Ask for the name, as it was typed last, and return what stands there; `marked`: as required."""
    last: str = st.session_state.get(_NAME, "")
    typed: str = st.text_input(
        "经办人", value=last, key=f"{key}:by", max_chars=LONGEST, required=marked
    )
    return typed.strip()


def remember(name: str) -> None:
    """Offer this name from now on."""
    st.session_state[_NAME] = name
