"""规则变动影响: the same records by the rules of two days or packs, what changed, and what each rule moves."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from dashboard import data
from dashboard.boards.whatif import sides_board
from dashboard.components import address, signal_table
from dashboard.components.plain_text import escaped
from dashboard.data import Question, RuleSet
from metrics.changes.rules_changed import RuleChange, rules_changed
from metrics.scope import Scope
from metrics.views.changes import why_tables
from metrics.views.changes.why_words import RULES
from metrics.views.parts import numbers

OWN = "own"
NAMED = 4
"""So many changed rules are named in the sentence."""


def show(scope: Scope) -> None:
    """Draw the choice of both sets of rules, the rules that differ, and both standings."""
    sets = {_code(one): one for one in data.rule_sets(scope)}
    offered = (OWN, *sets)
    with st.container(horizontal=True, key="rule_sets", vertical_alignment="center"):
        then = address.choose(
            "then", "原规则", offered, default=OWN, text=partial(_named, "原规则", sets)
        )
        now = address.choose(
            "now",
            "新规则",
            offered,
            default=_other(scope, sets),
            text=partial(_named, "新规则", sets),
        )
    asked = Question(then=sets.get(then), now=sets.get(now))
    if then == now:
        st.info("两边是同一套参数，请改选其中一边。")
        return
    replay = data.replayed(scope, asked)
    if not replay.changed:
        st.info("两套参数的评价参数完全相同，得分、等次和名次没有变化。")
        return
    table = why_tables.exchanged(replay.changed, RULES)
    sides_board.show(scope, asked, replay, RULES, told=_told(replay.changed))
    st.header(escaped(table.title))
    signal_table.show(table, key="whatif:rules", height=300)


def _told(changed: Sequence[RuleChange]) -> str:
    """Name the rules that are others where they are few; all stand in the table below."""
    words = why_tables.exchanged_words(changed)
    return f"{'；'.join(words)}。" if len(words) <= NAMED else f"变动参数{len(words)}项，见下表。"


def _code(one: RuleSet) -> str:
    return f"{one.pack}@{one.day}"


def _other(scope: Scope, sets: dict[str, RuleSet]) -> str:
    """Return the first set of rules by which another score may come out than by the scope's own."""
    own = data.rules_told(scope, data.rules_of(scope))
    others = ((code, data.rules_told(scope, one.rules(scope.place))) for code, one in sets.items())
    return next((code for code, rules in others if rules_changed(own, rules)), OWN)


def _named(label: str, sets: dict[str, RuleSet], code: str) -> str:
    if code == OWN:
        return f"{label}：当前所用参数"
    one = sets[code]
    return f"{label}：{data.rule_choices()[one.pack]}，自{numbers.day(one.day)}"
