"""The matrix of regions and items; a cell opens the item, a name shows the region's counties."""

import streamlit as st

from dashboard import data
from dashboard.components import (
    address,
    basis_note,
    region_filter,
    region_link,
    signal_table,
    standing_note,
)
from dashboard.components.handed import download
from dashboard.handing import Export
from metrics.scope import Scope
from metrics.views.parts import labels, numbers, wording
from metrics.views.parts.table import DisplayTable
from metrics.views.rating import indicator_tables
from metrics.views.tracing import codes

AROUND = 300
"""Pixels above and below the table."""


def show(scope: Scope) -> None:
    """Draw the choices of rows and the matrix, and open what was picked."""
    st.title(wording.INDICATORS)
    standing_note.show(scope)
    evaluation = data.evaluation(scope)
    items = evaluation.standard.by_code
    picked = signal_table.show(
        _chosen_rows(scope),
        key="matrix",
        select="cell",
        opens=tuple(items),
        hidden=("region",),
        pinned="name",
        notes={code: item.title for code, item in items.items()},
        subtitles={code: item.short for code, item in items.items()},
        chosen=address.get("region"),
        around=AROUND,
        dense=True,
    )
    if picked and picked.column:
        # What the next page would write by itself is written here: it is one step back, not two.
        address.go(region=picked.key, item=picked.column, verdict="all", p="1")
    basis_note.show(evaluation)


def _chosen_rows(scope: Scope) -> DisplayTable:
    with st.container(horizontal=True, key="filters", vertical_alignment="center"):
        level = _level(scope)
        city = region_filter.show(scope) if level == "county" else None
        region_link.to_place(scope, address.get("region"))
        table = data.matrix(scope, level)
        shown = table.keyed(data.regions_below(scope, city)) if city else table
        download.show(
            lambda: shown, name=f"{shown.title}_{numbers.day(scope.as_of)}", key="matrix_file",
            export=Export("指标矩阵", rows=len(shown.lines), records=False), traced=True,
        )  # fmt: skip
        st.caption(f"点击任一格，查看该项的衡量内容、依据和记录。{indicator_tables.MATRIX_NOTE}")
    return codes.hovered(shown, data.codes_of(scope))


def _level(scope: Scope) -> str:
    """Offer the levels below the place, and its own row where it is a city."""
    levels, own = data.levels(scope), data.own_level(scope)
    offered = (*levels, *(() if own is None or own in levels else (own,)))
    level: str = address.choose(
        "level", "层级", offered, default=levels[0], segmented=True,
        text=lambda level: "本级" if level == own else labels.LEVELS[level],
    )  # fmt: skip
    return level
