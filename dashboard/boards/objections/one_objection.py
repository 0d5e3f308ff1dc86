"""One objection: the figure with its evidence, what the unit says and hands in, and the decision."""

from functools import partial

import streamlit as st

from dashboard import data, objection_book
from dashboard.components import address, choices, controls, form_fields, pages
from dashboard.components.handed import hand_over
from dashboard.components.plain_text import escaped
from dashboard.handing import Export
from metrics.scope import Scope
from metrics.sealing.objections import CARRIED_OUT, Objection, State
from metrics.sealing.rounds import Round
from metrics.standards.catalogue import NATIONAL
from metrics.views.parts import numbers
from metrics.views.tracing.trace_words import name_of

LONGEST = 1_000
MIME = "application/octet-stream"


def show(one: Round, raised: Objection) -> None:
    """Draw an objection to a round with what the visitor may do about it."""
    if st.button("返回异议列表", icon=":material/arrow_back:", key="objection_back"):
        address.go(objection=None)
    names = data.unit_names()
    figure = name_of(raised.figure, objection_book.standard_of(one))
    state = raised.state_in(over=one.is_over)
    st.header(escaped(f"{names.get(raised.region, raised.region)}　{figure}　{state}"))
    scope = objection_book.scope_of(one, raised)
    value = objection_book.value_of(scope, raised)
    st.markdown(escaped(
        f"本轮次数值{_part(one, scope)}：{value}；溯源码{raised.code}；{names.get(raised.unit, raised.unit)}于"
        f"{numbers.day(raised.made_on)}提出（经办人：{raised.by}）。"
    ))  # fmt: skip
    _evidence(scope, raised)
    st.markdown(f"**异议理由**　{escaped(raised.text)}")
    _files(raised)
    _story(raised)
    _steps(one, raised)


def _part(one: Round, scope: Scope) -> str:
    """Name the part of the round that a figure was told of; empty for the whole."""
    whole = scope.place == one.scope.place
    return "" if whole else f"（{data.name_of(scope.place)}范围内）"


def _evidence(scope: Scope, raised: Objection) -> None:
    """Lead to what the figure was told from."""
    steps = choices.carried(scope)
    if raised.figure in NATIONAL.measures:
        item = NATIONAL.item_of[raised.figure].code
        more = {"item": item, "measure": raised.figure, "region": raised.region}
        pages.link(
            "indicators",
            label="查看判定依据",
            icon=":material/fact_check:",
            query_params=steps | more,
        )
    else:
        pages.link("ranking", label="查看排名", icon=":material/leaderboard:", query_params=steps)


def _files(raised: Objection) -> None:
    if not raised.files:
        st.caption("没有附材料。")
        return
    with st.container(horizontal=True, key="objection_files"):
        for each in raised.files:
            hand_over.button(
                escaped(f"{each.name}（{-(-each.size // 1024):,}KB）"),
                partial(objection_book.objection_file, each.id), name=each.name,
                mime=MIME, key=f"objection_file:{each.id}", place=raised.unit,
                export=Export("异议材料", f"第{raised.id}号异议", personal=True),
            )  # fmt: skip


def _story(raised: Objection) -> None:
    for event in raised.events:
        if event.kind == CARRIED_OUT:
            st.markdown(f"{numbers.day(event.happened_on)}　已更正封账。")
            continue
        word = objection_book.WORDS[event.kind]
        st.markdown(escaped(
            f"{numbers.day(event.happened_on)}　{word}（经办人：{event.by}）：{event.text}"
        ))  # fmt: skip


def _steps(one: Round, raised: Objection) -> None:
    """Draw the form of who may decide, and that of who may withdraw."""
    decide, withdraw = f"decide:{raised.id}", f"withdraw:{raised.id}"
    if raised.state_in(over=one.is_over) is State.MOOT:
        st.caption(f"{one.called}现为“{one.state}”，对它的异议不再办理。")
    may_decide = objection_book.may_decide(one) and not objection_book.is_own(raised)
    if (raised.is_open and may_decide) or form_fields.was_sent(decide):
        _decide(raised, decide)
    else:
        form_fields.tell(decide)
        if raised.is_open and objection_book.may_decide(one):
            st.caption("该异议由您提出，须由其他有权限的人员裁定。")
    own = raised.unit == objection_book.own_unit(one) or objection_book.is_own(raised)
    if (raised.is_open and own and not one.is_over) or form_fields.was_sent(withdraw):
        _withdraw(raised, withdraw)
    else:
        form_fields.tell(withdraw)


def _decide(raised: Objection, name: str) -> None:
    st.subheader("裁定")
    kinds = {objection_book.UPHOLD: "维持原数字", objection_book.CORRECT: "更正"}
    kind = controls.segments(
        "裁定结果", tuple(kinds), key=f"{name}:kind", default=objection_book.UPHOLD,
        text=kinds.__getitem__, label_visibility="collapsed",
    )  # fmt: skip
    if kind == objection_book.CORRECT:
        st.caption("裁定更正后，请有关单位更正报送，或审定参数；再在本轮次“更正封账”，形成更正单。")
    with form_fields.form(name) as form:
        words = st.text_area(
            "裁定理由（必填）", key=form.field("words"), height=80, max_chars=LONGEST
        )
        form.button(f"确认裁定：{kinds[kind]}")
    form.keep(
        lambda: objection_book.decide_objection(
            objection=raised.id, kind=kind, words=words, form=form.number
        ),
        words=lambda _: "已裁定，提出单位可在异议列表中查看。", over=True,
    )  # fmt: skip


def _withdraw(raised: Objection, name: str) -> None:
    with st.popover("撤回异议", icon=":material/undo:", key=f"{name}:open"):
        with form_fields.form(name) as form:
            words = st.text_area(
                "撤回原因（必填）", key=form.field("words"), height=68, max_chars=500
            )
            form.button("确认撤回")
        form.keep(
            lambda: objection_book.withdraw_objection(
                objection=raised.id, words=words, form=form.number
            ),
            words=lambda _: "已撤回。", over=True,
        )  # fmt: skip
