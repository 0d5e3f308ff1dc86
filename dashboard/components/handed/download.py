"""A button that hands a table over as a file that Excel opens."""

from collections.abc import Callable

import streamlit as st

from metrics.views.parts.csv_file import csv_file
from metrics.views.parts.table import DisplayTable


def show(
    table: Callable[[], DisplayTable], *, name: str, key: str, label: str = "下载表格（CSV）"
) -> None:
    """Offer the table as CSV; table and file are made when they are asked for."""
    st.download_button(
        label,
        data=lambda: csv_file(table()),
        file_name=f"{name}.csv",
        mime="text/csv",
        key=key,
        on_click="ignore",
        icon=":material/download:",
    )
