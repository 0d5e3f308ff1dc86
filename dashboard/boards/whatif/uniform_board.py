"""统一规定的影响: each record judged by its own place's rules (各地规定), held against one pack for all places."""

from collections.abc import Sequence

import streamlit as st

from dashboard import data
from dashboard.boards.whatif import sides_board
from dashboard.components import address, signal_table
from dashboard.components.plain_text import escaped
from dashboard.data import Question, RuleSet
from metrics.changes.rules_changed import RuleChange
from metrics.scope import LOCAL, Scope
from metrics.views.changes import why_tables
from metrics.views.changes.why_words import UNIFORM


def show(scope: Scope) -> None:
    """Draw the choice of the pack, both standings, the records that turn, and the rules that differ."""
    if data.rules_of(scope).name != LOCAL:
        if scope.round is not None:
            st.info("该封账轮次不是按各地规定评价的，没有可比较的结果。")
            return
        scope = scope._replace(rules=LOCAL)
    packs = data.packs()
    with st.container(horizontal=True, key="rule_sets", vertical_alignment="center"):
        chosen: str = address.choose(
            "uniform", "统一按", tuple(packs), default=data.pack_of(scope.place),
            text=lambda name: f"统一按：{packs[name]}参数集",
        )  # fmt: skip
    asked = Question(now=RuleSet(chosen, scope.rules_day))
    replay = data.replayed(scope, asked)
    if not replay.changed:
        st.info(
            escaped(
                f"{data.name_of(scope.place)}各地的规定与{packs[chosen]}参数集相同，统一后没有变化。"
            )
        )
        return
    sides_board.show(scope, asked, replay, UNIFORM, told=_told(replay.changed))
    table = why_tables.exchanged(replay.changed, UNIFORM)
    st.header(escaped(table.title))
    signal_table.show(table, key="whatif:uniform", height=300)


def _told(changed: Sequence[RuleChange]) -> str:
    """Name the rules that differ: few, since a clause leaves few to the places."""
    named = (change.now or change.then for change in changed)
    return f"{'、'.join(rule.label for rule in named if rule)}与统一规定不同。"
