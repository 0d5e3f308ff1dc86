"""The slip of correction (更正单) as one list, as a spreadsheet filters it: what moved, of whom, from what to what."""

from collections.abc import Iterator

from metrics.sealing.slip import Slip
from metrics.views.changes import slip_tables
from metrics.views.changes.slip_tables import SIDES
from metrics.views.parts import numbers
from metrics.views.parts.cells import Row, text_column
from metrics.views.parts.table import DisplayTable, Line, line

TITLE = "更正明细"
_COLUMNS = (
    text_column("kind", "变化类别"), text_column("region", "地区"), text_column("about", "事项"),
    text_column("was", SIDES.before), text_column("now", SIDES.after), text_column("moved", "变化"),
    text_column("why", "原因"),
)  # fmt: skip


def one_list(found: Slip) -> DisplayTable:
    """Write every line of `slip_tables.tables` but totals as one of the same columns."""
    rows = [row for table in slip_tables.tables(found) for row in _rows(table)]
    lines = tuple(line(_COLUMNS, row, key=str(number)) for number, row in enumerate(rows, 1))
    return DisplayTable(TITLE, _COLUMNS, lines)


def _rows(table: DisplayTable) -> Iterator[Row]:
    write = {
        slip_tables.RANKS: _ranks, slip_tables.POINTS: _points, slip_tables.COUNTS: _counts,
        slip_tables.RECORDS: _records, slip_tables.TARGETS: _targets,
    }.get(table.title, _rules)  # fmt: skip
    blank = dict.fromkeys((column.name for column in _COLUMNS), "")
    for one in table.lines:
        if not one.total:
            yield {**blank, "kind": table.title, **write(table, one)}


def _said(table: DisplayTable, one: Line, name: str) -> str:
    return table.cell(one, name).text


def _ranks(table: DisplayTable, one: Line) -> Row:
    def side(at: str) -> str:
        told = (f"{word}{_said(table, one, f'{name}_{at}')}" for name, word in _STANDING.items())
        return "，".join(told)

    moved = f"得分{_said(table, one, 'moved')}，名次{_said(table, one, 'move')}"
    return {
        "region": _said(table, one, "region"), "about": "评价结果", "was": side("before"),
        "now": side("after"), "moved": moved, "why": _said(table, one, "why"),
    }  # fmt: skip


_STANDING = {"score": "得分", "grade": "等次", "rank": "名次"}


def _measure(table: DisplayTable, one: Line) -> str:
    return f"{_said(table, one, 'measure')} {_said(table, one, 'title')}"


def _points(table: DisplayTable, one: Line) -> Row:
    return {
        "region": _said(table, one, "region"), "about": _measure(table, one),
        "was": _said(table, one, "before"), "now": _said(table, one, "after"),
        "moved": _said(table, one, "move"),
    }  # fmt: skip


def _counts(table: DisplayTable, one: Line) -> Row:
    heads = {"numerator": "达标", "denominator": "评价总数", "unknown": "数据缺失"}
    sides = {name: _said(table, one, name).split("→") for name in heads}
    was, now = (
        "，".join(f"{heads[name]}{told[at]}" for name, told in sides.items()) for at in (0, -1)
    )
    return {
        "region": _said(table, one, "region"), "about": _measure(table, one), "was": was, "now": now,
    }  # fmt: skip


def _records(table: DisplayTable, one: Line) -> Row:
    record, name = _said(table, one, "record"), _said(table, one, "name")
    called = record if name in (numbers.MISSING, record) else f"{record} {name}"
    return {
        "region": _said(table, one, "region"), "about": f"{_measure(table, one)}：{called}",
        "was": _said(table, one, "was"), "now": _said(table, one, "now"),
    }  # fmt: skip


def _rules(table: DisplayTable, one: Line) -> Row:
    return {
        "about": _said(table, one, "rule"), "was": _said(table, one, "value_0"),
        "now": _said(table, one, "value_1"), "why": _said(table, one, "document_1"),
    }  # fmt: skip


def _targets(table: DisplayTable, one: Line) -> Row:
    return {
        "region": _said(table, one, "region"),
        "about": f"{_said(table, one, 'item')} {_said(table, one, 'title')}：目标",
        "was": _said(table, one, "target_before"), "now": _said(table, one, "target_after"),
    }  # fmt: skip
