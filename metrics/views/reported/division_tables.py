"""Changes of divisions (区划调整) as a table."""

from collections.abc import Mapping, Sequence
from typing import Any

from metrics.records.succession import CARRIED_OUT, KINDS, REVOKED
from metrics.views.parts.cells import (
    Row,
    coded_column,
    day_column,
    moment,
    number_column,
    text_column,
)
from metrics.views.parts.table import Column, DisplayTable, Holds, line

STATES = {CARRIED_OUT: "已办理", REVOKED: "已撤回"}


COLUMNS = (
    number_column("id", "编号"),
    coded_column("kind", "种类", words=KINDS),
    day_column("since", "生效日期"),
    text_column("old", "原地区"),
    text_column("new", "承接的地区"),
    text_column("document", "依据的文件"),
    coded_column("state", "状态", words=STATES),
    text_column("by", "经办人"),
    Column("at", ("办理时间",), Holds.TEXT, lambda row: moment(row["at"])),
    text_column("note", "说明"),
)


def changes(listed: Sequence[Mapping[str, Any]]) -> DisplayTable:
    """List changes in the order given; their `named` are pairs of divisions, `at` is UTC text."""
    lines = (line(COLUMNS, _row(each), key=str(each["id"])) for each in listed)
    return DisplayTable("区划调整", COLUMNS, tuple(lines))


def _row(each: Mapping[str, Any]) -> Row:
    old, new = ("、".join(sorted(set(side))) for side in zip(*each["named"], strict=True))
    return {**each, "old": old, "new": new}
