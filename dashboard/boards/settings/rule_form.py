"""A rule that the office decides: its value from a day on, with the document that sets it."""

from typing import Any

import streamlit as st

from dashboard import data, office
from dashboard.components import address, controls, form_fields, signature
from dashboard.components.form_fields import Form
from dashboard.components.plain_text import escaped
from metrics.command_line import FIRST_DAY, LAST_DAY
from metrics.rules.value import RulePack
from metrics.views.rating import rule_fields
from metrics.views.rating.rule_tables import value_text

_FORM = "rule"
HOW = (
    "改动自生效日期起适用，此前仍按原值；全部现行参数见“参数规则”页。"
    "比例写作75%或2/3，多项之间用顿号分开。"
)
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
    raw = rules.rule(key).raw
    with form_fields.form(_FORM, of=key, border=True) as form:
        texts = _values(form, key, raw)
        left, middle, right = st.columns(3)
        with left:
            since = controls.day(
                "生效日期", key=form.field("since"), default=office.today(), min_value=FIRST_DAY,
                max_value=LAST_DAY,
            )  # fmt: skip
        document = middle.text_input("文件依据", key=form.field("document"), max_chars=100)
        clause = right.text_input("条款（可不填）", key=form.field("clause"), max_chars=40)
        agreed = controls.tick(AGREED, key=form.field("agreed"))
        by = signature.field(key=form.key)
        form.button("保存参数")
    form.keep(
        lambda: office.decide_rule(
            key=key, raw=rule_fields.rebuilt(raw, texts), since=since, document=document,
            clause=clause, agreed=agreed, by=by, form=form.number,
        ),
        words=lambda changed: f"已保存，自{since}起适用。" if changed else "没有改动。",
        by=by,
    )  # fmt: skip


def _values(form: Form, key: str, raw: Any) -> dict[rule_fields.Path, str]:
    """Draw a field for each leaf of the value, three beside each other."""
    listed = rule_fields.fields(raw)
    columns = st.columns(3 if len(listed) > 1 else 1)
    return {
        field.path: columns[at % len(columns)].text_input(
            field.label or "新值", value=field.text, key=form.field(f"{key}:{'·'.join(field.path)}"),
            max_chars=400,
        )
        for at, field in enumerate(listed)
    }  # fmt: skip
