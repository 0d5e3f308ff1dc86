"""A workbook that was looked at: what is wrong with it, or what it would change and what to confirm."""

from collections.abc import Sequence
from pathlib import PurePath

import streamlit as st

from dashboard import data, intake
from dashboard.components import controls, form_fields, pages, signal_table
from dashboard.components.plain_text import escaped
from metrics.changes.preview import Preview
from metrics.errors import UserError
from metrics.records.findings import Severity
from metrics.views.parts import numbers
from metrics.views.parts.table import DisplayTable
from metrics.views.reported import preview_figures, preview_tables, submission_tables

HEIGHT = 320


def show(desk: intake.Desk) -> None:
    """Draw what was looked at last in this visit; it stays until the next."""
    checked = desk.last
    if checked is None:
        return
    st.subheader(f"检查结果：{escaped(checked.sent.file_name)}")
    if checked.outcome.stored or checked.repeated:
        _stored(checked)
    elif checked.outcome.errors:
        st.error(submission_tables.refused_words(checked.outcome))
    else:
        _waiting(checked, desk)
    _marked(checked)
    _findings(checked)


def _stored(checked: intake.Checked) -> None:
    """Say what was stored, list its changes, and lead to the unit's own page."""
    outcome, sent = checked.outcome, checked.sent
    if outcome.accepted is None or outcome.accepted.repeated:
        st.info(f"同一文件此前已导入（第{checked.repeated}号报送），本次未增加任何数据。")
    else:
        say = st.warning if outcome.accepted.removed else st.success  # what is gone is worth a look
        say(submission_tables.stored_words(outcome, data.unit_names()))
    st.page_link(
        pages.file("overview"),
        label=f"查看{data.name_of(sent.unit)}截至{numbers.day(sent.as_of)}的总览",
        icon=":material/arrow_forward:",
        query_params={"place": sent.unit, "as_of": sent.as_of.isoformat()},
    )
    if checked.preview is not None:
        _figures(checked.preview)
        _changes(checked.preview)


def _waiting(checked: intake.Checked, desk: intake.Desk) -> None:
    """Draw what it would change, its questions, and the button that stores it."""
    told, sent = checked.preview, checked.sent
    assert told is not None  # noqa: S101 - what has no errors was looked through
    if checked.again:
        st.warning(checked.again)
    name, removed = data.name_of(sent.unit), told.differences.totals["removed"]
    head = (
        f"**{escaped(name)}　截至{numbers.day(sent.as_of)}**　检查通过，尚未入库。"
        f"与上次相比：{preview_figures.change_words(told.differences)}。"
    )
    (st.warning if removed else st.info)(head)
    _figures(told)
    _confirmation(checked, desk)
    _changes(told)


def _figures(told: Preview) -> None:
    """Draw where the unit stands as it would be, each figure beside what it is now."""
    figures = preview_figures.key_figures(told)
    if told.unjudged:
        st.caption(f"导入后的得分和名次暂时不能试算：{escaped(told.unjudged)}")
    with st.container(horizontal=True, key="foreseen"):
        for figure in figures:
            st.metric(
                figure.label, figure.value, figure.detail, delta_color="off", delta_arrow="off",
                help=figure.help or None, border=True,
            )  # fmt: skip


def ticked(form: form_fields.Form, questions: Sequence[str]) -> set[str]:
    """Offer a box to tick for each question, and return those that were answered with yes.

    A box belongs to its very words: of another question that comes in its place nothing was said.
    """
    return {
        words
        for words in dict.fromkeys(questions)
        if controls.tick(escaped(words), key=form.field(f"yes:{words}"))
    }


def _confirmation(checked: intake.Checked, desk: intake.Desk) -> None:
    questions = checked.outcome.questions
    with form_fields.form(f"confirm:{checked.number}", border=bool(questions)) as form:
        if questions:
            st.markdown("**请逐条核实，确认无误的打勾；有误的请改好工作簿后重新上传。**")
        yes = ticked(form, [question.words for question in questions])
        form.button("确认导入")
    if not form.sent:
        return
    if len(yes) < len({question.words for question in questions}):
        form.refuse("还有没有打勾的事项，没有导入。")
        return
    place = st.empty()
    with place.status("正在导入……", expanded=True):
        try:
            intake.store(checked, confirmed=yes, desk=desk, progress=st.write)
        except UserError as error:
            form.refuse(str(error))
            return
    data.look_again()
    st.rerun()


def _changes(told: Preview) -> None:
    """List what changes: counts in sight, lists to unfold."""
    if not any(told.differences.totals[way] for way in ("added", "changed", "removed")):
        st.caption("各条记录与上次报送完全相同。")
        return
    turning = preview_tables.turning(told)
    if turning.lines:
        with st.expander(turning.title, expanded=True):
            _table(preview_tables.lights(told), "lights")
            _table(turning, "turning")
    with st.expander("各工作表、各项目的变化", expanded=True):
        _table(preview_tables.by_sheet(told.differences), "sheets")
        _table(preview_tables.by_project(told.differences), "projects")
    for at, table in enumerate(preview_tables.lists(told.differences)):
        with st.expander(table.title):
            _table(table, f"list:{at}")


def _table(table: DisplayTable, key: str) -> None:
    signal_table.show(table, key=f"preview:{key}", height=HEIGHT)
    if table.note:
        st.caption(table.note)


def _marked(checked: intake.Checked) -> None:
    copy = checked.marked
    if copy is None:
        return
    if copy.content is not None:
        stem = PurePath(checked.sent.file_name).stem
        st.download_button(
            "下载标注后的工作簿" if copy.whole else "下载错误清单",
            data=copy.content,
            file_name=f"{'标注' if copy.whole else '错误清单'}_{stem}.xlsx",
            mime=data.XLSX,
            on_click="ignore",
            icon=":material/download:",
            key="marked",
        )
    if copy.note:
        st.caption(copy.note)


def _findings(checked: intake.Checked) -> None:
    outcome = checked.outcome
    for severity, listed in ((Severity.REFUSE, outcome.errors), (Severity.WARN, outcome.warnings)):
        if listed:
            table = submission_tables.findings(severity, listed)
            st.markdown(f"**{table.title}**")
            signal_table.show(table, key=f"findings:{severity.name}", height=360)
            st.caption(table.note)
