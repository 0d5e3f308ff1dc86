"""Where the place of a page stands in its province, how its units stand with their reports; the ways there."""

import streamlit as st

from dashboard import data
from dashboard.components import choices, pages
from dashboard.components.plain_text import escaped
from metrics.reporting.standing import LATE
from metrics.scope import Scope
from metrics.views.progress.start_standing import start_standing
from metrics.views.rating.standing import standing_words
from metrics.views.reported.standing_words import short_sum_words


def show(scope: Scope) -> None:
    """Say rank and interval of a city or county among its peers; a province has none here."""
    upper = data.upper(scope)
    if upper is None:
        return
    words = standing_words(data.evaluation(upper), scope.place)
    steps = {**choices.carried(upper), "level": data.own_level(scope) or "county"}
    _draw(words, upper, page="ranking", label="排名", steps=steps)


def of_starts(scope: Scope, *, page: str) -> None:
    """Say where a place alone in its table of starts stands in the table of the place above."""
    above = data.parent(scope)
    if above is None or not ranks(scope):
        return
    place = data.name_of(above.place)
    words = start_standing(data.start_table(above), scope.place, place=place)
    _draw(words, above, page=page, label="开工情况", steps=choices.carried(above))


def of_reports(scope: Scope) -> None:
    """Say how many units are due, have reported and are late, and lead to their lists."""
    standing = data.standing(scope)
    if standing is None:
        return
    late = {"state": "late"} if standing.of(*LATE) else {}
    pages.link("reporting", label=f"报送情况：{short_sum_words(standing)}",
        icon=":material/fact_check:", query_params={**choices.carried(scope), **late},
    )  # fmt: skip


def ranks(scope: Scope) -> tuple[str, ...]:
    """Return the columns that say nothing in a table of starts: the ranks of a place alone in it."""
    alone = len(data.divisions_inside(scope)) == 1
    return ("rank", "rank_before", "rank_move") if alone else ()


def _draw(words: str, upper: Scope, *, page: str, label: str, steps: dict[str, str]) -> None:
    with st.container(horizontal=True, key="standing", vertical_alignment="center"):
        st.markdown(escaped(words), width="content")
        pages.link(
            page,
            label=f"查看{escaped(data.name_of(upper.place))}的{label}",
            icon=":material/leaderboard:",
            query_params=steps,
        )
