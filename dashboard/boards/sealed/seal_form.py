"""A form that seals what is looked at now; what is not settled yet is told first."""

import streamlit as st

from dashboard import data, round_book
from dashboard.components import choices, controls, form_fields, pages
from dashboard.components.plain_text import escaped
from metrics.access.permissions import Action
from metrics.reporting.standing import LATE
from metrics.scope import Scope
from metrics.views.parts import numbers
from metrics.views.reported.review_tables import unsettled_words


def show(scope: Scope) -> None:
    """Draw the form for who may seal for the place."""
    if not data.may_for(Action.SEAL, scope.place):
        return
    st.header("封账")
    if not data.told_from_ledger(scope):
        st.info("所选范围和年度没有项目台账，不能评价，也不能封账。请在上方改选。")
        return
    st.markdown(escaped(_what(scope)))
    _unsettled(scope)
    of = f"{scope.place}:{scope.as_of}:{scope.year}:{scope.rules}"
    with form_fields.form("seal", of=of, border=True) as form:
        title = st.text_input(
            "标题", key=form.field("title"), max_chars=100,
            value=f"{scope.year}年度评价（截至{numbers.long_day(scope.as_of)}）",
        )  # fmt: skip
        standard = _standard(form)
        form.button("封账")
    form.keep(
        lambda: _sealed(scope, title, standard, form.number),
        words=lambda _: "已封账，状态为草稿，请由另一人复核。",
        link=lambda number: form_fields.Link(
            "rounds", "打开该轮次", {**choices.carried(scope), "round": str(number)}
        ),
    )


def _standard(form: form_fields.Form) -> str:
    offered = round_book.standards()
    name: str = controls.select(
        "标准", tuple(offered), key=form.field("standard"), default=next(iter(offered)),
        text=offered.__getitem__,
    )  # fmt: skip
    return name


def _what(scope: Scope) -> str:
    return (
        f"将封存：{data.name_of(scope.place)}，截至{numbers.long_day(scope.as_of)}，{scope.year}年度计划，"
        f"{data.rule_choices()[scope.rules]}。需要封存其他范围或日期的，请先在上方改选。"
    )


def _sealed(scope: Scope, title: str, standard: str, form: str) -> int:
    with st.spinner("正在评价并封存……"):
        return round_book.seal_round(scope, title=title, form=form, standard=standard)


def _unsettled(scope: Scope) -> None:
    """Say whose reports are under review or late: what they will still send does not count."""
    units = data.unsettled_units(scope)
    standing = data.standing(scope)
    late = () if standing is None else standing.of(*LATE)
    if not units and not late:
        return
    names = data.unit_names()
    told = [unsettled_words(units, names)] if units else []
    if late:
        listed = "、".join(names.get(each.unit, each.unit) for each in late[:MOST])
        more = "等" if len(late) > MOST else ""
        told.append(f"逾期未报{len(late)}家：{listed}{more}。")
    st.info(escaped("".join(told) + "封账后收到的报送不计入本轮次。"))
    pages.link("reporting", label="查看报送情况", icon=":material/fact_check:",
        query_params=choices.carried(scope),
    )  # fmt: skip


MOST = 8
"""So many late units are named."""
