"""Versions of a record and submissions as tables: data date, who, file, row, what changed."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from metrics.days.beijing import BEIJING
from metrics.records.reports import COUNTS, Submission, Version
from metrics.records.sheets import BY_NAME
from metrics.views.parts import numbers
from metrics.views.parts.signals import Signal
from metrics.views.parts.table import Cell, DisplayTable
from metrics.views.parts.untyped import untyped
from metrics.views.rating.indicator_tables import changed_fields

VERSIONS = ("数据截止日期", "变化", "报送单位", "报送人", "接收时间", "文件", "行")
SUBMISSIONS = (
    "序号", "数据截止日期", "报送单位", "名称", "接收时间", "报送人", "文件",
    *COUNTS.values(), "文件摘要",
)  # fmt: skip


def moment(text: str) -> str:
    """Write a moment kept as UTC text in Beijing time, to the minute."""
    utc = datetime.fromisoformat(text.replace("Z", "+00:00")).astimezone(UTC)
    return utc.astimezone(BEIJING).strftime("%Y-%m-%d %H:%M")


def versions(sheet: str, found: Iterable[Version]) -> DisplayTable:
    """List every stored version of one record, newest first, with what changed in each."""
    rows: list[tuple[Cell, ...]] = []
    before: Mapping[str, object] | None = None
    for version in found:
        rows.append(_version(sheet, version, before))
        before = None if version.gone else version.values
    note = "时间为北京时间；“行”为原工作簿中的行号。旧版本不会被覆盖，可随时按数据截止日期查看。"
    return untyped("历次报送", VERSIONS, tuple(reversed(rows)), note)


def _version(sheet: str, version: Version, before: Mapping[str, object] | None) -> tuple[Cell, ...]:
    return (
        Cell(version.data_date.isoformat(), numbers.day(version.data_date)),
        _change(sheet, version, before),
        Cell(version.unit, version.unit),
        Cell(version.sent_by, version.sent_by or numbers.MISSING),
        Cell(version.accepted_at, moment(version.accepted_at)),
        Cell(version.file_name, version.file_name),
        Cell(version.sheet_row, numbers.count(version.sheet_row)),
    )


def _change(sheet: str, version: Version, before: Mapping[str, object] | None) -> Cell:
    if version.gone:
        return Cell("gone", "本次报送中已无此记录", Signal.WATCH)
    text = changed_fields(BY_NAME[sheet], dict(before) if before else None, dict(version.values))
    return Cell(text, f"{text}（补报后重列）" if version.restored else text)


def submissions(found: Iterable[Submission], names: Mapping[str, str]) -> DisplayTable:
    """List accepted submissions as given, with what each changed."""
    return untyped("报送记录", SUBMISSIONS, tuple(_submission(item, names) for item in found))


def _submission(item: Submission, names: Mapping[str, str]) -> tuple[Cell, ...]:
    counts = [getattr(item, name) for name in COUNTS]
    return (
        Cell(item.id, str(item.id)),
        Cell(item.data_date.isoformat(), numbers.day(item.data_date)),
        Cell(item.unit, item.unit),
        Cell(names.get(item.unit), names.get(item.unit, numbers.MISSING)),
        Cell(item.accepted_at, moment(item.accepted_at)),
        Cell(item.sent_by, item.sent_by or numbers.MISSING),
        Cell(item.file_name, item.file_name),
        *(Cell(number, numbers.count(number)) for number in counts),
        Cell(item.file_sha256, item.file_sha256[:12]),
    )
