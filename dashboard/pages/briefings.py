"""简报: read the weekly briefing on screen, and take it as PDF; the one door to `exports`."""

import streamlit as st

from dashboard import data, office
from dashboard.components import address, choices, empty_state, plain_text
from dashboard.data import View
from exports.briefing import compose
from exports.document import Briefing, Figure, Heading, Paragraph
from exports.pdf import render
from metrics.cases import Library
from metrics.views import numbers, wording

_MADE = "briefing:made"
_COMPOSED = "briefing:composed"


def composed(view: View, library: Library, *, draft: bool) -> Briefing:
    """Compose the briefing of the view, numbered and compared as the command line does."""
    days = [day for day in data.dates(view.place) if day.year == view.as_of.year]
    earlier = sorted(day for day in days if day < view.as_of)
    before = data.evaluation(view._replace(as_of=earlier[-1])) if earlier else None
    progress = data.progress_by_date(view, most=len(earlier) + 1)
    return compose(
        evaluation=data.evaluation(view),
        before=before,
        progress=progress,
        library=library,
        issue=len(earlier) + 1,
        draft=draft,
    )


def kept(wanted: tuple[object, ...], view: View, library: Library, *, draft: bool) -> Briefing:
    """Compose once for a visitor and a view; later clicks on the page read the same words."""
    made: tuple[object, Briefing] | None = st.session_state.get(_COMPOSED)
    if made is None or made[0] != wanted:
        with st.spinner("正在编写……"):
            made = (wanted, composed(view, library, draft=draft))
        st.session_state[_COMPOSED] = made
    return made[1]


def offer(wanted: tuple[object, ...], view: View, briefing: Briefing) -> None:
    """Typeset on demand, in a process of its own, then hand the file over."""
    if st.button("生成PDF", type="primary", icon=":material/picture_as_pdf:", key="make"):
        with st.spinner("正在排版……"):
            st.session_state[_MADE] = (wanted, render(briefing))
    made = st.session_state.get(_MADE)
    if made and made[0] == wanted:
        st.download_button(
            "下载PDF",
            data=made[1],
            file_name=f"{briefing.masthead}_{numbers.day(view.as_of)}.pdf",
            mime="application/pdf",
            on_click="ignore",
            icon=":material/download:",
            key="pdf",
        )
        st.caption(f"已生成，{len(made[1]) // 1024:,} KB，PDF/A格式，可直接归档。")


def read(briefing: Briefing) -> None:
    """Show the words of the briefing; tables and charts stand in the PDF."""
    with st.container(border=True, key="paper"):
        st.subheader("".join(briefing.title))
        st.caption(f"{briefing.issuer}　{briefing.issue}　{briefing.day}")
        for block in briefing.blocks:
            if isinstance(block, Heading):
                st.markdown(f"**{plain_text.escaped(block.text)}**")
            elif isinstance(block, Paragraph):
                st.markdown(plain_text.escaped(block.text))
            elif not isinstance(block, Figure):
                st.caption(f"（表：{block.caption}，见PDF）")
        annexes = "、".join(annex.title for annex in briefing.annexes)
        if annexes:
            st.caption(f"附件：{annexes}")


def page(view: View) -> None:
    """Draw the page."""
    st.title(wording.BRIEFINGS)
    kinds = {"final": "正式稿", "draft": "送审稿"}
    with st.container(horizontal=True, key="filters", vertical_alignment="center"):
        kind = address.choose(
            "kind", "稿次", tuple(kinds), default="final", text=kinds.__getitem__, segmented=True
        )
        library = office.case_library()
        wanted = (*view, kind, data.version(), library.known_at)
        briefing = kept(wanted, view, library, draft=kind == "draft")
        offer(wanted, view, briefing)
    read(briefing)


current = choices.current()
if current is None:
    empty_state.nothing_reported()
elif not data.has_ledger(current):
    empty_state.no_ledger(current)
else:
    page(current)
