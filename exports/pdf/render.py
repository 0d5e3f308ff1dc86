"""Draw a briefing as PDF/A: the document becomes one JSON value, which a worker typesets.

One to which files are attached is PDF/A-3a, as that part of the standard asks; others are PDF/A-2a.
The same document gives the same bytes: no clock is read, and without `system_fonts` no font but
those that ship. The worker is a process of its own, because Typst's cache only ever grows.
"""

import re
from datetime import date
from typing import Any

from exports.paper_log import logged
from exports.papers.document import (
    Annex,
    Block,
    Briefing,
    Column,
    Figure,
    Heading,
    Paragraph,
    Table,
    texts,
)
from exports.papers.proof.manifest import attached
from exports.papers.proof.stamp import stamp
from exports.pdf.fonts import check_fonts
from exports.pdf.glyphs import MissingGlyph, printable, unprinted
from exports.worker import WorkerFailed, made_apart
from metrics.errors import UserError
from metrics.views.parts.charts import LineChart, Series, share
from metrics.views.parts.signals import Signal
from metrics.views.parts.table import Cell

TIMEOUT_SECONDS = 120
BETWEEN_LABELS = 0.15
"""Least distance between two dates written under a chart, as a share of its width."""
STEP = 20_00
HUNDREDTHS = 10_000
MARKERS = {"circle": "circle", "square": "square", "diamond": "diamond", "triangle-up": "triangle"}
MOVES = {1: ("↑", Signal.GOOD), -1: ("↓", Signal.BAD)}


class TypesettingFailed(UserError):
    """The paper could not be typeset; nothing was written."""

    exit_code = 32


def render(briefing: Briefing, *, system_fonts: bool = False) -> bytes:
    """Return the briefing as PDF/A, typeset in a process of its own.

    `system_fonts` puts the office's own fonts first where the machine has them.

    Raises:
        FontMissing: if a font that ships is not there.
        TypesettingFailed: for anything else.
    """

    def make() -> bytes:
        data = as_data(briefing, system_fonts=system_fonts)
        return typeset_apart(data, dated=briefing.dated, system_fonts=system_fonts)

    return logged(f"{briefing.masthead} {briefing.issue} {briefing.day}", make)


def typeset_apart(
    data: dict[str, Any],
    *,
    dated: date,
    template: str = "briefing",
    system_fonts: bool = False,
    seconds: float | None = None,
) -> bytes:
    """Return the PDF/A of a template, typeset in a process of its own within some seconds."""
    asked = {"system-fonts": system_fonts, "attached": bool(data.get("attached"))}
    arguments = (dated.isoformat(), template, *(name for name, on in asked.items() if on))
    return apart("exports.pdf.typesetter", *arguments, value=data, seconds=seconds)


def apart(module: str, *arguments: str, value: object, seconds: float | None = None) -> bytes:
    """Return what a worker makes; what goes wrong in typesetting is told in words."""
    check_fonts()
    seconds = seconds or TIMEOUT_SECONDS
    try:
        return made_apart(module, *arguments, value=value, seconds=seconds)
    except TimeoutError:
        raise TypesettingFailed(
            f"排版超过{seconds}秒，已停止，未生成文件；请缩小范围，或待电脑空闲时重试。"
        ) from None
    except WorkerFailed as failed:
        raise _failure(str(failed)) from failed


def _failure(words: str) -> UserError:
    missing = re.search(r'the text `"(.+?)"` could not be displayed', words)
    if missing:
        return MissingGlyph(f"字体中没有“{missing[1]}”的字形，未生成文件；请核对该字。")
    return TypesettingFailed(f"排版失败，未生成文件：{words[-300:]}")


