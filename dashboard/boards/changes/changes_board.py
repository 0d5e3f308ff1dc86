"""Changes by region, the reasons of rank moves, corrections and lights; every number opens."""

from collections import Counter
from datetime import date

import polars as pl
import streamlit as st

from dashboard import data
from dashboard.boards.changes import light_changes, why_board
from dashboard.components import (
    address,
    choices,
    kept_note,
    pages,
    region_filter,
    scroll_here,
    signal_table,
)
from dashboard.components.handed import download
from dashboard.components.plain_text import escaped
from dashboard.handing import Export
from metrics.changes.between_dates import Changes
from metrics.changes.confirmations import confirmations
from metrics.changes.kinds import LABELS
from metrics.scope import Scope
from metrics.views.changes import change_tables, correction_tables
from metrics.views.parts import labels, numbers, wording
from metrics.views.parts.table import DisplayTable
from metrics.views.reported import confirmed_tables

PARTS = {
    "regions": "各地变化", "moves": "名次变化", "lights": "灯色变化", "corrections": "数据更正",
}  # fmt: skip
MOVED = "rank_move"
"""The column, and the kind in the address, that opens why a region moved."""


def show(scope: Scope) -> None:
    """Draw the choices, then the part chosen."""
    st.title(f"{wording.CHANGES}（截至{numbers.long_day(scope.as_of)}）")
    earlier = data.earlier_dates(scope)
    if not earlier:
        st.info(wording.FIRST_DATE)
        return
    with st.container(horizontal=True, key="filters", vertical_alignment="center"):
        before = _before(earlier)
        changed = data.changed(scope, before)
        part = address.choose(
            "part", "内容", tuple(PARTS), default="regions", text=PARTS.__getitem__, segmented=True
        )
        table = _chosen(scope, changed, part)
        _file(table, part, days=(before, scope.as_of))
    _draw(scope, changed, table, part)
    if part in ("regions", "corrections"):
        _confirmed(scope, changed)


def _draw(scope: Scope, changed: data.Changed, table: DisplayTable, part: str) -> None:
    """Draw the table of a part, and what its rows open."""
    before = changed.changes.before.as_of
    if part in ("lights", "corrections"):
        kept_note.show(scope.place)
    if part == "regions":
        _regions(scope, changed, table)
    elif part == "lights":
        light_changes.draw(scope, table)
    elif part == "moves":
        _why_moved(scope, table, before)
    else:
        _corrections(scope, table, before)


def _file(table: DisplayTable, part: str, *, days: tuple[date, date]) -> None:
    before, after = map(numbers.day, days)
    listed = part in ("lights", "corrections")
    download.show(
        lambda: table, name=f"{PARTS[part]}_{before}至{after}", key="changes_file",
        export=Export(PARTS[part], rows=len(table.lines), personal=listed, records=listed),
    )  # fmt: skip


def _before(earlier: tuple[date, ...]) -> date:
    return address.choose(
        "since",
        "比较日期",
        earlier,
        default=earlier[0],
        text=lambda day: f"与{numbers.day(day)}比较",
    )


def _chosen(scope: Scope, changed: data.Changed, part: str) -> DisplayTable:
    """Ask for level and city, or what else the part can be filtered by; return its table of them."""
    if part == "lights":
        return light_changes.choose(scope, changed.changes.before.as_of)
    level = _level(scope, part)
    city = region_filter.show(scope) if level == "county" or part == "corrections" else None
    table = _table(scope, changed, part=part, level=level)
    if not city:
        return table
    inside = data.regions_below(scope, city)
    if part == "corrections":
        found = zip(table.lines, table.at("region"), strict=True)
        return table._replace(lines=tuple(each for each, cell in found if cell.value in inside))
    return table.keyed(inside)


def _level(scope: Scope, part: str) -> str:
    levels = data.levels(scope)
    if part not in ("regions", "moves") or len(levels) == 1:
        return levels[0]
    return address.choose(
        "level", "层级", levels, default=levels[0], text=labels.LEVELS.__getitem__, segmented=True
    )


def _table(scope: Scope, changed: data.Changed, *, part: str, level: str) -> DisplayTable:
    changes = changed.changes
    if part == "moves":
        return _moves(scope, changed, level)
    if part == "corrections":
        effects = data.effects_of(scope, changes.before.as_of)
        return correction_tables.corrections(changes, changed.senders, effects)
    return change_tables.by_region(_ranked(scope, changes), level=level)


def _ranked(scope: Scope, changes: Changes) -> Changes:
    """Return the changes with the place's own rank among all of its province, as its ranking says it."""
    upper = data.upper(scope)
    if upper is None:
        return changes
    return changes.ranked_in(data.changed(upper, changes.before.as_of).changes)


def _moves(scope: Scope, changed: data.Changed, level: str) -> DisplayTable:
    """Return why ranks moved within the place; of one without divisions below, within its province."""
    upper = data.upper(scope)
    if upper is None:
        return change_tables.rank_moves(changed.changes, level=level)
    ranked, changes = scope.place, changed.changes
    if data.alone(scope):
        ranked, changes = upper.place, data.changed(upper, changes.before.as_of).changes
    table = change_tables.rank_moves(changes, level=level)
    note = f"名次为{data.name_of(ranked)}范围内的名次。{table.note}"
    return table.keyed(data.divisions_inside(scope))._replace(note=note)


def _confirmed(scope: Scope, changed: data.Changed) -> None:
    """List what units of the place confirmed before their reports of this span were stored."""
    spanned = confirmations(
        data.submissions(), before=changed.changes.before.as_of, after=scope.as_of,
        units=change_tables.names(changed.changes),
    )  # fmt: skip
    table = confirmed_tables.confirmed(spanned, data.unit_names())
    if table.lines:
        st.header(escaped(table.title))
        signal_table.show(table, key="changes:confirmed", height=260)
        st.caption(table.note)


