"""Where each project of a division that is split goes: a grid with one choice a row."""

from dataclasses import replace

import streamlit as st

from dashboard import data, office
from metrics.records.succession import Intended

LABELS = {"sheet": "工作表", "code": "编码", "name": "名称", "part": "归属"}


def show(draft: Intended) -> Intended:
    """Draw the grid, and return the change with what was chosen in it."""
    rows = office.to_assign(draft)
    if not rows:
        return draft
    names = data.unit_names()
    parts = {f"{t.code} {t.name or names.get(t.code, '')}": t.code for t in draft.new}
    shown = st.data_editor(
        [dict(zip(LABELS.values(), (*row, None), strict=True)) for row in rows],
        key=f"parts:{draft.old}:{draft.since}", hide_index=True, width="stretch",
        disabled=["工作表", "编码", "名称"],
        column_config={
            "归属": st.column_config.SelectboxColumn("归属", options=list(parts), required=True)
        },
    )  # fmt: skip
    chosen = {str(row["编码"]): parts[row["归属"]] for row in shown if row["归属"] in parts}
    missing = len(rows) - len(chosen)
    st.caption(
        f"共{len(rows)}条，还有{missing}条没有指定归属。"
        if missing
        else f"{len(rows)}条均已指定归属。"
    )
    return replace(draft, assigned=chosen)
