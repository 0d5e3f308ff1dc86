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
from metrics.views.parts.heading_spans import heading_spans, total_words
from metrics.views.parts.table import Cell, DisplayTable

PARTS = Path(__file__).with_name("parts")
_TABLE = st.components.v2.component(
    "signal_table",
    html='<div class="frame" tabindex="0"></div>',
    css=(PARTS / "signal_table.css").read_text(encoding="utf-8") + CLASSES,
    js=(PARTS / "signal_table.js").read_text(encoding="utf-8"),
)
LONG = 18  # characters from which a text may wrap
LOWEST = 212
"""Pixels a table keeps in a low window: its heading and some six rows."""


class Picked(NamedTuple):
    """What was opened: the row's key and, where cells open, the heading of the column."""

    key: str
    column: str | None


class Look(TypedDict, total=False):
    """How a table is drawn; what is left out is off.

    `keys` names the rows (default: the raw value of the first cell); `link` is the heading under
    which a row is opened; `opens` the headings whose cells open; `notes` explains headings and
    `subtitles` stand under them. `frozen` first columns stay in sight, and rows of totals merge
    theirs; `sortable` (default: yes) is off where only one page of the rows is given. Rows scroll
    inside the table beyond `height` pixels, or beyond the window less the `around` pixels that
    stand above and below the table.
    """

    select: Literal["none", "row", "cell"]
    keys: Sequence[str] | None
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
    listed = [place for place, label in enumerate(table.columns) if label not in hidden]
    valued = look.get("sortable", True) or select == "cell"
    plain = _without_totals(table, frozen)
    data = {
        "title": table.title,
        "columns": [_column(plain, place, look) for place in listed],
        "rows": _rows(table, listed, look, valued=valued),
        "select": select,
        "link": _place(look.get("link"), [table.columns[place] for place in listed]),
        "marks": MARKS,
        "chosen": look.get("chosen"),
        "height": _height(look),
        "size": "dense" if look.get("dense") else "large" if look.get("large") else "",
        "frozen": frozen,
        "sortable": look.get("sortable", True),
        "headings": _headings(table),
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def _height(look: Look) -> str:
    """Return the greatest height as CSS."""
    height, around = look.get("height"), look.get("around")
    if around:
        return f"max({LOWEST}px, calc(100vh - {around}px))"
    return f"{height}px" if height else "none"


def _without_totals(table: DisplayTable, frozen: int) -> DisplayTable:
    """Return the rows that say what a column holds: totals may write 3/5 where others have a day."""
    own = tuple(row for row in table.rows if total_words(row, frozen) is None)
    return table._replace(rows=own)


def _rows(
    table: DisplayTable, listed: Sequence[int], look: Look, *, valued: bool
) -> list[dict[str, Any]]:
    names = look.get("keys") or [str(row[0].value) for row in table.rows]
    return [
        {
            "key": name,
            "cells": [_cell(row[place], valued=valued) for place in listed],
            "total": total_words(row, look.get("frozen", 0)),
        }
        for name, row in zip(names, table.rows, strict=True)
    ]


def _headings(table: DisplayTable) -> list[dict[str, Any]]:
    return [span._asdict() for span in heading_spans(table)] if table.headings else []


def _nothing() -> None:
    """Stand for a callback: the value is read from the result."""


def _column(table: DisplayTable, place: int, look: Look) -> dict[str, Any]:
    label = table.columns[place]
    opens = label in look.get("opens", ())
    return {
        "label": label,
        "look": _looks(table, place, pinned=label == look.get("pinned"), opens=opens),
        "opens": opens,
        "note": (look.get("notes") or {}).get(label, ""),
        "under": (look.get("subtitles") or {}).get(label, ""),
    }


def _looks(table: DisplayTable, place: int, *, pinned: bool, opens: bool) -> str:
    cells = [row[place] for row in table.rows]
    looks = ["pin"] if pinned else []
    if opens:
        looks.append("centre")
    elif _all_numbers(cells):
        looks.append("right")
    elif any(len(cell.text) > LONG for cell in cells):
        looks.append("long")
    return " ".join(looks)


def _place(label: str | None, shown: Sequence[str]) -> int:
    return shown.index(label) if label in shown else -1


def _all_numbers(cells: Sequence[Cell]) -> bool:
    known = [cell.value for cell in cells if cell.value is not None]
    return bool(known) and all(
        isinstance(value, int | Fraction) and not isinstance(value, bool) for value in known
    )


def _cell(cell: Cell, *, valued: bool) -> list[Any]:
    """Return text, value to sort by, signal and note; of the last ones only what there is."""
    value = _sortable(cell.value) if valued else None
    if cell.signal or cell.note:
        return [cell.text, value, cell.signal.name if cell.signal else "", cell.note]
    return [cell.text, value] if valued else [cell.text]


def _sortable(value: object) -> float | str | None:
    if value is None or value == "":
        return None
    if isinstance(value, tuple):
        return _sortable(value[0])
    return float(value) if isinstance(value, int | Fraction) else str(value)
