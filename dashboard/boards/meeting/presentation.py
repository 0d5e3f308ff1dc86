"""Full-screen pages (放映): large type, nothing but the page itself, forward and back by keyboard."""

from functools import partial

import streamlit as st

from dashboard.components import address

CSS = """<style>
html { font-size: 21px !important; }
header[data-testid="stHeader"], .st-key-choices { display: none !important; }
.stMainBlockContainer { padding: 0.35rem 1.2rem 0.2rem !important; }
[data-testid="stVerticalBlock"] { gap: 0.4rem; }
.stApp h1 { font-size: 1.6rem; }
.st-key-turning { gap: 0.3rem !important; }
.st-key-turning button { min-height: 1.7rem; padding: 0.1rem 0.4rem; }
.st-key-turning :is(button, button *, p, p *) { font-size: 0.72rem; }
[data-testid="stPopoverBody"] { max-height: 90vh !important; }
[data-testid="stPopoverBody"] > * { zoom: 0.74; }
.st-key-lead .stMarkdown p { font-size: 1.3rem; line-height: 1.35; }
.st-key-words .stMarkdown p { font-size: 1rem; line-height: 1.35; }
.st-key-big .stMarkdown p { font-size: 1.4rem; line-height: 1.6; }
</style>"""
ROW = """<style>
.st-key-turning { gap: 0.5rem; }
.st-key-turning > * { flex: 0 0 auto; width: auto !important; }
.st-key-turning [data-testid="stCaptionContainer"] { margin-left: 0.4rem; }
:is(.st-key-lead, .st-key-words, .st-key-big) :is([data-testid="stMarkdownContainer"], p) {
  margin-bottom: 0 !important; }
.st-key-lead { border-left: 0.3rem solid #b3261e; padding: 0.15rem 0 0.15rem 0.7rem;
  gap: 0.2rem !important; }
.st-key-lead .stMarkdown p { font-size: 1.15rem; font-weight: 600; }
.st-key-big .stMarkdown p { font-size: 1.15rem; line-height: 1.7; }
.st-key-twins { position: absolute !important; left: -9999px; height: 0; overflow: hidden; }
</style>"""
_FULL = st.components.v2.component(
    "full_screen",
    html='<button type="button">全屏</button>',
    css="""button { font: inherit; font-size: 0.72rem; min-height: 1.7rem; padding: 0.1rem 0.4rem;
cursor: pointer; background: var(--st-background-color); color: var(--st-text-color);
border: 1px solid var(--st-border-color); border-radius: 4px; white-space: nowrap; }""",
    js="""export default function ({ parentElement }) {
  const button = parentElement.querySelector("button");
  button.onclick = () => document.fullscreenElement
    ? document.exitFullscreen() : document.documentElement.requestFullscreen();
}""",
)


def on() -> bool:
    """Say whether the address asks for the presentation."""
    return address.get("present") == "1"


def style() -> None:
    """Set the row of buttons; in the presentation hide navigation and enlarge the type."""
    st.html(ROW + (CSS if on() else ""))


def place(pages: int) -> int:
    """Return the page in the address, from 1 on; what is not there is the nearest that is."""
    asked = address.get("slide") or "1"
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1
    return min(max(number, 1), pages)


def turn(number: int, *, pages: int) -> None:
    """Draw the buttons that turn pages, with the page number and the way in and out."""
    _button("上一页", "Left", number - 1, pages=pages)
    _button("下一页", "Right", number + 1, pages=pages)
    st.markdown(f"**{number}/{pages}**", width="content")
    if on():
        st.button("退出", on_click=partial(address.step, present=None), shortcut="Esc", key="out")
        _FULL(key="full")
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
