"""Promises (承诺) as a table and counted in a sentence: in the meeting, its minutes and the ledger."""

from collections.abc import Iterable, Mapping, Sequence

from metrics.dispatch.agenda_items import PromiseRow
from metrics.dispatch.standing import LATE, POSTPONED, PROMISE_STATES, promise_number
from metrics.views.dispatch.order_tables import HISTORY, asking
from metrics.views.parts.cells import Row, coded_column, day_column, text_column
from metrics.views.parts.light_cells import light_column, span
from metrics.views.parts.numbers import day
from metrics.views.parts.table import Cell, Column, DisplayTable, Holds, line

Names = Mapping[str, str]


def promise_table(rows: Sequence[PromiseRow], names: Names, *, title: str) -> DisplayTable:
    """List promises with light, state and what was answered."""
    columns = _columns(names)
    lines = tuple(line(columns, row, key=str(row["id"])) for row in rows)
    return DisplayTable(title, columns, lines)


def history(events: Iterable[Row]) -> DisplayTable:
    """List what happened to one promise, first to last."""
    lines = tuple(line(HISTORY, event, key=str(event["id"])) for event in events)
    return DisplayTable("办理经过", HISTORY, lines)


def tally(rows: Sequence[PromiseRow]) -> str:
    """Count promises by state: 共3项：已兑现1项，逾期2项."""
    counted = {state: sum(row["state"] == state for row in rows) for state in PROMISE_STATES}
    parts = "，".join(f"{state}{number}项" for state, number in counted.items() if number)
    return f"共{len(rows)}项：{parts}。" if rows else "没有承诺事项。"


def _columns(names: Names) -> tuple[Column, ...]:
    return (
        light_column("light", "灯"),
        coded_column("region", "地区", words=names),
        text_column("who", "承诺人"),
        text_column("what", "承诺事项"),
        day_column("due", "时限"),
        Column("state", ("状态",), Holds.TEXT, _state),
        text_column("reply", "办理情况"),
    )


def lateness(row: PromiseRow) -> str:
    """Write how late a promise is that is late: 7个工作日（10天）."""
    return span(row["working_days"], row["days"] or 0)


def _state(row: PromiseRow) -> Cell:
    late = f"{LATE}{lateness(row)}" if row["state"] == LATE else row["state"]
    carried = f"{'' if row['state'] == POSTPONED else '，结转'}{row['carried']}次"
    answer = f"，{row['answer']}" if row.get("answer") else ""
    whole = f"{late}{carried if row['carried'] else ''}{answer}{asking(row)}"
    return Cell(row["state"], whole)


def outcome(row: Row) -> str:
    """Write a promise in one line: CN-3　甲局：三日内开工（2024-07-12前）."""
    return f"{promise_number(row['id'])}　{row['who']}：{row['what']}（{day(row['due'])}前）"
