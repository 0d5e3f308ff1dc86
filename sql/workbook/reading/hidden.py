"""Hidden and filtered rows, columns and sheets are read like any others, and that is said."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping

import polars as pl

from metrics.records.findings import CellError, Severity
from metrics.records.schema import Sheet
from sql.workbook.addresses import letters
from sql.workbook.rows import ROW, blank, listed_rows
from sql.workbook.xml.layout import VISIBLE, Layout, Spans


def hidden(
    sheet: Sheet, records: pl.DataFrame, columns: Mapping[str, int], layout: Layout
) -> Iterator[CellError]:
    """Yield one warning each for a hidden sheet, hidden rows and hidden columns with records."""
    if records.is_empty():
        return
    if layout.state != VISIBLE:
        yield _warning("hidden_sheet", sheet, value=str(records.height))
    rows = _inside(records[ROW].to_list(), layout.hidden_rows)
    if rows:
        code = "filtered_rows" if layout.filtered else "hidden_rows"
        yield _warning(code, sheet, value=listed_rows(rows))
    for name, at in columns.items():
        if _lies_in(at, layout.hidden_columns) and not blank(records[name]).all():
            yield _warning(
                "hidden_column", sheet, value=letters(at), label=sheet.column(name).label
            )


def _warning(code: str, sheet: Sheet, *, value: str, label: str = "") -> CellError:
    return CellError(code=code, sheet=sheet.label, value=value, label=label, severity=Severity.WARN)


def _inside(rows: list[int], spans: Spans) -> list[int]:
    """Return those of the sorted rows that lie in a span."""
    return [
        row
        for first, last in spans
        for row in rows[bisect_left(rows, first) : bisect_right(rows, last)]
    ]


def _lies_in(column: int, spans: Spans) -> bool:
    return any(first <= column <= last for first, last in spans)
