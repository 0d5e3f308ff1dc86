"""One item of a score sheet in one region: how it is scored, its figures, and the records behind them."""

import streamlit as st

from dashboard import data
from dashboard.components import address, kept_note, page_choice, signal_table
from dashboard.components.handed import download
from dashboard.components.plain_text import escaped
from dashboard.components.ways import judged_again, trace_link
from dashboard.handing import Export
from metrics.scope import Scope
from metrics.sheets.catalogue import sheet
from metrics.views.parts import wording
from metrics.views.rating import indicator_tables
from metrics.views.rating.ranking import names_of
from metrics.views.sheets.words import scored_words

PAGE = 100
AROUND = 480
"""Pixels above and below the records."""


def is_open(scope: Scope, name: str) -> bool:
    """Say whether the address names an item of the sheet and a region of the place."""
    inside = data.divisions_inside(scope)
    return address.get("item") in sheet(name).by_code and address.get("region") in inside


def show(scope: Scope, name: str) -> None:
    """Draw the way back, how the item is scored, its figures, and the records of the one chosen."""
    region, item = str(address.get("region")), sheet(name).by_code[str(address.get("item"))]
    evaluation = data.rated(scope, name)
    if st.button("返回得分表", icon=":material/arrow_back:", key="back_to_scores", type="tertiary"):
        address.go(item=None, region=None, measure=None, p=None)
    st.subheader(f"{escaped(names_of(evaluation)[region])}　{item.code} {escaped(item.title)}")
    how = scored_words(
        evaluation.rules["scored"][item.code], evaluation.rules, by_hand=item.measures[0].of_each
    )
    st.caption(escaped("。".join(filter(None, (how, item.clause))) + "。"))
    figure = data.sheet_figures(scope, name)[item.code]
    trace_link.of_code(scope, data.sheet_codes_of(scope, name)(figure, region))
    measures = {measure.code: measure for measure in item.measures}
    chosen = measures.get(address.get("measure") or "", item.measures[0])
    table = indicator_tables.measures_of_item(evaluation, region, item.code)
    picked = signal_table.show(
        table, key="sheet_measures", select="row", link="title", chosen=chosen.code, pinned="title"
    )
    if picked and picked.key != chosen.code:
        address.go(measure=picked.key, p="1")
    _records(scope, name, measure=chosen.code, region=region)


def _records(scope: Scope, name: str, *, measure: str, region: str) -> None:
    evidence = data.sheet_evidence(scope, name, measure=measure, region=region)
    kept_note.show(region)
    if not evidence.height:
        st.info(wording.NO_RECORDS)
        return
    judged_again.show(scope, measure=measure, region=region)
    evaluation = data.rated(scope, name)
    asked, names = evaluation.standard.measures[measure], names_of(evaluation)
    with st.container(horizontal=True, key="filters", vertical_alignment="center"):
        page = page_choice.show(evidence.height, of=PAGE)
        download.show(
            lambda: indicator_tables.evidence_rows(evidence, measure=asked, names=names),
            name=f"{evaluation.standard.called}_{measure}_{region}", key="sheet_evidence_file",
            export=Export("考核细则记录", measure, evidence.height),
        )  # fmt: skip
    shown = evidence.slice((page - 1) * PAGE, PAGE)
    signal_table.show(
        indicator_tables.evidence_rows(shown, measure=asked, names=names), key="sheet_evidence",
        pinned="record", around=AROUND,
    )  # fmt: skip
