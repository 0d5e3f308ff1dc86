"""The fields of one record: typed in the words of the workbook, or chosen from its list."""

from collections.abc import Mapping, Sequence
from functools import partial

import streamlit as st

from dashboard import data
from dashboard.components import controls
from dashboard.components.plain_text import escaped
from metrics.records.schema import Column, Sheet
from metrics.typed.draft import Draft, Text
from metrics.views.reported import typed_tables

BLANK = ""
ACROSS = 3
LONGEST = 2_000
NOT_REPORTED = "未填报"


def show(
    draft: Draft, sheet: Sheet, row: int, texts: Mapping[str, Text], columns: Sequence[Column]
) -> None:
    """Draw some fields of a record; what is typed goes into the draft before the page is drawn again."""
    told = data.unreadable(draft, sheet.name, [row])
    wrong = {each.finding.label: each.finding.message for each in told}
    lists = data.lists(draft)
    for first in range(0, len(columns), ACROSS):
        for place, column in zip(st.columns(ACROSS), columns[first : first + ACROSS], strict=False):
            with place:
                words = data.words_allowed(column, lists)
                _field(draft, sheet, row, column, texts[column.name] or BLANK, words)
                if column.label in wrong:
                    st.caption(f":red[{escaped(wrong[column.label])}]")


def key_field(draft: Draft, column: Column, key: str) -> str:
    """Ask for a column of the key of a new record; a code of another sheet is chosen from it."""
    if column.names and column.binding:
        names = typed_tables.names_of(draft, column.names)
        if names:
            return controls.select(
                _label(column), (BLANK, *names), key=key, default=BLANK, searched=True,
                text=lambda code: names.get(code, f"选择{column.label}"),
            )  # fmt: skip
    typed: str = st.text_input(
        _label(column), key=key, max_chars=LONGEST, help=data.how_to_type(column)
    )
    return typed.strip()


def _field(
    draft: Draft, sheet: Sheet, row: int, column: Column, text: str, words: tuple[str, ...]
) -> None:
    key = f"field:{draft.unit}:{draft.as_of}:{sheet.name}:{row}:{column.name}"
    put = partial(_put, draft, sheet.name, row, column.name, key)
    if words:
        held = (BLANK, *words) if text in (BLANK, *words) else (BLANK, *words, text)
        controls.select(
            _label(column), held, key=key, default=text, text=lambda word: word or NOT_REPORTED,
            help=data.how_to_type(column), on_change=put,
        )  # fmt: skip
        return
    if st.session_state.get(key) != text:
        st.session_state[key] = text
    st.text_input(
        _label(column), key=key, max_chars=LONGEST, placeholder=NOT_REPORTED, on_change=put,
        help=data.how_to_type(column),
        disabled=column.key and row < draft.start[sheet.name].height,
    )  # fmt: skip


def _put(draft: Draft, sheet: str, row: int, column: str, key: str) -> None:
    draft.put(sheet, row, column, st.session_state[key])


def _label(column: Column) -> str:
    return f"{column.label}*" if column.required else column.label
