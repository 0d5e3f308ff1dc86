"""Several workbooks at once: sent together, stored one by one, told in one table."""

from collections.abc import Sequence
from datetime import date

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from dashboard import data, intake
from dashboard.components import controls, form_fields, signal_table
from dashboard.components.form_fields import Form
from dashboard.components.plain_text import escaped
from metrics.command_line import FIRST_DAY, LAST_DAY
from metrics.errors import UserError
from metrics.views.reported import batch_tables


def form(files: Sequence[UploadedFile], desk: intake.Desk) -> None:
    """Ask what the files may leave out, and import them; each says itself whose it is."""
    with form_fields.form(f"many:{desk.round}", border=True) as sent:
        st.caption(
            f"已选{len(files)}个文件。报送单位和数据截止日期取自各文件自身或文件名；没有错误、也没有须确认事项的"
            "直接入库，其余的不入库并在结果表中说明。"
        )
        left, right = st.columns(2)
        with left:
            as_of = controls.day(
                "数据截止日期（文件未写明的按此日期）", key=sent.field("as_of"), default=None,
                min_value=FIRST_DAY, max_value=LAST_DAY,
            )  # fmt: skip
        with right:
            sent_by = st.text_input("报送人（可不填）", key=sent.field("sent_by"), max_chars=40)
        sent.button("检查并导入")
    if sent.sent:
        _send(files, sent, as_of, sent_by or None, desk)


def _send(
    files: Sequence[UploadedFile], sent: Form, as_of: date | None, sent_by: str | None,
    desk: intake.Desk,
) -> None:  # fmt: skip
    bar = st.progress(0.0, "正在读取……")
    try:
        intake.send_many(
            [intake.SentFile(name=file.name, source=file.getvalue()) for file in files],
            as_of=as_of, sent_by=sent_by, form=sent.number, desk=desk,
            progress=lambda done, of, name: bar.progress(
                done / of, f"已处理{done}/{of}：{escaped(name)}"
            ),
        )  # fmt: skip
    except UserError as error:
        sent.refuse(str(error))
        return
    data.look_again()
    st.rerun()


def show(desk: intake.Desk) -> None:
    """Draw what became of the files that were sent together last."""
    many = desk.many
    if many is None:
        return
    st.subheader("导入结果")
    say = st.success if all(result.stored for result in many.results) else st.warning
    say(batch_tables.summary(many.results))
    if many.copies is not None:
        st.download_button(
            "下载标注后的工作簿（压缩包）", data=many.copies, file_name="标注后的工作簿.zip",
            mime="application/zip", on_click="ignore", icon=":material/download:", key="copies",
        )  # fmt: skip
    table = batch_tables.results(many.results, data.unit_names())
    signal_table.show(table, key="many", pinned="file_name", height=480)
