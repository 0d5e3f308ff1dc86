"""One round of evaluation (封账轮次): where it stands, what may be done now, its story, and what it holds."""

import streamlit as st

from dashboard import data, office, round_book
from dashboard.boards.sealed import round_steps
from dashboard.components import choices, form_fields, pages, signal_table
from dashboard.components.handed import hand_over
from dashboard.components.plain_text import escaped
from dashboard.handing import Export
from metrics.errors import UserError
from metrics.scope import Scope
from metrics.sealing.rounds import Round
from metrics.views.parts import numbers, wording
from metrics.views.rating import round_tables, rule_tables

WAYS = (
    ("ranking", wording.RANKING, "leaderboard"),
    ("indicators", wording.INDICATORS, "grid_on"),
    ("supervision", wording.SUPERVISION, "table_view"),
    ("objections", wording.OBJECTIONS, "balance"),
)  # fmt: skip
"""The pages that are looked at first under a round."""


def show(one: Round, scope: Scope) -> None:
    """Draw everything about a round that the visitor may see; of one that does not open its story only."""
    whole = not data.seal_mistake(one.id)
    st.title(f"{one.called}封账　{one.state}")
    st.markdown(escaped(f"{one.title}。{_standing(one)}"))
    _ways(scope)
    round_steps.show(one)
    _replaced(one)
    if whole:
        _proof(one)
    st.header("办理经过")
    signal_table.show(round_tables.story(one), key="round_story")
    if whole:
        _contents(one)


def _standing(one: Round) -> str:
    """Say of which place and date it is, and how long objections are taken."""
    told = [f"范围：{data.name_of(one.scope.place)}，{numbers.long_day(one.scope.as_of)}的数据"]
    if one.window is not None:
        rule = round_book.objection_window(one)
        words = round_tables.window_words(one, office.today())
        told.append(f"公示期{words}，自公示次日起{rule.value}个工作日（{rule.document}）")
    return f"{'；'.join(told)}。{round_tables.window_note(one)}"


def _ways(scope: Scope) -> None:
    steps = choices.carried(scope)
    with st.container(horizontal=True, key="round_ways", vertical_alignment="center"):
        for name, label, icon in WAYS:
            pages.link(
                name, label=f"查看该轮次的{label}", icon=f":material/{icon}:", query_params=steps
            )
        pages.link("rounds", label="全部轮次", icon=":material/list:",
            query_params=choices.carried(scope._replace(round=None)),
        )  # fmt: skip


def _replaced(one: Round) -> None:
    """Lead to the round that this one corrects, and to the one that corrects it."""
    others = (("更正后的轮次", one.replaced_by), ("更正前的轮次", one.replaces))
    for label, number in others:
        other = None if number is None else round_book.find_round(number)
        if other is not None:
            steps = choices.carried(other.scope)
            pages.link(
                "rounds", label=f"{label}：{other.called}（{other.state}）", query_params=steps,
                icon=":material/swap_horiz:",
            )  # fmt: skip


def _proof(one: Round) -> None:
    """Offer to compute the round anew, and its file."""
    with st.container(horizontal=True, key="round_proof", vertical_alignment="center"):
        st.markdown(f"评价摘要 `{one.digest[: round_tables.SHORT]}`", help=f"全文：{one.digest}",
            width="content",
        )  # fmt: skip
        asked = st.button("核验", icon=":material/verified:", key="round_verify",
            help="按封存的记录和参数重新计算，与封存的结果逐项比对。",
        )  # fmt: skip
        if round_book.may_take_file(one):
            hand_over.button(
                "下载封账文件", lambda: round_book.round_file(one), name=_file_name(one),
                mime="application/zip", key="round_file", place=one.scope.place,
                export=Export("封账文件", one.called, personal=True),
            )  # fmt: skip
    if asked:
        _verify(one)


def _file_name(one: Round) -> str:
    place = data.name_of(one.scope.place)
    return f"封账_{place}_{one.called}_{numbers.day(one.scope.as_of)}.zip"


def _verify(one: Round) -> None:
    try:
        with st.spinner("正在按封存的记录和参数重新计算……"):
            told = round_book.proved_words(one)
    except UserError as error:
        st.error(f"{escaped(str(error))}请保留现状，立即报告，并用备份核对。")
        return
    st.success(told)


def _contents(one: Round) -> None:
    """List what was sealed: records, rules with their documents, and what else it rests on."""
    with form_fields.attempt():
        held = round_book.held(one)
        st.header("封存的内容")
        st.caption(escaped(held.words))
        records, rules = st.tabs(["记录", "参数及其文件"])
        with records:
            signal_table.show(held.records, key="round_records")
        with rules:
            signal_table.show(rule_tables.rules_in_force(held.rules), key="round_rules", height=420)
