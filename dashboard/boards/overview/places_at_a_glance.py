"""Tile map of the cities, both ends of the counties' ranking, grades and reporting."""

import streamlit as st

from dashboard import data
from dashboard.boards.overview import tile_map
from dashboard.components import choices, pages, region_link, signal_table
from metrics.rating.evaluation import Evaluation
from metrics.scope import Scope
from metrics.supervision.lights import RED
from metrics.views.parts import numbers
from metrics.views.parts.table import DisplayTable
from metrics.views.rating import findings, narrative, overview


def show(scope: Scope) -> None:
    """Draw the row and go to the items of a region that is opened."""
    evaluation = data.evaluation(scope)
    left, middle, right = st.columns([1.15, 1, 1], gap="medium")
    with left:
        st.subheader("各市州得分与等次")
        city = tile_map.show(overview.tiles(evaluation, "city"), title="各市州得分", key="tiles")
    first, last = overview.best_and_worst(evaluation, "county")
    with middle:
        best = _end(first, "县区排名靠前", key="best")
    with right:
        worst = _end(last, "县区排名靠后", key="worst")
    with left:
        trailing = overview.last_words(evaluation, "city")
        st.caption(f"市州等次：{_grades(evaluation, 'city')}。{trailing}")
    with middle:
        st.caption(f"县区等次：{_grades(evaluation, 'county')}。")
        _red_projects(scope)
    with right:
        reported = findings.reporting(evaluation)
        st.caption(overview.reporting_words(reported, evaluation.as_of) + _received(evaluation))
    _counties_of(scope, city)
    region_link.follow(scope, best or worst)


def _end(table: DisplayTable, title: str, *, key: str) -> str | None:
    st.subheader(title)
    picked = signal_table.show(table, key=key, select="row", link="name", hidden=("region",))
    return picked.key if picked else None


def _red_projects(scope: Scope) -> None:
    """Say how many projects are red, and lead to them."""
    st.page_link(
        pages.file("supervision"),
        label=overview.red_words(data.supervised(scope).projects),
        icon=":material/traffic:",
        query_params={**choices.carried(scope), "light": RED, "order": "light"},
    )


def _received(evaluation: Evaluation) -> str:
    units = evaluation.regions.select(unit="region")
    moments = evaluation.frames.reporting.join(units, on="unit", how="semi")["accepted_at"]
    last = moments.max()
    return f"最近一次接收：{numbers.moment(str(last))}。" if last else ""


def _grades(evaluation: Evaluation, level: str) -> str:
    return overview.graded_words(narrative.graded(evaluation, level=level))


def _counties_of(scope: Scope, city: str | None) -> None:
    if city is None:
        return
    if data.regions_below(scope, city) == {city}:
        region_link.follow(scope, city)
    steps = {**choices.carried(scope), "level": "county", "within": city}
    st.switch_page(pages.file("indicators"), query_params=steps)
