"""正式使用: what an office says of itself when it begins; its database is made, and seen at once."""

from typing import Literal

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard import data, founding
from dashboard.components import controls, form_fields, pages
from dashboard.components.form_fields import Form
from dashboard.components.plain_text import escaped
from metrics.views.reported import beginning_words as words

_FORM = "begin"


def show() -> None:
    """Draw the form, or say why an office cannot begin here."""
    st.title(words.BEGIN)
    refused = founding.why_no_beginning()
    if refused:
        form_fields.tell(_FORM)
        st.info(escaped(refused))
        return
    st.markdown(words.WHAT_BEGINS)
    provinces = founding.provinces()
    province = controls.select(
        "省份", tuple(provinces), key="begin:province", default=None, required=True,
        text=lambda code: f"{code} {provinces[code]}", searched=True, placeholder="输入代码或名称选择",
    )  # fmt: skip
    if province is not None:
        _form(province)


def _form(province: str) -> None:
    slots: dict[str, DeltaGenerator] = {}
    with form_fields.form(_FORM, border=True) as form:
        said = _said(form, province, slots)
        chief = _chief(form, slots)
        form.button(words.BEGIN_NOW)
    if form.sent and _refused(form, founding.beginning_mistakes(said, chief), slots):
        return
    if form.sent:
        data.note_beginning()
    form.keep(
        lambda: founding.begin(said, chief, form=form.number),
        words=words.begun,
        then=lambda _: st.switch_page(pages.file(pages.FIRST)),
    )


def _said(form: Form, province: str, slots: dict[str, DeltaGenerator]) -> founding.Beginning:
    """Draw what the office says of itself; below each field is a slot for what is wrong with it."""
    name = st.text_input(
        "办公室名称", value=founding.usual_name(province), key=form.field(f"name:{province}"),
        max_chars=40, required=True, help=words.NAME_IS,
    )  # fmt: skip
    slots["name"] = st.container()
    left, right = st.columns(2)
    issuer = left.text_input(
        "机关代字（编入文号，如甘老旧改办）", key=form.field("issuer"), max_chars=12, required=True
    )
    slots["issuer"] = left.container()
    with right:
        packs = data.packs()
        rules = controls.select(
            "参数集", tuple(packs), key=form.field(f"rules:{province}"),
            default=founding.usual_rules(province), text=packs.__getitem__, required=True,
        )  # fmt: skip
        st.caption(words.RULES_ARE)
    return founding.Beginning(province=province, name=name, issuer=issuer, rules=rules)


def _chief(form: Form, slots: dict[str, DeltaGenerator]) -> founding.FirstAdministrator:
    """Draw the account that the office begins with: nobody of the demo is known in its database."""
    st.markdown(words.CHIEF_IS)
    columns = st.columns(3)
    fields = {"account": "系统管理员账号", "password": "密码", "again": "再输一次密码"}
    typed = {}
    for column, (name, label) in zip(columns, fields.items(), strict=True):
        kind: Literal["default", "password"] = "default" if name == "account" else "password"
        typed[name] = column.text_input(
            label, key=form.field(name), type=kind, max_chars=64, required=True,
            value=founding.USUAL_ACCOUNT if name == "account" else "",
        )  # fmt: skip
        slots[name] = column.container()
    return founding.FirstAdministrator(**typed)


def _refused(form: Form, mistakes: dict[str, str], slots: dict[str, DeltaGenerator]) -> bool:
    """Say beside each field what is wrong with it; say whether anything is."""
    for field, sentence in mistakes.items():
        slots[field].markdown(f":red[{escaped(sentence)}]")
    if mistakes:
        form.refuse(words.TO_MEND.format(count=len(mistakes)))
    return bool(mistakes)
