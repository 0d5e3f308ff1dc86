"""Changed lights: which projects turned red or left red, for what cause; a row opens the project."""

from datetime import date

import polars as pl
import streamlit as st

from dashboard import data
from dashboard.components import (
    address,
    choices,
    pages,
    region_filter,
    signal_table,
)
from metrics.changes.kinds import LIGHTS
from metrics.scope import Scope
from metrics.views.changes.light_tables import light_table
from metrics.views.parts.table import DisplayTable

ALL = ""
LONGEST = 40
AROUND = 300
SOUGHT = ("project", "name", "county", "city_name", "implementer", "project_owner", "cause")
"""Columns in which a text is sought."""


def choose(scope: Scope, before: date) -> DisplayTable:
    """Draw the filters into the row of choices; return what they leave."""
    kept = _filtered(scope, data.light_changes(scope, before))
    return light_table(kept, place=data.name_of(scope.place), days=(before, scope.as_of))


def _filtered(scope: Scope, changed: pl.DataFrame) -> pl.DataFrame:
    kind = address.choose(
        "state", "变化", (ALL, *LIGHTS), default=ALL, text=lambda k: LIGHTS.get(k, "全部变化")
    )
    offered = data.offered(scope)
    region = region_filter.of_list(scope, offered.cities, offered.counties)
    words = address.sought("q", "查找项目", placeholder="查找项目、单位、原因", longest=LONGEST)
    conditions = [pl.lit(value=True)]
    if kind:
        conditions.append(pl.col("kind") == kind)
    if region:
        conditions.append(pl.col("region").is_in(list(data.regions_below(scope, region))))
    if words.strip():
        conditions.append(_holds(words.strip()))
    return changed.filter(conditions)


def _holds(words: str) -> pl.Expr:
    texts = (pl.col(name).str.contains(words, literal=True) for name in SOUGHT)
    return pl.any_horizontal(text.fill_null(value=False) for text in texts)


def draw(scope: Scope, table: DisplayTable) -> None:
    """Draw the list; a row opens its project."""
    if not table.lines:
        st.info(f"{seen_part(scope)}两个数据日期之间没有符合条件的灯色变化。")
        return
    picked = signal_table.show(
        table, key="changes:lights", select="row", link="name", pinned="name", around=AROUND,
        dense=True,
    )  # fmt: skip
    st.caption(table.note)
    if picked:
        steps = {**choices.carried(scope), "project": picked.key}
        st.switch_page(pages.file("project"), query_params=steps)


def seen_part(scope: Scope) -> str:
    """Say that what is told is only of what the visitor may see, where that is not all of the place."""
    return "" if data.sees(scope.place) else "您可查看的范围内，"
