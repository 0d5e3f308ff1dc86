"""省市县三级自评: what units told of themselves and their superiors of them, beside what the system finds."""

from collections.abc import Mapping

import streamlit as st

from dashboard import data, score_sheets
from dashboard.boards.sheets import taking_in
from dashboard.components import controls, form_fields, signal_table
from dashboard.components.handed import download
from dashboard.components.plain_text import escaped
from dashboard.handing import Export
from metrics.scope import Scope
from metrics.sheets.catalogue import sheet
from metrics.views.parts import numbers
from metrics.views.sheets import entered_tables

AROUND = 360
"""Pixels above and below the table."""


def show(scope: Scope, name: str) -> None:
    """Draw the comparison, the largest difference first, and the forms of the units the visitor acts for."""
    names = data.divisions_inside(scope)
    rows = data.self_compared(scope, name)
    table = entered_tables.self_compared(rows, sheet(name), names)
    with st.container(horizontal=True, key="filters", vertical_alignment="center"):
        _telling(scope, name)
        download.show(
            lambda: table, name=f"{table.title}_{numbers.day(scope.as_of)}", key="self_file",
            export=Export("自评核对", rows=len(rows)),
        )  # fmt: skip
    tolerance = data.rules_of(scope)["self_score_tolerance"]
    beyond = sum(row.beyond for row in rows)
    st.caption(
        f"差异为自评、核评与系统得分之差中最大的，从大到小；超过{numbers.trimmed(tolerance)}分又没有说明的"
        f"列为“需说明”，现有{beyond}项。系统得分后的?表示有缺数据或未评的内容。"
    )
    if table.lines:
        signal_table.show(table, key="self_compared", pinned="name", around=AROUND, dense=True)
    else:
        st.info("还没有填报自评分。")


def _telling(scope: Scope, name: str) -> None:
    may = score_sheets.told_from_here(scope)
    if not may:
        return
    unit = next((code for code in may if code == data.own_place()), next(iter(may)))
    _typing(scope, name, unit, may)
    taking_in.own_points(scope, name, unit, may)


def _typing(scope: Scope, name: str, unit: str, may: Mapping[str, str]) -> None:
    standard = sheet(name)
    with st.popover("填报自评分", icon=":material/edit:", key="tell_points"):
        st.caption(escaped(f"以{may[unit]}的名义填报：本级的为自评，下级的为核评。"))
        with form_fields.form("tell_points", of=scope.place) as form:
            region = controls.select(
                "地区", tuple(may), key=form.field("region"), default=unit,
                text=lambda code: f"{code} {may[code]}", searched=True,
            )  # fmt: skip
            item = controls.select(
                "考核内容", tuple(standard.by_code), key=form.field("item"),
                default=next(iter(standard.by_code)),
                text=lambda code: f"{code} {standard.title(code)}",
            )  # fmt: skip
            points = st.text_input("自评分", key=form.field("points"), max_chars=8)
            words = st.text_area("说明", key=form.field("words"), max_chars=500)
            form.button("保存")
        row = score_sheets.SelfScore(unit, region, item, points, words)
        form.keep(
            lambda: score_sheets.tell_points(name, scope.year, [row], form=form.number),
            words=lambda n: escaped(f"{may[region]}的{item}{'已保存' if n else '没有变化'}。"),
        )
