"""Forms that keep what was typed until it is stored, and only then offer empty fields."""

import streamlit as st


def key(name: str) -> str:
    """Return the key under which a form and its fields stand: another one after each storing."""
    stored = st.session_state.get(_stored(name), 0)
    return f"{name}:{stored}" if stored else name


def renew(name: str, *, told: str) -> None:
    """Draw the page again over empty fields, with these words; call it once something is stored."""
    st.session_state[_stored(name)] = st.session_state.get(_stored(name), 0) + 1
    st.session_state[_told(name)] = told
    st.rerun()


def tell(name: str, *, short: str | None = None) -> None:
    """Say what was stored last, once; `short` also passes by over the page."""
    words = st.session_state.pop(_told(name), None)
    if words:
        st.success(words)
        if short:
            st.toast(short, icon=":material/check:")


def _stored(name: str) -> str:
    return f"stored:{name}"


def _told(name: str) -> str:
    return f"told:{name}"
