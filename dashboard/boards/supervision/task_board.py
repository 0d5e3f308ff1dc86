"""Key tasks: by the unit whose list it is, responsible unit and light, with deadline and progress."""

import polars as pl
import streamlit as st

from dashboard import data, papers
from dashboard.boards.supervision import task_filters
from dashboard.components import address, kept_note, signal_table
from dashboard.components.handed import table_files
from dashboard.components.orders import order_offer
from dashboard.handing import Export
from metrics.scope import Scope
from metrics.supervision.lights import LIGHTS, RED
from metrics.views.dispatch import order_causes
from metrics.views.parts import numbers, wording
from metrics.views.parts.table import DisplayTable
from metrics.views.supervision import task_tables
from metrics.views.supervision.asked_words import filter_words

AROUND = 300
"""Pixels above and below the table."""


def show(scope: Scope) -> None:
    """Draw the filters and the tasks."""
    st.title(f"{wording.TASKS}分工表（截至{numbers.long_day(scope.as_of)}）")
    kept_note.show(scope.place)
    tasks = data.key_tasks(scope)
    if not tasks.height:
        _nothing(scope)
        return
    with st.container(horizontal=True, key="filters", vertical_alignment="center"):
        asked, shown = task_filters.show(scope, tasks)
        names = None if set(shown["unit"]) <= {scope.place} else data.unit_names()
        table = task_tables.task_table(shown, names=names)
        table_files.show(
            f"{wording.TASKS}分工表", scope,
            Export(wording.TASKS, filter_words(asked.logged), shown.height, personal=True),
            lambda kind: papers.tasks_file(scope, table, asked.words, kind),
        )  # fmt: skip
    if not shown.height:
        st.info("没有符合条件的任务。")
        return
    _rows(table)
    st.caption(f"共{shown.height}项：{_counts(shown)}。{table.note}")
    _one(scope, shown)


def _rows(table: DisplayTable) -> None:
    picked = signal_table.show(
        table, key="tasks", around=AROUND, dense=True, select="row", link="task",
        chosen=address.get("task"),
    )  # fmt: skip
    if picked:
        address.go(task=picked.key)


def _one(scope: Scope, shown: pl.DataFrame) -> None:
    """Offer an order for the red task that the address names."""
    rows = {f"{row['unit']} {row['task']}": row for row in shown.to_dicts()}
    row = rows.get(address.get("task") or "")
    if row is None or str(row["light"]) != RED:
        return
    with st.container(horizontal=True, key="task_actions", vertical_alignment="center"):
        st.text(f"重点任务{row['task']}：{row['content'] or row['work']}")
        order_offer.show(
            scope, order_causes.of_task(row, data.unit_names()), key=f"task:{address.get('task')}"
        )


def _nothing(scope: Scope) -> None:
    if data.sees(scope.place):
        st.info(
            "截至所选日期没有报送“重点任务”表。请在工作簿的“重点任务”工作表填报后，到“数据报送”上传。"
        )


def _counts(tasks: pl.DataFrame) -> str:
    counts = dict(tasks["light"].cast(pl.String).value_counts().iter_rows())
    return "、".join(f"{name}{counts[name]}项" for name in LIGHTS if name in counts) or "无"
