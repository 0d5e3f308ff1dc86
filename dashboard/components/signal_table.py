"""A table with signals: sticky headings, sorting by heading, and rows or cells that open.

Plain HTML drawn from data: it can be read aloud, reached by keyboard, and tested as text.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any, Literal, NamedTuple, TypedDict, Unpack

import streamlit as st

from dashboard.components.colours import CLASSES, MARKS
from metrics.views.parts import typed_text
from metrics.views.parts.heading_spans import depth, heading_spans
from metrics.views.parts.table import NUMERIC, Cell, Column, DisplayTable, Rate

PARTS = Path(__file__).with_name("parts")
TOOLS = (
    '<div class="tools" hidden>'
    + "".join(
        f'<button type="button">{word}</button>' for word in ("复制文字", "复制图片", "下载图片")
    )
    + '<span role="status"></span></div>'
)
"""What every table and chart can be taken as, made in the browser."""


def parts(*files: str) -> str:
    """Return the text of files of the browser's side, one after the other."""
    return "".join((PARTS / file).read_text(encoding="utf-8") for file in files)


_TABLE = st.components.v2.component(
    "signal_table",
    html=f'<div class="frame" tabindex="0"></div>{TOOLS}',
    css=parts("take_along.css", "signal_table.css") + CLASSES,
    js=parts("take_along.js", "table_copies.js", "signal_table.js"),
)
BEYOND = 1_000_000
"""More than the second number of a pair ever is: a pair sorts by its first, then by its second."""
LONG = 18  # characters from which a text may wrap
LOWEST = 212
"""Pixels a table keeps in a low window: its heading and some six rows."""


class Picked(NamedTuple):
    """What was opened: the key of the line and, where cells open, the name of the column."""

    key: str
    column: str | None


class Look(TypedDict, total=False):
    """How a table is drawn; what is left out is off. Columns are called by their names.

    `link` is the column under which a row is opened; `opens` are the columns whose cells open;
    `notes` explains headings and `subtitles` stand under them. `frozen` first columns stay in
    sight, and rows of totals merge theirs, which opens where `totals` do and the line has a key;
    `sortable` (default: yes) is off where only one page of the rows is given. Rows scroll inside
    the table beyond `height` pixels, or beyond the window less the `around` pixels that stand above
    and below the table; what a page's title stands lower for, a bar of two rows or a notice, comes
    off as well.
    """

    select: Literal["none", "row", "cell"]
    link: str | None
    pinned: str | None
    opens: Collection[str]
    hidden: Collection[str]
    notes: Mapping[str, str] | None
    subtitles: Mapping[str, str] | None
    chosen: str | None
    height: int | None
    around: int | None
    dense: bool
    large: bool
    frozen: int
    sortable: bool
    totals: bool


def show(table: DisplayTable, *, key: str, **look: Unpack[Look]) -> Picked | None:
    """Draw the table and return what was opened in this run, if anything."""
    return put(drawn(table, **look), key=key)


def put(sheet: bytes, *, key: str) -> Picked | None:
    """Put a table that is drawn already on the page."""
    result: Any = _TABLE(key=key, data=sheet, on_picked_change=_nothing)
    picked = result.picked
    return Picked(picked["key"], picked["column"]) if picked else None


def drawn(table: DisplayTable, **look: Unpack[Look]) -> bytes:
    """Return what the browser draws the table from: small, and the same for every session."""
    hidden, frozen = look.get("hidden", ()), look.get("frozen", 0)
    select = look.get("select", "none")
    shown = table.without(*hidden)
    valued = look.get("sortable", True) or select == "cell"
    data = {
        "title": table.title,
        "columns": [_column(shown, column, look) for column in shown.columns],
        "rows": _rows(shown, frozen, valued=valued),
        "select": select,
        "link": _place(look.get("link"), [column.name for column in shown.columns]),
        "marks": MARKS,
        "chosen": look.get("chosen"),
        "height": _height(look),
        "size": "dense" if look.get("dense") else "large" if look.get("large") else "",
        "frozen": frozen,
        "sortable": look.get("sortable", True),
        "totals": look.get("totals", False),
        "headings": _headings(shown),
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def _height(look: Look) -> str:
    """Return the greatest height as CSS."""
    height, around = look.get("height"), look.get("around")
    if around:
        return f"max({LOWEST}px, calc(100vh - {around}px - var(--above, 0px)))"
    return f"{height}px" if height else "none"


def _rows(table: DisplayTable, frozen: int, *, valued: bool) -> list[dict[str, Any]]:
    return [
        {
            "key": line.key,
            "cells": [_cell(cell, valued=valued) for cell in line.cells],
            "total": (line.total or None) if frozen else None,
        }
        for line in table.lines
    ]


def _headings(table: DisplayTable) -> list[dict[str, Any]]:
    return [span._asdict() for span in heading_spans(table)] if depth(table) > 1 else []


def _nothing() -> None:
    """Stand for a callback: the value is read from the result."""


def _column(table: DisplayTable, column: Column, look: Look) -> dict[str, Any]:
    opens = column.name in look.get("opens", ())
    pinned = column.name == look.get("pinned")
    return {
        "name": column.name,
        "label": column.label,
        "look": _looks(table, column, pinned=pinned),
        "opens": opens,
        "note": (look.get("notes") or {}).get(column.name, ""),
        "under": (look.get("subtitles") or {}).get(column.name, ""),
    }


def _looks(table: DisplayTable, column: Column, *, pinned: bool) -> str:
    looks = ["pin"] if pinned else []
    if column.holds in NUMERIC:
        looks.append("right")
    elif any(len(text) > LONG for text in _texts(table, column)):
        looks.append("long")
    return " ".join(looks)


def _texts(table: DisplayTable, column: Column) -> list[str]:
    """Return the texts of a column that are not those of totals."""
    place = table.place(column.name)
    return [line.cells[place].text for line in table.lines if not line.total]


def _place(name: str | None, shown: Sequence[str]) -> int:
    return shown.index(name) if name in shown else -1


def _cell(cell: Cell, *, valued: bool) -> list[Any]:
    """Return text, value to sort by, signal and note; of the last ones only what there is."""
    text, value = typed_text.shown(cell.text), _sortable(cell.value) if valued else None
    if cell.signal or cell.note:
        return [text, value, cell.signal.name if cell.signal else "", cell.note]
    return [text, value] if valued else [text]


def _sortable(value: object) -> float | str | None:
    if value is None or value == "":
        return None
    if isinstance(value, Rate):
        return value.part / value.whole
    if isinstance(value, tuple):  # a rank interval, the year and number of an order
        first, second = value
        return float(first) + float(second) / BEYOND
    return float(value) if isinstance(value, int | Fraction) else str(value)
