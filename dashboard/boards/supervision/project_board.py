"""One project of the supervision table: why it has its light, its compounds, and an order for it."""

import polars as pl
import streamlit as st

from dashboard import data
from dashboard.components import address, signal_table
from dashboard.components.orders import order_offer
from dashboard.components.plain_text import escaped
from metrics.dispatch.causes import red_causes
from metrics.scope import Scope
from metrics.supervision.lights import RED
from metrics.supervision.table import Supervision
from metrics.views.dispatch import order_causes
from metrics.views.parts import wording
from metrics.views.supervision import supervision_tables


def show(scope: Scope, project: str) -> None:
    """Draw the project that the address names."""
    table = data.supervised(scope)
    rows = table.projects.filter(pl.col("project") == project).to_dicts()
    with st.container(horizontal=True, key="back"):
        if st.button(f"返回{wording.SUPERVISION}", icon=":material/arrow_back:", key="to_sheet"):
            address.go(project=None)
    if not rows:
        st.warning("所选范围内没有这个项目，请返回督导一张表重新选择。")
        return
    row = rows[0]
    st.title(escaped(f"{row['name']}（{project}）"))
    _facts(row)
    reasons = supervision_tables.why_table(table, project)
    with st.container(horizontal=True, key="project_actions", vertical_alignment="center"):
        st.subheader(escaped(reasons.title))
        if str(row["light"]) == RED:
            _offer(scope, table, row)
    if reasons.lines:
        signal_table.show(reasons, key="why", height=300)
    else:
        st.info(reasons.note)
    _compounds(table, project)


def _facts(row: dict[str, object]) -> None:
    light = str(row["light"])
    people = (("实施主体", "implementer"), ("项目责任人", "project_owner"),
              ("监管责任人", "supervision_owner"))  # fmt: skip
    responsible = "　".join(f"{label}：{row[name] or '未报'}" for label, name in people)
    place = f"{row['city_name'] or ''}{row['county'] or ''}"
    st.text(f"当前{light}灯　{place}　{row['plan_year']}年度计划　{responsible}")


def _offer(scope: Scope, table: Supervision, row: dict[str, object]) -> None:
    project = str(row["project"])
    causes = order_causes.of_project(
        {**row, "owner": row["project_owner"]},
        red_causes(table, project=project)[project],
        data.unit_names(),
    )
    order_offer.show_several(scope, causes, key=f"red:{project}")


def _compounds(table: Supervision, project: str) -> None:
    listed = supervision_tables.compound_table(table, project)
    st.subheader(f"{escaped(listed.title)}（{len(listed.lines)}个）")
    if not listed.lines:
        st.info("本项目没有报送小区。")
        return
    signal_table.show(listed, key="compounds", frozen=4, height=420)
    st.caption(listed.note)
