"""溯源: the figure and its value first, then its records, those not counted, its rules and its sources.

The 核验码 of a paper leads to its prints instead.
"""

import polars as pl
import streamlit as st

from dashboard import data
from dashboard.boards.tracing import issued_board
from dashboard.components import address, choices, kept_note, pages, signal_table
from dashboard.components.plain_text import escaped
from metrics.errors import UserError
from metrics.sealing.figures import POINTS
from metrics.sealing.paper_code import is_paper_code
from metrics.sealing.tracing.traces import Trace
from metrics.views.parts import numbers, wording
from metrics.views.parts.table import DisplayTable
from metrics.views.rating.cell_states import OBJECTED
from metrics.views.rating.ranking import names_of
from metrics.views.tracing import trace_tables, trace_words

LONGEST = 40
MOST = 100
"""So many records of one kind are listed."""
HOW = (
    "输入数字旁的溯源码（如3D5V-4CD2-1D16），查看它的口径、记录、所用参数和数据来源；"
    "输入公文末页的核验码，查看它的期号、印制时间和摘要。大小写、空格、横线均可不计。"
)


def show() -> None:
    """Draw the field for a code and what it leads to."""
    st.title(wording.TRACE)
    with st.container(horizontal=True, key="filters", vertical_alignment="center"):
        typed = address.sought("code", "溯源码", placeholder="溯源码或核验码", longest=LONGEST)
    if not typed.strip():
        st.info(HOW)
        return
    if is_paper_code(typed):
        issued_board.show(typed)
        return
    try:
        found = data.trace(typed)
    except UserError as wrong:
        st.error(escaped(str(wrong)))
        return
    _head(found)
    _body(found)


def _head(found: Trace) -> None:
    """Draw what the figure is, its value, and whether that is what the code was written from."""
    asked, names = found.traced, names_of(found.evaluation)
    what = trace_words.name_of(asked.figure, found.evaluation.standard)
    value = escaped(trace_words.value_of(found))
    st.header(f"{escaped(names[asked.region])}　{escaped(what)}：:blue[{value}]")
    words = trace_words.found_in(found.found)
    if not found.found.same:
        st.warning(escaped(words))
        words = ""
    place, rules = names[found.found.held.scope.place], found.evaluation.rules
    told = (
        f"{words}截至{numbers.long_day(asked.as_of)}，{asked.year}年度；范围：{place}；"
        f"{rules.title}（{numbers.day(rules.day)}有效）。"
    )
    st.caption(escaped(told))
    _round(found)


def _round(found: Trace) -> None:
    """Lead to the round (封账轮次) that a figure is told from, and say whether it is under objection there."""
    scope, asked = found.found.held.scope, found.traced
    if scope.round is None:
        return
    objected = (asked.region, asked.figure.removesuffix(POINTS)) in data.objected(scope)
    steps = choices.carried(scope)
    with st.container(horizontal=True, key="trace_round", vertical_alignment="center"):
        pages.link("rounds", label="查看该轮次", icon=":material/lock:", query_params=steps)
        pages.link(
            "objections", label=OBJECTED if objected else wording.OBJECTIONS,
            icon=":material/balance:", query_params=steps,
        )  # fmt: skip


def _body(found: Trace) -> None:
    names = names_of(found.evaluation)
    kept_note.show(found.traced.region)
    notes = trace_words.notes(found)
    st.markdown("  \n".join(f"**{head}**　{escaped(words)}" for head, words in notes.items()))
    if found.measure is None and found.parts.height:
        _parts(found)
    for title, rows in trace_tables.shown(found).items():
        _records(found, title, rows, names)
    _evidence(found)
    left, right = st.columns([1, 1], gap="medium")
    with left:
        _table(trace_tables.excluded_table(found), key="trace:excluded")
    with right:
        _table(trace_tables.rules_table(found), key="trace:rules")
    _table(trace_tables.origins_table(found.origins, names), key="trace:origins", height=420)


def _table(table: DisplayTable, *, key: str, height: int = 300) -> None:
    """Draw a table under its title; one without lines is left out."""
    if table.lines:
        st.subheader(escaped(table.title))
        signal_table.show(table, key=key, height=height, dense=True)


def _parts(found: Trace) -> None:
    """Draw the measures of a composed figure; a row opens its own code."""
    table = trace_tables.parts_table(found)
    st.subheader(escaped(table.title))
    picked = signal_table.show(
        table, key="trace:parts", select="row", link="code", height=420, dense=True
    )
    if picked:
        own = {line.key: table.cell(line, "code").text for line in table.lines}
        address.go(code=own[picked.key])


def _records(found: Trace, title: str, rows: pl.DataFrame, names: dict[str, str]) -> None:
    if not rows.height:
        return
    more = f"，列出前{MOST}条" if rows.height > MOST else ""
    st.subheader(f"{title}（{rows.height}条{more}）")
    table = trace_tables.records_table(found, names, rows.head(MOST))
    if found.measure is None:
        signal_table.show(table, key=f"trace:{title}", height=300, dense=True)
        return
    picked = signal_table.show(
        table,
        key=f"trace:{title}",
        select="row",
        link="record",
        pinned="record",
        height=300,
        dense=True,
    )
    if picked:
        st.switch_page(
            pages.file("indicators"), query_params={**_where(found), "record": picked.key}
        )


def _evidence(found: Trace) -> None:
    """Draw the way to all records of a measure."""
    if found.measure is not None:
        pages.link(
            "indicators", label=f"{found.measure.code}的全部记录（{found.records.height}条）",
            icon=":material/grid_on:", query_params=_where(found),
        )  # fmt: skip


def _where(found: Trace) -> dict[str, str]:
    """Return the address of the evidence of a measure, in the evaluation that the figure stands in."""
    code = found.measure.code if found.measure else ""
    item = found.evaluation.standard.item_of[code].code
    scope = found.found.held.scope
    return {
        **choices.carried(scope), "region": found.traced.region, "item": item, "measure": code,
    }  # fmt: skip
