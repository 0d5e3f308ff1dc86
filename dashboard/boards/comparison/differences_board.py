"""两地差异: two regions of a level side by side, measure by measure; a row opens the records of both."""

import streamlit as st

from dashboard import data
from dashboard.boards.comparison import region_choice
from dashboard.components import address, choices, kept_note, pages, scroll_here, signal_table
from dashboard.components.handed import download
from dashboard.components.plain_text import escaped
from dashboard.handing import Export
from metrics.comparison.differences import Difference
from metrics.rating.evaluation import Evaluation
from metrics.scope import Scope
from metrics.views.rating import difference_tables, indicator_tables
from metrics.views.rating.ranking import names_of

HEIGHT = 460


def show(scope: Scope) -> None:
    """Draw the choice of two regions and why they differ."""
    whole = region_choice.ranked_in(scope)
    evaluation = data.evaluation(whole)
    with st.container(horizontal=True, key="filters", vertical_alignment="center"):
        pair = region_choice.two(whole)
        found = None if pair is None else data.difference(whole, *pair)
        if found is not None:
            _file(found, evaluation)
    if pair is None:
        st.info("有得分的地区不足两个，不能比较。")
    elif found is None:
        scores = dict(evaluation.scores.select("region", "score").iter_rows())
        missing = [region for region in pair if scores[region] is None] or list(pair)
        st.info(escaped(difference_tables.missing_words(missing, evaluation)))
    else:
        _table(scope, found, evaluation)


def _file(found: Difference, evaluation: Evaluation) -> None:
    download.show(
        lambda: difference_tables.difference_table(found, evaluation),
        name=f"两地差异_{'_'.join(found.regions)}", key="difference_file",
        export=Export("两地差异", rows=len(found.measures), records=False),
    )  # fmt: skip


def _table(scope: Scope, found: Difference, evaluation: Evaluation) -> None:
    st.markdown(escaped(difference_tables.difference_words(found, evaluation)))
    table = difference_tables.difference_table(found, evaluation)
    chosen = address.get("measure") or ""
    picked = signal_table.show(
        table, key="difference", select="row", link="title", frozen=2, chosen=chosen, dense=True,
        height=HEIGHT,
    )  # fmt: skip
    st.caption(escaped(table.note))
    if picked and picked.key and picked.key != chosen:
        address.go(measure=picked.key)
    if chosen in evaluation.standard.measures:
        _records(scope, found, evaluation, chosen)


def _records(scope: Scope, found: Difference, evaluation: Evaluation, code: str) -> None:
    """Draw the records of a measure in both regions, side by side."""
    scroll_here.show(f"difference:{code}:{'_'.join(found.regions)}")
    for side, region in zip(st.columns(2, gap="medium"), found.regions, strict=True):
        with side:
            _of_region(scope, evaluation, region, code)


def _of_region(scope: Scope, evaluation: Evaluation, region: str, code: str) -> None:
    measure = evaluation.standard.measures[code]
    records = data.evidence(scope, measure=code, region=region)
    names = names_of(evaluation)
    table = indicator_tables.evidence_rows(records, measure=measure, names=names)
    st.header(
        f"{escaped(names[region])}：{escaped(table.title)}{kept_note.counted(region, records.height)}"
    )
    kept_note.show(region)
    step = {"region": region, "item": evaluation.standard.item_of[code].code, "measure": code}
    where = {**choices.carried(scope), **step}
    if table.lines:
        picked = signal_table.show(
            table, key=f"difference:{region}", select="row", link="record", pinned="record",
            height=320,
        )  # fmt: skip
        if picked:
            st.switch_page(pages.file("indicators"), query_params={**where, "record": picked.key})
    elif data.sees(region):
        st.info("这条衡量内容在该地区没有适用的记录。")
    pages.link(
        "indicators", label=f"{code}的全部记录", icon=":material/grid_on:", query_params=where
    )
