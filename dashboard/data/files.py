"""Files that are handed out as they are."""

from pathlib import Path
from tempfile import TemporaryDirectory

import streamlit as st

from sql.workbook.writing.template import write_template

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@st.cache_resource(max_entries=1, show_spinner=False)
def blank_workbook() -> bytes:
    """Return the blank reporting workbook (空白报送工作簿)."""
    with TemporaryDirectory(prefix="dudao-") as folder:
        path = Path(folder) / "blank.xlsx"
        write_template(path)
        return path.read_bytes()
