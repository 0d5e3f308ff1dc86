"""A table with signals: sticky headings, sorting by heading, and rows or cells that open.

Plain HTML drawn from data: it can be read aloud, reached by keyboard, and tested as text.
"""

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any, Literal, NamedTuple

import streamlit as st

from dashboard.components.colours import CLASSES, MARKS
from metrics.views.heading_spans import heading_spans, total_words
from metrics.views.tables import Cell, DisplayTable

PARTS = Path(__file__).with_name("parts")
_TABLE = st.components.v2.component(
    "signal_table",
    html='<div class="frame" tabindex="0"></div>',
    css=(PARTS / "signal_table.css").read_text(encoding="utf-8") + CLASSES,
    js=(PARTS / "signal_table.js").read_text(encoding="utf-8"),
)
LONG = 18  # characters from which a text may wrap


class Picked(NamedTuple):
    """What was opened: the row's key and, where cells open, the heading of the column."""

    key: str
    column: str | None


def show(
    table: DisplayTable, *, key: str, select: Literal["none", "row", "cell"] = "none",
    keys: Sequence[str] | None = None, link: str | None = None, pinned: str | None = None,
    opens: Collection[str] = (), hidden: Collection[str] = (),
    notes: Mapping[str, str] | None = None, subtitles: Mapping[str, str] | None = None,
    chosen: str | None = None, height: int | None = None, dense: bool = False,
    large: bool = False, frozen: int = 0, sortable: bool = True,
) -> Picked | None:  # fmt: skip
    """Draw the table and return what was opened in this run, if anything.

    `keys` names the rows (default: the raw value of the first cell); `link` is the heading under
    which a row is opened; `opens` the headings whose cells open; `notes` explains headings and
    `subtitles` stand under them. `frozen` first columns stay in sight, and rows of totals merge
    theirs; `sortable` is off where only one page of the rows is given.
    """
    listed = [place for place, label in enumerate(table.columns) if label not in hidden]
    plain = _without_totals(table, frozen)
    names = keys or [str(row[0].value) for row in table.rows]
    shown = [table.columns[place] for place in listed]
    data = {
        "title": table.title,
        "columns": [
            _column(plain, place, pinned, opens, notes or {}, subtitles or {}) for place in listed
        ],
        "rows": _rows(table, names, listed, frozen),
        "select": select,
        "link": _place(link, shown),
        "marks": MARKS,
        "chosen": chosen,
        "height": f"{height}px" if height else "none",
        "size": "dense" if dense else "large" if large else "",
        "frozen": frozen,
        "sortable": sortable,
        "headings": _headings(table),
    }
    result: Any = _TABLE(key=key, data=data, on_picked_change=_nothing)
    picked = result.picked
    return Picked(picked["key"], picked["column"]) if picked else None


def _without_totals(table: DisplayTable, frozen: int) -> DisplayTable:
    """Return the rows that say what a column holds: totals may write 3/5 where others have a day."""
    own = tuple(row for row in table.rows if total_words(row, frozen) is None)
    return table._replace(rows=own)


def _rows(
    table: DisplayTable, names: Sequence[str], listed: Sequence[int], frozen: int
) -> list[dict[str, Any]]:
    return [
        {
            "key": name,
            "cells": [_cell(row[place]) for place in listed],
            "total": total_words(row, frozen),
        }
        for name, row in zip(names, table.rows, strict=True)
    ]


def _headings(table: DisplayTable) -> list[dict[str, Any]]:
    return [span._asdict() for span in heading_spans(table)] if table.headings else []


def _nothing() -> None:
    """Stand for a callback: the value is read from the result."""


def _column(
    table: DisplayTable,
    place: int,
    pinned: str | None,
    opens: Collection[str],
    notes: Mapping[str, str],
    subtitles: Mapping[str, str],
) -> dict[str, Any]:
    label = table.columns[place]
    cells = [row[place] for row in table.rows]
    look = ["pin"] if label == pinned else []
    if label in opens:
        look.append("centre")
    elif _all_numbers(cells):
        look.append("right")
    elif any(len(cell.text) > LONG for cell in cells):
        look.append("long")
    return {
        "label": label,
        "look": " ".join(look),
        "opens": label in opens,
        "note": notes.get(label, ""),
        "under": subtitles.get(label, ""),
    }


def _place(label: str | None, shown: Sequence[str]) -> int:
    return shown.index(label) if label in shown else -1


def _all_numbers(cells: Sequence[Cell]) -> bool:
    known = [cell.value for cell in cells if cell.value is not None]
    return bool(known) and all(
        isinstance(value, int | Fraction) and not isinstance(value, bool) for value in known
    )


def _cell(cell: Cell) -> list[Any]:
    """Return text, value to sort by, signal and note."""
    signal = cell.signal.name if cell.signal else ""
    return [cell.text, _sortable(cell.value), signal, cell.note]


def _sortable(value: object) -> float | str | None:
    if value is None or value == "":
        return None
    if isinstance(value, tuple):
        return _sortable(value[0])
    return float(value) if isinstance(value, int | Fraction) else str(value)
