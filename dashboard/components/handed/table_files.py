"""A table as Excel or PDF: the rows, order and lights that the screen shows."""

from collections.abc import Callable

import streamlit as st

from dashboard.components import controls
from dashboard.components.handed import paper_offer
from dashboard.components.handed.paper_offer import KINDS
from dashboard.handing import Export
from metrics.scope import Scope
from metrics.views.parts import numbers


def show(name: str, scope: Scope, export: Export, make: Callable[[str], bytes]) -> None:
    """Offer the table as `make` writes it by kind; `export` says what it holds and what is asked."""
    with st.popover("导出", icon=":material/download:", key="files"):
        kind = controls.segments(
            "格式", tuple(KINDS), default="xlsx", text=lambda k: KINDS[k].label, key="files:kind"
        )
        st.caption("导出当前筛选的全部行，表头、顺序、灯色与屏幕一致。")
        paper_offer.show(
            f"{name}_{numbers.day(scope.as_of)}", "生成文件", lambda: make(kind), kind=kind,
            export=export,
        )  # fmt: skip
