"""退回: the reason, and where wanted the cells to be corrected, chosen by sheet, row and column."""

import streamlit as st

from dashboard import data, office
from dashboard.components import controls, form_fields
from dashboard.components.plain_text import escaped
from dashboard.data import SheetSent
from metrics.errors import UserError
from metrics.records.findings import CellError
from metrics.reporting.review.decisions import Decision
from metrics.reporting.review.standing import Reviewed

LONGEST = 500


def show(one: Reviewed, name: str) -> None:
    """Draw the button that opens the form."""
    with st.popover("退回", icon=":material/undo:", key=f"{name}:open"):
        st.markdown("退回后由报送单位更正并重新报送；在此之前，各项数字仍为上次审定的数据。")
        cells = _cells(one, name)
        with form_fields.form(name) as form:
            reason = st.text_area(
                "退回原因（必填）", key=form.field("reason"), height=80, max_chars=LONGEST
            )
            form.button("确认退回")
        sent = one.submission
        wanted = office.Decided(
            submission=sent.id, sha256=sent.file_sha256, decision=Decision.RETURNED, reason=reason,
            cells=tuple(cells), form=form.number,
        )  # fmt: skip
        form.keep(
            lambda: office.decide_review(wanted),
            words=lambda _: f"已退回第{sent.id}号报送，原因已告知报送单位。", over=True,
            then=lambda _: _over(name),
        )  # fmt: skip


def _over(name: str) -> None:
    st.session_state.pop(f"{name}:cells", None)
    data.look_again()
    st.rerun()


def _cells(one: Reviewed, name: str) -> list[CellError]:
    """Offer to point at cells of the workbook; return those pointed at so far."""
    kept: list[CellError] = st.session_state.setdefault(f"{name}:cells", [])
    if not data.has_original(one.submission.file_sha256):
        return kept
    if controls.tick("指出要更正的单元格", key=f"{name}:point"):
        sheets = data.cells_sent(one.submission.id)
        if sheets:
            _point(sheets, kept, name)
    for at, each in enumerate(kept):
        left, right = st.columns([5, 1], vertical_alignment="center")
        left.markdown(escaped(f"{each.sheet}　{each.cell}　{each.label}：{each.message}"))
        if right.button("删除", key=f"{name}:drop:{at}"):
            kept.pop(at)
            st.rerun()
    return kept


def _point(sheets: dict[str, SheetSent], kept: list[CellError], name: str) -> None:
    label = controls.select(
        "工作表", tuple(sheets), key=f"{name}:sheet", default=next(iter(sheets))
    )
    sheet = sheets[label]
    left, right = st.columns(2)
    with left:
        row = controls.select(
            "行", tuple(sheet.rows), key=f"{name}:row:{label}", default=next(iter(sheet.rows)),
            text=lambda row: f"第{row}行　{sheet.rows[row]}", searched=True,
        )  # fmt: skip
    with right:
        column = controls.select(
            "栏目", tuple(sheet.columns), key=f"{name}:column:{label}",
            default=next(iter(sheet.columns)), searched=True,
        )  # fmt: skip
    words = st.text_input("意见", key=f"{name}:words:{len(kept)}", max_chars=200)
    if st.button("加入", icon=":material/add:", key=f"{name}:add"):
        try:
            kept.append(office.objection_at(label, sheet.cell(row, column), words, label=column))
        except UserError as error:
            st.error(escaped(str(error)))
            return
        st.rerun()
