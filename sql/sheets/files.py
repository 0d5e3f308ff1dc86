"""Targets, points by hand and self-evaluation from Excel or CSV: all lines of a file, or none."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from metrics.sheets.columns import POINTS, SELF, TARGETS
from sql.dispatch.journal import EntryRefused
from sql.sheets.entering import HandScore, Target
from sql.sheets.self_scores import SelfScore
from sql.workbook.plain_table import plain_table

MOST_BYTES, MOST_ROWS = 5 << 20, 20_000


class _Line(NamedTuple):
    number: int
    said: Mapping[str, str]


def targets_of(content: bytes, file_name: str) -> list[Target]:
    """Read targets; EntryRefused says what is wrong with the file."""
    return [Target(**row.said) for row in _lines(content, file_name, TARGETS)]


def points_of(content: bytes, file_name: str) -> list[HandScore]:
    """Read points given by hand; EntryRefused names a line whose day is none."""
    return [
        HandScore(
            row.said["region"], row.said["item"], row.said["points"], row.said["scorer"], _day(row),
            row.said["evidence"], row.said["reason"],
        )
        for row in _lines(content, file_name, POINTS)
    ]  # fmt: skip


def self_scores_of(content: bytes, file_name: str, *, unit: str) -> list[SelfScore]:
    """Read points that a unit tells."""
    return [SelfScore(unit=unit, **row.said) for row in _lines(content, file_name, SELF)]


def _day(row: _Line) -> date:
    typed = row.said["scored_on"].partition(" ")[0]
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise EntryRefused(
            f"第{row.number}行的评分日期“{typed}”不是日期，应形如2024-07-31。没有保存任何内容。"
        ) from None


def _lines(content: bytes, file_name: str, columns: Mapping[str, str]) -> Iterator[_Line]:
    """Yield the rows below the headings that say anything beyond division and item.

    EntryRefused where two of them say something of the same division and item.
    """
    rows = _rows(content, file_name)
    at, places = _headings(rows, columns)
    seen: dict[tuple[str, str], int] = {}
    for number, row in enumerate(rows[at + 1 :], at + 2):
        said = {
            name: row[place].strip() if place < len(row) else "" for name, place in places.items()
        }
        if any(value for name, value in said.items() if name not in ("region", "item")):
            before = seen.setdefault((said["region"], said["item"]), number)
            if before != number:
                raise EntryRefused(
                    f"第{number}行与第{before}行是同一地区（{said['region']}）的同一项（{said['item']}），"
                    "请只保留一行。没有保存任何内容。"
                )
            yield _Line(number, said)
    if not seen:
        raise EntryRefused(f"“{file_name}”中没有填写任何内容。")


def _headings(
    rows: Sequence[Sequence[str]], columns: Mapping[str, str]
) -> tuple[int, dict[str, int]]:
    for at, row in enumerate(rows[:10]):
        heads = [cell.strip() for cell in row]
        if set(columns.values()) <= set(heads):
            return at, {name: heads.index(heading) for name, heading in columns.items()}
    raise EntryRefused(f"没有找到表头：应有“{'”“'.join(columns.values())}”各列。")


def _rows(content: bytes, file_name: str) -> list[list[str]]:
    if len(content) > MOST_BYTES:
        raise EntryRefused(f"“{file_name}”超过{MOST_BYTES >> 20}MB，请只保留要导入的一张表。")
    rows = plain_table(content) if file_name.lower().endswith(".xlsx") else _csv(content, file_name)
    if len(rows) > MOST_ROWS:
        raise EntryRefused(f"最多{MOST_ROWS}行，现有{len(rows)}行。")
    return rows


def _csv(content: bytes, file_name: str) -> list[list[str]]:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return list(csv.reader(io.StringIO(content.decode(encoding), newline="")))
        except (UnicodeDecodeError, csv.Error):
            continue
    raise EntryRefused(f"“{file_name}”不能读取，请用Excel另存为.xlsx后再导入。")
