"""Sending a workbook: the form, then what became of it."""

from datetime import date
from pathlib import PurePath
from typing import Any, NamedTuple

import streamlit as st

from dashboard import data, intake
from dashboard.components import controls, signal_table
from dashboard.components.plain_text import escaped
from metrics.command_line import FIRST_DAY, LAST_DAY
from metrics.errors import UserError
from metrics.records.findings import Severity
from metrics.views.reported import submission_tables

_SENT = "upload:sent"


class Upload(NamedTuple):
    """What the form was sent with."""

    unit: str
    as_of: date
    sent_by: str | None
    file_name: str
    content: bytes


def form() -> Upload | None:
    """Draw the form; return what was sent in this run, or null."""
    st.subheader("报送工作簿")
    names = data.units()
    with st.form("upload", border=True):
        unit = _unit(names)
        left, right = st.columns(2)
        with left:
            # Any day there is may be typed: of one that has not come yet the import says so.
            as_of = controls.day(
                "数据截止日期",
                key="as_of_sent",
                default=None,
                min_value=FIRST_DAY,
                max_value=LAST_DAY,
            )
        with right:
            sent_by = st.text_input("报送人（可不填）", key="sent_by", max_chars=40)
        # Any file may be chosen: of one that is no workbook the import says what it is and what to do.
        file = st.file_uploader("工作簿（.xlsx）", key="file")
        sent = st.form_submit_button("上传并检查", type="primary")
    if not sent:
        return None
    return _checked(unit, as_of, sent_by, file)


def _unit(names: dict[str, str]) -> str | None:
    if not names:
        return st.text_input(
            "报送单位（行政区划代码）", key="unit", max_chars=6, placeholder="如620000"
        )
    return controls.select(
        "报送单位",
        tuple(names),
        key="unit",
        default=None,
        text=lambda code: f"{code} {names[code]}",
        searched=True,
        placeholder="输入代码或名称选择",
    )


def _checked(unit: str | None, as_of: Any, sent_by: str | None, file: Any) -> Upload | None:
    wanted = {"报送单位": unit, "数据截止日期": as_of, "工作簿文件": file}
    missing = [name for name, value in wanted.items() if not value]
    if missing or unit is None:
        st.warning(f"请先填写：{'、'.join(missing)}。")
        return None
    return Upload(
        unit=unit.strip(),
        as_of=as_of,
        sent_by=sent_by or None,
        file_name=file.name,
        content=file.getvalue(),
    )


def outcome(upload: Upload | None) -> None:
    """Import what was sent and show the result; a result stays until the next one."""
    if upload is not None:
        st.session_state[_SENT] = _imported(upload)
    result: intake.Result | None = st.session_state.get(_SENT)
    if result is None:
        return
    st.subheader(f"检查结果：{escaped(result.file_name)}")
    if result.outcome is None:
        st.error(escaped(result.refusal))
        return
    _say(result)


def _imported(upload: Upload) -> intake.Result:
    place = st.empty()
    with place.status("正在检查工作簿……", expanded=True):
        try:
            result = intake.run(
                content=upload.content,
                file_name=upload.file_name,
                unit=upload.unit,
                as_of=upload.as_of,
                sent_by=upload.sent_by,
                progress=st.write,
            )
        except UserError as error:
            result = intake.Result(upload.file_name, None, None, str(error))
    data.look_again()
    place.empty()
    return result


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
