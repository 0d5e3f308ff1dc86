"""Sending what was typed: checked and stored as any workbook, the findings said row by row."""

from collections.abc import Container
from typing import NamedTuple

import streamlit as st

from dashboard import data, intake
from dashboard.boards.reported import checked_board, typing_cells, typing_drafts
from dashboard.components import form_fields
from dashboard.components.plain_text import escaped
from metrics.errors import UserError
from metrics.records.findings import CellError
from metrics.records.reports import Outcome, Submission
from metrics.records.sheets import BY_NAME
from metrics.typed.draft import Draft
from metrics.views.parts import numbers
from metrics.views.reported import submission_tables, typed_tables

_CHECKED = "typing:checked"
_CLASHES = "typing:clashes"
_TAKEN = "typing:taken"
NO_CHANGE = "没有未保存的修改，与已报送的数据相同，无需再报。"


class Checked(NamedTuple):
    """What the import last said of a draft, with the records as they were called then.

    `questions` are the words of what has to be confirmed before it is stored.
    """

    of: str
    refused: str
    findings: tuple[tuple[CellError, str], ...]
    questions: tuple[str, ...]


def show(draft: Draft) -> None:
    """Draw the button that sends the draft, and what was found in it last."""
    of = f"{draft.unit} {draft.as_of.isoformat()}"
    _merging(draft, of)
    with form_fields.form("typing_send", of=of, border=True) as form:
        sent_by = st.text_input("报送人（可不填）", key=form.field("sent_by"), max_chars=40)
        # What is typed stands in the draft: a form that is sent again with more is no second click.
        st.session_state[form.field("changes")] = draft.changes().total
        confirmed = _confirmed(form, _last_checked(of))
        form.button("检查并报送")
    if form.sent:
        _send(draft, form, sent_by=sent_by.strip() or None, confirmed=confirmed)
    if checked := _last_checked(of):
        if checked.refused:
            st.error(checked.refused)
        typing_cells.list_findings(checked.findings, title="检查结果", key="typed")


def _last_checked(of: str) -> Checked | None:
    checked: Checked | None = st.session_state.get(_CHECKED)
    return checked if checked and checked.of == of else None


def _confirmed(form: form_fields.Form, checked: Checked | None) -> set[str]:
    """Draw what has to be confirmed, and return what is."""
    questions = checked.questions if checked else ()
    if questions:
        st.markdown("**请逐条核实，确认无误的打勾后再报送；有误的请先改好。**")
    return checked_board.ticked(form, questions)


def _send(
    draft: Draft, form: form_fields.Form, *, sent_by: str | None, confirmed: Container[str]
) -> None:
    if not draft.changes().total and _same_day(draft):
        form.refuse(NO_CHANGE)
        return
    taken = st.session_state.setdefault(_TAKEN, intake.Taken())
    try:
        with st.spinner("正在检查……"):
            outcome = intake.run_typed(
                draft, name=data.name_of(draft.unit), file_name=file_name(draft), sent_by=sent_by,
                confirmed=confirmed, form=form.number, taken=taken,
            )  # fmt: skip
    except UserError as error:
        form.refuse(str(error))
        data.look_again()
        if _newer(draft):
            st.rerun()
        return
    data.look_again()
    _note(draft, form, outcome)


def _note(draft: Draft, form: form_fields.Form, outcome: Outcome) -> None:
    told = data.located(draft, [*outcome.errors, *outcome.warnings])
    named = tuple((each.finding, typing_cells.record(draft, each)) for each in told)
    refused = submission_tables.refused_words(outcome) if outcome.errors else ""
    asked = () if outcome.stored else tuple(dict.fromkeys(q.words for q in outcome.questions))
    st.session_state[_CHECKED] = Checked(form.of, refused, named, asked)
    if outcome.waits_for_yes:
        form.refuse("有变化须先确认，没有入库；请在下面逐条打勾后再点一次。")
        st.rerun()
    if not outcome.stored:
        form.refuse("检查未通过，原因见下方检查结果；填写的内容都还在。")
        return
    typing_drafts.end(draft)
    st.session_state.pop(_CLASHES, None)
    form.done(submission_tables.stored_words(outcome, data.unit_names()))
    st.rerun()


def _merging(draft: Draft, of: str) -> None:
    """Say that the unit has reported meanwhile, and offer to go on from that with what was typed."""
    newer = _newer(draft)
    if newer:
        words = typed_tables.meanwhile_words(newer)
        st.warning(escaped(words))
        st.button("并入新的报送", on_click=_merge, args=(draft, of), key="merge")
    held = st.session_state.get(_CLASHES)
    if held and held[0] == of:
        st.info(escaped(held[1]))


def _merge(draft: Draft, of: str) -> None:
    clashes = draft.over(data.draft(draft.unit, draft.as_of))
    listed = [(BY_NAME[c.sheet], draft.start[c.sheet].row(c.row, named=True), c) for c in clashes]
    words = typed_tables.clash_words(listed)
    st.session_state[_CLASHES] = (of, words)


def _newer(draft: Draft) -> Submission | None:
    """Return the unit's last submission if the draft does not know of it; it follows while it is unedited."""
    seen = (s for s in data.submissions() if s.unit == draft.unit and s.data_date <= draft.as_of)
    last = max(seen, key=lambda submission: submission.id, default=None)
    return last if last and last.id > draft.newest else None


def file_name(draft: Draft) -> str:
    """Name the workbook that a draft makes, as it is kept."""
    name = data.unit_names().get(draft.unit, draft.unit)
    return f"在线填报_{name}_{numbers.day(draft.as_of)}.xlsx"


def _same_day(draft: Draft) -> bool:
    return any(s.id == draft.newest and s.data_date == draft.as_of for s in data.submissions())
