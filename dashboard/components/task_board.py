"""Key tasks: by responsible unit and light, with deadline, delay and progress."""

import polars as pl
import streamlit as st

from dashboard import data
from dashboard.components import address, download, signal_table
from dashboard.data import View
from metrics.lights import LIGHTS
from metrics.tasks import responsible_units
from metrics.views import numbers, task_tables, wording

ALL = ""


def show(view: View) -> None:
    """Draw the filters and the tasks."""
    st.title(f"{wording.TASKS}分工表（截至{numbers.long_day(view.as_of)}）")
    found = data.key_tasks(view)
    if not found.height:
        st.info(
            "截至所选日期没有报送“重点任务”表。请在工作簿的“重点任务”工作表填报后，到“数据报送”上传。"
        )
        return
    with st.container(horizontal=True, key="filters", vertical_alignment="center"):
        kept = _kept(view, found)
        download.show(
            lambda: task_tables.task_table(kept), name=f"{wording.TASKS}_{view.as_of}",
            key="tasks_csv",
        )  # fmt: skip
    st.caption(f"共{kept.height}项：{_counts(kept)}")
    table = task_tables.task_table(kept)
    if not kept.height:
        st.info("没有符合条件的任务。")
        return
    keys = [str(number) for number in range(kept.height)]
    signal_table.show(table, key="tasks", keys=keys, height=540)
    st.caption(table.note)


def _kept(view: View, found: pl.DataFrame) -> pl.DataFrame:
    units = (ALL, *responsible_units(found))
    unit = address.choose(
        "unit", "责任单位", units, default=ALL, text=lambda u: u or "全部责任单位"
    )
    light = address.choose(
        "light", "灯色", (ALL, *LIGHTS), default=ALL, text=lambda name: name or "全部灯色"
    )
    kept = data.key_tasks(view, unit) if unit else found
    return kept.filter(pl.col("light").cast(pl.String) == light) if light else kept


def _counts(kept: pl.DataFrame) -> str:
    counts = dict(kept["light"].cast(pl.String).value_counts().iter_rows())
    return "、".join(f"{name}{counts[name]}项" for name in LIGHTS if name in counts) or "无"
