"""What `python -m metrics reporting` prints: a table to read, or CSV."""

from collections.abc import Callable, Mapping

from metrics.reporting.standing import Reporting
from metrics.views.parts import numbers
from metrics.views.parts.csv_file import csv_file
from metrics.views.parts.text_table import text_table
from metrics.views.reported import standing_tables
from metrics.views.reported.standing_tables import Beside
from metrics.views.reported.standing_words import LIST_NAMES, LISTS, sum_words, turn_words

Names = Mapping[str, str]


def _read(standing: Reporting, wanted: str, names: Names, beside: Beside) -> str:
    head = f"按{numbers.day(standing.day)}看：{turn_words(standing.turn)}{sum_words(standing)}"
    table = standing_tables.units(standing.of(*LISTS[wanted]), names, beside)
    if not table.lines:
        return f"{head}\n{LIST_NAMES[wanted]}：没有这样的单位。"
    heads = [column.label for column in table.columns]
    rows = [[cell.text for cell in line.cells] for line in table.lines]
    return f"{head}\n\n{text_table(heads, rows)}"


def _csv(standing: Reporting, wanted: str, names: Names, beside: Beside) -> str:
    table = standing_tables.units(standing.of(*LISTS[wanted]), names, beside)
    return csv_file(table).decode("utf-8-sig").replace("\r\n", "\n").rstrip("\n")


STANDING: dict[str, Callable[[Reporting, str, Names, Beside], str]] = {"table": _read, "csv": _csv}
"""By format."""
