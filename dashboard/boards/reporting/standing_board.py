"""Who has reported: the sum of the place, city by city, then unit by unit; every number opens its list."""

from datetime import date

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard import data, papers
from dashboard.boards.reporting import day_looked_at, standing_told
from dashboard.components import address, choices, kept_note, pages, region_link, signal_table
from dashboard.components.handed import table_files
from dashboard.handing import Export
from metrics.reporting.standing import Reporting, UnitStanding
from metrics.scope import Scope
from metrics.views.parts import numbers, wording
from metrics.views.parts.table import DisplayTable
from metrics.views.reported import standing_tables
from metrics.views.reported.standing_words import (
    LIST_NAMES,
    LIST_NOTES,
    LISTS,
    sum_words,
    turn_words,
)
from metrics.views.supervision.asked_words import filter_words

ALL = ""
AROUND = 330
"""Pixels above and below the table of units."""
OPENED = ("missed", *standing_tables.CHANGED, "warned")
"""The numbers of a unit that open: what it owes, and what its last report changed and was warned of."""


def show(scope: Scope, bar: DeltaGenerator) -> None:
    """Draw the choices into the bar, then the counts, what they add up to, and their lists."""
    with bar:
        standing = standing_told.show(scope)
        if standing is None:
            return
        wanted, city = _filters(standing)
        listed = _listed(standing, wanted, city)
        table = standing_tables.units(listed, data.unit_names(), standing_told.beside())
        _files(scope, table, day=standing.day, wanted=wanted, city=city)
    if city is None and len({unit.upper for unit in standing.units}) > 1:
        _by_city(standing)
    within = f"{data.name_of(city)}：" if city else ""
    st.header(f"{within}{sum_words(_of_city(standing, city))}")
    st.caption(f"{turn_words(standing.turn)}{day_looked_at.words(standing.day)}")
    region_link.to_place(scope, city)
    _units(scope, standing, table, wanted)


def _filters(standing: Reporting) -> tuple[str, str | None]:
    city = _city(standing)
    of_city = _listed(standing, "due", city)
    counts = {name: sum(unit.state in states for unit in of_city) for name, states in LISTS.items()}
    wanted = address.choose(
        "state", "名单", tuple(LISTS), default="due", segmented=True,
        text=lambda name: f"{LIST_NAMES[name]} {counts[name]}",
    )  # fmt: skip
    return wanted, city


def _city(standing: Reporting) -> str | None:
    """Offer the cities that units are listed under; null is all, and where there is only one."""
    names = data.unit_names()
    cities = sorted({unit.upper for unit in standing.units})
    if len(cities) < 2:
        return None
    named = {ALL: "全部市州"} | {code: names.get(code, code) for code in cities}
    chosen = address.choose("within", "所属市州", tuple(named), default=ALL, text=named.__getitem__)
    return chosen or None


def _of_city(standing: Reporting, city: str | None) -> Reporting:
    """Keep the units that are listed under a city; null is all."""
    return standing._replace(
        units=tuple(each for each in standing.units if city in (None, each.upper))
    )


def _listed(standing: Reporting, wanted: str, city: str | None) -> list[UnitStanding]:
    return list(_of_city(standing, city).of(*LISTS[wanted]))


def _files(scope: Scope, table: DisplayTable, *, day: date, wanted: str, city: str | None) -> None:
    asked = {
        "按哪一天看": numbers.day(day),
        "名单": LIST_NAMES[wanted],
        "市州": data.name_of(city) if city else "",
    }
    table_files.show(
        wording.REPORTING, scope,
        Export(wording.REPORTING, filter_words(asked), len(table.lines), personal=True),
        lambda kind: papers.standing_file(scope, table, asked, kind, day=day),
        told=numbers.day(day),
    )  # fmt: skip


def _by_city(standing: Reporting) -> None:
    """Count by city; a number opens its list."""
    table = standing_tables.by_city(standing, data.unit_names())
    picked = signal_table.show(
        table, key="by_city", select="cell", opens=tuple(LISTS), frozen=1, height=240, dense=True,
        notes=LIST_NOTES,
    )  # fmt: skip
    st.caption("点数字可看名单。")
    if picked:
        address.go(within=picked.key or None, state=picked.column)


def _units(scope: Scope, standing: Reporting, table: DisplayTable, wanted: str) -> None:
    st.header(f"{LIST_NAMES[wanted]}名单（{len(table.lines)}家）")
    if not table.lines:
        st.caption("没有这样的单位。")
        return
    picked = signal_table.show(
        table, key="units", select="cell", link="name", opens=OPENED, around=AROUND, dense=True,
        frozen=1,
    )  # fmt: skip
    st.caption("点单位可生成催报文字和提醒函，点欠报期数可看各期，点其他数字可看最近一次报送。")
    if picked and picked.column in (None, "missed"):
        address.go(part="remind", by="unit", unit=picked.key)
    elif picked:
        _last_report(scope, standing, picked.key)


def _last_report(scope: Scope, standing: Reporting, unit: str) -> None:
    if not data.sees(unit):
        kept_note.show(unit)
        return
    last = next((each.last for each in standing.units if each.unit == unit), None)
    if last is not None:
        steps = {"view": "sent", "submission": str(last.id)}
        st.switch_page(pages.file("submissions"), query_params={**choices.carried(scope), **steps})
