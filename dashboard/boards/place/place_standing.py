"""Where one place stands: figures, rates, lights and its row of the ranking; each opens what it counts."""

from collections.abc import Mapping

import streamlit as st

from dashboard import data
from dashboard.components import choices, pages, signal_table
from dashboard.components.plain_text import escaped
from dashboard.components.ways import figure_tiles
from dashboard.components.ways.figure_tiles import FigureTile
from metrics.dispatch.one_place.facts import Book, Place
from metrics.scope import Scope
from metrics.supervision.lights import LIGHTS, RED
from metrics.views.dispatch.one_place import place_figures, place_tables
from metrics.views.parts.table import DisplayTable

OPENS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "得分": ("indicators", {}),
    "红灯项目": ("supervision", {"light": RED, "order": "light", "fold": "1"}),
    "消除红灯需整改": ("supervision", {"light": RED, "order": "owner", "fold": "1"}),
    "整改问题未销号": ("ledger", {"state": "open"}),
    "10个工作日内到期": ("calendar", {}),
}
"""The page of each figure, and what stands in its address; others open the ranking."""
FIGURES = ("ranking", "indicators")
"""The pages on which no record is needed."""
PAID = "payment_rate"


def figures(scope: Scope, place: Place, row: DisplayTable, book: Book | None) -> None:
    """Draw the figures at the head; without the office's book no list of records is opened."""
    told = place_figures.head_figures(place, row, book)
    tiles = [
        FigureTile(
            each.label, each.value, each.detail, *_opened(scope, each.label, own=book is not None),
            signal="RED" if each.label == "红灯项目" and place.lit[RED] else "",
        )
        for each in told
    ]  # fmt: skip
    picked = figure_tiles.show(tiles, title="主要数字")
    if picked:
        st.switch_page(pages.file(picked.page), query_params=picked.steps)


def show(scope: Scope, place: Place, row: DisplayTable) -> None:
    """Draw the rates against the province and the date before, the lights, and the row of the ranking."""
    seen = data.sees(scope.place)
    rates = place_tables.rates(place)
    st.header(escaped(rates.title))
    rate = signal_table.show(
        rates, key="place_rates", pinned="rate", dense=True, sortable=False, link="rate",
        select="row" if seen else "none",
    )  # fmt: skip
    light = signal_table.show(
        place_tables.lights(place), key="place_lights", dense=True, sortable=False,
        select="cell" if seen else "none",
        opens=("projects", *(f"lights_{each}" for each in LIGHTS)),
    )  # fmt: skip
    ranked = signal_table.show(
        row, key="place_rank", hidden=("region", "name", "parent"), dense=True, sortable=False,
        select="row", link="rank",
    )  # fmt: skip
    st.caption(row.note)
    if rate:
        money = {"money": "unpaid"} if rate.key == PAID else {}
        _go(scope, "supervision", plan=str(scope.year), **money)
    if light and light.column:
        named = light.column.removeprefix("lights_")
        _go(scope, "supervision", **({"light": named} if named in LIGHTS else {}))
    if ranked:
        st.switch_page(pages.file("ranking"), query_params=_ranking(scope))


def _opened(scope: Scope, label: str, *, own: bool) -> tuple[str, dict[str, str]]:
    """Return the page of a figure and its address; who may not see the records opens no list of them."""
    if label not in OPENS:
        return "ranking", _ranking(scope)
    page, asked = OPENS[label]
    if not own and page not in FIGURES:
        return "", {}
    return page, {**choices.carried(scope), **asked}


def _ranking(scope: Scope) -> dict[str, str]:
    """Return how the ranking of the province opens at the place, with why it moved."""
    level = data.own_level(scope) or "county"
    steps = {"level": level, "region": scope.place, "opened": "why"}
    return {**choices.carried(data.province_of(scope)), **steps}


def _go(scope: Scope, page: str, **asked: str) -> None:
    st.switch_page(pages.file(page), query_params={**choices.carried(scope), **asked})
