"""The log (操作日志) as a document: what was asked for, how much of it, and where the log ended."""

from datetime import date

from exports.papers.sheet_paper import SheetPaper
from metrics.views.parts import numbers
from metrics.views.parts.table import DisplayTable

STAYS = 3


def compose(table: DisplayTable, *, day: date, asked: str, head: str) -> SheetPaper:
    """Write the entries of `log_table.entries` as they are listed; `head` tells where the log ended."""
    return SheetPaper(
        name=table.title,
        table=table,
        basis=(
            ("导出日期", numbers.day(day)),
            ("筛选条件", asked or "全部记录"),
            ("合计", f"{len(table.lines)}条"),
            ("链条末条", head),
        ),
        dated=day,
        frozen=STAYS,
        parts=(len(table.columns),),
        size="a4",
    )
