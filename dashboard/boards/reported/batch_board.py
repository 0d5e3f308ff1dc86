"""Sending many workbooks: choose them or a zip, say what they do not say themselves, look at the results."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from dashboard import batch, data
from dashboard.batch import Addressed, Desk
from dashboard.components import controls, form_fields, read_uploads, signal_table
from dashboard.components.form_fields import Form
from dashboard.components.handed import hand_over
from dashboard.components.plain_text import escaped
from dashboard.handing import Export
from metrics.command_line import FIRST_DAY, LAST_DAY
from metrics.errors import UserError
from metrics.records.reports import Received
from metrics.views.reported import batch_tables, confirming_words

MOST_HIGH = 180
"""Pixels of the list of what has to be confirmed: its button stays in sight."""
MOST_ASKED = 30
"""Files asked about one by one; more are named as they should be, or imported by themselves."""

NOBODYS = "没有导入：各份都缺报送单位或数据截止日期，请先在上面选定。"


def desk() -> Desk:
    """Return what the visit has chosen and sent."""
    kept: Desk = st.session_state.setdefault("batch:desk", Desk())
    return kept


def form(uploads: Sequence[UploadedFile]) -> None:
    """Ask of the files that were chosen what they do not say themselves, and import them."""
    with st.spinner("正在识别各份工作簿的单位和日期……"):
        ids = tuple(each.file_id for each in uploads)
        batch.choose(desk(), ids, lambda: [(each.name, each.getvalue()) for each in uploads])
    st.caption(
        "单位和数据截止日期取自工作簿，没有写明的取自文件名，都没有的请选定。"
        "每份各自检查，有错误的不入库，不影响其他各份。"
    )
    _form(desk())


def show() -> None:
    """Draw what became of the files that were sent together last."""
    if desk().results:
        _results(desk(), desk().results)


def put_aside() -> None:
    """Forget what became of the files that were sent last, unless some wait for a yes."""
    if not any(result.waits_for_yes for result in desk().results):
        desk().results = []


def _form(desk: Desk) -> None:
    """List what was chosen, ask what is missing, and import all of it."""
    if desk.refusal:
        st.error(escaped(desk.refusal))
        return
    names = data.units()
    with form_fields.form(f"batch:{'|'.join(desk.chosen)}", border=True) as form:
        signal_table.show(
            batch_tables.chosen(_listed(desk.files), names), key="batch:chosen", height=300
        )
        files = _asked(form, desk.files, data.own_units())
        form.button(f"检查并导入（{len(files)}份）")
    if not form.sent:
        return
    readable = [each for each in files if not each.refusal]
    if readable and not any(each.unit and each.as_of for each in readable):
        form.refuse(NOBODYS)
    else:
        _import(desk, form, files)


def _listed(files: Sequence[Addressed]) -> list[Received]:
    return [
        Received(
            file_name=each.file.name, unit=each.unit, as_of=each.as_of, refusal=each.refusal,
            doubts=each.doubts,
        )
        for each in files
    ]  # fmt: skip


def _asked(form: Form, files: Sequence[Addressed], names: Mapping[str, str]) -> list[Addressed]:
    """Ask for what the files do not say: a date for all that have none, and one row a file."""
    common = _common_day(form, files)
    told, asked = [batch.said(each, None, common) for each in files], 0
    for at, each in enumerate(files):
        if each.refusal or (each.unit and each.as_of) or asked == MOST_ASKED:
            continue
        asked += 1
        left, middle, right = st.columns([2, 2, 1], vertical_alignment="bottom")
        left.markdown(f"**{escaped(each.file.name)}**")
        with middle:
            unit = each.unit or _unit(form, at, names, each.proposed)
        with right:
            as_of = each.as_of or _day(form, f"as_of:{at}", "数据截止日期") or common
        told[at] = batch.said(each, unit, as_of)
    return told


def _unit(form: Form, at: int, names: Mapping[str, str], proposed: str | None) -> str | None:
    if not names:
        key = form.field(f"unit:{at}")
        typed = st.text_input(
            "报送单位（行政区划代码）", value=proposed or "", key=key, max_chars=6
        )
        return typed.strip() or None
    return controls.select(
        "报送单位", tuple(names), key=form.field(f"unit:{at}"),
        default=proposed if proposed in names else None,
        text=lambda code: f"{code} {names[code]}", searched=True, placeholder="输入代码或名称选择",
    )  # fmt: skip


def _common_day(form: Form, files: Sequence[Addressed]) -> date | None:
    """Ask once for the date of all files that do not say theirs."""
    undated = sum(not (each.refusal or each.as_of) for each in files)
    if undated < 2:
        return None
    with st.container(width=420):
        return _day(form, "as_of", f"数据截止日期（{undated}份没有写明，日期相同的在此选一次）")


def _day(form: Form, name: str, label: str) -> date | None:
    return controls.day(
        label, key=form.field(name), default=None, min_value=FIRST_DAY, max_value=LAST_DAY
    )


def _import(desk: Desk, form: Form, files: Sequence[Addressed]) -> None:
    """Import all that was chosen and say beside the button what became of it."""
    chosen = desk.chosen

    def work(told: batch.Progress) -> None:
        batch.run(desk, files, form=form.number, progress=told)
        read_uploads.let_go(chosen)

    _told_of(form, desk, work)


def _told_of(form: Form, desk: Desk, work: Callable[[batch.Progress], None]) -> None:
    """Do what a form asks for under a bar of progress, and say beside its button what became of it."""
    place = st.empty()
    bar = place.progress(0.0, text="正在读取……")

    def told(done: int, of: int, result: Received) -> None:
        bar.progress(done / of, text=f"已处理{done}/{of}份：{escaped(result.file_name)}")

    try:
        work(told)
    except UserError as error:
        form.refuse(str(error))
        return
    finally:
        data.look_again()
        place.empty()
    form.done(f"{batch_tables.summary(desk.results)}详见下表。")
    st.rerun()


def _confirmation(desk: Desk, results: Sequence[Received]) -> None:
    """List what has to be confirmed, and store what waits once it is."""
    table = batch_tables.questions(results, data.unit_names())
    words = [str(cell.value) for cell in table.at("words")]
    waiting = sum(result.waits_for_yes for result in results)
    with form_fields.form(f"batch:yes:{desk.round}", border=True) as form:
        st.markdown(f"**{escaped(table.title)}**")
        signal_table.show(table, key="batch:questions", height=MOST_HIGH)
        sure = controls.tick("以上已向填报单位逐条核实，属实", key=form.field("sure"))
        form.button(f"确认并导入（{waiting}份）")
    if not form.sent:
        return
    if not sure:
        form.refuse(confirming_words.NOT_SURE)
    else:
        _told_of(
            form, desk,
            lambda told: batch.confirm(desk, words, form=form.number, progress=told),
        )  # fmt: skip


def _results(desk: Desk, results: Sequence[Received]) -> None:
    st.header("导入结果")
    say = st.success if all(result.stored for result in results) else st.warning
    say(batch_tables.summary(results))
    if any(result.waits_for_yes for result in results):
        _confirmation(desk, results)
    signal_table.show(
        batch_tables.results(results, data.unit_names()), key="batch:results", height=420
    )
    if any(result.outcome and result.outcome.findings for result in results):
        hand_over.button(
            "下载标注后的工作簿（压缩包）", lambda: batch.marked_zip(desk), name="标注后的工作簿.zip",
            mime="application/zip", key="batch:marked",
            export=Export("标注工作簿", rows=len(results), personal=True),
        )  # fmt: skip
