"""A rule that the office decides: its value from a day on, with the document that sets it."""

import streamlit as st

from dashboard import data, office
from dashboard.components import address, controls, form_fields
from dashboard.components.form_fields import Form
from dashboard.components.plain_text import escaped
from dashboard.components.ways import rule_field
from metrics.command_line import FIRST_DAY, LAST_DAY
from metrics.rules.value import RulePack
from metrics.views.rating import rule_fields
from metrics.views.rating.rule_tables import value_text

_FORM = "rule"
HOW = (
    "改动自生效日期起适用，此前仍按原值；全部现行参数见“参数规则”页。"
    "比例写作75%或2/3，没有选项的多项内容之间用顿号分开。"
)
IN_A_ROW = 3
AGREED = "已知悉：会影响已召开的调度会、已印发的简报所依据的参数（没有影响的不必勾选）"


def show() -> None:
    """Draw the choice of a rule, and the form with its value of today."""
    rules = data.rules_today()
    st.caption(HOW)
    key = address.choose(
        "rule", "参数", tuple(rules), default="cadence",
        text=lambda each: rules.rule(each).label, searched=True,
    )  # fmt: skip
    rule = rules.rule(key)
    st.markdown(escaped(f"现行值：{value_text(rule.raw)}（{rule.document}，自{rule.since}起）"))
    _form(rules, key)


def _form(rules: RulePack, key: str) -> None:
    with form_fields.form(_FORM, of=key, border=True) as form:
        typed = _values(form, rules, key)
        left, middle, right = st.columns(3)
        with left:
            since = controls.day(
                "生效日期", key=form.field("since"), default=office.today(), min_value=FIRST_DAY,
                max_value=LAST_DAY,
            )  # fmt: skip
        document = middle.text_input(
            "文件依据", key=form.field("document"), max_chars=100, required=True
        )
        clause = right.text_input("条款（可不填）", key=form.field("clause"), max_chars=40)
        agreed = controls.tick(AGREED, key=form.field("agreed"))
        form.button("保存参数")
    form.keep(
        lambda: office.decide_rule(
            key=key, raw=rule_fields.rebuilt(rules.rule(key).raw, typed), since=since, document=document,
            clause=clause, agreed=agreed, form=form.number,
        ),
        words=lambda changed: f"已保存，自{since}起适用。" if changed else "没有改动。",
    )  # fmt: skip


def _values(form: Form, rules: RulePack, key: str) -> dict[rule_fields.Path, rule_fields.Typed]:
    """Draw a field for each leaf of the value, three beside each other."""
    listed = rule_fields.fields(rules, key, today=office.today())
    if len(listed) == 1:
        return {listed[0].path: _field(form, key, listed[0])}
    typed: dict[rule_fields.Path, rule_fields.Typed] = {}
    for at in range(0, len(listed), IN_A_ROW):
        row = listed[at : at + IN_A_ROW]
        for field, column in zip(row, st.columns(IN_A_ROW), strict=False):
            with column:
                typed[field.path] = _field(form, key, field)
    return typed


def _field(form: Form, rule: str, field: rule_fields.Field) -> rule_fields.Typed:
    key = form.field(f"{rule}:{'·'.join(field.path)}")
    plain = isinstance(field.held, str) and not field.words
    look = {"required": True} if plain else {}
    return rule_field.show(rule, field, key=key, label=field.label or "新值", **look)
