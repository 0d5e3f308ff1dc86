"""Compounds in plan that have not started, what each waits for, and who answers; a row opens the project."""

import polars as pl
import streamlit as st

from dashboard import data
from dashboard.components import address, choices, kept_note, pages, region_filter, signal_table
from dashboard.components.handed import download
from dashboard.handing import Export
from metrics.scope import Scope
from metrics.supervision.stages import BY_STAGE
from metrics.supervision.waiting import STEPS
from metrics.views.parts import numbers
from metrics.views.parts.table import DisplayTable
from metrics.views.supervision.waiting_tables import waiting_table

ALL = ""
AROUND = 300


def show(scope: Scope) -> None:
    """Draw the filters and the list."""
    st.title(f"未开工小区（截至{numbers.long_day(scope.as_of)}，{scope.year}年度计划）")
    listed = data.waiting(scope)
    with st.container(horizontal=True, key="filters", vertical_alignment="center"):
        kept = _filtered(scope, listed)
        table = waiting_table(kept, as_of=scope.as_of)
        download.show(
            lambda: table, name=f"未开工小区_{numbers.day(scope.as_of)}", key="waiting_csv",
            export=Export("未开工小区", rows=len(table.lines), personal=True),
        )  # fmt: skip
        pages.link("supervision", label="查看督导一张表", icon=":material/table_view:",
            query_params=choices.carried(scope),
        )  # fmt: skip
    kept_note.show(scope.place)
    if not table.lines:
        st.info("没有符合条件的未开工小区。")
        return
    st.caption(f"共{numbers.count(kept.height)}个小区：{_counts(kept)}")
    _draw(scope, kept, table)


def _draw(scope: Scope, kept: pl.DataFrame, table: DisplayTable) -> None:
    """Draw the list; a row opens the project of its compound."""
    picked = signal_table.show(
        table, key="waiting", select="row", link="project_name", around=AROUND, dense=True
    )
    st.caption(f"{table.note}点任一行打开项目。")
    if picked:
        key = pl.concat_str("project", "compound", separator=" ")
        project = kept.filter(key == picked.key)["project"].item()
        steps = {**choices.carried(scope), "project": project}
        st.switch_page(pages.file("project"), query_params=steps)


def _filtered(scope: Scope, listed: pl.DataFrame) -> pl.DataFrame:
    labels = tuple(BY_STAGE[step].label for step in STEPS)
    step = address.choose(
        "stage", "等待环节", (ALL, *labels), default=ALL,
        text=lambda label: f"等待{label}" if label else "全部等待环节",
    )  # fmt: skip
    offered = data.offered(scope)
    region = region_filter.of_list(scope, offered.cities, offered.counties)
    kept = listed.filter(pl.col("waits_for") == step) if step else listed
    if not region:
        return kept
    return kept.filter(pl.any_horizontal(pl.col("region", "city") == region))


def _counts(kept: pl.DataFrame) -> str:
    counted = dict(kept.group_by("waits_for").len().iter_rows())
    labels = (BY_STAGE[step].label for step in STEPS)
    return "，".join(f"等待{label}{counted[label]}个" for label in labels if label in counted)
