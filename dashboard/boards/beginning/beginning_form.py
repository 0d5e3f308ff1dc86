"""正式使用: what an office says of itself when it begins; its database is made, and seen at once."""

import streamlit as st

from dashboard import data, office
from dashboard.components import controls, form_fields, pages, signature
from dashboard.components.form_fields import Form
from dashboard.components.plain_text import escaped
from metrics.views.reported import beginning_words as words

_FORM = "begin"


def show() -> None:
    """Draw the form, or say why an office cannot begin here."""
    st.title(words.BEGIN)
    refused = office.why_no_beginning()
    if refused:
        form_fields.tell(_FORM)
        st.info(escaped(refused))
        return
    st.markdown(words.WHAT_BEGINS)
    provinces = office.provinces()
    province = controls.select(
        "省份", tuple(provinces), key="begin:province", default=None,
        text=lambda code: f"{code} {provinces[code]}", searched=True, placeholder="输入代码或名称选择",
    )  # fmt: skip
    if province is not None:
        _form(province)


def _form(province: str) -> None:
    packs = data.packs()
    with form_fields.form(_FORM, border=True) as form:
        name = _text(
            form, f"name:{province}", "办公室名称", office.usual_name(province), longest=40
        )
        left, right = st.columns(2)
        with left:
            issuer = _text(form, "issuer", "机关代字（编入文号，如甘老旧改办）", "", longest=12)
        with right:
            rules = controls.select(
                "参数集", tuple(packs), key=form.field(f"rules:{province}"),
                default=office.usual_rules(province), text=packs.__getitem__,
            )  # fmt: skip
        by = signature.field(key=form.key)
        form.button(words.BEGIN)
    form.keep(
        lambda: office.begin(
            province=province, name=name, issuer=issuer, rules=rules, by=by, form=form.number
        ),
        words=words.begun,
        by=by,
        then=lambda _: st.switch_page(pages.file(pages.FIRST)),
    )


def _text(form: Form, name: str, label: str, value: str, *, longest: int) -> str:
    typed: str = st.text_input(label, value=value, key=form.field(name), max_chars=longest)
    return typed
