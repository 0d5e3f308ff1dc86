"""What was sent and looked at: what is wrong with it, or what it would change and what to confirm.

A workbook and what was typed (在线填报) are told alike. What is to be done stands above what is to be read.
"""

from collections.abc import Sequence
from pathlib import PurePath

import streamlit as st

from dashboard import data, intake
from dashboard.boards.reported import foreseen, typing_cells
from dashboard.components import controls, form_fields, pages, signal_table
from dashboard.components.handed import hand_over
from dashboard.components.plain_text import escaped
from dashboard.handing import Export
from metrics.errors import UserError
from metrics.records.findings import Severity
from metrics.records.reports import WHOLE
from metrics.views.parts import numbers
from metrics.views.reported import (
    confirming_words,
    preview_figures,
    submission_tables,
)


def show(desk: intake.Desk) -> None:
    """Draw what was looked at last in this visit; it stays until the next."""
    checked = desk.last
    if checked is None:
        return
    typed = checked.sent.draft is not None
    title = "报送结果" if checked.outcome.stored else "检查结果"
    st.header(title if typed else f"{title}：{escaped(checked.sent.file_name)}")
    if checked.outcome.stored or checked.repeated:
        _stored(checked)
    elif checked.outcome.errors:
        st.error(submission_tables.refused_words(checked.outcome, typed=typed))
    else:
        _waiting(checked, desk)
    _findings(checked)


def _stored(checked: intake.Checked) -> None:
    """Say what was stored, list its changes, and lead to the unit's own page."""
    outcome, sent = checked.outcome, checked.sent
    if outcome.accepted is None or outcome.accepted.repeated:
        st.info(f"同一文件此前已导入（第{checked.repeated}号报送），本次未增加任何数据。")
    else:
        say = st.warning if outcome.accepted.removed else st.success  # what is gone is worth a look
        say(submission_tables.stored_words(outcome, data.unit_names()))
    _leads(sent, outcome.accepted.submission if outcome.accepted else checked.repeated)
    if checked.preview is not None:
        foreseen.figures(checked.preview)
        foreseen.changes(checked.preview)


def _leads(sent: intake.Sent, number: int | None) -> None:
    """Lead to the unit's own page, and to the submission, where it can be taken back."""
    pages.link(
        "overview",
        label=f"查看{escaped(data.name_of(sent.unit))}截至{numbers.day(sent.as_of)}的总览",
        icon=":material/arrow_forward:",
        query_params={"place": sent.unit, "as_of": sent.as_of.isoformat()},
    )
    if number:
        pages.link(
            "submissions",
            label=f"查看第{number}号报送，可下载报送原件、撤回",
            icon=":material/receipt_long:",
            query_params={"view": "sent", "submission": str(number)},
        )


def _waiting(checked: intake.Checked, desk: intake.Desk) -> None:
    """Draw what it would change, its questions, and the button that stores it."""
    told, sent = checked.preview, checked.sent
    assert told is not None  # noqa: S101 - what has no errors was looked through
    if checked.again:
        st.warning(checked.again)
    name, removed = data.name_of(sent.unit), told.differences.totals["removed"]
    head = (
        f"**{escaped(name)}　截至{numbers.day(sent.as_of)}**　检查通过，尚未入库。"
        f"与上次报送相比：{preview_figures.change_words(told.differences)}。"
    )
    (st.warning if removed else st.info)(head)
    _confirmation(checked, desk)
    foreseen.figures(told)
    foreseen.changes(told)


def _ticked(form: form_fields.Form, questions: Sequence[str]) -> set[str]:
    """Offer a box to tick for each question, and return those that were answered with yes.

    A box belongs to its very words: of another question that comes in its place nothing was said.
    """
    return {
        words
        for number, words in enumerate(questions, 1)
        if controls.tick(f"第{number}项　{escaped(words)}", key=form.field(f"yes:{words}"))
    }


def _confirmation(checked: intake.Checked, desk: intake.Desk) -> None:
    questions = tuple(dict.fromkeys(each.words for each in checked.outcome.questions))
    typed = checked.sent.draft is not None
    with form_fields.form(f"confirm:{checked.number}", border=True) as form:
        if questions:
            st.markdown(f"**{confirming_words.asked(len(questions), typed=typed)}**")
        if _lacks_some(checked):
            st.caption(confirming_words.NOT_ALL)
        yes = _ticked(form, questions)
        form.button("确认报送" if typed else "确认导入")
    if not form.sent:
        return
    refusal = confirming_words.refusal(questions, yes, typed=typed)
    if refusal:
        form.refuse(refusal)
    else:
        _store(checked, yes, form=form, desk=desk)


def _lacks_some(checked: intake.Checked) -> bool:
    """Say whether a workbook sent as all of a unit's data lacks records of the last report."""
    told, sent = checked.preview, checked.sent
    lacks = told is not None and told.differences.totals["removed"] > 0
    return lacks and sent.kind == WHOLE and sent.draft is None


def _store(
    checked: intake.Checked, yes: set[str], *, form: form_fields.Form, desk: intake.Desk
) -> None:
    place = st.empty()
    with place.status("正在入库……", expanded=True):
        try:
            intake.store(checked, confirmed=yes, desk=desk, progress=st.write)
        except UserError as error:
            form.refuse(str(error))
            return
        finally:
            data.look_again()
    st.rerun()


def _marked(checked: intake.Checked) -> None:
    copy = checked.marked
    if copy is None:
        return
    if copy.content is not None:
        stem = PurePath(checked.sent.file_name).stem
        content = copy.content
        hand_over.button(
            "下载标注后的工作簿" if copy.whole else "下载错误清单", lambda: content,
            name=f"{'标注' if copy.whole else '错误清单'}_{stem}.xlsx", mime=data.XLSX, key="marked",
            place=checked.sent.unit, export=Export("标注工作簿", personal=True),
        )  # fmt: skip
    if copy.note:
        st.caption(copy.note)


def _findings(checked: intake.Checked) -> None:
    """List what is wrong, in sight; of a report that may be stored the hints are to unfold."""
    listed, draft = checked.outcome.findings, checked.sent.draft
    if not listed:
        return
    errors = checked.outcome.errors
    with st.container() if errors else st.expander(f"提示（{len(listed)}条），请核对"):
        _marked(checked)
        if draft is not None:
            typing_cells.list_findings(draft, listed)
            return
        for severity in Severity:
            of_it = [each for each in listed if each.severity is severity]
            if of_it:
                table = submission_tables.findings(severity, of_it)
                st.markdown(f"**{escaped(table.title)}**")
                signal_table.show(table, key=f"findings:{severity.name}", height=360, dense=True)
                st.caption(table.note)
