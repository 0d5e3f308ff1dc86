"""One project or one compound at a time: its fields in groups, and its rows of other sheets."""

import polars as pl
import streamlit as st

from dashboard.boards.reported import typing_cells, typing_fields
from dashboard.components import controls, form_fields
from dashboard.components.plain_text import escaped
from metrics.records.relations import attached
from metrics.records.schema import Sheet
from metrics.records.sheets import BY_NAME
from metrics.typed.draft import ROW, Draft
from metrics.views.reported import typed_tables
from metrics.views.reported.field_groups import groups

ALL = ""


def projects(draft: Draft) -> None:
    """Draw one project of the draft."""
    _show(draft, BY_NAME["projects"])


def compounds(draft: Draft) -> None:
    """Draw one compound of the draft."""
    _show(draft, BY_NAME["compounds"])


def _show(draft: Draft, sheet: Sheet) -> None:
    row = _chosen(draft, sheet)
    if row is None:
        st.info(f"还没有{sheet.label}，请先新增。")
        return
    texts = draft.texts(sheet.name).row(by_predicate=pl.col(ROW) == row, named=True)
    parts = {part.sheet.label: part for part in attached(sheet.name)}
    grouped = groups(sheet.name)
    names = (*grouped, *parts)
    group = controls.segments("栏目", names, key=f"typing:group:{sheet.name}", default=names[0])
    if group in grouped:
        typing_fields.show(draft, sheet, row, texts, grouped[group])
    else:
        part = parts[group]
        typing_cells.part(draft, part.sheet, {part.column.name: str(texts[part.column.name] or "")})


def _chosen(draft: Draft, sheet: Sheet) -> int | None:
    """Draw the list of records, and the buttons that add one and delete the one chosen."""
    key = f"typing:record:{sheet.name}"
    with st.container(horizontal=True, key="record", vertical_alignment="bottom"):
        place = st.container(width=560)
        with st.popover(f"新增{sheet.label}", icon=":material/add:", key="typing_new:open"):
            added = _new(draft, sheet)
        if added is not None:
            st.session_state[key] = added
            st.rerun()
        rows = {
            row[ROW]: typed_tables.record_words(sheet, row)
            for row in draft.texts(sheet.name).iter_rows(named=True)
        }
        if not rows:
            return None
        with place:
            chosen = controls.select(
                sheet.label, tuple(rows), key=key, default=next(iter(rows)),
                text=rows.__getitem__, searched=True,
            )  # fmt: skip
        _removal(draft, sheet, chosen)
    return int(chosen)


def _new(draft: Draft, sheet: Sheet) -> int | None:
    """Ask for the key of a new record; return its row once it is added."""
    with form_fields.form(f"typing_new:{sheet.name}") as form:
        texts = {
            column.name: typing_fields.key_field(draft, column, form.field(column.name))
            for column in sheet.columns
            if column.key
        }
        form.button("新增")
    if not form.sent:
        return None
    if missing := [sheet.column(name).label for name, text in texts.items() if not text]:
        form.refuse(f"请先填写：{'、'.join(missing)}。")
        return None
    if tuple(texts.values()) in draft.texts(sheet.name).select(sheet.key).rows():
        form.refuse(f"已有这个{sheet.label}，请在列表中选择。")
        return None
    row = draft.add(sheet.name, texts)
    form.done("已新增，请继续填写各栏；尚未报送。")
    return row


def _removal(draft: Draft, sheet: Sheet, row: int) -> None:
    with st.popover("删除", icon=":material/delete:", key="typing_remove:open"):
        st.write(typed_tables.removal_words(sheet))
        if kept := typed_tables.kept_words(draft, sheet, row):
            st.write(kept)
        together = False
        if left := typed_tables.compounds_left(draft, sheet, row):
            st.write(escaped(typed_tables.left_words(left)))
            together = controls.tick(
                typed_tables.together_words(left), key=f"typing_remove:all:{row}:{draft.drawn}"
            )
        st.button(
            f"删除本{sheet.label}", type="primary", key="typing_remove", args=(sheet.name, row),
            on_click=draft.remove_with_all if together else draft.remove,
        )  # fmt: skip
