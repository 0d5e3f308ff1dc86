"""Of which regions the lists of a page tell: those below the place, or a county's own row in its province."""

from typing import NamedTuple

import streamlit as st

from dashboard import data
from dashboard.components.plain_text import escaped
from dashboard.components.ways import level_choice
from metrics.scope import Scope
from metrics.views.parts.table import DisplayTable


class Told(NamedTuple):
    """The scope that lists are told of, the level, and the only region that is shown (null: all)."""

    scope: Scope
    level: str
    only: str | None

    def shown(self, table: DisplayTable) -> DisplayTable:
        """Return the lines that are shown."""
        return table if self.only is None else table.keyed([self.only])


def choose(scope: Scope) -> Told:
    """Offer the level; a place without divisions below is told of as its province tells of it."""
    if not data.alone(scope):
        return Told(scope, level_choice.show(scope), None)
    return Told(data.upper(scope) or scope, data.own_level(scope) or "county", scope.place)


def own_row_words(told: Told) -> None:
    """Say that a place stands by itself; nothing where all regions are listed."""
    if told.only is not None:
        name = escaped(data.name_of(told.only))
        st.caption(f"{name}以下没有参加排名的地区，下表为它在上级范围内的一行。")
