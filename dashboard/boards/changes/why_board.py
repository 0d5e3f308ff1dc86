"""Why the score and the rank of one region moved: by measure, down to the records that turned."""

from datetime import date

import streamlit as st

from dashboard import data
from dashboard.components import address, choices, kept_note, pages, scroll_here, signal_table
from dashboard.components.plain_text import escaped
from dashboard.data import Why
from metrics.scope import Scope
from metrics.standards.catalogue import NATIONAL
from metrics.views.changes import change_tables, turned_tables, why_tables, why_words
from metrics.views.parts import numbers

LISTED = {"moved": "只列有变化的", "every": "列出全部"}


def show(scope: Scope, region: str, before: date) -> None:
    """Draw why a division of the scope's place moved since an earlier data date.

    A measure opens the records that turned, at first the one that moved most; the one chosen stands in
    the address as `measure`.
    """
    scroll_here.show(f"why:{region}")
    found = data.why_moved(scope, region, before)
    span = f"{numbers.day(before)}至{numbers.day(scope.as_of)}"
    st.header(f"{escaped(data.name_of(region))}：得分和名次为何变化（{span}）")
    st.markdown(escaped(why_words.told(found.move, found.turned, rank=found.rank)))
    if found.rank is not None and found.places:
        parts = change_tables.explained(found.rank)
        st.caption(f"名次在{escaped(data.name_of(found.ranked_in))}范围内：{escaped(parts)}。")
    if found.move.measures:
        _measures(scope, region, before, found)
    if found.rules:
        table = why_tables.rules(found.rules)
        st.header(escaped(table.title))
        signal_table.show(table, key="why:rules")


def _measures(scope: Scope, region: str, before: date, found: Why) -> None:
    listed = address.choose(
        "every", "列出", tuple(LISTED), default="moved", text=LISTED.__getitem__, segmented=True
    )
    table = why_tables.by_measure(found.move, found.turned, every=listed == "every")
    if len(table.lines) == 1:
        return
    most = max(found.move.measures, key=lambda each: abs(each.move))
    chosen = address.get("measure") or (most.measure if most.move else "")
    picked = signal_table.show(
        table, key="why:measures", select="row", link="title", frozen=2, chosen=chosen, dense=True,
        height=None if listed == "moved" else 520,
    )  # fmt: skip
    st.caption(table.note)
    if picked and picked.key != chosen:
        address.go(measure=picked.key)
    if chosen in NATIONAL.measures:
        _records(scope, region, before, chosen)


def _records(scope: Scope, region: str, before: date, measure: str) -> None:
    """List the records of a measure that turned; a row opens the record."""
    found = data.turned_records(scope, region, before, measure)
    names = change_tables.names(data.changed(scope, before).changes)
    table = turned_tables.turned_records(
        found.turned, found.judged, NATIONAL.measures[measure], names
    )
    if address.get("measure"):
        scroll_here.show(f"why:{region}:{measure}")
    st.header(f"{escaped(table.title)}{kept_note.counted(region, len(table.lines))}")
    kept_note.show(region)
    step = {"region": region, "item": NATIONAL.item_of[measure].code, "measure": measure}
    where = {**choices.carried(scope), **step}
    if not table.lines:
        if data.sees(region):
            st.info("这条衡量内容没有结论变化的记录。")
    else:
        picked = signal_table.show(
            table, key="why:records", select="row", link="record", pinned="record", height=360
        )
        st.caption(table.note)
        if picked:
            st.switch_page(pages.file("indicators"), query_params={**where, "record": picked.key})
    pages.link(
        "indicators", label=f"{measure}的全部记录", icon=":material/grid_on:", query_params=where
    )
