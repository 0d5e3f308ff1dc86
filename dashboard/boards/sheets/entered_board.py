"""Points by hand and targets of a score sheet: what stands, and the forms that enter or correct it."""

from collections.abc import Mapping

import streamlit as st

from dashboard import data, office, score_sheets
from dashboard.boards.sheets import taking_in
from dashboard.components import controls, form_fields, signal_table
from dashboard.components.plain_text import escaped
from metrics.scope import Scope
from metrics.sheets.catalogue import sheet
from metrics.standards.standard import Standard
from metrics.views.parts.table import DisplayTable
from metrics.views.sheets import entered_tables

HEIGHT = 260
CORRECTED = "更正已评的分须写明原因；原来的评分保留在操作日志中。"


def show(scope: Scope, name: str) -> None:
    """Draw both lists, each with its form for whom may score from above."""
    standard, names = sheet(name), data.divisions_inside(scope)
    given = data.sheet_entered(scope, name)
    may = score_sheets.scored_from_here(scope)
    st.header("手工评分")
    if may:
        with st.container(horizontal=True, key="hand_steps"):
            _scoring(scope, name, may)
            taking_in.points(scope, name)
    table = entered_tables.hand_scores(given, standard, names)
    items = [item for item in standard.items if item.measures[0].of_each]
    listed = "、".join(f"{item.code}{item.title}" for item in items)
    st.caption(
        escaped(f"由人评分的内容：{listed}。没有评分的为“未评”，计分时按未知处理，不是0分。")
    )
    if table.lines:
        signal_table.show(table, key="hand_scores", pinned="name", height=HEIGHT)
    else:
        st.info("还没有手工评分。")
    _targets(
        scope,
        name,
        score_sheets.judged_from_here(scope),
        entered_tables.targets(given, standard, names),
    )


def _targets(scope: Scope, name: str, may: Mapping[str, str], table: DisplayTable) -> None:
    st.header("各地目标")
    if may:
        with st.container(horizontal=True, key="target_steps"):
            _setting(scope, name, may)
            taking_in.targets(scope, name)
    st.caption("没有单列目标的地区按上级的目标，上级也没有的按细则的目标。")
    if table.lines:
        signal_table.show(table, key="targets", pinned="name", height=HEIGHT)
    else:
        st.info("还没有分地区下达的目标。")


def _scoring(scope: Scope, name: str, may: Mapping[str, str]) -> None:
    standard = sheet(name)
    items = [item.code for item in standard.items if item.measures[0].of_each]
    with st.popover("评分", icon=":material/edit:", key="give_points"):
        with form_fields.form("give_points", of=scope.place) as form:
            region = _region(form, may)
            item = _item(form, standard, items)
            left, right = st.columns(2)
            points = left.text_input("分数", key=form.field("points"), max_chars=8)
            scorer = right.text_input(
                "评分人", value=data.who().signs, key=form.field("scorer"), max_chars=40
            )
            day = controls.day("评分日期", key=form.field("day"), default=office.today())
            evidence = st.text_area("评分依据", key=form.field("evidence"), max_chars=500)
            reason = st.text_input(
                "更正原因", key=form.field("reason"), max_chars=200, help=CORRECTED
            )
            form.button("保存")
        row = score_sheets.HandScore(region, item, points, scorer, day, evidence, reason)
        form.keep(
            lambda: score_sheets.give_points(
                name, scope.year, [row], today=office.today(), form=form.number
            ),
            words=lambda n: escaped(f"{may[region]}的{item}评{points}分{'已保存' if n else '没有变化'}。"),
        )  # fmt: skip


def _setting(scope: Scope, name: str, may: Mapping[str, str]) -> None:
    standard = sheet(name)
    scored = standard.lays_down["scored"].value
    items = [code for code in standard.by_code if scored[code].by_region]
    with st.popover("下达目标", icon=":material/flag:", key="set_target"):
        with form_fields.form("set_target", of=scope.place) as form:
            region = _region(form, may)
            item = _item(form, standard, items)
            target = st.text_input(
                "目标", key=form.field("target"), max_chars=12, placeholder="如85%；空着为不再单列"
            )
            document = st.text_input("文件依据", key=form.field("document"), max_chars=100)
            form.button("保存")
        row = score_sheets.Target(region, item, target, document)
        form.keep(
            lambda: score_sheets.set_targets(name, scope.year, [row], form=form.number),
            words=lambda n: escaped(f"{may[region]}的{item}目标{'已保存' if n else '没有变化'}。"),
        )


def _region(form: form_fields.Form, may: Mapping[str, str]) -> str:
    return controls.select(
        "地区", tuple(may), key=form.field("region"), default=next(iter(may)),
        text=lambda code: f"{code} {may[code]}", searched=True,
    )  # fmt: skip


def _item(form: form_fields.Form, standard: Standard, items: list[str]) -> str:
    return controls.select(
        "考核内容", tuple(items), key=form.field("item"), default=items[0],
        text=lambda code: f"{code} {standard.title(code)}",
    )  # fmt: skip
