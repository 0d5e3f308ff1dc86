"""The six states of a figure (已报, 真零, 未报, 不适用, 待核, 有异议), told apart in the cells that show it."""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from metrics.standards.standard import Standard
from metrics.views.parts.cells import Row
from metrics.views.parts.signals import Signal
from metrics.views.parts.table import Cell, DisplayTable

REPORTED, ZERO, BLANK, NOT_APPLICABLE, PENDING, OBJECTED = (
    "已报", "真零", "未报", "不适用", "待核", "有异议",
)  # fmt: skip
Objected = Collection[tuple[str, str]]
"""Region and measure of each figure that somebody objects to and nobody has decided on."""


class Marks(NamedTuple):
    """What stands beside figures of regions and measures: waiting events, and objections."""

    pending: Mapping[tuple[str, str], int]
    objected: Objected = frozenset()

    def waiting(self, region: str, measures: Sequence[str]) -> int:
        """Return how many events wait for verification."""
        return sum(self.pending.get((region, code), 0) for code in measures)

    def contested(self, region: str, measures: Sequence[str]) -> bool:
        """Say whether somebody objects to one of the figures."""
        return any((region, code) in self.objected for code in measures)

    def on(self, cell: Cell, region: str, measures: Sequence[str]) -> Cell:
        """Add to a cell that events wait on its figure (核2), and that it is contested (异)."""
        waiting, contested = self.waiting(region, measures), self.contested(region, measures)
        if not waiting and not contested:
            return cell
        marks = [f"核{waiting}"] * bool(waiting) + ["异"] * contested
        notes = [f"{waiting}件事件{PENDING}，不影响得分"] * bool(waiting) + [OBJECTED] * contested
        shown = " ".join(filter(None, (cell.text, *marks)))
        noted = "，".join(filter(None, (cell.note, *notes)))
        return cell._replace(text=shown, note=noted, worded=True)


def with_objections(table: DisplayTable, objected: Objected, standard: Standard) -> DisplayTable:
    """Mark the cells of a table of regions (the keys of its lines) whose figure is contested.

    An item (项) is where it, or a measure of it, is.
    """
    if not objected:
        return table
    marks = Marks({}, objected)
    told = [_figures(column.name, standard) for column in table.columns]
    lines = (
        line._replace(
            cells=tuple(
                marks.on(cell, line.key, names)
                for cell, names in zip(line.cells, told, strict=True)
            )
        )
        for line in table.lines
    )
    return table._replace(lines=tuple(lines))


def _figures(column: str, standard: Standard) -> list[str]:
    item = standard.by_code.get(column)
    return [column, *(measure.code for measure in item.measures)] if item else [column]


def measure_state(row: Row | None, *, region: str, measure: str, marks: Marks) -> Cell:
    """Write the states of one measure of a region; null is a measure without a record (不适用).

    A reported zero is no missing one: 真零 says that all was reported and nothing of it counts.
    """
    words = [_reported(row)]
    waiting = marks.waiting(region, [measure])
    words += [f"{PENDING}{waiting}件"] * bool(waiting)
    words += [OBJECTED] * marks.contested(region, [measure])
    signal = {BLANK: Signal.UNKNOWN, NOT_APPLICABLE: Signal.NOT_APPLICABLE}.get(words[0])
    if len(words) > 1:
        signal = Signal.WATCH
    return Cell("、".join(words), "、".join(words), signal)


def _reported(row: Row | None) -> str:
    if row is None:
        return NOT_APPLICABLE
    if nothing_known(row):
        return BLANK
    if row["unknown"]:
        return f"{REPORTED}，{row['unknown']}条{BLANK}"
    return REPORTED if row["numerator"] else ZERO


def nothing_known(row: Row) -> bool:
    """Say whether every record judged lacks data: that is no poor result, it is none."""
    return bool(row["unknown"] and not row["numerator"] and not row["unmet"])
