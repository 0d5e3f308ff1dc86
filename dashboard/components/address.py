"""The address of the page: every choice and every step down stands in it, so a link reopens it."""

from collections.abc import Callable, Sequence
from typing import TypeVar

import streamlit as st

T = TypeVar("T")
_WRITTEN = "address:"
_NOTED = "address noted"


def get(name: str) -> str | None:
    """Return what the address says under a name; null if it says nothing."""
    text = st.query_params.get(name)
    return text or None


def go(**steps: str | None) -> None:
    """Write steps into the address (null takes one out) and draw the page again."""
    for name, value in steps.items():
        put(name, value)
    write()
    st.rerun()


def put(name: str, value: str | None) -> None:
    """Note one step for the address; null takes it out."""
    st.session_state.setdefault(_NOTED, {})[name] = value


def write() -> None:
    """Write all steps noted at once: each writing is one step of the browser's way back."""
    noted = st.session_state.pop(_NOTED, {})
    before = st.query_params.to_dict()
    after = {name: value for name, value in {**before, **noted}.items() if value}
    if after != before:
        st.query_params.from_dict(after)


def choose(
    name: str,
    label: str,
    options: Sequence[T],
    *,
    default: T,
    text: Callable[[T], str] = str,
    code: Callable[[T], str] = str,
    segmented: bool = False,
) -> T:
    """Offer a choice that stands in the address under `name` by its code.

    The address wins where it says something new (a link, the browser's way back); otherwise what
    was chosen before stays, on every page. A value that is not on offer is said so, and replaced.
    """
    key = f"choice:{name}"
    codes = {code(option): option for option in options}
    asked = get(name)
    news = asked != st.session_state.get(_WRITTEN + name) or key not in st.session_state
    if asked is not None and news:
        if asked in codes:
            st.session_state[key] = codes[asked]
        else:
            shown = asked if len(asked) <= 20 else f"{asked[:20]}……"
            st.warning(f"地址中的{label}“{shown}”不存在或没有数据，已改用“{text(default)}”。")
            st.session_state[key] = default
    if key not in st.session_state or st.session_state[key] not in options:
        st.session_state[key] = default
    if segmented:
        chosen = st.segmented_control(
            label, options, key=key, format_func=text, required=True, label_visibility="collapsed"
        )
    else:
        chosen = st.selectbox(
            label,
            options,
            key=key,
            format_func=text,
            filter_mode=None,
            label_visibility="collapsed",
        )
    assert chosen is not None  # noqa: S101 - a choice is required, and options are not empty
    put(name, code(chosen) or None)
    st.session_state[_WRITTEN + name] = code(chosen)
    return chosen
