"""The cells of a draft as grids: what is typed goes into the draft at once, rerun after rerun.

A grid of the browser tells what was done since it was drawn first, again and again. So it is drawn
from the texts of that moment (a `Sitting`), and everything it tells is done anew upon them. Whoever
leaves it and comes back sits down anew.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import polars as pl
import streamlit as st

from dashboard import data
from dashboard.components import signal_table
from dashboard.components.plain_text import escaped
from metrics.records.findings import CellError, Severity
from metrics.records.schema import Column, Sheet
from metrics.records.sheets import BY_NAME
from metrics.typed.draft import ROW, Draft, Edits, copied
from metrics.views.reported import typed_tables

FIRST_ROW = 4
"""The row of the draft's workbook in which the first record stands."""
LONGEST = 2_000
_SITTINGS = "typing:sittings"


@dataclass
class Sitting:
    """A grid as it was drawn first: of which draft, its rows then, and what had been typed by then."""

    draft: Draft
    drawn: int
    sheet: str
    key: str
    rows: pl.DataFrame
    before: Edits
    given: Mapping[str, str]
    numbers: list[int] = field(default_factory=list)

    def type_over(self) -> None:
        """Do what the grid of existing rows tells."""
        done, edits = st.session_state[self.key], self.draft.of(self.sheet)
        rows = self.rows[ROW].to_list()
        for row in rows:
            edits.cells.pop(row, None)
            if row in self.before.cells:
                edits.cells[row] = dict(self.before.cells[row])
        for place, texts in done["edited_rows"].items():
            for column, text in texts.items():
                self.draft.put(self.sheet, rows[int(place)], column, text)
        for place in done["deleted_rows"]:
            self.draft.remove(self.sheet, rows[place])

    def add(self) -> None:
        """Do what the grid of new rows tells."""
        done, edits = st.session_state[self.key], self.draft.of(self.sheet)
        rows = self.rows.to_dicts()
        for row in [each[ROW] for each in rows] + self.numbers:
            edits.added.pop(row, None)
        for place, each in enumerate(rows):
            if place not in done["deleted_rows"]:
                texts = each | done["edited_rows"].get(place, {}) | self.given
                self.draft.add(self.sheet, texts, row=each[ROW])
        filled = [texts for texts in done["added_rows"] if any(texts.values())]
        for place, texts in enumerate(filled):
            row = self.numbers[place] if place < len(self.numbers) else None
            row = self.draft.add(self.sheet, texts | self.given, row=row)
            self.numbers += [row] if row not in self.numbers else []


def grid(
    draft: Draft, sheet: Sheet, rows: pl.DataFrame, *, name: str, without: tuple[str, ...] = ()
) -> None:
    """Draw existing rows: their key stays, they can be deleted."""
    if not rows.height:
        return
    sitting = _sitting(draft, sheet, rows, name=f"{sheet.name}:{name}", given={})
    _draw(sitting, sheet, without, num_rows="delete", on_change=sitting.type_over)


def new_rows(
    draft: Draft, sheet: Sheet, rows: pl.DataFrame, *, name: str = "",
    given: Mapping[str, str] | None = None,
) -> None:  # fmt: skip
    """Draw the rows that were added, to which more can be added; `given` is the same in all of them."""
    given = given or {}
    sitting = _sitting(draft, sheet, rows, name=f"{sheet.name}:new:{name}", given=given)
    _draw(sitting, sheet, tuple(given), num_rows="dynamic", on_change=sitting.add)


def part(draft: Draft, sheet: Sheet, given: Mapping[str, str]) -> None:
    """Draw the rows of a sheet that belong to one record, and new ones; `given` names the record."""
    ((column, code),) = given.items()
    texts = draft.texts(sheet.name).with_row_index("number", offset=FIRST_ROW)
    rows = texts.filter(pl.col(column) == code)
    old = pl.col(ROW) < draft.start[sheet.name].height
    st.caption(f"{sheet.about}。")
    grid(draft, sheet, rows.filter(old), name=f"of:{code}", without=(column,))
    st.markdown(f"**新增{sheet.label}**")
    new_rows(draft, sheet, rows.filter(~old), name=f"of:{code}", given=given)
    unreadable(draft, sheet)


