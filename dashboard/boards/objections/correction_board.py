"""更正封账 of a round whose objections were decided so, and the slip (更正单) of the round that corrects it."""

from functools import partial

import streamlit as st

from dashboard import data, objection_book, slips
from dashboard.components import choices, form_fields, pages, signal_table
from dashboard.components.handed import paper_offer
from dashboard.components.plain_text import escaped
from dashboard.handing import Export
from metrics.sealing.rounds import DEAD, Round
from metrics.views.changes import slip_tables
from metrics.views.parts import wording

WHEREWITH = (
    ("submissions", wording.SUBMISSIONS, "upload_file"),
    ("review", wording.REVIEW, "rule_folder"),
    ("rules", wording.RULES, "gavel"),
)  # fmt: skip
"""The pages on which a correction is made before the round is sealed anew."""


def show(one: Round) -> None:
    """Draw what leads to the other round, the form to seal anew, and the slip."""
    _ways(one)
    name = f"correct:{one.id}"
    if objection_book.may_correct(one) or form_fields.was_sent(name):
        _seal_again(one, name)
    else:
        form_fields.tell(name)
    if one.replaces is not None:
        with form_fields.attempt():
            _slip(one)


def _ways(one: Round) -> None:
    others = {each.id: each for each in data.rounds(one.scope.place)}
    for label, number in (("更正后的轮次", one.replaced_by), ("更正前的轮次", one.replaces)):
        other = others.get(number) if number is not None else None
        if other is not None:
            pages.link(
                "objections", label=f"{label}：{other.called}（{other.state}）",
                icon=":material/swap_horiz:", query_params=choices.carried(other.scope),
            )  # fmt: skip


def _seal_again(one: Round, name: str) -> None:
    st.warning(
        "有异议裁定为更正。数据更正报送并审定（或参数审定）后，在此更正封账：形成新的轮次和更正单，原轮次保留并注明已更正。"
    )
    _wherewith(one)
    with form_fields.form(name) as form:
        title = st.text_input(
            "标题", value=f"{one.title}（更正）", key=form.field("title"), max_chars=100
        )
        form.button("更正封账")
    form.keep(
        lambda: _kept(one, title, form.number),
        words=lambda _: "已更正封账，新的轮次为草稿，请复核后公示。", over=True,
        then=_over,
    )  # fmt: skip


def _wherewith(one: Round) -> None:
    """Lead to where what was decided is carried out: a new return, its review, or the rules."""
    steps = choices.carried(one.scope._replace(round=None))
    with st.container(horizontal=True, key="correction_ways", vertical_alignment="center"):
        for page, label, icon in WHEREWITH:
            pages.link(page, label=label, icon=f":material/{icon}:", query_params=steps)


def _over(_: int) -> None:
    data.look_again()
    st.rerun()


def _kept(one: Round, title: str, form: str) -> int:
    with st.spinner("正在按更正后的数据和参数重新评价……"):
        return objection_book.seal_correction(one, title=title, form=form)


def _slip(one: Round) -> None:
    """Draw the slip as tables, and offer it as a paper."""
    told = objection_book.corrected(one)
    if told is None:
        return
    st.header(f"更正单第{told.number}号{'（作废）' if one.state in DEAD else ''}")
    st.markdown(escaped(slips.result_words(told)))
    if told.void:
        st.caption(slip_tables.void_words(told.void))
    if objection_book.may_take_slip(one):
        name = f"更正单第{told.number}号_{data.name_of(one.scope.place)}_{one.scope.year}年度"
        with st.container(horizontal=True, key="slip_files"):
            for kind, word in paper_offer.KINDS.items():
                paper_offer.show(
                    name, f"更正单{word.label}", partial(slips.slip_file, one, kind),
                    kind=kind, export=Export("更正单", one.called, personal=True),
                )  # fmt: skip
    tables = slip_tables.tables(told.found)
    if not tables:
        st.info(slip_tables.NOTHING)
        return
    for part, table in zip(st.tabs([table.title for table in tables]), tables, strict=True):
        with part:
            signal_table.show(table, key=f"slip:{table.title}", height=420, dense=True, frozen=1)
            if table.note:
                st.caption(escaped(table.note))
