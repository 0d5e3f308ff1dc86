"""Both standings side by side; a region opens why its score moves, a measure the records that turn."""

import streamlit as st

from dashboard import data, papers
from dashboard.components import (
    address,
    choices,
    kept_note,
    pages,
    region_filter,
    scroll_here,
    signal_table,
)
from dashboard.components.handed import table_files
from dashboard.components.plain_text import escaped
from dashboard.data import Question
from dashboard.handing import Export
from metrics.changes.supposed.replay import Replay
from metrics.scope import Scope
from metrics.standards.catalogue import NATIONAL
from metrics.views.changes import supposed_tables, turned_tables, why_tables, why_words
from metrics.views.changes.why_words import Sides
from metrics.views.parts import labels
from metrics.views.parts.table import DisplayTable
from metrics.views.rating.ranking import names_of

LISTED = {"all": "列出全部", "changed": "只列有变化的"}
COLUMNS = {"sides": "两边对比", "parts": "各参数的影响"}
HEIGHT = 430


def show(scope: Scope, asked: Question, replay: Replay, sides: Sides, *, told: str) -> None:
    """Draw the filters, the sentence of what moves, the table, and what was opened of it."""
    with st.container(horizontal=True, key="filters", vertical_alignment="center"):
        level = _level(scope)
        city = region_filter.show(scope) if level == "county" else None
        listed = address.choose(
            "list", "列出", tuple(LISTED), default="all", text=LISTED.__getitem__, segmented=True
        )
        columns = address.choose(
            "columns", "列", tuple(COLUMNS), default="sides", text=COLUMNS.__getitem__,
            segmented=True,
        )  # fmt: skip
        _files(scope, asked, level, rows=replay.standings.filter(level=level).height)
    st.markdown(escaped(f"{told}{supposed_tables.summary(replay, level)}"))
    table = supposed_tables.side_by_side(replay, level, sides, with_parts=columns == "parts")
    table = _kept(scope, replay, table, city=city, changed=listed == "changed")
    region = address.get("region")
    picked = signal_table.show(
        table, key="whatif:sides", select="row", link="name", pinned="name", chosen=region,
        height=HEIGHT, dense=columns == "parts",
    )  # fmt: skip
    st.caption(f"点任一地区查看得分为何变化。{escaped(table.note)}")
    if picked and picked.key != region:
        address.go(region=picked.key, measure=None)
    if region in names_of(replay.before):
        _why(scope, asked, str(region), sides)
    _measures(replay, sides)


def _level(scope: Scope) -> str:
    if data.alone(scope):
        return data.own_level(scope) or "county"
    levels = [level for level in ("county", "city") if level in data.levels(scope)]
    if len(levels) == 1:
        return levels[0]
    return address.choose(
        "level", "层级", levels, default=levels[0], text=labels.LEVELS.__getitem__, segmented=True
    )


def _kept(
    scope: Scope, replay: Replay, table: DisplayTable, *, city: str | None, changed: bool
) -> DisplayTable:
    """Keep the rows of the place, of one city, and those that changed, as asked."""
    if data.alone(scope):
        table = table.keyed([scope.place])
    if city:
        table = table.keyed(data.regions_below(scope, city))
    if changed:
        table = table.keyed(replay.standings.filter("other")["region"])
    return table


def _files(scope: Scope, asked: Question, level: str, *, rows: int) -> None:
    table_files.show(
        supposed_tables.NAME, scope,
        Export(supposed_tables.NAME, asked=asked.text, rows=rows, records=False),
        lambda kind: papers.replay_file(scope, asked, level, kind),
    )  # fmt: skip


def _why(scope: Scope, asked: Question, region: str, sides: Sides) -> None:
    """Draw why the score of a region moves, by measure; one opens the records that turn."""
    scroll_here.show(f"whatif:{region}")
    found = data.why_replayed(scope, asked, region)
    st.header(f"{escaped(data.name_of(region))}：得分和名次为何变化")
    st.markdown(escaped(why_words.told(found.move, found.turned, rank=found.rank, sides=sides)))
    table = why_tables.by_measure(found.move, found.turned, sides=sides)
    if len(table.lines) > 1:
        chosen = address.get("measure")
        picked = signal_table.show(
            table, key="whatif:why", select="row", link="title", frozen=2, chosen=chosen, dense=True
        )
        st.caption(table.note)
        if picked and picked.key and picked.key != chosen:
            address.go(measure=picked.key)
        if chosen in found.turned:
            _records(scope, asked, region, str(chosen), sides)


def _measures(replay: Replay, sides: Sides) -> None:
    """List the measures of which records of the whole place turn; one opens them."""
    table = supposed_tables.measures(replay, sides)
    if not table.lines:
        return
    st.header(escaped(table.title))
    picked = signal_table.show(table, key="whatif:measures", select="row", link="title", dense=True)
    if picked:
        address.go(region=replay.place, measure=picked.key)


def _records(scope: Scope, asked: Question, region: str, measure: str, sides: Sides) -> None:
    found = data.replayed_records(scope, asked, region, measure)
    table = turned_tables.turned_records(
        found.turned, found.judged, NATIONAL.measures[measure],
        names_of(data.evaluation(scope)), sides=sides,
    )  # fmt: skip
    st.header(f"{escaped(table.title)}{kept_note.counted(region, len(table.lines))}")
    kept_note.show(region)
    if not table.lines:
        return
    picked = signal_table.show(
        table, key="whatif:records", select="row", link="record", pinned="record", height=360
    )
    st.caption(table.note)
    if picked:
        item = NATIONAL.item_of[measure].code
        step = {"region": region, "item": item, "measure": measure, "record": picked.key}
        st.switch_page(pages.file("indicators"), query_params={**choices.carried(scope), **step})
