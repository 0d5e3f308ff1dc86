"""What a search found, as people read it: a short table for each kind."""

from collections.abc import Iterable
from typing import NamedTuple

from metrics.search.index import PERSON, Group
from metrics.views.parts.cells import remark, text_column
from metrics.views.parts.table import Cell, Column, DisplayTable, Holds, line


class Hit(NamedTuple):
    """One thing that was found: its key, its name, its code where it has one, and where it belongs."""

    key: str
    name: str
    code: str
    detail: str


def _text(name: str, heading: str) -> Column:
    return Column(name, (heading,), Holds.TEXT, lambda row: remark(row[name]))


COLUMNS = (
    Column(
        "name", ("名称",), Holds.TEXT, lambda row: Cell(row["name"], row["name"] or row["code"])
    ),
    _text("code", "编码"),
    _text("detail", "说明"),
)
NAMED = (text_column("name", "名称"), _text("detail", "说明"))


def group_table(group: Group) -> DisplayTable:
    """List what was found of one kind; the key of a row is what it opens."""
    hits = [
        Hit(row["opens"], row["name"], "" if group.kind == PERSON else row["key"], row["detail"])
        for row in group.rows.iter_rows(named=True)
    ]
    return hit_table(group.kind, hits, total=group.total)


def hit_table(kind: str, hits: Iterable[Hit], *, total: int) -> DisplayTable:
    """List hits of a kind; without codes where none has one."""
    listed = list(hits)
    columns = COLUMNS if any(hit.code for hit in listed) else NAMED
    lines = tuple(line(columns, hit._asdict(), key=hit.key) for hit in listed)
    more = f"，列出前{len(lines)}项" if total > len(lines) else ""
    return DisplayTable(f"{kind}（{total}项{more}）", columns, lines)
