"""What opens the rank interval of one region, and the records that it lacks itself."""

import polars as pl
import streamlit as st

from dashboard import data
from dashboard.components import address, choices, kept_note, pages, scroll_here, signal_table
from dashboard.components.plain_text import escaped
from metrics.scope import Scope
from metrics.views.rating import indicator_tables, interval_tables
from metrics.views.rating.ranking import names_of


def show(scope: Scope, region: str) -> None:
    """Draw whose missing data open the interval; a measure opens its missing records."""
    scroll_here.show(f"interval:{region}")
    upper = data.upper(scope) if region == scope.place else None
    ranked = upper or scope
    evaluation, found = data.evaluation(ranked), data.rank_interval(ranked, region)
    names = names_of(evaluation)
    st.header(f"{escaped(names[region])}：名次区间因何而来")
    if found is None:
        st.info("没有名次，因此没有名次区间。")
        return
    st.markdown(escaped("".join(interval_tables.told(found, names))))
    table = interval_tables.openings(found, evaluation)
    if not table.lines:
        return
    chosen = address.get("measure") or table.lines[0].key
    picked = signal_table.show(
        table, key="interval:measures", select="row", link="title", chosen=chosen, dense=True
    )
    st.caption(table.note)
    if picked and picked.key != chosen:
        address.go(measure=picked.key)
    if any(line.key == chosen for line in table.lines):
        _missing(scope, region, chosen)


def _missing(scope: Scope, region: str, code: str) -> None:
    """List the records of a measure that lack data; a row opens the record."""
    evaluation = data.evaluation(scope)
    measure = evaluation.standard.measures[code]
    missing = data.evidence(scope, measure=code, region=region).filter(pl.col("met").is_null())
    table = indicator_tables.evidence_rows(missing, measure=measure, names=names_of(evaluation))
    st.header(
        f"{escaped(table.title)}：本地区缺失的记录{kept_note.counted(region, len(table.lines))}"
    )
    kept_note.show(region)
    item = evaluation.standard.item_of[code].code
    where = {**choices.carried(scope), "region": region, "item": item, "measure": code}
    if table.lines:
        picked = signal_table.show(
            table, key="interval:records", select="row", link="record", pinned="record", height=300
        )
        if picked:
            st.switch_page(pages.file("indicators"), query_params={**where, "record": picked.key})
    pages.link(
        "indicators", label=f"{code}的全部记录", icon=":material/grid_on:", query_params=where
    )
