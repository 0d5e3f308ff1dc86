"""The page of one city or county: what it has to do and what is due, beside where it stands and why."""

from functools import partial

import streamlit as st

from dashboard import data, place_sheets
from dashboard.boards.place import place_lists, place_standing, place_steps
from dashboard.components import choices, kept_note, pages, signal_table, standing_note
from dashboard.components.handed import paper_offer
from dashboard.components.plain_text import escaped
from dashboard.components.ways import trace_link
from dashboard.handing import Export
from metrics.dispatch.one_place.facts import Place
from metrics.scope import Scope
from metrics.views.dispatch.one_place import place_words
from metrics.views.parts import numbers, wording
from metrics.views.parts.table import DisplayTable
from metrics.views.rating.points_lost import points_lost

TRACED = (
    "rank", "interval", "score", "grade", "vetoes", "planned", "lights_红", "lights_黑", "lights_黄",
    "issues_open", "start_rate", "household_start_rate", "completion_rate", "investment_rate",
    "payment_rate", "planned_compounds", "started_compounds", "completed_compounds", "received", "paid",
)  # fmt: skip
"""The figures of the page, in its order."""
LOST = 8
"""So many items are told of; the others are a click away."""


def is_own(scope: Scope) -> bool:
    """Say whether the place looked at is the visitor's own city or county."""
    return scope.place == data.own_place()


def show(scope: Scope) -> None:
    """Draw the place of a scope, a city or county: on a phone the most important first."""
    place = data.place_told(scope)
    book = data.book_told(scope, place) if data.sees(scope.place) else None
    st.title(escaped(place_words.title(place)))
    standing_note.show(scope)
    _why(scope)
    row = _rank_row(scope, place)
    place_standing.figures(scope, place, row, book)
    left, right = st.columns([1, 1], gap="medium")
    with left:
        if book is None:
            kept_note.show(scope.place)
        else:
            _paper(scope, place)
            place_steps.show(scope, place, book)
            place_lists.due_soon(scope, place, book)
    with right:
        place_standing.show(scope, place, row)
        _lost(scope, place)
    if book is not None:
        place_lists.show(scope, place, book)
    trace_link.listed(data.province_of(scope), figures=TRACED, region=scope.place, of="本页数字")


def _why(scope: Scope) -> None:
    """Say why score and rank moved since the data date before, and lead to the whole answer."""
    words, whole = place_sheets.why_words_of(scope), data.province_of(scope)
    if not words:
        return
    with st.container(horizontal=True, key="place_why", vertical_alignment="center"):
        st.markdown(f"比上期：{escaped(words)}", width="content")
        steps = {
            **choices.carried(whole), "region": scope.place, "opened": "why",
            "level": data.own_level(scope) or "county",
        }  # fmt: skip
        pages.link("ranking", label="为何变化", icon=":material/help:", query_params=steps)


def _paper(scope: Scope, place: Place) -> None:
    """Offer the sheet of the place, as the page shows it."""
    name = f"{place_words.title(place)}_{numbers.day(scope.as_of)}"
    export = Export(wording.PLACE, place.name, personal=True)
    with st.container(horizontal=True, key="place_paper"):
        for kind in ("pdf", "docx"):
            if kind in paper_offer.ALL_KINDS:
                label = f"打印稿（{paper_offer.ALL_KINDS[kind].label}）"
                make = partial(place_sheets.place_file, scope, kind)
                paper_offer.show(name, label, make, export=export, kind=kind)


def _rank_row(scope: Scope, place: Place) -> DisplayTable:
    """Return the row of the place in the ranking of its province, as the ranking's own page has it."""
    whole = data.province_of(scope)
    table = data.ranking(whole, place.level, data.date_before(whole), place.group)
    return table.keyed([place.region])


def _lost(scope: Scope, place: Place) -> None:
    table = points_lost(place.shared.evaluation, place.region, most=LOST)
    st.header(escaped(table.title))
    if not table.lines:
        st.caption("没有失分的指标，或还没有可以计分的记录。")
        return
    picked = signal_table.show(
        table, key="points_lost", select="row", link="title", pinned="title", height=340, dense=True
    )
    st.caption(table.note)
    if picked:
        steps = {**choices.carried(scope), "region": scope.place, "item": picked.key}
        st.switch_page(pages.file("indicators"), query_params=steps)
