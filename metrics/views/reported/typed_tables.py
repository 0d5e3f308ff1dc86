"""在线填报 in words: records of a draft by name, and what the import says of them row by row."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import polars as pl

from metrics.days.beijing import moment
from metrics.records.findings import CellError, Severity
from metrics.records.relations import attached, bound, leaves_with
from metrics.records.reports import Submission
from metrics.records.schema import Sheet
from metrics.records.sheets import BY_NAME
from metrics.records.sheets.projects import PROJECTS
from metrics.typed.draft import ROW, Changes, Clash, Draft
from metrics.views.parts import numbers
from metrics.views.parts.cells import Row, number_column, text, text_column
from metrics.views.parts.table import Cell, Column, DisplayTable, Holds, line
from metrics.views.reported.submission_tables import MOST, SIGNALS

NAMED = 5
"""So many compounds that go with their project are named; of more only how many there are."""
CLASHES = 10
"""So many cells of two are named; of more only how many there are."""


def change_words(changes: Changes) -> str:
    """Say how many rows of a draft differ from what was reported."""
    if not changes.total:
        return "尚无修改"
    pairs = (("变更", changes.changed), ("新增", changes.added), ("删除", changes.removed))
    return f"已修改、尚未报送：{'、'.join(f'{word}{count}行' for word, count in pairs if count)}"


def record_words(sheet: Sheet, texts: Mapping[str, Any]) -> str:
    """Name a row by its key and, where it has one, its name."""
    named = [name for name in sheet.schema if name in sheet.key or name == "name"]
    return " ".join(texts[name] for name in named if texts[name]) or "（未填编码）"


def names_of(draft: Draft, sheet: str) -> dict[str, str]:
    """Return the records of a sheet by the first code of their key, as they are called now."""
    told = BY_NAME[sheet]
    rows = draft.texts(sheet).iter_rows(named=True)
    return {row[told.key[0]]: record_words(told, row) for row in rows if row[told.key[0]]}


def removal_words(sheet: Sheet) -> str:
    """Say what is deleted with a record: the rows that are told apart by its code."""
    with_it = [each for each in attached(sheet.name) if leaves_with(each.sheet) == each.column]
    parts = "、".join(each.sheet.label for each in with_it)
    return f"删除{sheet.label}，连同它的{parts}；报送后生效，报送前可放弃修改。"


def kept_words(draft: Draft, sheet: Sheet, row: int) -> str:
    """Say which records with a code of their own go on naming a deleted one; empty for none."""
    code = draft.texts(sheet.name).row(by_predicate=pl.col(ROW) == row, named=True)[sheet.key[0]]
    kept = {
        each.sheet.label: draft.texts(each.sheet.name)
        .filter(pl.col(each.column.name) == code)
        .height
        for each in bound(sheet.name)
        if not each.column.key
    }
    told = "、".join(f"{label}{count}条" for label, count in kept.items() if count)
    column = sheet.column(sheet.key[0]).label
    return f"{told}不随之删除，请在“按工作表填”中把其“{column}”改填或清空。" if told else ""


def compounds_left(draft: Draft, sheet: Sheet, row: int) -> list[str]:
    """Return the compounds, by name, that go on naming a project that is deleted alone."""
    if sheet is not PROJECTS:
        return []
    project = draft.texts(sheet.name).row(by_predicate=pl.col(ROW) == row, named=True)["project"]
    left = draft.texts("compounds").filter(project=project)
    return [name or code for code, name in left.select("compound", "name").iter_rows()]


def left_words(left: Sequence[str]) -> str:
    """Say which compounds a deleted project would leave behind."""
    named = "、".join(f"“{name}”" for name in left[:NAMED])
    more = "等" if len(left) > NAMED else ""
    return f"本项目有{len(left)}个小区：{named}{more}。只删除项目、留下小区的，不能通过检查。"


def together_words(left: Sequence[str]) -> str:
    """Word the tick by which they are deleted together with their project."""
    parts = "、".join(part.sheet.label for part in attached("compounds"))
    return f"连同这{len(left)}个小区及其{parts}一并删除"


def meanwhile_words(newer: Submission) -> str:
    """Say that somebody reported for the unit while a draft was typed."""
    done = "报送" if newer.undoes is None else "撤回"
    return (
        f"已由{newer.sent_by or '他人（未填报送人）'}于{moment(newer.accepted_at)}{done}本单位截至"
        f"{numbers.day(newer.data_date)}的数据（第{newer.id}号）。请先并入：以现在有效的报送为起点，"
        "再写上您改过的内容；核对后再检查、报送。"
    )


def clash_words(clashes: Sequence[tuple[Sheet, Mapping[str, Any], Clash]]) -> str:
    """Say after a merging which cells were changed by both; what was typed here stands in them."""
    told = [
        f"{sheet.label} {record_words(sheet, row)}“{sheet.column(clash.column).label}”"
        f"（对方填的是“{row[clash.column] or '（空）'}”）"
        for sheet, row, clash in clashes[:CLASHES]
    ]
    if not told:
        return "已并入新的报送，您改过的内容都还在，没有与对方冲突的单元格。"
    more = f"等{len(clashes)}格" if len(clashes) > CLASHES else ""
    return f"已并入新的报送。下列单元格双方都改过，现按您填的内容：{'；'.join(told)}{more}。请逐一核对。"


def findings(
    severity: Severity, listed: Sequence[tuple[CellError, str]], *, title: str
) -> DisplayTable:
    """List findings with the record that each is about; beyond the first 500 only their number."""
    lines = tuple(
        line(FINDINGS, _row(number, finding, record), key=str(number))
        for number, (finding, record) in enumerate(listed[:MOST], 1)
    )
    more = len(listed) - MOST
    note = f"另有{more}条未列出。" if more > 0 else ""
    return DisplayTable(f"{title}（{severity.value}{len(listed)}条）", FINDINGS, lines, note)


def _row(number: int, finding: CellError, record: str) -> dict[str, object]:
    return {
        "number": number, "sheet": finding.sheet or "整份报送", "record": record,
        "label": finding.label, "value": finding.value, "message": finding.message,
        "severity": finding.severity,
    }  # fmt: skip


def of_severity(
    listed: Iterable[tuple[CellError, str]], severity: Severity
) -> list[tuple[CellError, str]]:
    """Keep the findings of one severity."""
    return [pair for pair in listed if pair[0].severity is severity]


def _record(row: Row) -> Cell:
    return text(row["record"] or numbers.MISSING)._replace(signal=SIGNALS[row["severity"]])


def _typed(row: Row) -> Cell:
    return Cell(row["value"], row["value"] or "（空）")


FINDINGS = (
    number_column("number", "序号"),
    text_column("sheet", "工作表"),
    Column("record", ("记录",), Holds.TEXT, _record),
    text_column("message", "问题及改法"),
    text_column("label", "列"),
    Column("value", ("填写内容",), Holds.TEXT, _typed),
)
