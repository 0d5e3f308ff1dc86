"""The scores by a score sheet: all regions of a level, each item; a cell opens the item of that region."""

import streamlit as st

from dashboard import data
from dashboard.components import address, region_filter, signal_table
from dashboard.components.handed import download
from dashboard.components.plain_text import escaped
from dashboard.handing import Export
from metrics.scope import Scope
from metrics.sheets.catalogue import sheet
from metrics.views.parts import labels, numbers
from metrics.views.parts.table import DisplayTable
from metrics.views.sheets.scores import plain

LEVELS = ("city", "county")
KINDS = {"xlsx": "下载表格（Excel）", "pdf": "下载PDF", "docx": "下载Word"}
AROUND = 290
"""Pixels above and below the table."""


def show(scope: Scope, name: str) -> None:
    """Draw the choices, the ranking with its items, and the small group apart."""
    if data.alone(scope):
        _own_row(scope, name)
        return
    with st.container(horizontal=True, key="filters", vertical_alignment="center"):
        level = _level(scope)
        city = region_filter.show(scope) if level == "county" else None
        main, small = (_filtered(scope, name, level, group, city) for group in ("main", "small"))
        for kind, label in KINDS.items():
            download.show(
                lambda: plain(main._replace(lines=main.lines + small.lines)),
                name=f"{main.title}_{numbers.day(scope.as_of)}", key=f"sheet_{kind}", label=label,
                kind=kind, export=Export("考核细则得分", rows=len(main.lines) + len(small.lines),
                                         records=False), sheet=name,
            )  # fmt: skip
    _table(main, name, key="sheet_scores")
    st.caption(f"点任一项得分查看该项的依据和记录。{main.note}")
    if small.lines:
        st.header(f"小样本组　{len(small.lines)}个")
        _table(small, name, key="sheet_small")


def _own_row(scope: Scope, name: str) -> None:
    """Draw the row of a place without divisions below as the scores of its province have it."""
    upper, level = data.upper(scope) or scope, data.own_level(scope) or "county"
    st.caption(
        f"{escaped(data.name_of(scope.place))}以下没有参加排名的地区，下表为它在上级范围内的一行。"
    )
    for group in ("main", "small"):
        own = data.sheet_scores(upper, name, level, group).keyed([scope.place])
        if own.lines:
            _table(own, name, key=f"sheet_own_{group}")


def _level(scope: Scope) -> str:
    levels = tuple(level for level in LEVELS if level in data.levels(scope))
    if len(levels) == 1:
        return levels[0]
    return address.choose(
        "level", "层级", levels, default=levels[0], text=labels.LEVELS.__getitem__, segmented=True
    )


def _filtered(scope: Scope, name: str, level: str, group: str, city: str | None) -> DisplayTable:
    table = data.sheet_scores(scope, name, level, group)
    return table.keyed(data.regions_below(scope, city)) if city else table


def _table(table: DisplayTable, name: str, *, key: str) -> None:
    items = sheet(name).by_code
    short = {item: (items[item].short,) for item in items}
    columns = (
        each._replace(headings=short.get(each.name, each.headings)) for each in table.columns
    )
    worth = sheet(name).lays_down["item_weights"].value
    picked = signal_table.show(
        table._replace(columns=tuple(columns)), key=key,
        subtitles={code: f"{numbers.trimmed(worth[code])}分" for code in items},
        select="cell", opens=tuple(items), pinned="name", hidden=("region",),
        notes={code: item.title for code, item in items.items()}, chosen=address.get("region"),
        around=AROUND, dense=True,
    )  # fmt: skip
    if picked and picked.column in items:
        address.go(region=picked.key, item=picked.column, measure=None)
