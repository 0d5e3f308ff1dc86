"""简报: read the weekly briefing on screen, and take it as PDF."""

import streamlit as st

from dashboard import data, office, papers
from dashboard.components import address, choices, empty_state, form_fields, plain_text
from exports.papers.document import Briefing, Figure, Heading, Paragraph
from exports.pdf.render import render
from metrics.errors import NothingReported
from metrics.scope import Scope
from metrics.views.parts import numbers, wording

_MADE = "briefing:made"
_COMPOSED = "briefing:composed"


def composed(wanted: tuple[object, ...], scope: Scope, *, draft: bool) -> Briefing:
    """Compose once for a visitor and a scope; later clicks on the page read the same words."""
    made: tuple[object, Briefing] | None = st.session_state.get(_COMPOSED)
    if made is None or made[0] != wanted:
        with st.spinner("正在编写……"):
            made = (wanted, papers.briefing(scope, draft=draft))
        st.session_state[_COMPOSED] = made
    return made[1]


def offer(wanted: tuple[object, ...], scope: Scope, briefing: Briefing) -> None:
    """Typeset on demand, in a process of its own, then hand the file over."""
    if st.button("生成PDF", type="primary", icon=":material/picture_as_pdf:", key="make"):
        with form_fields.attempt(), st.spinner("正在排版……"):
            st.session_state[_MADE] = (wanted, render(briefing))
    made = st.session_state.get(_MADE)
    if made and made[0] == wanted:
        st.download_button(
            "下载PDF",
            data=made[1],
            file_name=f"{briefing.masthead}_{numbers.day(scope.as_of)}.pdf",
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


def page(scope: Scope) -> None:
    """Draw the page."""
    st.title(wording.BRIEFINGS)
    kinds = {"final": "正式稿", "draft": "送审稿"}
    with st.container(horizontal=True, key="filters", vertical_alignment="center"):
        kind = address.choose(
            "kind", "稿次", tuple(kinds), default="final", text=kinds.__getitem__, segmented=True
        )
        wanted = (scope, kind, data.version(), office.case_library().known_at)
        try:
            briefing = composed(wanted, scope, draft=kind == "draft")
        except NothingReported as error:
            st.info(plain_text.escaped(str(error)))
            return
        offer(wanted, scope, briefing)
    read(briefing)


current = choices.current()
if current is None:
    empty_state.nothing_reported()
else:
    page(current)
