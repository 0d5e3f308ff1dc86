"""The book of one case as a table: what it said, who changed it and why."""

from collections.abc import Iterable

from metrics.dispatch.cases import CORRECTED, ENTERED, RESTORED, WITHDRAWN, Case, CaseEntry
from metrics.views.parts import numbers
from metrics.views.parts.table import Cell, DisplayTable
from metrics.views.parts.untyped import untyped
from metrics.views.reported.version_tables import moment

KINDS = {ENTERED: "登记", CORRECTED: "更正", WITHDRAWN: "撤回", RESTORED: "重新采用"}
HEADS = ("登记时间", "事项", "原因", "主题", "地区", "做法", "对应指标", "来源", "经办人")
TEXTS = ("theme", "place", "summary", "indicators", "source")


def book(entries: Iterable[CaseEntry]) -> DisplayTable:
    """List what was written down about one case, first to last; a withdrawal says nothing more."""
    rows = tuple(
        (
            Cell(entry.at, moment(entry.at)),
            Cell(entry.kind, KINDS[entry.kind]),
            Cell(entry.reason, entry.reason or numbers.MISSING),
            *_said(entry.said),
            Cell(entry.by, entry.by),
        )
        for entry in entries
    )
    return untyped("登记和更正经过", HEADS, rows)


def _said(case: Case | None) -> tuple[Cell, ...]:
    if case is None:
        return (Cell(None, numbers.MISSING),) * len(TEXTS)
    texts = {name: getattr(case, name) for name in TEXTS}
    texts["indicators"] = "、".join(case.indicators)
    return tuple(Cell(text, text) for text in texts.values())
