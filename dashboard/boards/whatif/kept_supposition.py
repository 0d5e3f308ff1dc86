"""What is supposed in a visit: it stands in the address, and stays while other pages are looked at."""

import streamlit as st

from dashboard import data
from dashboard.components import address
from dashboard.components.plain_text import escaped
from metrics.scope import Scope
from metrics.views.changes import supposed_tables

_KEPT = "whatif: supposed"


def read(scope: Scope) -> str:
    """Return what the address supposes, or else what was supposed before in this visit."""
    asked = address.get("suppose")
    if asked is None and not address.is_new():
        asked = st.session_state.get(_KEPT)
    found = data.supposition(scope, asked or "")
    if found.refused:
        words = supposed_tables.refused_words(found)
        address.complain(f"地址中的假设不能测算：{escaped(words)}。")
    st.session_state[_KEPT] = found.text
    address.put("suppose", found.text or None)
    return found.text


def take_up(text: str) -> None:
    """Suppose something from now on and open what it does."""
    address.go(suppose=text, part="result", region=None, measure=None)


def drop() -> None:
    """Suppose nothing any more."""
    st.session_state[_KEPT] = ""
    address.go(suppose=None, part="form", region=None, measure=None)
