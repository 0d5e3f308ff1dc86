"""Every control of the pages: what is chosen is always one of what it offers, or its default.

The browser's control is told by its page and its key. One that stands on two pages under one key
begins empty on the second, though the visit still knows what was chosen on the first: so it is told
anew on every page, and what comes back empty or is no longer on offer gives way to the default.
"""

from collections.abc import Callable, Collection, Sequence
from datetime import date
from functools import partial
from typing import Any, TypeVar

import streamlit as st

from metrics.days import workdays

T = TypeVar("T")
D = TypeVar("D")
_PAGE = "controls of page"
_DRAWN = "control drawn on:"


def of_page(name: str) -> None:
    """Say which page is drawn from now on; call it once a run, before the first control."""
    st.session_state[_PAGE] = name


def page() -> str:
    """Return the name of the page that is drawn."""
    return str(st.session_state.get(_PAGE))


def elsewhere(key: str) -> bool:
    """Say whether the control of a key was drawn last on another page."""
    return st.session_state.get(f"{_DRAWN}{key}") != st.session_state.get(_PAGE)


def select(
    label: str, options: Sequence[T], *, key: str, default: D, text: Callable[[T], str] = str,
    searched: bool = False, **look: Any,
) -> T | D:  # fmt: skip
    """Offer a list that unfolds, a long one `searched` by typing.

    The default may be none of the options: null, where nothing is chosen yet.
    """
    drawn = partial(st.selectbox, filter_mode="contains" if searched else None)
    return _one_of(drawn, label, options, key=key, default=default, text=text, **look)


def segments(
    label: str, options: Sequence[T], *, key: str, default: T, text: Callable[[T], str] = str,
    **look: Any,
) -> T:  # fmt: skip
    """Offer a few options side by side; one is always chosen."""
    drawn = partial(st.segmented_control, required=True)
    return _one_of(drawn, label, options, key=key, default=default, text=text, **look)


def radio(label: str, options: Sequence[T], *, key: str, **look: Any) -> T:
    """Offer a few options, all in sight, in a form; the first is the default."""
    return _one_of(st.radio, label, options, key=key, default=options[0], text=str, **look)


def several(
    label: str, options: Sequence[T], *, key: str, default: Sequence[T], text: Callable[[T], str],
    **look: Any,
) -> list[T]:  # fmt: skip
    """Offer a list of which any number can be chosen; what is not on offer is left out."""
    held = st.session_state.get(key, default)
    _tell(key, [option for option in held or () if option in options])
    chosen = st.multiselect(label, options, key=key, format_func=text, **look)
    return [option for option in chosen or () if option in options]


def tick(label: str, *, key: str, default: bool = False, **look: Any) -> bool:
    """Offer a box to tick."""
    held = st.session_state.get(key, default)
    _tell(key, held if isinstance(held, bool) else default)
    return bool(st.checkbox(label, key=key, **look))


def day(label: str, *, key: str, default: D, **look: Any) -> date | D:
    """Offer a day; null as default is a field that is empty until somebody fills it in."""
    held = st.session_state.get(key, default)
    _tell(key, held if isinstance(held, date) else default)
    chosen = st.date_input(
        label, key=key, format="YYYY-MM-DD", required=default is not None, **look
    )
    return chosen if isinstance(chosen, date) else default


def deadline(label: str, *, key: str, default: date, **look: Any) -> date:
    """Offer a day by which something is due, and say where it is provisional (暂定)."""
    chosen = day(label, key=key, default=default, **look)
    if provisional := workdays.note(chosen):
        st.caption(provisional)
    return chosen


def _one_of(
    widget: Callable[..., Any], label: str, options: Sequence[T], *, key: str, default: D,
    text: Callable[[T], str], **look: Any,
) -> T | D:  # fmt: skip
    held = st.session_state.get(key, default)
    _tell(key, held if _offered(held, options) else default)
    chosen: T = widget(label, options, key=key, format_func=text, **look)
    return chosen if _offered(chosen, options) else default


def _offered(chosen: object, options: Collection[object]) -> bool:
    return chosen in options


def _tell(key: str, value: object) -> None:
    """Tell a control its value where it cannot know it: on another page, or another than it has."""
    known = key in st.session_state and st.session_state[key] == value
    if not known or elsewhere(key):
        st.session_state[key] = value
        st.session_state[f"{_DRAWN}{key}"] = st.session_state.get(_PAGE)
