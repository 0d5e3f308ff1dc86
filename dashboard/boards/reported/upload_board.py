"""Sending a workbook: the form, then what became of it."""

from datetime import date
from pathlib import PurePath
from typing import NamedTuple, TypedDict, Unpack

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from dashboard import data, intake
from dashboard.components import controls, form_fields, signal_table
from dashboard.components.form_fields import Form
from dashboard.components.plain_text import escaped
from metrics.command_line import FIRST_DAY, LAST_DAY
from metrics.errors import UserError
from metrics.records.findings import Severity
from metrics.views.reported import submission_tables


class _Sent(TypedDict):
    unit: str
    as_of: date
    sent_by: str | None


class Upload(NamedTuple):
    """What stands in the form; null where nothing is chosen yet."""

    form: Form
    unit: str | None
    as_of: date | None
    sent_by: str | None
    file: UploadedFile | None
    taken: intake.Taken


def show() -> None:
    """Draw the form, and what became of what was sent."""
    _outcome(_form())


def _form() -> Upload:
    """Draw the form and return what stands in it."""
    st.subheader("报送工作簿")
    taken = st.session_state.setdefault("upload:taken", intake.Taken())
    with form_fields.form("upload", border=True) as form:
        unit = _unit(form, data.units())
        left, right = st.columns(2)
        with left:
            # Any day there is may be typed: of one that has not come yet the import says so.
            as_of = controls.day(
                "数据截止日期", key=form.field("as_of"), default=None, min_value=FIRST_DAY,
                max_value=LAST_DAY,
            )  # fmt: skip
        with right:
            sent_by = st.text_input("报送人（可不填）", key=form.field("sent_by"), max_chars=40)
        # Any file may be chosen: of one that is no workbook the import says what it is and what to do.
        file = st.file_uploader("工作簿（.xlsx）", key=form.field("file"))
        form.button("上传并检查")
    return Upload(
        form=form, unit=unit, as_of=as_of, sent_by=sent_by or None, file=file, taken=taken
    )


def _outcome(upload: Upload) -> None:
    """Import what was sent and show the result; a result stays until the next one."""
    if upload.form.sent:
        _send(upload)
    result = upload.taken.last
    if result is None:
        return
    st.subheader(f"检查结果：{escaped(result.file_name)}")
    if result.outcome is None:
        st.error(escaped(result.refusal))
        return
    _say(result)


def _send(upload: Upload) -> None:
    """Import a form that is filled in; say beside its button whether it was taken."""
    wanted = {"报送单位": upload.unit, "数据截止日期": upload.as_of, "工作簿文件": upload.file}
    missing = "、".join(name for name, value in wanted.items() if not value)
    if upload.unit is None or upload.as_of is None or upload.file is None or missing:
        upload.form.refuse(f"请先填写：{missing}。")
        return
    result = _imported(
        upload.file, form=upload.form.number, taken=upload.taken, unit=upload.unit.strip(), as_of=upload.as_of,
        sent_by=upload.sent_by,
    )  # fmt: skip
    upload.taken.last = result
    if result.outcome is None or not result.outcome.stored:
        upload.form.refuse("检查未通过，原因见下方检查结果。")
        return
    accepted = result.outcome.accepted
    gone = f"，减少{accepted.removed}条记录，请核对" if accepted and accepted.removed else ""
    upload.form.done(f"已导入{gone}，结果见下方。")
    st.rerun()


def _imported(
    file: UploadedFile, *, form: str, taken: intake.Taken, **sent: Unpack[_Sent]
) -> intake.Result:
    place = st.empty()
    with place.status("正在检查工作簿……", expanded=True):
        try:
            result = intake.run(
                content=file.getvalue(),
                file_name=file.name,
                form=form,
                taken=taken,
                progress=st.write,
                **sent,
            )
        except UserError as error:
            result = intake.Result(file.name, None, None, str(error))
    data.look_again()
    place.empty()
    return result


def _unit(form: Form, names: dict[str, str]) -> str | None:
    if not names:
        return st.text_input(
            "报送单位（行政区划代码）", key=form.field("unit"), max_chars=6, placeholder="如620000"
        )
    return controls.select(
        "报送单位",
        tuple(names),
        key=form.field("unit"),
        default=None,
        text=lambda code: f"{code} {names[code]}",
        searched=True,
        placeholder="输入代码或名称选择",
    )


def _say(result: intake.Result) -> None:
    filed = result.outcome
    assert filed is not None  # noqa: S101 - the caller has looked
    if filed.accepted is not None:
        say = st.warning if filed.accepted.removed else st.success  # what is gone is worth a look
        say(submission_tables.stored_words(filed, data.unit_names()))
    else:
        st.error(submission_tables.refused_words(filed))
    if result.marked is not None:
        st.download_button(
            "下载标注后的工作簿" if result.whole else "下载错误清单",
            data=result.marked,
            file_name=f"{'标注' if result.whole else '错误清单'}_{PurePath(result.file_name).stem}.xlsx",
            mime=data.XLSX,
            on_click="ignore",
            icon=":material/download:",
            key="marked",
        )
    if result.note:
        st.caption(result.note)
    for severity, listed in ((Severity.REFUSE, filed.errors), (Severity.WARN, filed.warnings)):
        if listed:
            table = submission_tables.findings(severity, listed)
            st.markdown(f"**{table.title}**")
            signal_table.show(table, key=f"findings:{severity.name}", height=360)
            st.caption(table.note)
