"""The address of the page: every choice and every step down stands in it, so a link reopens it."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard.components import controls
from dashboard.components.plain_text import escaped

T = TypeVar("T")
_WRITTEN = "address:"
_NOTED = "address noted"
_SLOT = "address slot"
_LAST = "address last written"
_NEW = "address is new"
_WHOLE = "place"
_TOLD = "address told"
_NO_FILTER = ("place", "as_of", "year", "rules", "round", "p")
"""The bar above every page, and which page of a list is drawn: files hold the whole list."""
_TYPED = ("q", "sought", "text", "words")
"""Fields to search by: what was typed may be a person's name."""
LONGEST = 20
NAMES = frozenset((
    "account", "action", "as_of",
    "batch", "book", "by",
    "cap", "case", "cause", "city", "code", "columns", "compare", "county",
    "day", "due",
    "every",
    "figure", "first", "fold",
    "helps",
    "issue", "item",
    "keep", "kind",
    "last", "level", "light", "list",
    "measure", "meeting", "mode", "money", "month",
    "now",
    "objection",
    "on", "opened", "order", "other", "owner",
    "p", "part", "pick", "place", "plan", "present", "project", "promise", "promises",
    "q",
    "ranked", "reach", "record", "region", "result", "role", "round", "rule", "rules",
    "seats", "sender", "sheet", "since", "slide", "sought", "source", "stage", "state", "submission", "suppose",
    "task", "theme", "then",
    "uniform", "unit",
    "verdict", "view",
    "whose", "within", "words",
    "year",
))  # fmt: skip
"""Every name that a page asks for or writes: whatever else an address says is nobody's."""


def get(name: str) -> str | None:
    """Return what the address says under a name; null if it says nothing."""
    text = st.query_params.get(name)
    return text or None


def standing(name: str) -> tuple[str, ...]:
    """Return the codes that address and visitor ask for under a name: what is offered depends on it."""
    asked = (
        get(name),
        st.session_state.get(f"choice:{name}"),
        st.session_state.get(_WRITTEN + name),
    )
    return tuple(str(code) for code in asked if code)


def arrive() -> None:
    """Note whether the address was not written by the page drawn last: a link, or the way back.

    Such an address, if it names a place, says everything: what it leaves out is the default. A
    page opened from the menu has no address yet, and keeps what was chosen before. Call it once a
    run, before the first choice; a fragment is no new arrival.
    """
    st.session_state[_TOLD] = {}
    asked = st.query_params.to_dict()
    st.session_state[_NEW] = _WHOLE in asked and asked != st.session_state.get(_LAST, asked)


def is_new() -> bool:
    """Say whether the address of this run says everything (see `arrive`)."""
    return bool(st.session_state.get(_NEW))


def go(**steps: str | None) -> None:
    """Write steps into the address (null takes one out) and draw the page again."""
    for name, value in steps.items():
        put(name, value)
    write()
    st.rerun()


def step(**steps: str | None) -> None:
    """Write steps into the address before the page is drawn: for the callback of a button."""
    for name, value in steps.items():
        put(name, value)
    write()


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
    st.session_state[_LAST], st.session_state[_NEW] = after, False


def forget(name: str) -> None:
    """Forget what was chosen under a name on another page: there it meant something else."""
    if controls.elsewhere(f"choice:{name}"):
        for key in (f"choice:{name}", _WRITTEN + name):
            st.session_state.pop(key, None)


def complain_into(slot: DeltaGenerator) -> None:
    """Say from now on in `slot` what is wrong with the address, first what nobody asks it."""
    st.session_state[_SLOT] = slot
    for name in sorted(set(st.query_params) - NAMES):
        complain(f"地址中的“{shown(name)}”不是本系统的查询条件，没有采用。")
        put(name, None)


def complain(sentence: str) -> None:
    """Say what is wrong with the address."""
    st.session_state.get(_SLOT, st).warning(sentence)


def answer(name: str, value: str, sentence: str) -> None:
    """Take another value than the address says under a name, and say why."""
    complain(sentence)
    st.query_params[name] = value


def shown(typed: str) -> str:
    """Return what an address says as a page may show it: at most `LONGEST` characters."""
    return escaped(typed if len(typed) <= LONGEST else f"{typed[:LONGEST]}……")


def choose(
    name: str,
    label: str,
    options: Sequence[T],
    *,
    default: T,
    text: Callable[[T], str] = str,
    code: Callable[[T], str] = str,
    segmented: bool = False,
    searched: bool = False,
    labelled: bool = False,
) -> T:
    """Offer a choice that stands in the address under `name` by its code.

    The address wins where it says something new (see `arrive`); otherwise what was chosen before
    stays, on every page. A value that is not on offer is said so, and replaced. A long list is
    `searched` by typing. One that is `labelled` shows its label as a form does.
    """
    key = f"choice:{name}"
    codes = {code(option): option for option in options}
    _adopt(name, label, codes, default=default, text=text)
    if key not in st.session_state:
        # What an address chose is not kept by the widget when another page is opened.
        st.session_state[key] = codes.get(st.session_state.get(_WRITTEN + name, ""), default)
    draw = controls.segments if segmented else partial(controls.select, searched=searched)
    chosen: T = draw(
        label, options, key=key, default=default, text=text,
        label_visibility="visible" if labelled else "collapsed",
    )  # fmt: skip
    put(name, code(chosen) or None)
    st.session_state[_WRITTEN + name] = code(chosen)
    _tell(name, label, "" if chosen == default else text(chosen))
    return chosen


def _tell(name: str, label: str, words: str) -> None:
    """Note what a filter of this page is set to, for the files that are made from it."""
    if name not in _NO_FILTER:
        told = st.session_state.setdefault(_TOLD, {})
        told[name] = (label, words)


def told() -> str:
    """Return the filters of this page that are set, as a file says them."""
    noted = st.session_state.get(_TOLD, {})
    return "；".join(f"{label}“{words}”" for label, words in noted.values() if words)


def chosen() -> tuple[str, ...]:
    """Return what was chosen on this page beside the usual; nothing that was typed."""
    noted = st.session_state.get(_TOLD, {})
    return tuple(words for name, (_, words) in noted.items() if words and name not in _TYPED)


def _adopt(
    name: str, label: str, codes: Mapping[str, T], *, default: T, text: Callable[[T], str]
) -> None:
    key, asked = f"choice:{name}", get(name)
    written = key in st.session_state and asked == st.session_state.get(_WRITTEN + name)
    if asked is None and is_new():
        st.session_state[key] = default
    if asked is None or written:
        return
    if asked not in codes:
        complain(f"地址中的{label}“{shown(asked)}”不存在或没有数据，已改用“{text(default)}”。")
    st.session_state[key] = codes.get(asked, default)


def sought(name: str, label: str, *, placeholder: str, longest: int, of: str = "") -> str:
    """Offer a field to search by; what was typed stands in the address.

    It stays on every page that seeks `of` the same under this name.
    """
    key, kept = f"choice:{name}{of}", f"{_WRITTEN}{name}{of}"
    asked = get(name)
    if asked is not None and asked != st.session_state.get(kept):
        st.session_state[key] = asked[:longest]
        if len(asked) > longest:
            complain(f"地址中的查找内容超过{longest}个字，只采用了前{longest}个字。")
    elif asked is None and is_new():
        st.session_state[key] = ""
    st.session_state.setdefault(key, st.session_state.get(kept, ""))
    typed = st.text_input(
        label, key=key, placeholder=placeholder, max_chars=longest, label_visibility="collapsed"
    )
    put(name, typed or None)
    st.session_state[kept] = typed
    _tell(name, label, typed)
    return typed
