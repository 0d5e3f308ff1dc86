"""The foot of a page: what the figures rest on."""

import streamlit as st

from metrics.rating.evaluation import Evaluation
from metrics.views.parts import numbers


def show(evaluation: Evaluation) -> None:
    """Name the standard, the rules, the data date and the digests."""
    rules, standard = evaluation.rules, evaluation.standard
    st.caption(
        f"依据：{standard.document}《{standard.name}》；参数集：{rules.called}"
        f"（{numbers.day(rules.day)}有效）；数据截止{numbers.day(evaluation.as_of)}；"
        f"数据摘要{evaluation.data_digest[:12]}，规则摘要{rules.digest[:12]}。"
    )
