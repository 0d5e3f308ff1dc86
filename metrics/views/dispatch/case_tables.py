"""The book of one case as a table: what it said, who changed it and why."""

from collections.abc import Iterable
from typing import Any

from metrics.dispatch.cases import CORRECTED, ENTERED, RESTORED, WITHDRAWN, Case, CaseEntry
from metrics.views.parts.cells import coded_column, moment_column, text_column
from metrics.views.parts.table import DisplayTable, line

KINDS = {ENTERED: "登记", CORRECTED: "更正", WITHDRAWN: "撤回", RESTORED: "重新采用"}
TEXTS = ("theme", "place", "summary", "indicators", "source")
BOOK = (
    moment_column("at", "登记时间"),
    coded_column("kind", "事项", words=KINDS),
    text_column("reason", "原因"),
    text_column("theme", "主题"),
    text_column("place", "地区"),
    text_column("summary", "做法"),
    text_column("indicators", "对应指标"),
    text_column("source", "来源"),
    text_column("by", "经办人"),
)


def book(entries: Iterable[CaseEntry]) -> DisplayTable:
    """List what was written down about one case, first to last; a withdrawal says nothing more."""
    lines = tuple(line(BOOK, each._asdict() | _texts(each.said), key=each.at) for each in entries)
    return DisplayTable("登记和更正经过", BOOK, lines)


def _texts(case: Case | None) -> dict[str, Any]:
    if case is None:
        return dict.fromkeys(TEXTS)
    return {name: getattr(case, name) for name in TEXTS} | {
        "indicators": "、".join(case.indicators)
    }
