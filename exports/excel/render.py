"""A wide table as .xlsx: what the writer in `excel_sheet` is told, and the process in which it writes.

A large one is made in a process of its own, for thousands of rows keep a processor busy for seconds.
Text is never a formula, and the same table gives the same bytes.
"""

from base64 import b64encode
from datetime import date
from typing import Any

from xlsxwriter.utility import xl_col_to_name

from exports import qr_code
from exports.excel import excel_sheet
from exports.excel.sheet_cells import kept
from exports.paper_log import logged
from exports.papers.proof.stamp import sheet_stamp
from exports.papers.sheet_layout import broken, columns, lines, parts, written
from exports.papers.sheet_paper import SheetPaper, foot, lead
from exports.worker import WorkerFailed, made_apart
from metrics.errors import UserError
from metrics.records.printable import visible
from metrics.views.parts.heading_spans import depth, heading_spans
from metrics.views.parts.table import Cell, Column

TIMEOUT_SECONDS = 300
AT_ONCE = 6_000
"""So many cells are written where they are asked for: a process would take longer to begin."""
NARROW = 1.25
"""Half-ems of a digit in the widest font that stands in for 宋体: a number never becomes ####."""


class WritingFailed(UserError):
    """The workbook could not be made; nothing was written."""

    exit_code = 34


def render(paper: SheetPaper) -> bytes:
    """Return the paper as .xlsx; WritingFailed tells why it could not be made."""
    small = len(paper.table.lines) * len(paper.table.columns) <= AT_ONCE
    made = excel_sheet.written if small else _made
    return logged(f"{paper.name}（Excel，{paper.dated}）", lambda: made(as_data(paper)))


def _made(data: dict[str, Any]) -> bytes:
    try:
        return made_apart("exports.excel.excel_sheet", value=data, seconds=TIMEOUT_SECONDS)
    except TimeoutError:
        raise WritingFailed(f"生成Excel超过{TIMEOUT_SECONDS}秒，已停止；请缩小筛选范围。") from None
    except WorkerFailed as failed:
        raise WritingFailed(f"生成Excel失败：{str(failed)[-300:]}") from failed


def as_data(paper: SheetPaper) -> dict[str, Any]:
    """Return all that the writer is told."""
    table, wide = paper.table, columns(paper, NARROW)
    widths, heads = (
        [column.width for column in wide],
        [column.headings[-1] for column in table.columns],
    )
    above = _above(paper, widths)
    return {
        "name": paper.name,
        "title": table.title + (f"【{paper.mark}】" if paper.mark else ""),
        "above": above,
        "above_from": _above_from(paper),
        "note": table.note,
        "foot": foot(paper),
        "size": paper.size,
        "dated": paper.dated.isoformat(), "frozen": paper.frozen,
        "depth": depth(table),
        "parts": list(parts(paper)),
        "headings": heading_spans(table),
        "heading_lines": lines(heads, widths),
        "columns": wide,
        "rows": _rows(paper, widths),
        "basis": paper.basis,
        "stamp": _stamp(paper),
        "traced": _traced(paper, first=2 + len(above) + depth(table)),
    }  # fmt: skip


def _above_from(paper: SheetPaper) -> int:
    """Return the column where these lines begin: the first ones are printed again with every part."""
    return paper.frozen if len(paper.parts) > 1 else 0


def _above(paper: SheetPaper, widths: list[int]) -> list[str]:
    """Return the lines between title and headings, none wider than the first sheet of paper."""
    width = sum(widths[place] for place in next(parts(paper)) if place >= _above_from(paper))
    note = f"注：{paper.table.note}" if paper.table.note else ""
    return [piece for text in (lead(paper), note) for piece in broken(text, width, NARROW)]


def _rows(paper: SheetPaper, widths: list[int]) -> list[dict[str, Any]]:
    rows = []
    for line in paper.table.lines:
        own = paper.frozen if line.total else 0  # the first cells of a total are one cell, one line
        high = lines([written(cell) for cell in line.cells[own:]], widths[own:], NARROW)
        cells = [_cell(*pair) for pair in zip(line.cells, paper.table.columns, strict=True)]
        rows.append({"total": line.total or None, "lines": high, "cells": cells})
    return rows


def _traced(paper: SheetPaper, *, first: int) -> list[list[str]]:
    """Return the rows of the sheet 溯源; `first` is the row of the first line, as Excel counts."""
    return [
        [
            f"{xl_col_to_name(paper.table.place(each.column))}{first + each.line}",
            *(visible(text) for text in (each.figure, each.region, each.value, each.code)),
        ]
        for each in paper.traced
    ]


def _stamp(paper: SheetPaper) -> dict[str, Any] | None:
    """Return the words of the 核验码 with its QR code as PNG (base64); null without one."""
    stamp = sheet_stamp(paper)
    if stamp is None:
        return None
    png = b64encode(qr_code.picture(stamp["message"])).decode()
    return {"words": "\n".join(stamp["words"]), "png": png, "alt": stamp["alt"]}


def _cell(cell: Cell, column: Column) -> list[Any]:
    value, shape = kept(cell, column)
    look = [cell.signal.colour, cell.signal.ground] if cell.signal else None
    return [value.isoformat() if isinstance(value, date) else value, shape, look]
