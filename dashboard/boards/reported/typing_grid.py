"""A grid for a sheet: every cell is typed as in a workbook, or chosen from its list."""

import polars as pl
import streamlit as st

from dashboard.boards.reported import typing_cells
from dashboard.components import controls, page_choice
from dashboard.components.plain_text import escaped
from metrics.records.schema import Sheet
from metrics.records.sheets import BY_NAME, SHEETS
from metrics.typed.draft import ROW, Draft
from metrics.views.reported import typed_tables

PAGE = 200
ALL = ""


def show(draft: Draft) -> None:
    """Offer the sheets, and draw the rows of one, those of one project or all page by page."""
    with st.container(horizontal=True, key="typed_sheet", vertical_alignment="bottom"):
        sheet = BY_NAME[_sheet(draft)]
        texts = draft.texts(sheet.name).with_row_index("number", offset=typing_cells.FIRST_ROW)
        texts = _of_project(draft, sheet, texts)
        old = texts.filter(pl.col(ROW) < draft.start[sheet.name].height)
        page = page_choice.show(old.height, of=PAGE)
    st.caption(f"{sheet.about}。带*的列必填；已有各行的编码不能改，编码有误的请删除该行后新增。")
    typing_cells.grid(draft, sheet, old.slice((page - 1) * PAGE, PAGE), name=f"sheet:{page}")
    st.markdown("**新增行**")
    typing_cells.new_rows(draft, sheet, texts.filter(pl.col(ROW) >= draft.start[sheet.name].height))
    _restore(draft, sheet)
    typing_cells.unreadable(draft, sheet)


def _sheet(draft: Draft) -> str:
    rows = {sheet.name: draft.texts(sheet.name).height for sheet in SHEETS}
    return controls.select(
        "工作表", tuple(rows), key="typing:sheet", default="projects",
        text=lambda name: f"{BY_NAME[name].label}（{rows[name]}行）",
    )  # fmt: skip


def _of_project(draft: Draft, sheet: Sheet, texts: pl.DataFrame) -> pl.DataFrame:
    """Offer the projects where the sheet's rows belong to them, and keep the rows of one."""
    wanted = rows_of_projects(draft, sheet, texts)
    if wanted is None:
        return texts
    names = {ALL: "全部项目", **typed_tables.names_of(draft, "projects")}
    chosen = controls.select(
        "项目", tuple(names), key="typing:of_project", default=ALL, text=names.__getitem__,
        searched=True,
    )  # fmt: skip
    return texts if chosen == ALL else texts.filter(wanted.list.contains(chosen))


def rows_of_projects(draft: Draft, sheet: Sheet, texts: pl.DataFrame) -> pl.Series | None:
    """Return the projects that each row belongs to; null where rows belong to none."""
    if "project" in sheet.schema:
        return texts["project"].fill_null("").reshape((-1, 1)).arr.to_list()
    if "compound" not in sheet.schema:
        return None
    held = draft.texts("compounds").group_by("compound").agg("project")
    return texts.join(held, on="compound", how="left", maintain_order="left")["project"]


def _restore(draft: Draft, sheet: Sheet) -> None:
    removed = draft.changes(sheet.name).removed
    if removed:
        st.button(
            escaped(f"恢复本表已删除的{removed}行"), on_click=draft.restore, args=(sheet.name,),
            icon=":material/undo:", key="restore",
        )  # fmt: skip
