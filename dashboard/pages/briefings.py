"""简报: read the weekly briefing on screen, issue it under its number, and take it as PDF."""

import streamlit as st

from dashboard import data, office, papers
from dashboard.boards.place import place_papers
from dashboard.components import (
    address,
    choices,
    empty_state,
    form_fields,
    kept_note,
    plain_text,
    signal_table,
    standing_note,
)
from dashboard.components.handed import hand_over, paper_offer
from dashboard.handing import Export
from exports.papers.document import Briefing, Figure, Heading, Paragraph, digest
from metrics.access.permissions import Action
from metrics.dispatch.issued import Numbered
from metrics.errors import NothingReported
from metrics.scope import Scope
from metrics.views.dispatch import issued_tables
from metrics.views.parts import numbers, wording

_MADE = "briefing:made"
_COMPOSED = "briefing:composed"


def composed(
    wanted: tuple[object, ...], scope: Scope, numbered: Numbered, *, draft: bool
) -> Briefing:
    """Compose once for a visitor and a scope; later clicks on the page read the same words."""
    made: tuple[object, Briefing] | None = st.session_state.get(_COMPOSED)
    if made is None or made[0] != wanted:
        with st.spinner("正在编写……"):
            made = (wanted, papers.briefing(scope, numbered, draft=draft))
        st.session_state[_COMPOSED] = made
    return made[1]


def offer(wanted: tuple[object, ...], scope: Scope, briefing: Briefing, *, draft: bool) -> None:
    """Typeset on demand, in a process of its own, then hand the file over; a final paper is issued."""
    for kind in paper_offer.OFFICIAL:
        if _asked(kind, draft=draft):
            with form_fields.attempt(), st.spinner("正在排版……"):
                file = _file(scope, briefing, kind, draft=draft)
                st.session_state[_MADE] = (wanted, kind, file)
    made = st.session_state.get(_MADE)
    if made and made[0] == wanted:
        _, kind, file = made
        named = paper_offer.KINDS[kind]
        hand_over.button(
            f"下载{named.label}", lambda: file, mime=named.mime, key=kind,
            name=f"{briefing.masthead}_{numbers.day(scope.as_of)}.{kind}",
            export=Export("简报", "送审稿" if draft else "正式稿", personal=True),
        )  # fmt: skip
        st.caption(f"已生成，{len(file) // 1024:,} KB{WHAT_FOR[kind]}。")


def _file(scope: Scope, briefing: Briefing, kind: str, *, draft: bool) -> bytes:
    return papers.drawn(scope, briefing, kind=kind) if draft else papers.issued(scope, kind)


WHAT_FOR = {"pdf": "，PDF/A格式，可直接归档", "docx": "，可用WPS或Word修改"}


def _asked(kind: str, *, draft: bool) -> bool:
    """Draw the button of a kind of file; PDF is the one that is filed."""
    named, pdf = paper_offer.KINDS[kind], kind == "pdf"
    return st.button(
        f"{'' if draft else '印发并'}生成{named.label}", type="primary" if pdf else "secondary",
        icon=named.icon, key="make" if pdf else f"make_{kind}",
    )  # fmt: skip


def read(briefing: Briefing) -> None:
    """Show the words of the briefing; tables and charts stand in the PDF."""
    with st.container(border=True, key="paper"):
        st.header(plain_text.escaped("".join(briefing.title)))
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


def tell_issue(numbered: Numbered, briefing: Briefing, *, draft: bool) -> None:
    """Say whether the paper was issued, and list its prints."""
    if not numbered.prints:
        when = "印发时编定" if draft else "点“印发并生成PDF”或“印发并生成Word”时编定，此后不再改动"
        st.caption(f"期号{when}，现顺编为第{numbered.number}期。")
        return
    table = issued_tables.prints(numbered)
    changed = numbered.is_reprint(digest(briefing))
    st.caption(
        f"第{numbered.number}期已于{table.lines[0].cells[0].text}印发"
        + ("；此后数据、案例或参数有变动，再次生成为重印。" if changed else "，内容未变。")
    )
    with st.expander("印发记录"):
        signal_table.show(table, key="prints")


def _kind(scope: Scope) -> str:
    """Ask which kind of paper it is to be; whoever may not issue it, or a round not
    yet published, is offered the draft only."""
    kinds = {"final": "正式稿", "draft": "送审稿"}
    if not data.may_for(Action.ISSUE_PAPER, scope.place) or not papers.may_issue(scope):
        del kinds["final"]
    return address.choose(
        "kind", "稿次", tuple(kinds), default=next(iter(kinds)), text=kinds.__getitem__,
        segmented=True,
    )  # fmt: skip


def page(scope: Scope) -> None:
    """Draw the page."""
    st.title(wording.BRIEFINGS)
    if not data.sees(scope.place):
        kept_note.show(scope.place)
        return
    with st.container(horizontal=True, key="filters", vertical_alignment="center"):
        kind = _kind(scope)
        draft = kind == "draft"
        try:
            numbered = papers.numbered(scope)
            known_at = office.case_library().known_at
            wanted = (scope, kind, data.version(), known_at)
            first = (numbered.number, numbered.prints[:1])
            briefing = composed((*wanted, first), scope, numbered, draft=draft)
        except NothingReported as error:
            st.info(plain_text.escaped(str(error)))
            return
        offer(wanted, scope, briefing, draft=draft)
    place_papers.show(scope)
    standing_note.of_reports(scope)
    tell_issue(papers.numbered(scope), briefing, draft=draft)
    read(briefing)


current = choices.current()
if current is None:
    empty_state.nothing_reported()
else:
    page(current)
