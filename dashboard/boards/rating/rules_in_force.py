"""What a measure counts, the clause it comes from, and the rules in force that it reads."""

import streamlit as st

from dashboard.components import signal_table
from metrics.rating.evaluation import Evaluation
from metrics.standards.measure import Measure
from metrics.views.rating import rule_tables


def show(evaluation: Evaluation, measure: Measure) -> None:
    """Draw numerator and denominator in words, and a table of the rules read."""
    standard = evaluation.standard
    left, right = st.columns([1, 1.5], gap="medium")
    with left:
        st.markdown(
            f"**分母**　{measure.denominator}\n\n**达标**　{measure.numerator}\n\n"
            f"**依据**　{standard.document} {standard.item_of[measure.code].clause}"
        )
    with right:
        table = rule_tables.rules_read(evaluation.rules, measure)
        if table.rows:
            signal_table.show(table, key="rules_read")
        else:
            st.caption("本条按国家标准原文判定，不取地方参数；分值与计分方式见“参数规则”。")
