"""Promises (承诺) as a table and counted in a sentence: in the meeting, its minutes and the ledger."""

from collections.abc import Mapping, Sequence

from metrics.dispatch.agenda_items import PromiseRow
from metrics.dispatch.standing import LATE, POSTPONED, PROMISE_STATES
from metrics.views.parts import numbers
from metrics.views.parts.light_cells import light_cell
from metrics.views.parts.table import Cell, DisplayTable
from metrics.views.parts.untyped import untyped

HEADS = ("灯", "地区", "承诺人", "承诺事项", "时限", "状态", "办理情况")
Names = Mapping[str, str]


def promise_table(rows: Sequence[PromiseRow], names: Names, *, title: str) -> DisplayTable:
    """List promises with light, state and what was answered."""
    return untyped(title, HEADS, tuple(_promise(row, names) for row in rows))


def tally(rows: Sequence[PromiseRow]) -> str:
    """Count promises by state: 共3项：已兑现1项，逾期2项."""
    counted = {state: sum(row["state"] == state for row in rows) for state in PROMISE_STATES}
    parts = "，".join(f"{state}{number}项" for state, number in counted.items() if number)
    return f"共{len(rows)}项：{parts}。" if rows else "没有承诺事项。"


def _promise(row: PromiseRow, names: Names) -> tuple[Cell, ...]:
    late = f"{row['state']}{row['days']}天" if row["state"] == LATE else row["state"]
    carried = f"{'' if row['state'] == POSTPONED else '，结转'}{row['carried']}次"
    return (
        light_cell(row["light"]),
        Cell(row["region"], names.get(row["region"], row["region"])),
        Cell(row["who"], row["who"]),
        Cell(row["what"], row["what"]),
        Cell(str(row["due"]), str(row["due"])),
        Cell(row["state"], late + carried if row["carried"] else late),
        Cell(row["reply"], row["reply"] or numbers.MISSING),
    )
