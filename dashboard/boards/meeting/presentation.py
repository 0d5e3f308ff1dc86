"""Full-screen pages (放映): large type, nothing but the page itself, forward and back by keyboard."""

from functools import partial
from pathlib import Path

import streamlit as st

from dashboard.components import address

PARTS = Path(__file__).with_name("parts")


def _style(name: str) -> str:
    return f"<style>\n{(PARTS / name).read_text(encoding='utf-8')}</style>"


ENLARGED, ROW = _style("enlarged.css"), _style("turning.css")
_SCREEN = st.components.v2.component(
    "screen",
    html='<div><button type="button">全屏</button><button type="button">深色（D）</button></div>',
    css=(PARTS / "screen.css").read_text(encoding="utf-8"),
    js=(PARTS / "screen.js").read_text(encoding="utf-8"),
)


def on() -> bool:
    """Say whether the address asks for the presentation."""
    return address.get("present") == "1"


def style() -> None:
    """Set the row of buttons; in the presentation hide navigation and enlarge the type."""
    st.html(ROW + (ENLARGED if on() else ""))


def place(pages: int) -> int:
    """Return the page in the address, from 1 on; what is not there is the nearest that is."""
    asked = address.get("slide") or "1"
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1
    return min(max(number, 1), pages)


def turn(number: int, *, pages: int) -> None:
    """Draw the buttons that turn pages, with the way in and out."""
    _button("上一页", "Left", number - 1, pages=pages)
    _button("下一页", "Right", number + 1, pages=pages)
    if on():
        st.button("退出", on_click=partial(address.step, present=None), shortcut="Esc", key="out")
        _SCREEN(key="screen")
    else:
        enter = partial(address.step, present="1")
        st.button("放映", on_click=enter, type="primary", icon=":material/slideshow:", key="in")


def answer_remote(number: int, *, pages: int) -> None:
    """Take the page keys that a presenter's remote sends: a button has one shortcut, so two more."""
    with st.container(key="twins"):
        _button("上一页（翻页键）", "PageUp", number - 1, pages=pages)
        _button("下一页（翻页键）", "PageDown", number + 1, pages=pages)


def _button(label: str, key: str, target: int, *, pages: int) -> None:
    there = min(max(target, 1), pages)
    st.button(
        label,
        on_click=partial(address.step, slide=str(there)),
        shortcut=key,
        key=f"turn:{key}",
    )
