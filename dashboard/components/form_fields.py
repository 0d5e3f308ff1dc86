"""Forms that keep what was typed until it is stored, and only then offer empty fields."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import streamlit as st

from dashboard.components import signature
from dashboard.components.plain_text import escaped
from metrics.errors import UserError


@dataclass
class Attempt:
    """Whether what was tried was done."""

    done: bool = False


def key(name: str) -> str:
    """Return the key under which a form and its fields stand: another one after each storing."""
    stored = st.session_state.get(_stored(name), 0)
    return f"{name}:{stored}" if stored else name


def renew(name: str, *, words: str) -> None:
    """Draw the page again over empty fields, with these words; call it once something is stored."""
    st.session_state[_stored(name)] = st.session_state.get(_stored(name), 0) + 1
    st.session_state[_words_key(name)] = words
    st.rerun()


def tell(name: str, *, short: str | None = None) -> None:
    """Say what was stored last, once; `short` also passes by over the page."""
    words = st.session_state.pop(_words_key(name), None)
    if words:
        st.success(words)
        if short:
            st.toast(short, icon=":material/check:")


@contextmanager
def attempt(*, by: str | None = None) -> Iterator[Attempt]:
    """Try what was asked for: what is refused is said on the spot, and is not `done`.

    Once it is done, who signed for it (`by`) is offered in the next form.
    """
    tried = Attempt()
    try:
        yield tried
    except UserError as error:
        st.error(escaped(str(error)))
        return
    tried.done = True
    if by is not None:
        signature.remember(by)


def done(action: Callable[[], object], *, by: str) -> bool:
    """Try one thing that was signed for and say whether it was done."""
    with attempt(by=by) as tried:
        action()
    return tried.done


def _stored(name: str) -> str:
    return f"stored:{name}"


def _words_key(name: str) -> str:
    return f"told:{name}"
