"""The form of a supposition: each rule of rating with its value in force and where it comes from."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any, NamedTuple

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard import data
from dashboard.boards.whatif import kept_supposition, points_fields
from dashboard.components import controls, form_fields
from dashboard.components.form_fields import Form
from dashboard.components.plain_text import escaped
from dashboard.components.ways import rule_field
from metrics.changes.supposed.supposition import POINTS, supposing
from metrics.rules.value import RulePack
from metrics.scope import Scope
from metrics.views.changes import supposed_fields, supposed_tables
from metrics.views.rating import rule_fields
from metrics.views.rating.rule_fields import Field, Path, Typed
from metrics.views.rating.rule_tables import UNITS, value_text

HOW = "改动任一参数后点“测算”，得分、等次、名次与现行并列；没有改动的按现行值。比例写作75%或2/3。"
BESIDE = [1.6, 1.6, 3]
SHORT = 60
"""Characters of a value in force up to which it stands beside the name of a rule with parts."""


class _Drawn(NamedTuple):
    """What stands in the fields of the form by rule, and the place beneath each for what is wrong."""

    values: dict[str, Any]
    slots: dict[str, DeltaGenerator]


def show(scope: Scope, text: str) -> None:
    """Draw the form as it is supposed so far; once it can be read, the result is opened."""
    rules, held = data.rules_of(scope), data.supposition(scope, text).rules
    st.caption(f"{HOW}{supposed_tables.NOT_KEPT}")
    with form_fields.form(_name(rules, text), border=True) as form:
        drawn = _groups(form, data.rules_told(scope, rules), data.rules_told(scope, held))
        form.button("测算")
    if text and st.button("恢复现行参数", icon=":material/restart_alt:"):
        kept_supposition.drop()
    if form.sent:
        _answer(form, rules, drawn)


def _name(rules: RulePack, text: str) -> str:
    """Name the form by what it begins with: another supposition, or other rules, are another form."""
    return f"whatif:{sha256(f'{rules.digest}{text}'.encode()).hexdigest()[:16]}"


def _groups(form: Form, rules: RulePack, held: RulePack) -> _Drawn:
    drawn = _Drawn({}, {})
    for tab, keys in zip(
        st.tabs(list(supposed_fields.GROUPS)), supposed_fields.GROUPS.values(), strict=True
    ):
        with tab:
            for key in keys:
                in_force = rules.told(key)
                if in_force is not None:
                    value = _rule(form, rules, held, key)
                    drawn.slots[key] = st.container()
                    if value not in (None, in_force.raw):
                        drawn.values[key] = value
    return drawn


def _rule(form: Form, rules: RulePack, held: RulePack, key: str) -> Any:
    """Draw one rule: of a plain value a line, of one with parts a heading and a field for each part.

    Return what stands in its fields; null of one that places decide otherwise each, as long as none is
    supposed of all of them.
    """
    if key == POINTS:
        _heading(rules, key)
        return points_fields.show(form, held)
    listed = supposed_fields.leaves(held, key, day=held.day)
    if len(listed) > 1:
        _heading(rules, key)
        return supposed_fields.value_of(held, key, _parts(form, key, listed))
    (one,) = listed
    label, field, source = st.columns(BESIDE, vertical_alignment="center")
    label.markdown(f"**{escaped(rules.rule(key).label)}**")
    source.markdown(_in_force(rules, key))
    with field:
        if supposed_fields.varies(rules, key):
            return _one_for_all(form, held, key, one, supposed=held.told(key) != rules.told(key))
        typed = _field(form, key, one, label=rules.rule(key).label, label_visibility="collapsed")
    return supposed_fields.value_of(held, key, {one.path: typed})


def _one_for_all(form: Form, held: RulePack, key: str, one: Field, *, supposed: bool) -> Any:
    """Draw the field of a rule that places decide each for themselves: what stands in it is of all."""
    label, name = held.rule(key).label, form.field(f"{key}:all")
    if one.words:
        chosen = controls.select(
            label, ("", *one.words), key=name, default=str(one.held) if supposed else "",
            text=lambda each: rule_fields.word_text(key, each) if each else supposed_fields.LOCAL,
            label_visibility="collapsed",
        )  # fmt: skip
        return chosen or None
    value = str(held.rule(key).raw) if supposed else ""
    typed = st.text_input(
        label, value=value, key=name, max_chars=40, placeholder=supposed_fields.LOCAL,
        label_visibility="collapsed",
    )  # fmt: skip
    return typed.strip() or None


def _heading(rules: RulePack, key: str) -> None:
    """Say what a rule with parts is called, its value in force where it is short, and where it is from."""
    st.markdown(f"**{escaped(rules.rule(key).label)}**　{_in_force(rules, key)}")
    if hint := supposed_fields.HINTS.get(key):
        st.caption(hint)


def _in_force(rules: RulePack, key: str) -> str:
    """Say the value of a rule, its document and clause."""
    rule = rules.told(key) or rules.rule(key)
    value = f"{value_text(rule.raw)}{UNITS.get(key, '')}"
    source = f"{rule.document}{f'　{rule.clause}' if rule.clause else ''}，自{rule.since}起"
    shown = f"现行{escaped(value)}　" if len(value) <= SHORT else ""
    return f"{shown}:gray[{escaped(source)}]"


def _parts(form: Form, key: str, listed: list[Field]) -> dict[Path, Typed]:
    """Draw the parts of a rule beside each other."""
    most = 1 if key == "content_items" else 4
    typed: dict[Path, Typed] = {}
    for at in range(0, len(listed), most):
        for field, column in zip(listed[at : at + most], st.columns(most), strict=False):
            with column:
                typed[field.path] = _field(form, key, field, label=field.label)
    return typed


def _field(form: Form, key: str, field: Field, *, label: str, **look: Any) -> Typed:
    return rule_field.show(
        key, field, key=form.field(f"{key}:{'·'.join(field.path)}"), label=label, **look
    )


def _answer(form: Form, rules: RulePack, drawn: _Drawn) -> None:
    """Open the result, or say beside each field what is wrong with it."""
    found = supposing(rules, drawn.values)
    if found.refused:
        _complain(drawn.slots, found.refused)
        form.refuse(
            f"“{'”“'.join(_tabs(found.refused))}”中有参数不能测算，请按标红的说明更正后再测算。"
        )
    elif not found.text:
        form.refuse("没有改动任何参数。")
    else:
        kept_supposition.take_up(found.text)


def _tabs(refused: Mapping[str, str]) -> list[str]:
    """Name the tabs in which something was refused."""
    keys = {named.partition(".")[0] for named in refused}
    return [name for name, held in supposed_fields.GROUPS.items() if keys & {*held}]


def _complain(slots: Mapping[str, DeltaGenerator], refused: Mapping[str, str]) -> None:
    for named, words in refused.items():
        slot = slots.get(named.partition(".")[0])
        (slot or st).error(escaped(f"{words}。"))