def _corrections(scope: Scope, table: DisplayTable, before: date) -> None:
    """List the corrections, and below them what they did to the regions."""
    if not table.lines:
        st.info(f"{light_changes.seen_part(scope)}两个数据日期之间没有{PARTS['corrections']}。")
    else:
        signal_table.show(table, key="changes:corrections", hidden=("region",), height=360)
    st.caption(table.note)
    _effects(scope, table, before)


def _effects(scope: Scope, table: DisplayTable, before: date) -> None:
    """Say what all corrections of each region did to its score and rank; a row opens why it moved.

    Only of regions all of whose corrections the visitor may see: others would be counted short.
    """
    counted = Counter(str(cell.value) for cell in table.at("region") if cell.value)
    cities = {region: data.city_above(scope, region) for region in counted}
    for region, city in cities.items():
        if city:
            counted[city] += counted[region]
    rows = []
    for region in filter(data.sees, sorted(counted)):
        found = data.why_moved(scope, region, before)
        told = {"region": region, "name": data.name_of(region), "corrections": counted[region]}
        rows.append({**told, "move": found.move, "rank": found.rank})
    effects = correction_tables.by_region(rows)
    if not effects.lines:
        return
    st.header(escaped(effects.title))
    picked = signal_table.show(
        effects, key="changes:effects", select="row", link="name", hidden=("region",), dense=True,
        height=260,
    )  # fmt: skip
    st.caption(effects.note)
    if picked:
        _to_moves(scope, picked.key, before)


def _to_moves(scope: Scope, region: str, before: date) -> None:
    """Go to why a region moved."""
    level = "city" if region in data.cities(scope) else "county"
    steps = {"part": "moves", "region": region, "since": numbers.day(before)}
    if level in data.levels(scope):
        steps["level"] = level
    st.switch_page(pages.file("changes"), query_params={**choices.carried(scope), **steps})


def _why_moved(scope: Scope, table: DisplayTable, before: date) -> None:
    """Draw how ranks moved; a row opens why."""
    if not table.lines:
        st.info(f"两个数据日期之间没有{PARTS['moves']}。")
        return
    region = address.get("region")
    opened = any(line.key == region for line in table.lines)
    picked = signal_table.show(
        table, key="changes:moves", select="row", link="name", hidden=("region",), pinned="name",
        chosen=region, height=300 if opened else 520,
    )  # fmt: skip
    st.caption(f"点任一行查看得分和名次为何变化。{table.note}")
    if picked and picked.key != region:
        address.go(region=picked.key, measure=None)
    if opened:
        why_board.show(scope, str(region), before)


def _regions(scope: Scope, changed: data.Changed, table: DisplayTable) -> None:
    """Draw the regions; a number opens the records behind it."""
    whole = change_tables.by_region(_ranked(scope, changed.changes), level=None)
    lines = whole.keyed([scope.place]).lines
    lines += tuple(line for line in table.lines if line.key != scope.place)
    picked = signal_table.show(
        table._replace(lines=lines), key="changes:regions", select="cell",
        opens=("updated", *change_tables.COUNTS, MOVED),
        hidden=("region",), pinned="name", height=430, dense=True,
        chosen=address.get("region"),
    )  # fmt: skip
    st.caption(f"点击任一数字，查看它背后的记录。{table.note}{_ranks_note(scope)}")
    if picked and picked.column == "updated":
        st.switch_page(
            pages.file("reporting"), query_params={**choices.carried(scope), "place": picked.key}
        )
    if picked and picked.column:
        address.go(region=picked.key, kind=picked.column, measure=None)
    if address.get("kind") == MOVED:
        _why(scope, changed)
    else:
        _records(scope, changed)


def _why(scope: Scope, changed: data.Changed) -> None:
    region = address.get("region")
    if region in change_tables.names(changed.changes):
        why_board.show(scope, str(region), changed.changes.before.as_of)


def _ranks_note(scope: Scope) -> str:
    """Say among whom the ranks count; nothing for a province, where they can count among no others."""
    upper = data.upper(scope)
    if upper is None:
        return ""
    own = f"{data.name_of(scope.place)}的名次为{data.name_of(upper.place)}范围内的名次"
    return f"{own}。" if data.alone(scope) else f"{own}，其余为本范围内的名次。"


def _records(scope: Scope, changed: data.Changed) -> None:
    region, kind = address.get("region"), address.get("kind")
    if kind not in (*LABELS, *change_tables.COUNTS):
        return
    if region not in change_tables.names(changed.changes):
        return
    scroll_here.show(f"records:{region}:{kind}")
    kept_note.show(str(region))
    table = change_tables.records(changed.changes, name=kind, region=region)
    st.header(f"{escaped(table.title)}{kept_note.counted(str(region), len(table.lines))}")
    if not table.lines:
        if data.sees(region):
            st.info("没有这类变化。")
        return
    picked = signal_table.show(
        table, key="changes:records", select="row", link="record_name", hidden=("region", "kind"),
        height=360,
    )  # fmt: skip
    if picked:
        _open(scope, change_tables.behind(changed.changes, name=kind, region=region), picked.key)


def _open(scope: Scope, behind: pl.DataFrame, number: str) -> None:
    """Go to the project of a record, or to an issue in the ledger."""
    row = behind.row(int(number), named=True)
    steps = choices.carried(scope)
    if row["kind"].startswith("issues"):
        st.switch_page(
            pages.file("ledger"), query_params={**steps, "state": "all", "issue": row["record"]}
        )
    if row["project"]:
        st.switch_page(pages.file("project"), query_params={**steps, "project": row["project"]})
