"""Orders of a filtered list before they have numbers: one for each division, and how they are looked through."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from metrics.dispatch.order import Draft, Origin, by_addressee
from metrics.office import name_at
from metrics.views.dispatch.order_causes import REQUIREMENT, Cause
from metrics.views.parts import cells
from metrics.views.parts.cells import Row, coded_column, count_column, text_column
from metrics.views.parts.table import Cell, Column, DisplayTable, Holds, line

ADDRESSEES = ("领导小组办公室", "住房和城乡建设主管部门")
"""To whom an order is sent: never to the government itself (`order_papers`)."""
SHOWN = 3
"""So many matters are read out of each; of more, their number is told."""


def addressee(name: str, to: str) -> str:
    """Return the office of a division that an order is sent to."""
    return name_at(name) if to == ADDRESSEES[0] else f"{name}{to}"


def drafts(causes: Iterable[Cause], names: Mapping[str, str], as_of: date) -> list[Draft]:
    """Put the causes of each division into one order, sorted by its code; each cause stands once."""
    once = {(cause.kind, cause.reference, cause.region): cause for cause in causes}
    rows = [(cause.region, _origin(cause, as_of)) for cause in once.values()]
    return [
        Draft(region, addressee(names.get(region, region), ADDRESSEES[0]), origins, REQUIREMENT, as_of)
        for region, origins in by_addressee(rows)
    ]  # fmt: skip


def _origin(cause: Cause, as_of: date) -> Origin:
    return Origin(
        kind=cause.kind, reason=cause.reason, reference=cause.reference, data_date=as_of,
        project=cause.project,
    )  # fmt: skip


def listed(ready: Sequence[Draft], names: Mapping[str, str]) -> DisplayTable:
    """List orders to be looked through, a line each."""
    columns = (
        coded_column("region", "地区", words=names),
        text_column("unit", "主送"),
        count_column("matters", "事项数", totalled=False),
        Column("reasons", ("督办事项",), Holds.TEXT, _reasons),
    )
    lines = (
        line(columns, {**draft._asdict(), "matters": len(draft.origins)}, key=draft.region)
        for draft in ready
    )
    return DisplayTable("拟下达的督办单", columns, tuple(lines))


def _reasons(row: Row) -> Cell:
    told = [f"{at}. {origin.reason}" for at, origin in enumerate(row["origins"][:SHOWN], 1)]
    more = len(row["origins"]) - SHOWN
    return cells.text("　".join(told) + (f"　……另{more}项" if more > 0 else ""))
