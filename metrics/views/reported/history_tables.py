"""How the figures of a project came to read so: which submission changed which, and as what."""

from collections.abc import Mapping, Sequence

from metrics.changes.record_history import CORRECTED, GONE, Moved
from metrics.records.sheets import BY_NAME
from metrics.views.parts.cells import (
    Row,
    coded_column,
    day_column,
    moment_column,
    remark,
    text_column,
)
from metrics.views.parts.record_cells import field_cell
from metrics.views.parts.signals import Signal
from metrics.views.parts.table import Cell, Column, DisplayTable, Holds, line

SIGNALS = {CORRECTED: Signal.WATCH, GONE: Signal.WATCH}
NOTE = "时间为北京时间。更正为改动已报的历史数据；进展、补报和首次报送不是更正。旧值不会被覆盖，可按数据截止日期查看。"


def history_table(
    moved: Sequence[Moved], called: Mapping[str, str], names: Mapping[str, str]
) -> DisplayTable:
    """List changes of figures, as given; `called` names compounds by code and `names` units."""
    columns = _columns(names)
    lines = tuple(
        line(columns, _row(each, called), key=str(each.version.submission)) for each in moved
    )
    return DisplayTable("历次报送与更正", columns, lines, NOTE)


def _row(each: Moved, called: Mapping[str, str]) -> dict[str, object]:
    version, sheet = each.version, BY_NAME[each.sheet]
    field = None if each.field is None else sheet.column(each.field)
    said = [
        remark("") if field is None else field_cell(v, field.kind) for v in (each.old, each.new)
    ]
    parts = [called.get(str(part), str(part)) for part in each.key]
    return {
        "data_date": version.data_date, "sheet": sheet.label, "record": "　".join(parts),
        "field": "整条记录" if field is None else field.label, "old": said[0], "new": said[1],
        "nature": each.nature, "unit": version.unit, "sent_by": version.sent_by,
        "accepted_at": version.accepted_at, "submission": version.submission,
    }  # fmt: skip


def _nature(row: Row) -> Cell:
    return Cell(row["nature"], row["nature"], SIGNALS.get(row["nature"]))


def _columns(names: Mapping[str, str]) -> tuple[Column, ...]:
    return (
        day_column("data_date", "数据截止日期"),
        text_column("sheet", "工作表"),
        text_column("record", "记录"),
        text_column("field", "栏目"),
        Column("old", ("原值",), Holds.TEXT, lambda row: row["old"]),
        Column("new", ("现值",), Holds.TEXT, lambda row: row["new"]),
        Column("nature", ("性质",), Holds.TEXT, _nature),
        coded_column("unit", "报送单位", words=names),
        text_column("sent_by", "报送人"),
        moment_column("accepted_at", "接收时间"),
        Column(
            "submission", ("报送编号",), Holds.NUMBER,
            lambda row: Cell(row["submission"], str(row["submission"])),
        ),
    )  # fmt: skip