def as_data(briefing: Briefing, *, system_fonts: bool = False) -> dict[str, Any]:
    """Return all that the layout in `templates/briefing.typ` is told."""
    return {
        "systemfonts": system_fonts,
        "masthead": printable(briefing.masthead),
        "issue": printable(briefing.issue),
        "issuer": printable(briefing.issuer),
        "day": briefing.day,
        "title": [printable(line) for line in briefing.title],
        "description": printable("".join(briefing.title) + briefing.issue),
        "addressee": printable(briefing.addressee),
        "signed": briefing.signed,
        "letter": briefing.letter,
        "blocks": [_block(block) for block in briefing.blocks],
        "annexes": [_annex(annex) for annex in briefing.annexes],
        "basis_title": printable(briefing.basis_title),
        "basis": [
            [printable(label), printable(text)]
            for label, text in (*briefing.basis, *unprinted(texts(briefing)))
        ],
        "distribution": [printable(line) for line in briefing.distribution],
        "marks": [printable(mark) for mark in briefing.marks],
        "watermark": printable(briefing.watermark),
        "stamp": stamp(briefing),
        "attached": [each._asdict() for each in attached(briefing)],
    }


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, Heading):
        return {"kind": "heading", "level": block.level, "text": printable(block.text)}
    if isinstance(block, Paragraph):
        return {"kind": "paragraph", "text": printable(block.text)}
    if isinstance(block, Figure):
        caption = printable(block.caption)
        alt = printable(block.chart.alt)
        return {"kind": "figure", "caption": caption, "alt": alt, "chart": _chart(block.chart)}
    return {"kind": "table", **_table(block)}


def _annex(annex: Annex) -> dict[str, Any]:
    return {
        "title": printable(annex.title),
        "lead": printable(annex.lead),
        "landscape": annex.landscape,
        "table": _table(annex.table),
        "more": [_table(each) for each in annex.more],
        "small": annex.small,
    }


def _table(table: Table) -> dict[str, Any]:
    return {
        "caption": printable(table.caption),
        "note": printable(table.note),
        "heights": table.heights,
        "columns": [_column(column, table) for column in table.columns],
        "rows": [
            [_cell(cell, column, row) for cell, column in zip(row, table.columns, strict=True)]
            for row in table.rows
        ],
    }


def _column(column: Column, table: Table) -> dict[str, Any]:
    place = table.columns.index(column)
    longest = max((len(row[place].text) for row in table.rows), default=1)
    return {
        "label": column.label,
        "width": column.width,
        "align": column.align,
        "group": column.group,
        "show": column.show,
        "digits": round(longest * 0.5 + 0.3, 1),
    }


def _cell(cell: Cell, column: Column, row: tuple[Cell, ...]) -> dict[str, Any]:
    text, mark, signal = printable(cell.text), "", cell.signal
    if column.show == "move" and isinstance(cell.value, int) and cell.value:
        mark, signal = MOVES[1 if cell.value > 0 else -1]
        text = str(abs(cell.value))
    elif column.show == "bar":
        # A bar takes the colour of the row's grade: the word stands beside it.
        signal = next((c.signal for c in row if c.signal in GRADES), None)
    elif signal is not None:
        mark = signal.mark
    return {
        "text": text,
        "mark": mark,
        "colour": signal.colour if signal else None,
        "share": cell.value / HUNDREDTHS if isinstance(cell.value, int) else None,
    }


GRADES = (Signal.GOOD, Signal.FAIR, Signal.WATCH, Signal.BAD)


def _chart(chart: LineChart) -> dict[str, Any]:
    first, last = chart.days[0], chart.days[-1]
    span = max(1, (last - first).days)
    places = [(day - first).days / span for day in chart.days]
    return {
        "ticks": [
            {"at": v / chart.top, "text": f"{v // 100}%"} for v in range(0, chart.top + 1, STEP)
        ],
        "days": _day_labels(chart, places),
        "series": [_series(line, places, chart.top) for line in chart.series],
    }


def _day_labels(chart: LineChart, places: list[float]) -> list[dict[str, Any]]:
    """Write the last date and, going back, each that does not touch the one after it."""
    labels, free = [], 2.0
    for day, place in zip(reversed(chart.days), reversed(places), strict=True):
        fits = free - place >= BETWEEN_LABELS
        labels.append({"at": place, "text": f"{day.month}月{day.day}日" if fits else ""})
        free = place if fits else free
    return labels[::-1]


def _series(line: Series, places: list[float], top: int) -> dict[str, Any]:
    values = [value for value in line.values if value is not None]
    return {
        "name": printable(line.name),
        "last": share(values[-1]) if values else "",
        "end": values[-1] / top if values else None,
        "colour": line.look.colour,
        "dash": line.look.dash,
        "marker": MARKERS[line.look.marker],
        "runs": _runs(line, places, top),
    }


def _runs(line: Series, places: list[float], top: int) -> list[list[dict[str, float]]]:
    """Cut the line where nothing is known: a gap is not bridged."""
    runs: list[list[dict[str, float]]] = [[]]
    for place, value in zip(places, line.values, strict=True):
        if value is None:
            runs.append([])
        else:
            runs[-1].append({"x": round(place, 5), "y": round(value / top, 5)})
    return [run for run in runs if run]
