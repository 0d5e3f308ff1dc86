"""The points functions (计分方式) as fields: shape, floor and target of each, and a line for one more."""

from typing import Literal

import streamlit as st

from dashboard.components import controls
from dashboard.components.form_fields import Form
from metrics.rules.value import RulePack
from metrics.standards.catalogue import NATIONAL
from metrics.views.changes import supposed_fields
from metrics.views.changes.supposed_fields import SHAPE_WORDS, PointsRow

BESIDE = [2.6, 1.8, 1.2, 2.2]
NEW = "新增一条"


def show(form: Form, held: RulePack) -> dict[str, dict[str, str]]:
    """Draw every points function and an empty line; return them as a pack file writes them."""
    listed = supposed_fields.points_rows(held)
    rows = [_row(form, row, headed=not number) for number, row in enumerate(listed)]
    added = _added(form, {row.code for row in listed})
    return supposed_fields.points_value([*rows, added] if added else rows)


def _row(form: Form, row: PointsRow, *, headed: bool) -> PointsRow:
    """Draw one points function; the first has headings over its fields."""
    shown: Literal["visible", "collapsed"] = "visible" if headed else "collapsed"
    code, *fields = st.columns(BESIDE, vertical_alignment="bottom")
    code.markdown(row.label)
    with fields[0]:
        shape = controls.select(
            "计分方式", tuple(SHAPE_WORDS), key=form.field(f"points:{row.code}:shape"),
            default=row.shape, text=SHAPE_WORDS.__getitem__, label_visibility=shown,
        )  # fmt: skip
    floor, target = (
        column.text_input(label, value=value, key=form.field(f"points:{row.code}:{label}"), max_chars=40,
            label_visibility=shown)
        for column, label, value in zip(
            fields[1:], ("起点", "目标"), (row.floor, row.target), strict=True
        )
    )  # fmt: skip
    return PointsRow(row.code, shape, floor, target)


def _added(form: Form, listed: set[str]) -> PointsRow | None:
    """Draw the line of a measure that has no points function of its own yet; null where none is chosen."""
    code, *fields = st.columns(BESIDE, vertical_alignment="bottom")
    offered = tuple(measure for measure in NATIONAL.measures if measure not in listed)
    with code:
        chosen = controls.select(
            NEW, ("", *offered), key=form.field("points:new"), default="", searched=True,
            text=lambda each: f"{each} {NATIONAL.title(each)}" if each else "选择衡量内容",
        )  # fmt: skip
    with fields[0]:
        shape = controls.select(
            "计分方式", tuple(SHAPE_WORDS), key=form.field("points:new:shape"),
            default="threshold", text=SHAPE_WORDS.__getitem__,
        )  # fmt: skip
    floor, target = (
        column.text_input(label, key=form.field(f"points:new:{label}"), max_chars=40)
        for column, label in zip(fields[1:], ("起点", "目标"), strict=True)
    )
    return PointsRow(chosen, shape, floor, target) if chosen else None
