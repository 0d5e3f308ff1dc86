"""Sending a workbook: choose it, say whose it is, look at what it would change, confirm.

What became of the last one stands on top; what is chosen next is to unfold while it waits for an answer.
"""

from contextlib import AbstractContextManager
from datetime import date
from typing import NamedTuple

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from dashboard import data, intake
from dashboard.boards.reported import batch_board, checked_board
from dashboard.components import controls, form_fields, read_uploads
from dashboard.components.form_fields import Form
from dashboard.components.plain_text import escaped
from metrics.command_line import FIRST_DAY, LAST_DAY
from metrics.errors import UserError
from metrics.records.reports import PART, WHOLE


def show() -> None:
    """Draw what became of what was sent, and the way to send more."""
    desk = st.session_state.setdefault("upload:desk", intake.Desk())
    told = st.container()
    with _place(desk):
        _choose(desk)
    with told:
        checked_board.show(desk)
        batch_board.show()


def _place(desk: intake.Desk) -> AbstractContextManager[object]:
    """Return where the next workbook is chosen: folded away while one waits for an answer."""
    if desk.last is not None and desk.last.waits:
        return st.expander("另选工作簿；报送单位、日期、报送内容选错的，也请重新选择")
    refused = desk.last is not None and desk.last.outcome.errors
    st.header("改好后重新上传" if refused else "上传工作簿")
    return st.container()


def _choose(desk: intake.Desk) -> None:
    # Any file may be chosen: of one that is no workbook the check says what it is and what to do.
    files = st.file_uploader(
        "选择要报送的工作簿（.xlsx），可选多个，也可选压缩包（.zip）",
        key=f"upload:file:{desk.round}:{batch_board.desk().round}", accept_multiple_files=True,
        on_change=_begin_anew, args=(desk,),
    )  # fmt: skip
    if len(files) == 1 and not files[0].name.lower().endswith(".zip"):
        _form(files[0], desk)
    elif files:
        batch_board.form(files)


def _begin_anew(desk: intake.Desk) -> None:
    """Put aside what was told of other files, but what waits for a yes."""
    desk.last = None
    batch_board.put_aside()


class _Said(NamedTuple):
    """What stands in the form; null where nothing is chosen yet."""

    unit: str | None
    as_of: date | None
    kind: str


KINDS = {
    "全量：本单位全部数据，上次有、本次没有的视为删除": WHOLE,
    "增量：只含要补、要改的，没有列入的保持不变": PART,
}


def _form(file: UploadedFile, desk: intake.Desk) -> None:
    """Ask whose workbook it is, as far as it does not say so itself, and look at it."""
    told = _told(file)
    with form_fields.form(f"upload:{file.file_id}", border=True) as form:
        said = _fields(form, told)
        if words := _origin(told):
            st.caption(words)
        form.button("检查")
    if not form.sent:
        return
    if said.unit is None or said.as_of is None:
        wanted = (("报送单位", said.unit), ("数据截止日期", said.as_of))
        form.refuse(f"请先填写：{'、'.join(name for name, value in wanted if value is None)}。")
        return
    sent = intake.Sent(
        content=file.getvalue(), file_name=file.name, unit=said.unit, as_of=said.as_of,
        kind=said.kind,
    )  # fmt: skip
    if _check(sent, form, desk):
        read_uploads.let_go([file.file_id])
        st.rerun()


def _fields(form: Form, told: intake.Identity) -> _Said:
    left, right = st.columns(2)
    with left:
        unit = _unit(form, data.own_units(), told.unit or told.proposed)
    with right:
        # Any day there is may be typed: of one that has not come yet the check says so.
        as_of = controls.day(
            "数据截止日期", key=form.field("as_of"), default=told.as_of, min_value=FIRST_DAY,
            max_value=LAST_DAY,
        )  # fmt: skip
    kind = KINDS[controls.radio("报送内容", tuple(KINDS), key=form.field("kind"))]
    return _Said((unit or "").strip() or None, as_of, kind)


def _check(sent: intake.Sent, form: Form, desk: intake.Desk) -> bool:
    """Look at what is sent; say whether that could be done."""
    place = st.empty()
    with place.status("正在检查工作簿……", expanded=True):
        try:
            desk.last = intake.check(sent, progress=st.write)
        except UserError as error:
            desk.last = None
            form.refuse(str(error))
            return False
        finally:
            place.empty()
    desk.round += 1  # the next workbook takes the place of this one, and is not sent beside it
    return True


def _told(file: UploadedFile) -> intake.Identity:
    """Return what the file says of itself; asked once for each file that is chosen."""
    kept: dict[str, intake.Identity] = st.session_state.setdefault("upload:told", {})
    if file.file_id not in kept:
        kept.clear()
        try:
            kept[file.file_id] = intake.who(file.getvalue(), file.name, names=data.units())
        except UserError:
            kept[file.file_id] = intake.Identity()
    return kept[file.file_id]


def _origin(told: intake.Identity) -> str:
    """Say where unit and date were read, and what is doubtful about them."""
    read = [
        f"{label}取自{escaped(where)}"
        for label, where in (("报送单位", told.unit_from), ("数据截止日期", told.as_of_from))
        if where
    ]
    words = f"{'，'.join(read)}，请核对。" if read else ""
    return words + "".join(escaped(doubt) for doubt in told.doubts)


def _unit(form: Form, names: dict[str, str], told: str | None) -> str | None:
    if not names:
        key = form.field("unit")
        st.session_state.setdefault(key, told or "")
        return st.text_input(
            "报送单位（行政区划代码）", key=key, max_chars=6, placeholder="如620000"
        )
    return controls.select(
        "报送单位",
        tuple(names),
        key=form.field("unit"),
        default=told if told in names else None,
        text=lambda code: f"{code} {names[code]}",
        searched=True,
        placeholder="输入代码或名称选择",
    )
