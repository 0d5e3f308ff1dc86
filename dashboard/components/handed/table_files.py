"""A table as Excel, Word or PDF: the rows, order and lights that the screen shows."""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

import streamlit as st

from dashboard.components import controls
from dashboard.components.handed import paper_offer
from dashboard.components.handed.paper_offer import KINDS
from dashboard.handing import Export
from metrics.scope import Scope
from metrics.views.parts import numbers


class Offer(NamedTuple):
    """Another paper of the same rows: its name, what it holds, and how it is made by kind."""

    name: str
    export: Export
    make: Callable[[str], bytes]


def show(
    name: str, scope: Scope, export: Export, make: Callable[[str], bytes], *,
    other: Offer | None = None, told: str = "",
) -> None:  # fmt: skip
    """Offer the table as `make` writes it by kind, or another paper of its rows.

    `export` says what it holds and what is asked; `told` is the day or month that the files are named
    by, where it is not the data date.
    """
    day = told or numbers.day(scope.as_of)
    whole = partial(make, "pdf")
    paper_offer.show(f"{name}_{day}", "打印", whole, export=export)
    with st.popover("导出", icon=":material/download:", key="files"):
        if other is not None:
            names = (name, other.name)
            content = controls.segments("内容", names, default=name, key="files:content")
            if content == other.name:
                name, export, make = other
        kind = controls.segments(
            "格式", tuple(KINDS), default="xlsx", text=lambda k: KINDS[k].label, key="files:kind"
        )
        st.caption("导出当前筛选的全部行，表头、顺序、灯色与屏幕一致。")
        paper_offer.show(f"{name}_{day}", "生成文件", lambda: make(kind), kind=kind, export=export)
