"""异议与更正 of a round: what a unit may object to, what was raised and decided, and what was corrected."""

import streamlit as st

from dashboard import data, objection_book, office
from dashboard.boards.objections import correction_board, objection_form, one_objection
from dashboard.components import address, choices, pages, signal_table
from dashboard.components.plain_text import escaped
from metrics.scope import Scope
from metrics.sealing.objections import Objection
from metrics.sealing.rounds import Round
from metrics.views.parts import numbers
from metrics.views.rating import round_tables
from metrics.views.tracing import objection_tables

NONE_YET = "还没有公示的封账轮次。公示后，各地可在异议期内凭溯源码对本地区的数字提出异议。"
NOBODY = "本轮次目前没有异议。"


def show(scope: Scope) -> None:
    """Draw the round of the bar, or offer the public ones."""
    one = next((each for each in data.rounds(scope.place) if each.id == scope.round), None)
    if one is None:
        _choose(scope)
        return
    st.caption(escaped(_standing(one)))
    listed = objection_book.objections_to(one)
    asked = address.get("objection")
    found = next((each for each in listed if str(each.id) == asked), None)
    if found is not None:
        one_objection.show(one, found)
        return
    if asked:
        address.complain("没有这件异议，或仅供提出单位及其上级查看。")
    correction_board.show(one)
    _list(one, listed)
    unit = objection_book.own_unit(one)
    if unit is not None:
        objection_form.show(one, scope, unit)


def _choose(scope: Scope) -> None:
    listed = [one for one in data.rounds(scope.place) if one.is_public]
    if not listed:
        st.info(NONE_YET)
        return
    st.markdown("请选择封账轮次：")
    for one in listed:
        steps = choices.carried(one.scope._replace(place=scope.place))
        pages.link(
            "objections", icon=":material/inventory_2:", query_params=steps,
            label=f"{one.called}（截至{numbers.day(one.scope.as_of)}，{one.state}）",
        )  # fmt: skip


def _standing(one: Round) -> str:
    """Say of which round it is and how long objections are taken."""
    told = f"{one.called}（{data.name_of(one.scope.place)}，截至{numbers.day(one.scope.as_of)}，{one.state}）"
    if one.window is None:
        return f"{told}：公示后受理异议。"
    first, last = map(numbers.day, one.window)
    if objection_book.takes_objections(one):
        left = round_tables.left_words(one.window[1], office.today())
        return f"{told}：异议期{first}至{last}，{left}。"
    return f"{told}：异议期{first}至{last}，今天不在异议期内。"


def _list(one: Round, listed: list[Objection]) -> None:
    if not listed:
        st.markdown(NOBODY)
        return
    waiting = 0 if one.is_over else sum(each.is_open for each in listed)
    st.header(f"异议{len(listed)}件{f'，待裁定{waiting}件' if waiting else ''}")
    standard = objection_book.standard_of(one)
    picked = signal_table.show(
        objection_tables.raised(listed, data.unit_names(), standard, over=one.is_over), key="objections",
        select="row", link="figure", dense=True, height=420,
    )  # fmt: skip
    if picked:
        address.go(objection=picked.key)
    st.caption("点任一行查看异议理由、材料和裁定。")
