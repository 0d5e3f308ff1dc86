"""提出异议: a unit's figures in a round with their trace codes, and the form to object to one of them."""

import streamlit as st

from dashboard import data, objection_book
from dashboard.components import address, form_fields, signal_table
from dashboard.components.plain_text import escaped
from metrics.scope import Scope
from metrics.sealing.rounds import Round
from metrics.views.tracing import objection_tables
from metrics.views.tracing.trace_words import TRACE_CODE

LONGEST = 1_000
FORM = "objection"


def show(one: Round, scope: Scope, unit: str) -> None:
    """Draw the form while objections are taken, and beside it the figures to choose from, as the whole round
    tells them: of a unit by itself its rank says nothing."""
    name = f"{FORM}:{one.id}"
    if not objection_book.takes_objections(one):
        form_fields.tell(name)
        return
    st.header(f"{escaped(data.name_of(unit))}提出异议")
    figures, form = st.columns([3, 2], gap="medium")
    with figures:
        _figures(one, scope, unit)
    with form:
        _form(one, unit, name)


def _figures(one: Round, scope: Scope, unit: str) -> None:
    """Draw the figures of a unit; a row puts its code into the form."""
    told = objection_book.figures_of(one.scope, unit)
    raised = {figure for region, figure in data.objected(scope) if region == unit}
    picked = signal_table.show(
        objection_tables.figures(told, raised), key="objection_figures", select="row", link="name",
        chosen=address.get("code"), dense=True, height=420,
    )  # fmt: skip
    if picked:
        address.go(code=picked.key)
    st.caption("点任一行填入溯源码；页面、简报和一地一页上的溯源码也可直接填写。")


def _form(one: Round, unit: str, name: str) -> None:
    asked = address.get("code") or ""
    with form_fields.form(name) as form:
        code = st.text_input(
            TRACE_CODE, value=asked, key=form.field(f"code:{asked}"), max_chars=30,
            placeholder="点数字表任一行填入",
        )  # fmt: skip
        words = st.text_area(
            "异议理由（必填）", key=form.field("words"), height=120, max_chars=LONGEST
        )
        files = st.file_uploader(
            f"佐证材料（{objection_book.FILES_WORDS}，可不附）", accept_multiple_files=True,
            type=list(objection_book.FILE_KINDS), key=form.field("files"),
            max_upload_size=objection_book.FILE_MB,
        )  # fmt: skip
        form.button("提出异议")
    form.keep(
        lambda: objection_book.object_to(
            one, unit=unit, code=code, words=words, form=form.number,
            files=[objection_book.Handed(each.name, each.getvalue()) for each in files or ()],
        ),
        words=lambda number: f"已提出第{number}号异议，等待裁定。",
        then=lambda _: address.go(code=None),
    )  # fmt: skip
