"""What a content is, in words for people."""

from collections.abc import Mapping

from metrics.access.entry import Head
from metrics.access.told import ends_at
from metrics.days.beijing import moment
from sql.archive.manifest import Manifest
from sql.models import HISTORIES
from sql.models.base import counted

_RECORDS = {table.name for table in HISTORIES.values()}


def in_short(rows: Mapping[str, int]) -> str:
    """Write how many rows there are by table, all records of workbooks as one sum: 报送3份、督办单2件."""
    records = sum(number for table, number in rows.items() if table in _RECORDS)
    others = {t: n for t, n in rows.items() if n and t not in _RECORDS}
    first = [counted("submissions", others.pop("submissions"))] if "submissions" in others else []
    told = first + ([f"报送的记录{records}条"] if records else [])
    return "、".join([*told, *(counted(table, number) for table, number in others.items())])


def in_full(manifest: Manifest) -> list[str]:
    """Write what a content holds, a line each: totals, days, every table, and its digest."""
    rows = {entry.name: entry.rows for entry in manifest.tables}
    lines = [f"内容：{in_short(rows) or '没有任何记录'}"]
    if manifest.newest is not None:
        first, last = manifest.data_dates
        lines.append(f"数据截止日期：{first} 至 {last}")
        lines.append(
            f"最近一次报送：{manifest.newest.unit}，数据截止日期{manifest.newest.data_date}，"
            f"{moment(manifest.newest.accepted_at)}接收"
        )
    if manifest.log is not None:
        lines.append(ends_at(Head(manifest.log.number, manifest.log.digest)))
    lines += [f"　{counted(table, number)}" for table, number in rows.items() if number]
    return [*lines, f"结构版本：{manifest.revision}", f"内容摘要（SHA-256）：{manifest.sha256}"]
