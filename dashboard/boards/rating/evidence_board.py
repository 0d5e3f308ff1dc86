"""The records behind a figure, by verdict, a page at a time; a row opens the record."""

import polars as pl
import streamlit as st

from dashboard import data
from dashboard.components import address, kept_note, page_choice, signal_table
from dashboard.components.handed import download
from dashboard.components.ways import judged_again, trace_link
from dashboard.handing import Export
from metrics.rating.evaluation import VERDICTS as MET
from metrics.scope import Scope
from metrics.views.parts import labels, wording
from metrics.views.parts.table import DisplayTable
from metrics.views.rating import indicator_tables
from metrics.views.rating.ranking import names_of

PAGE = 100
AROUND = 508
"""Pixels above and below the table, where the measure is explained in a few lines."""
ORDER = ("unmet", "unknown", "met")
"""What needs work comes first."""
VERDICTS = {"all": "全部"} | {verdict: labels.VERDICTS[MET[verdict]] for verdict in ORDER}
COUNTED = {"unmet": "不计入", "met": "计入"}
"""Money is not met or unmet: it counts towards the share or it does not."""


def show(scope: Scope, *, measure: str, region: str) -> None:
    """Draw the filter, the records and their pages, and open the record picked."""
    evidence = data.evidence(scope, measure=measure, region=region)
    kept_note.show(region)
    if not evidence.height and not data.sees(region):
        return
    judged_again.show(scope, measure=measure, region=region)
    evaluation = data.evaluation(scope)
    names, asked = names_of(evaluation), evaluation.standard.measures[measure]
    words = VERDICTS | (COUNTED if asked.amounts else {})
    with st.container(horizontal=True, key="filters", vertical_alignment="center"):
        verdict = _verdict(evidence, words)
        records = _of(evidence, verdict)
        page = page_choice.show(records.height, of=PAGE)
        download.show(
            lambda: indicator_tables.evidence_rows(records, measure=asked, names=names),
            name=f"{measure}_{region}_{words[verdict]}",
            key="evidence_file",
            export=Export("指标记录", words[verdict], records.height),
        )
        trace_link.show(scope, figure=measure, region=region)
    if not records.height:
        st.info(wording.NO_RECORDS)
        return
    shown = records.slice((page - 1) * PAGE, PAGE)
    table = indicator_tables.evidence_rows(shown, measure=asked, names=names)
    _table(table)


def _verdict(evidence: pl.DataFrame, words: dict[str, str]) -> str:
    counts = {verdict: _of(evidence, verdict).height for verdict in VERDICTS}
    return address.choose(
        "verdict",
        "结论",
        tuple(VERDICTS),
        default="all",
        text=lambda verdict: f"{words[verdict]} {counts[verdict]}",
        segmented=True,
    )


def _of(evidence: pl.DataFrame, verdict: str) -> pl.DataFrame:
    if verdict == "all":
        return pl.concat(_of(evidence, each) for each in ORDER)
    return evidence.filter(pl.col("met").eq_missing(pl.lit(MET[verdict], pl.Boolean)))


def _table(table: DisplayTable) -> None:
    picked = signal_table.show(
        table,
        key="evidence",
        select="row",
        link="record",
        pinned="record",
        around=AROUND,
    )
    if picked:
        address.go(record=picked.key)
