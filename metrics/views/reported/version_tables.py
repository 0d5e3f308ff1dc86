"""Versions of a record as a table: data date, who, file, row, what changed."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict

from metrics.records.reports import Version
from metrics.records.sheets import BY_NAME
from metrics.views.parts.cells import (
    count_column,
    day_column,
    moment_column,
    text_column,
)
from metrics.views.parts.signals import Signal
from metrics.views.parts.table import Cell, Column, DisplayTable, Holds, line
from metrics.views.reported.record_tables import changed_fields

VERSIONS = (
    day_column("data_date", "数据截止日期"),
    Column("change", ("变化",), Holds.TEXT, lambda row: row["change"]),
    text_column("unit", "报送单位"),
    text_column("sent_by", "报送人"),
    moment_column("accepted_at", "接收时间"),
    text_column("file_name", "文件"),
    count_column("sheet_row", "行"),
)
GONE = "本次报送中已无此记录"


def versions(sheet: str, stored: Iterable[Version]) -> DisplayTable:
    """List every stored version of one record, newest first, with what changed in each."""
    lines = []
    before: Mapping[str, object] | None = None
    for number, version in enumerate(stored, 1):
        row = asdict(version) | {"change": _change(sheet, version, before)}
        lines.append(line(VERSIONS, row, key=str(number)))
        before = None if version.gone else version.values
    note = "时间为北京时间；“行”为原工作簿中的行号。旧版本不会被覆盖，可随时按数据截止日期查看。"
    return DisplayTable("历次报送", VERSIONS, tuple(reversed(lines)), note)


def _change(sheet: str, version: Version, before: Mapping[str, object] | None) -> Cell:
    if version.gone:
        return Cell("gone", GONE, Signal.WATCH)
    words = changed_fields(BY_NAME[sheet], dict(before) if before else None, dict(version.values))
    return Cell(words, f"{words}（补报后重列）" if version.restored else words)
