"""What to say, and what to do next, where there is nothing to show."""

import streamlit as st
from streamlit.elements.lib.mutable_status_container import StatusContainer

from dashboard import data, founding
from dashboard.components import controls, pages
from dashboard.components.plain_text import escaped
from metrics.access.permissions import Action
from metrics.scope import Scope
from metrics.views.parts import wording
from metrics.views.reported import beginning_words as words


def nothing_reported() -> None:
    """Say that nothing was reported, and how data get into the database."""
    province = data.own_province()
    if province is None:
        _two_ways()
    else:
        _waiting(province)


def before_the_first_report() -> None:
    """Say on the page of reports that there is none yet, and where an office begins."""
    if data.anything_reported():
        return
    province = data.own_province()
    if province is None:
        st.info(f"{wording.NOTHING_YET}{words.BEGIN_FIRST}")
        begin_link()
    else:
        st.caption(words.waiting(*data.waited(province)))


def no_ledger(scope: Scope) -> None:
    """Say that the place has returns only, or sent nothing at all, so that nothing can be judged."""
    said = wording.NO_LEDGER if data.has_returns(scope) else wording.NOTHING_SENT
    st.info(said.format(place=escaped(data.name_of(scope.place)), year=scope.year))
    pages.link("overview", label="去总览", icon=":material/dashboard:")


def waiting_note(place: str) -> None:
    """Say quietly how many units of a place have not reported anything yet, with the way there."""
    heard, due = data.waited(place)
    if data.own_province() is None or heard >= due:
        return
    _waiting_link(heard, due)


def _waiting(province: str) -> None:
    """Say what the page waits for, and what is to be done."""
    page = controls.page() or pages.FIRST
    st.title(pages.title(page))
    heard, due = data.waited(province)
    if data.begun_here():
        st.success(words.begun(due))
    st.info(f"{words.waiting(heard, due)}。{words.waiting_page(pages.title(page))}")
    st.markdown(words.STEPS)
    _to_workbook(province)


def _to_workbook(province: str) -> None:
    with st.container(horizontal=True):
        pages.link("submissions", label="生成各单位工作簿", icon=":material/folder_zip:",
            query_params={
                "view": "workbook", "book": "filled", "whose": province, "reach": "below",
            },
        )  # fmt: skip
        pages.link("submissions", label="下载空白工作簿", icon=":material/download:",
            query_params={"view": "workbook", "book": "blank"},
        )  # fmt: skip
        pages.link("submissions", label="上传工作簿", icon=":material/upload_file:",
            query_params={"view": "upload"},
        )  # fmt: skip


def _waiting_link(heard: int, due: int) -> None:
    pages.link("reporting", label=words.waiting(heard, due),
        icon=":material/hourglass_empty:",
    )  # fmt: skip


def _two_ways() -> None:
    """Offer the demo and the beginning of an office."""
    st.title(wording.PRODUCT)
    st.markdown(f"{wording.NOTHING_YET}{words.TWO_WAYS}")
    left, right = st.columns(2)
    with left, st.container(border=True, height="stretch"):
        st.header(words.LOOK_AT_DEMO)
        _demo()
    with right, st.container(border=True, height="stretch"):
        st.header(words.BEGIN)
        st.markdown(words.BEGIN_IS)
        if not data.may(Action.CHANGE_SETTINGS):
            st.caption(words.WHO_BEGINS)
        elif st.button(
            words.BEGIN, icon=":material/rocket_launch:", type="primary", key="to begin"
        ):
            st.switch_page(pages.file("settings"))


def begin_link() -> None:
    """Lead to the form with which an office begins."""
    pages.link("settings", label=words.BEGIN, icon=":material/rocket_launch:")


def _demo() -> None:
    if not founding.may_write_demo():
        st.markdown(escaped(words.DEMO_APART))
        st.code(words.DEMO_COMMAND, language=None, wrap_lines=True)
        return
    st.markdown(words.DEMO_IS)
    if st.button(words.LOOK_AT_DEMO, icon=":material/visibility:", key="write demo"):
        with st.status("正在写入演示数据……") as shown:
            alone = founding.write_demo(lambda line: _said(shown, line))
        if not alone:
            st.info(words.DEMO_BUSY)
            return
        data.look_again()
        st.rerun()


def _said(shown: StatusContainer, line: str) -> None:
    shown.update(label=line.strip())