def unreadable(draft: Draft, sheet: Sheet) -> None:
    """List what was typed on a sheet and cannot be read, in the sentences of the import."""
    edits = draft.of(sheet.name)
    told = data.unreadable(draft, sheet.name, [*edits.cells, *edits.added])
    _list(draft, told, title=f"{sheet.label}：填写有误", key="unreadable")


def list_findings(draft: Draft, findings: Sequence[CellError]) -> None:
    """List what the check says of a draft with the records that it is about, what refuses first."""
    _list(draft, data.located(draft, findings), title="检查结果", key="typed")


def _list(draft: Draft, told: Sequence[data.Located], *, title: str, key: str) -> None:
    listed = [(each.finding, _record(draft, each)) for each in told]
    for severity in Severity:
        of_it = typed_tables.of_severity(listed, severity)
        if of_it:
            table = typed_tables.findings(severity, of_it, title=title)
            st.markdown(f"**{escaped(table.title)}**")
            signal_table.show(table, key=f"{key}:{severity.name}", height=300)
            if table.note:
                st.caption(table.note)


def _record(draft: Draft, each: data.Located) -> str:
    """Name the record that a finding is about by its row and its key; empty where it is about none."""
    if each.sheet is None or each.row is None:
        return ""
    texts = draft.texts(each.sheet)
    place = texts[ROW].to_list().index(each.row)
    words = typed_tables.record_words(BY_NAME[each.sheet], texts.row(place, named=True))
    return f"第{place + FIRST_ROW}行 {words}"


def _sitting(
    draft: Draft, sheet: Sheet, rows: pl.DataFrame, *, name: str, given: Mapping[str, str]
) -> Sitting:
    """Return the sitting of a grid that is still drawn, or a new one."""
    sittings: dict[str, Sitting] = st.session_state.setdefault(_SITTINGS, {})
    last = sittings.get(name)
    if last and last.draft is draft and last.drawn == draft.drawn and last.key in st.session_state:
        return last
    number = st.session_state["typing:sat"] = st.session_state.get("typing:sat", 0) + 1
    sittings[name] = Sitting(
        draft=draft, drawn=draft.drawn, sheet=sheet.name, key=f"grid:{number}", rows=rows,
        before=copied(draft.of(sheet.name)), given=given,
    )  # fmt: skip
    return sittings[name]


def _draw(sitting: Sitting, sheet: Sheet, without: tuple[str, ...], **how: Any) -> None:
    shown = [c for c in sheet.columns if c.name not in without]
    fixed = how["num_rows"] == "delete"
    lists = data.lists(sitting.draft)
    configured = {
        c.name: _column(c, sitting, lists, fixed=fixed and c.key, pinned=c.key) for c in shown
    }
    frame = sitting.rows.select("number", *(c.name for c in shown))
    configured["number"] = st.column_config.NumberColumn("行", width=50, disabled=True, pinned=True)
    st.data_editor(
        frame if fixed else frame.drop("number"), key=sitting.key, column_config=configured,
        hide_index=True, height="auto", placeholder="", **how,
    )  # fmt: skip


def _column(
    column: Column, sitting: Sitting, lists: data.Lists, *, fixed: bool, pinned: bool
) -> Any:
    label = f"{column.label}*" if column.required else column.label
    how: Any = {"help": data.how_to_type(column), "disabled": fixed, "pinned": pinned}
    words = data.words_allowed(column, lists)
    if not words:
        return st.column_config.TextColumn(label, max_chars=LONGEST, **how)
    others = sorted({*sitting.rows[column.name].drop_nulls()} - {*words})
    return st.column_config.SelectboxColumn(label, options=[*words, *others], **how)
