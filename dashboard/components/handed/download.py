"""A button that hands a table over as a file that Excel opens."""

from collections.abc import Callable

from dashboard.components.handed import hand_over
from dashboard.handing import Export
from metrics.views.parts.csv_file import csv_file
from metrics.views.parts.table import DisplayTable


def show(
    table: Callable[[], DisplayTable], *, name: str, key: str, export: Export,
    label: str = "下载表格（CSV）",
) -> None:  # fmt: skip
    """Offer the table as CSV; table and file are made when they are asked for."""
    hand_over.button(
        label,
        lambda: csv_file(table()),
        name=f"{name}.csv",
        mime="text/csv",
        export=export,
        key=key,
    )
