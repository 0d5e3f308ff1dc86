"""One project: where it stands and why, then all that is known of it, each part with its way on."""

import streamlit as st

from dashboard import data
from dashboard.boards.project import figures_board, follow_up_board, history_board
from dashboard.components import address, pages, signal_table
from dashboard.components.orders import order_offer
from dashboard.components.plain_text import escaped
from dashboard.components.ways import star
from metrics.dispatch.causes import red_causes
from metrics.scope import Scope
from metrics.supervision.lights import RED
from metrics.supervision.one_project import OneProject
from metrics.views.dispatch import order_causes
from metrics.views.parts import wording
from metrics.views.parts.signals import LIGHTS
from metrics.views.supervision import project_tables, supervision_tables

PARTS = {
    "stages": "各环节", "compounds": "小区", "money": "资金", "utilities": "专营和内容",
    "follow": "问题、督办和承诺", "asked": "找谁办", "history": "历次报送与更正",
}  # fmt: skip


def show(scope: Scope) -> None:
    """Draw the project that the address names."""
    code = address.get("project")
    with st.container(horizontal=True, key="back"):
        if st.button(f"返回{wording.SUPERVISION}", icon=":material/arrow_back:", key="to_sheet"):
            st.switch_page(pages.file("supervision"))
        one = data.project_told(scope, code) if code else None
        if one is not None:
            star.show("project", one.code)
    if one is None:
        _none(code)
        return
    _head(one)
    _works(scope, one)
    figures_board.show(one)
    follow_up_board.show(scope, one)
    history_board.show(scope, one)


def _none(code: str | None) -> None:
    """Say that there is nothing to show, the same whether none is or it may not be seen."""
    st.title(wording.PROJECT)
    if not code:
        st.info("请从督导一张表点开一个项目。")
    elif data.reach().divisions is None:
        st.warning("所选数据日期没有这个项目，请返回督导一张表重新选择。")
    else:
        st.info(
            f"{data.KEPT}：您所在的地区没有这个项目。项目由所属县区及其上级查看。",
            icon=":material/lock:",
        )


def _head(one: OneProject) -> None:
    st.title(escaped(f"{one.values['name']}（{one.code}）"))
    told = project_tables.facts(one, data.unit_names())
    if one.row:
        light = str(one.row["light"])
        told = f"当前{LIGHTS[light].mark}{light}灯　{told}"
    ways = "　".join(f"[{label}](#{anchor})" for anchor, label in PARTS.items())
    st.markdown(f"{escaped(told)}　　{ways}")
    if one.row is None:
        st.info("该项目的计划年度晚于所选年度计划，不在本年度督导一张表内，只列填报内容。")
        return
    with st.container(horizontal=True, key="figures"):
        for label, value, detail in project_tables.key_figures(one):
            st.metric(label, value, detail, delta_color="off", delta_arrow="off", border=True)


def _works(scope: Scope, one: OneProject) -> None:
    """Draw the stages beside the reasons of the light, then the compounds."""
    if one.row:
        left, right = st.columns([1, 1.3], gap="medium")
        with left:
            stages = project_tables.stage_table(one)
            st.header(escaped(stages.title), anchor="stages")
            signal_table.show(stages, key="stages", pinned="stage", dense=True)
            st.caption(stages.note)
        with right:
            _why(scope, one)
    _compounds(one)


def _why(scope: Scope, one: OneProject) -> None:
    reasons = supervision_tables.why_table(one.table, one.code)
    with st.container(horizontal=True, key="project_actions", vertical_alignment="center"):
        st.header(escaped(reasons.title))
        if one.row and str(one.row["light"]) == RED:
            _offer(scope, one)
    if reasons.lines:
        signal_table.show(reasons, key="why", height=330, dense=True)
    else:
        st.info(reasons.note)


def _offer(scope: Scope, one: OneProject) -> None:
    causes = order_causes.of_project(
        {**one.values, "owner": one.values["project_owner"]},
        red_causes(one.table, project=one.code)[one.code],
        data.unit_names(),
    )
    order_offer.show_several(scope, causes, key=f"red:{one.code}")


def _compounds(one: OneProject) -> None:
    listed = project_tables.compound_table(one)
    st.header(f"{escaped(listed.title)}（{len(listed.lines)}个）", anchor="compounds")
    if not listed.lines:
        st.info("本项目没有报送小区。")
        return
    signal_table.show(listed, key="compounds", frozen=4, height=360, dense=True)
    if one.row:
        st.caption(supervision_tables.NOTE)
