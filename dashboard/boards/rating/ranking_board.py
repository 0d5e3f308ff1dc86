"""The ranking: choice of level, date to compare with and filters; then the table, small group apart."""

from collections.abc import Collection
from datetime import date

import streamlit as st

from dashboard import data
from dashboard.boards.changes import why_board
from dashboard.components import address, region_filter, region_link, signal_table, standing_note
from dashboard.components.handed import download
from dashboard.components.plain_text import escaped
from dashboard.handing import Export
from metrics.scope import Scope
from metrics.views.parts import labels, numbers
from metrics.views.parts.table import DisplayTable
from metrics.views.rating import ranking as tables

LEVELS = ("county", "city")
ALL, BARRED = "", "barred"
NO_DATE = "none"
WHY = ("rank_move", "score_move")
"""The columns that open why a region moved."""


def show(scope: Scope) -> None:
    """Draw choices and tables; a name opens the region's items."""
    standing_note.show(scope)
    if data.alone(scope):
        _own_row(scope)
        return
    with st.container(horizontal=True, key="filters", vertical_alignment="center"):
        level = _level(scope)
        before = _date_before(scope)
        city = region_filter.show(scope) if level == "county" else None
        state = _state(scope)
        main, small = (_filtered(scope, level, before, group, city, state) for group in GROUPS)
        download.show(
            lambda: main._replace(lines=main.lines + small.lines),
            name=f"{main.title}_{numbers.day(scope.as_of)}",
            key="ranking_csv",
            export=Export("排名", rows=len(main.lines) + len(small.lines), records=False),
        )
    if data.upper(scope) is not None:
        st.caption(f"以下为{escaped(data.name_of(scope.place))}范围内的名次。")
    _table(scope, main, key="ranking", height=520)
    st.caption(main.note)
    if small.lines:
        st.subheader(f"{escaped(small.title)}　{len(small.lines)}个")
        _table(scope, small, key="ranking_small", height=300)
        st.caption(small.note)
    _opened(scope, before, {line.key for line in (*main.lines, *small.lines)})


GROUPS = ("main", "small")


def _own_row(scope: Scope) -> None:
    """Draw the row of a place without divisions below as the ranking of its province has it."""
    upper, level = data.upper(scope) or scope, data.own_level(scope) or "county"
    with st.container(horizontal=True, key="filters", vertical_alignment="center"):
        before = _date_before(scope)
    st.caption(
        f"{escaped(data.name_of(scope.place))}以下没有参加排名的地区，下表为它在上级范围内的一行。"
    )
    for group in GROUPS:
        table = data.ranking(upper, level, before, group)
        own = table.keyed([scope.place])
        if own.lines:
            _table(scope, own, key=f"ranking_{group}", height=120)
            st.caption(own.note)
            _opened(scope, before, {scope.place})


def _level(scope: Scope) -> str:
    """Offer the levels below the place; those of a city are its counties only."""
    levels = tuple(level for level in LEVELS if level in data.levels(scope))
    if len(levels) == 1:
        return levels[0]
    return address.choose(
        "level", "层级", levels, default=levels[0], text=labels.LEVELS.__getitem__, segmented=True
    )


def _date_before(scope: Scope) -> date | None:
    earlier = data.earlier_dates(scope)
    if not earlier:
        return None
    options: tuple[date | str, ...] = (NO_DATE, *earlier)
    chosen = address.choose(
        "since",
        "比较日期",
        options,
        default=earlier[0],
        text=lambda day: f"与{numbers.day(day)}比较" if isinstance(day, date) else "不作比较",
        code=lambda day: numbers.day(day) if isinstance(day, date) else day,
    )
    return chosen if isinstance(chosen, date) else None


def _state(scope: Scope) -> str:
    grades = tables.grade_order(data.evaluation(scope))
    words = {ALL: "全部等次", **{g: f"等次：{g}" for g in grades}, BARRED: "只看一票否决"}
    return address.choose("state", "等次或否决", tuple(words), default=ALL, text=words.__getitem__)


def _filtered(
    scope: Scope, level: str, before: date | None, group: str, city: str | None, state: str
) -> DisplayTable:
    table = data.ranking(scope, level, before, group)
    if city:
        table = table.keyed(data.regions_below(scope, city))
    if state == ALL:
        return table
    grade, veto = table.place("grade"), table.place("vetoes")
    lines = (
        line
        for line in table.lines
        if (line.cells[veto].value if state == BARRED else line.cells[grade].value == state)
    )
    return table._replace(lines=tuple(lines))


def _table(scope: Scope, table: DisplayTable, *, key: str, height: int) -> None:
    """Draw one group; a name leads to the region's items, a move opens why it moved."""
    picked = signal_table.show(
        table, key=key, select="cell", link="name", opens=WHY, pinned="name", hidden=("region",),
        height=height, chosen=address.get("region"),
    )  # fmt: skip
    if picked and picked.column:
        address.go(region=picked.key, opened="why", measure=None)
    region_link.follow(scope, picked.key if picked else None)


def _opened(scope: Scope, before: date | None, listed: Collection[str]) -> None:
    """Draw below the tables what was opened of a region."""
    region = address.get("region")
    if region in listed and before is not None and address.get("opened") == "why":
        region_link.to_place(scope, region)
        why_board.show(scope, str(region), before)
