"""The ranking: choice of level, date to compare with and filters; then the table, small group apart."""

from collections.abc import Collection
from datetime import date

import streamlit as st

from dashboard import data
from dashboard.boards.changes import why_board
from dashboard.boards.rating import interval_board
from dashboard.components import (
    address,
    choices,
    pages,
    region_filter,
    region_link,
    signal_table,
    standing_note,
)
from dashboard.components.handed import download
from dashboard.components.plain_text import escaped
from dashboard.components.ways import level_choice, trace_link
from dashboard.handing import Export
from metrics.scope import Scope
from metrics.views.parts import numbers
from metrics.views.parts.table import DisplayTable
from metrics.views.rating import ranking as tables
from metrics.views.tracing import codes

ALL, BARRED = "", "barred"
NO_DATE = "none"
OPENS = {"interval": "interval", "rank_move": "why", "score_move": "why"}
"""What each column opens below the tables."""
INTERVAL_NOTE = "点名次区间查看它因何而来。"
MOVES_NOTE = "点名次区间查看它因何而来，点名次变化或得分变化查看原因。"
ITEMS_NOTE = "点任一项得分查看该项的衡量内容和记录。"
RATED = ("rank", "interval", "score", "grade", "vetoes", "planned")
"""The figures of a line of the ranking."""
SHOWN = {"rank": "名次", "items": "各项得分"}


def show(scope: Scope) -> None:
    """Draw choices and tables; a name opens the region's items."""
    standing_note.show(scope)
    if data.alone(scope):
        _own_row(scope)
        return
    with st.container(horizontal=True, key="filters", vertical_alignment="center"):
        level = level_choice.show(scope)
        before = _date_before(scope)
        city = region_filter.show(scope) if level == "county" else None
        state = _state(scope)
        items = _shows_items()
        main, small = (_filtered(scope, level, before, group, city, state) for group in GROUPS)
        if items:
            main, small = _with_items(scope, level, (main, small))
        download.show(
            lambda: main._replace(lines=main.lines + small.lines),
            name=f"{main.title}_{numbers.day(scope.as_of)}",
            key="ranking_file",
            export=Export("排名", rows=len(main.lines) + len(small.lines), records=False), traced=True,
        )  # fmt: skip
    if data.upper(scope) is not None:
        st.caption(f"以下为{escaped(data.name_of(scope.place))}范围内的名次。")
    _groups(
        scope, main, small, note=ITEMS_NOTE if items else MOVES_NOTE if before else INTERVAL_NOTE
    )
    _opened(scope, before, _listed(main, small))


def _groups(scope: Scope, main: DisplayTable, small: DisplayTable, *, note: str) -> None:
    """Draw both groups; what was opened of a region leaves them less room."""
    opened = address.get("region") in _listed(main, small) and address.get("opened")
    _table(scope, main, key="ranking", height=300 if opened else 520)
    st.caption(f"{note}{main.note}")
    if small.lines:
        st.header(f"{escaped(small.title)}　{len(small.lines)}个")
        _table(scope, small, key="ranking_small", height=300)
        st.caption(small.note)


def _listed(main: DisplayTable, small: DisplayTable) -> frozenset[str]:
    return frozenset(line.key for line in (*main.lines, *small.lines))


def _shows_items() -> bool:
    """Ask whether to show what each item earned in place of what rank and score did."""
    shown = address.choose(
        "columns", "列", tuple(SHOWN), default="rank", text=SHOWN.__getitem__, segmented=True
    )
    return shown == "items"


def _with_items(
    scope: Scope, level: str, groups: tuple[DisplayTable, DisplayTable]
) -> tuple[DisplayTable, DisplayTable]:
    """Return the same rows with what each item earned."""
    main, small = (
        data.ranking_parts(scope, level, group).keyed(line.key for line in table.lines)
        for group, table in zip(GROUPS, groups, strict=True)
    )
    return main, small


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
            _table(scope, own, key=f"ranking_{group}", height=120, told=upper)
            st.caption(own.note)
            _opened(scope, before, {scope.place}, told=upper)


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


def _table(
    scope: Scope, table: DisplayTable, *, key: str, height: int, told: Scope | None = None
) -> None:
    """Draw one group; a name leads to the region's items, an item's points to that item.

    An interval opens what it comes from, a move why it moved. `told` is the scope that the figures are
    told of, where it is another one: their codes are of that.
    """
    items = data.evaluation(scope).standard.by_code
    table = codes.hovered(table, data.codes_of(told or scope))
    picked = signal_table.show(
        table, key=key, select="cell", link="name", opens=(*OPENS, *items), pinned="name", hidden=("region",),
        height=height, chosen=address.get("region"), notes=_titles(scope),
    )  # fmt: skip
    if picked and picked.column in items:
        steps = {**choices.carried(scope), "region": picked.key, "item": str(picked.column)}
        st.switch_page(pages.file("indicators"), query_params=steps)
    if picked and picked.column:
        address.go(region=picked.key, opened=OPENS[picked.column], measure=None)
    region_link.follow(scope, picked.key if picked else None)


def _titles(scope: Scope) -> dict[str, str]:
    """Explain the columns of items by their titles."""
    return {code: item.title for code, item in data.evaluation(scope).standard.by_code.items()}


def _opened(
    scope: Scope, before: date | None, listed: Collection[str], *, told: Scope | None = None
) -> None:
    """Draw below the tables what was opened of a region; `told` as in `_table`."""
    region, opened = address.get("region"), address.get("opened")
    if region not in listed:
        return
    region_link.to_place(scope, region)
    trace_link.listed(told or scope, figures=RATED, region=str(region), of="本地区排名数字")
    if opened == "interval":
        interval_board.show(scope, str(region))
    elif opened == "why" and before is not None:
        why_board.show(scope, str(region), before)
