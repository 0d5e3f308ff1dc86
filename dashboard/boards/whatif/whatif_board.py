"""规则测算: a form for what is supposed, what it does, and what other sets of rules do (规则变动影响)."""

import streamlit as st

from dashboard import data
from dashboard.boards.whatif import (
    kept_supposition,
    replay_board,
    rules_form,
    sides_board,
    uniform_board,
)
from dashboard.components import address
from dashboard.data import Question
from metrics.scope import Scope
from metrics.views.changes import supposed_tables, why_tables
from metrics.views.changes.why_words import SUPPOSED
from metrics.views.parts import wording

FORM, RESULT, REPLAY, UNIFORM = "form", "result", "replay", "uniform"
PARTS = {FORM: "设定假设", RESULT: "测算结果", REPLAY: "规则变动影响", UNIFORM: "统一规定的影响"}


def show(scope: Scope) -> None:
    """Draw the title with the choice of parts, then the part; the supposition stands in the address."""
    with st.container(horizontal=True, key="sections", vertical_alignment="center"):
        st.title(wording.WHAT_IF, width="content")
        st.badge(supposed_tables.UNOFFICIAL, color="orange", help=supposed_tables.NOT_KEPT)
        text = kept_supposition.read(scope)
        part = address.choose(
            "part", "内容", tuple(PARTS), default=RESULT if text else FORM, text=PARTS.__getitem__,
            segmented=True,
        )  # fmt: skip
    if part == REPLAY:
        replay_board.show(scope)
    elif part == UNIFORM:
        uniform_board.show(scope)
    elif part == FORM:
        rules_form.show(scope, text)
    elif text:
        _result(scope, text)
    else:
        st.info("尚未设定假设：现行参数与测算参数相同。请在“设定假设”中改动参数后点“测算”。")


def _result(scope: Scope, text: str) -> None:
    asked = Question(text)
    replay = data.replayed(scope, asked)
    words = "；".join(why_tables.exchanged_words(replay.changed))
    sides_board.show(scope, asked, replay, SUPPOSED, told=f"假设{words}。")
