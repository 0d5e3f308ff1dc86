"""Sending what was typed: checked as any workbook is, looked through in place of the editor, and confirmed."""

from datetime import date

import streamlit as st

from dashboard import data, intake
from dashboard.boards.reported import checked_board, typing_drafts
from dashboard.components import form_fields
from dashboard.components.plain_text import escaped
from metrics.errors import UserError
from metrics.records.reports import Submission
from metrics.records.sheets import BY_NAME
from metrics.typed.draft import Draft
from metrics.views.parts import numbers
from metrics.views.reported import typed_tables

_CLASHES = "typing:clashes"
NO_CHANGE = "填写的内容与已报送的数据完全相同，不必再报。"


def desk() -> intake.Desk:
    """Return what the visit has checked and stored of what it typed."""
    kept: intake.Desk = st.session_state.setdefault("typing:desk", intake.Desk())
    return kept


def current(unit: str, as_of: date) -> Draft:
    """Return the draft of a unit for a data date; one that was stored gives way to what stands now."""
    draft, checked = typing_drafts.of(unit, as_of), desk().last
    if checked and checked.sent.draft and checked.outcome.stored and _is_of(checked, draft):
        if not checked.sent.draft.says_as(draft):
            return draft
        typing_drafts.end(draft)
        st.session_state.pop(_CLASHES, None)
        draft = typing_drafts.of(unit, as_of)
    return draft


def looked_through(draft: Draft) -> bool:
    """Draw on top what became of the draft, and say whether it waits to be confirmed, in its editor's place."""
    checked = desk().last
    if checked is None or not _is_of(checked, draft):
        return False
    if checked.waits and _newer(draft) is None:
        st.button("返回修改", icon=":material/arrow_back:", on_click=_go_back, key="typing_back")
        checked_board.show(desk())
        return True
    if checked.repeated or (checked.outcome.stored and not draft.changes().total):
        checked_board.show(desk())
    return False


def show(draft: Draft) -> None:
    """Draw the button that has the draft checked, and what was wrong with it last."""
    with form_fields.form("typing_send", of=_of(draft)) as form:
        form.button("检查")
    if form.sent:
        _check(draft, form)
    checked = desk().last
    if checked is not None and _is_of(checked, draft) and checked.outcome.errors:
        checked_board.show(desk())


def _check(draft: Draft, form: form_fields.Form) -> None:
    if not draft.changes().total and _same_day(draft):
        form.refuse(NO_CHANGE)
        return
    sent = intake.typed(draft, name=data.name_of(draft.unit), file_name=file_name(draft))
    place = st.empty()
    with place.status("正在检查……", expanded=True):
        try:
            desk().last = intake.check(sent, progress=st.write)
        except UserError as error:
            form.refuse(str(error))
    place.empty()
    data.look_again()
    if desk().last is not None:
        st.rerun()


def _go_back() -> None:
    desk().last = None


def _is_of(checked: intake.Checked, draft: Draft) -> bool:
    return (checked.sent.unit, checked.sent.as_of) == (draft.unit, draft.as_of)


def _of(draft: Draft) -> str:
    return f"{draft.unit} {draft.as_of.isoformat()}"


def merging(draft: Draft) -> None:
    """Say that the unit has reported meanwhile, and offer to go on from that with what was typed."""
    newer = _newer(draft)
    if newer:
        words = typed_tables.meanwhile_words(newer)
        st.warning(escaped(words))
        st.button("并入新的报送", on_click=_merge, args=(draft,), key="merge")
    held = st.session_state.get(_CLASHES)
    if held and held[0] == _of(draft):
        st.info(escaped(held[1]))


@data.one_look()
def _merge(draft: Draft) -> None:
    _go_back()
    clashes = draft.over(data.draft(draft.unit, draft.as_of))
    listed = [(BY_NAME[c.sheet], draft.start[c.sheet].row(c.row, named=True), c) for c in clashes]
    st.session_state[_CLASHES] = (_of(draft), typed_tables.clash_words(listed))


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
