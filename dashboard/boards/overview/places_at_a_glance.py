"""Tile map of the cities, both ends of the counties' ranking, grades and reporting."""

import streamlit as st

from dashboard import data
from dashboard.boards.overview import tile_map
from dashboard.components import choices, pages, region_link, signal_table, standing_note
from metrics.days import beijing
from metrics.rating.evaluation import Evaluation
from metrics.scope import Scope
from metrics.supervision.lights import RED
from metrics.views.parts import labels, wording
from metrics.views.parts.table import DisplayTable
from metrics.views.rating import narrative, overview

EMPTY = {
    "best": "没有参加主排名的县区。",
    "worst": "参加主排名的县区不多，没有另列在靠后的。",
}


def show(scope: Scope) -> None:
    """Draw the row and go to the items of a region that is opened."""
    evaluation = data.evaluation(scope)
    if data.alone(scope):
        _red_projects(scope)
        _reported(scope)
        return
    levels = data.levels(scope)
    upper, lower = levels[0], levels[-1]
    left, middle, right = st.columns([1.15, 1, 1], gap="medium")
    with left:
        tile = _tiles(evaluation, upper)
    first, last = overview.best_and_worst(evaluation, lower)
    with middle:
        best = _end(first, "县区排名靠前", key="best")
        if lower != upper:
            st.caption(f"县区等次：{_grades(evaluation, lower)}。")
        _red_projects(scope)
    with right:
        worst = _end(last, "县区排名靠后", key="worst")
        pages.link("place", label=f"{wording.PLACE}：逐市逐县查看", icon=":material/location_city:",
            query_params=choices.carried(scope),
        )  # fmt: skip
        _reported(scope)
    _opened(scope, tile)
    region_link.follow(scope, best or worst)


def _tiles(evaluation: Evaluation, level: str) -> str | None:
    """Draw the tiles of a level and what its grades are; return the region that was opened."""
    unit = labels.LEVELS[level]
    st.header(f"各{unit}得分与等次")
    tile = tile_map.show(overview.tiles(evaluation, level), title=f"各{unit}得分", key="tiles")
    trailing = overview.last_words(evaluation, level)
    st.caption(f"{unit}等次：{_grades(evaluation, level)}。{trailing}")
    return tile


def _reported(scope: Scope) -> None:
    """Say who has reported, and when the last report came; lead to the lists."""
    standing_note.of_reports(scope)
    if received := data.last_received(scope):
        st.caption(f"最近一次接收：{beijing.moment(received)}。")


def _end(table: DisplayTable, title: str, *, key: str) -> str | None:
    st.header(title)
    if not table.lines:
        st.caption(EMPTY[key])
        return None
    picked = signal_table.show(table, key=key, select="row", link="name", hidden=("region",))
    return picked.key if picked else None


def _red_projects(scope: Scope) -> None:
    """Say how many projects are red, and lead to them."""
    pages.link(
        "supervision",
        label=data.red_words(scope),
        icon=":material/traffic:",
        plain=True,
        query_params={**choices.carried(scope), "light": RED, "order": "light"},
    )


def _grades(evaluation: Evaluation, level: str) -> str:
    return overview.graded_words(narrative.graded(evaluation, level=level))


def _opened(scope: Scope, region: str | None) -> None:
    """Go to the counties of a city that was opened; what has none goes to its own row."""
    if region is None:
        return
    if data.regions_below(scope, region) == {region}:
        region_link.follow(scope, region)
    steps = {**choices.carried(scope), "level": "county", "within": region}
    st.switch_page(pages.file("indicators"), query_params=steps)
