"""核验: which issued paper (公文) a 核验码 stands for, and when it was printed."""

import streamlit as st

from dashboard import data, office
from dashboard.components import signal_table
from dashboard.components.plain_text import escaped
from metrics.sealing.paper_code import as_printed
from metrics.views.dispatch import issued_tables


def show(code: str) -> None:
    """Draw what the register of prints says of a code, as `is_paper_code` takes it."""
    found = office.verified_paper(code)
    if found is None:
        st.error(escaped(issued_tables.NOT_ISSUED.format(as_printed(code))))
        return
    said, prints = issued_tables.verified(found, data.unit_names())
    st.success(escaped(said))
    st.subheader(escaped(prints.title))
    signal_table.show(prints, key="issued:prints", height=300, dense=True)
