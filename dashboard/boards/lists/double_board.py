"""负面清单 and 激励清单: regions by entry; a cell opens the measures behind it, and their records."""

from functools import partial

import streamlit as st

from dashboard import data, incentive_lists
from dashboard.boards.lists import told_scope
from dashboard.boards.lists.told_scope import Told
from dashboard.components import address, choices, kept_note, pages, signal_table
from dashboard.components.handed import table_files
from dashboard.components.handed.table_files import Offer
from dashboard.components.plain_text import escaped
from dashboard.handing import Export
from metrics.lists.double_list import Finding, fails
from metrics.lists.rule_keys import DOUBLE_LIST
from metrics.scope import Scope
from metrics.views.lists import double_tables
from metrics.views.lists.list_words import codes_of
from metrics.views.parts import wording
from metrics.views.rating import indicator_tables
from metrics.views.rating.ranking import names_of

AROUND, OPENED = 330, 260
"""Pixels above and below the table; its height where a cell is opened."""
MOST = 100
"""So many records are listed."""


def show(scope: Scope) -> None:
    """Draw the lists, how many are on them, and what was opened."""
    with st.container(horizontal=True, key="filters", vertical_alignment="center"):
        told = told_scope.choose(scope)
        _files(told)
    told_scope.own_row_words(told)
    source, found = data.list_source(told.scope), data.double_found(told.scope)
    table = told.shown(double_tables.by_region(source.evaluation, source.rules, found, told.level))
    st.markdown(escaped(double_tables.summary(found, [each.key for each in table.lines])))
    region = address.get("region") or ""
    one = _asked(found.get(region, ()), address.get("opened"))
    opens = tuple(map(double_tables.entry_name, range(len(source.rules[DOUBLE_LIST].heads))))
    picked = signal_table.show(
        table, key="double_list", select="cell", opens=opens, pinned="name", hidden=("region",),
        chosen=region, dense=True, height=OPENED if one else None, around=None if one else AROUND,
    )  # fmt: skip
    if picked and picked.column in opens:
        address.go(region=picked.key, opened=picked.column, measure=None)
    st.caption(escaped(f"点任一格查看所依据的衡量内容和记录。{table.note}"))
    if one is not None:
        _opened(told.scope, one, region)


def _asked(found: tuple[Finding, ...], opened: str | None) -> Finding | None:
    """Return the entry of a region that the address asks for; null where there is none."""
    named = {double_tables.entry_name(at): each for at, each in enumerate(found)}
    return named.get(opened or "")


def _files(told: Told) -> None:
    scope, level = told.scope, told.level
    export = Export("双清单", records=False)
    table_files.show(
        "双清单", scope, export, partial(incentive_lists.double_file, scope, level),
        other=Offer("双清单依据", export._replace(kind="双清单依据"),
                    partial(incentive_lists.evidence_file, scope, level)),
    )  # fmt: skip


def _opened(scope: Scope, found: Finding, region: str) -> None:
    """Draw the measures behind one entry of a region, and the records of one of them."""
    source = data.list_source(scope)
    name = names_of(source.evaluation)[region]
    st.subheader(escaped(f"{name}　{found.head.side}：{found.head.title}　{found.state}"))
    if not found.figures:
        st.info("本地区没有适用的衡量内容。")
        return
    decides = double_tables.deciding(found)
    chosen = address.get("measure")
    measure = chosen if chosen in found.head.measures else decides[0].measure
    table = double_tables.figures(found, region, codes_of(source))
    picked = signal_table.show(
        table, key="double_figures", select="row", link="title", chosen=measure, pinned="title"
    )
    if picked and picked.key != measure:
        address.go(measure=picked.key)
    _records(scope, measure, region)


def _records(scope: Scope, measure: str, region: str) -> None:
    evaluation = data.evaluation(scope)
    asked, names = evaluation.standard.measures[measure], names_of(evaluation)
    kept_note.show(region)
    records = fails(data.evidence(scope, measure=measure, region=region), evaluation, measure)
    told = f"{measure} {asked.title}：未达标和数据缺失的记录{records.height}条"
    if records.height > MOST:
        told += f"，以下为前{MOST}条"
    with st.container(horizontal=True, key="records_way", vertical_alignment="center"):
        st.markdown(escaped(told), width="content")
        item = evaluation.standard.item_of[measure].code
        pages.link("indicators", label="查看全部记录、口径和参数", icon=":material/grid_on:",
            query_params={
                **choices.carried(scope), "region": region, "item": item, "measure": measure,
            },
        )  # fmt: skip
    if not records.height:
        st.info(wording.NO_RECORDS)
        return
    signal_table.show(
        indicator_tables.evidence_rows(records.head(MOST), measure=asked, names=names),
        key="double_records", pinned="record", height=360,
    )  # fmt: skip
