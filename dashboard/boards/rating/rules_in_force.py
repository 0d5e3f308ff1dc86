"""What a measure counts and why, the clause it comes from, and the rules in force that it reads."""

from collections.abc import Sequence

import streamlit as st

from dashboard.components import signal_table
from dashboard.components.plain_text import escaped
from metrics.rating.evaluation import Evaluation
from metrics.standards.measure import Measure
from metrics.views.rating import measure_notes, rule_tables, state_tables


def show(evaluation: Evaluation, measure: Measure, inside: Sequence[str]) -> None:
    """Draw the measure in words, and a table of the rules that judge it in divisions."""
    rules = evaluation.rules
    left, right = st.columns([1, 1.25], gap="medium")
    with left:
        notes = measure_notes.notes(evaluation.standard, measure)
        # Two blanks end a line without the gap of a new paragraph: five notes are one look.
        st.markdown("  \n".join(f"**{heading}**　{text}" for heading, text in notes.items()))
    with right:
        table = rule_tables.rules_read(rules, measure, inside)
        if table.lines:
            signal_table.show(table, key="rules_read")
            if words := rule_tables.judging_words(rules, measure, inside):
                st.caption(escaped(words))
        else:
            st.caption("本条按国家标准原文判定，不取地方参数；分值与计分方式见“参数规则”。")
    states = state_tables.states(evaluation.rules, measure)
    with st.expander("各状态怎样计入：已报、真零、未报、不适用、待核、有异议"):
        signal_table.show(states, key="states", dense=True, sortable=False)
