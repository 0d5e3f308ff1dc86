"""Hold a parsed workbook against the rules: its rows, its sheets together, and what is known.

Pure: what the database knows comes in as `Known`. Every finding is listed; nothing stops at the
first. The comparison with the statement before stands in `trend_rules.py`.
"""

from collections.abc import Iterator
from string import Formatter

import polars as pl

from metrics.records.findings import CellError, Severity
from metrics.records.schema import NEVER, NONE_TEXT, Kind
from metrics.records.sheets.compounds import COMPOUNDS
from sql.workbook.cells import shown
from sql.workbook.checking import area_rules, cross_rules, holding_rules
from sql.workbook.checking.context import Checked, Findings, cell_finding
from sql.workbook.checking.row_rules import ROW_RULES, RowRule
from sql.workbook.checking.wrong_unit import wrong_unit
from sql.workbook.reading.parse import MOST_PER_COLUMN, Parsed
from sql.workbook.rows import ROW


def check(book: Checked) -> Findings:
    """Return all findings about a workbook whose cells could be read, in the order of the sheets."""
    findings = [finding for sheet in book.sheets.values() for finding in _one_sheet(sheet, book)]
    stranger = wrong_unit(book)
    if stranger is not None:  # whose records it names follows from the unit, and so do all codes
        return _without_echoes([stranger, *findings], book)
    findings += cross_rules.findings(book)
    findings += area_rules.findings(book)
    findings += holding_rules.findings(book)
    return _without_echoes(findings, book)


def _without_echoes(findings: Findings, book: Checked) -> Findings:
    """Drop the warnings about cells that are refused anyway: the sender will type them anew."""
    every = [*findings, *(error for sheet in book.sheets.values() for error in sheet.errors)]
    refused = {(f.sheet, f.cell) for f in every if f.cell and f.severity is Severity.REFUSE}
    return [
        f for f in findings if f.severity is Severity.REFUSE or (f.sheet, f.cell) not in refused
    ]


def _one_sheet(sheet: Parsed, book: Checked) -> Iterator[CellError]:
    yield from _missing(sheet)
    yield from _none_where_one_must_be(sheet)
    yield from _repeated(sheet)
    yield from _not_yet_happened(sheet, book)
    yield from _not_yet_planned(sheet, book)
    yield from _row_rules(sheet)


def _missing(sheet: Parsed) -> Iterator[CellError]:
    """Report empty cells of required columns; unreadable ones are reported already."""
    for column in (c for c in sheet.sheet.columns if c.required):
        if not sheet.frame[column.name].null_count():
            continue
        empty = pl.col(column.name).is_null() & ~sheet.is_refused(column.name)
        for row in sheet.frame.filter(empty)[ROW].head(MOST_PER_COLUMN):
            yield sheet.error(row=row, column=column.name, code="missing")


def _none_where_one_must_be(sheet: Parsed) -> Iterator[CellError]:
    """Report 「无」 as a required code or day: a record must have them; a day to come may be none."""
    for column in (c for c in sheet.sheet.columns if c.required and not c.may_lie_ahead):
        if column.kind not in (Kind.CODE, Kind.DATE):
            continue
        wrong = sheet.frame[column.name] == (NONE_TEXT if column.kind is Kind.CODE else NEVER)
        if not wrong.any():
            continue
        for row in sheet.frame.filter(wrong)[ROW].head(MOST_PER_COLUMN):
            yield sheet.error(row=row, column=column.name, code="none_here", value=NONE_TEXT)


def _repeated(sheet: Parsed) -> Iterator[CellError]:
    """Report every row whose key stood in an earlier row; blanks in a key are values."""
    keys = [*sheet.sheet.key]
    required = [c.name for c in sheet.sheet.columns if c.key and c.required]
    whole = sheet.frame.drop_nulls(required)
    first = pl.col(ROW).min().over(keys)
    again = whole.with_columns(first_row=first).filter(pl.col(ROW) > pl.col("first_row"))
    for row in again.head(MOST_PER_COLUMN).iter_rows(named=True):
        labels = "、".join(sheet.sheet.column(k).label for k in keys)
        yield cell_finding(
            sheet, row, keys[0], "repeated",
            f"与第{row['first_row']}行重复（{labels}相同），同一记录只能填一行。",
        )  # fmt: skip


def _not_yet_happened(sheet: Parsed, book: Checked) -> Iterator[CellError]:
    """Report days after the data date in columns that tell what has happened."""
    for column in sheet.sheet.columns:
        if column.kind is not Kind.DATE or column.may_lie_ahead:
            continue
        day = sheet.frame[column.name]
        late = (day > book.as_of) & (day != NEVER)
        if not late.any():
            continue
        for row in sheet.frame.filter(late).head(MOST_PER_COLUMN).iter_rows(named=True):
            yield cell_finding(
                sheet, row, column.name, "after_data_date",
                f"“{column.label}”{row[column.name]}晚于数据截止日期{book.as_of}，尚未发生的请留空。",
            )  # fmt: skip


def _not_yet_planned(sheet: Parsed, book: Checked) -> Iterator[CellError]:
    """Warn of a plan date to come: the compound is not in plan by then (standard.md §6, reading 2)."""
    if sheet.sheet is not COMPOUNDS:
        return
    day = pl.col("planned_on")
    later = sheet.frame.filter((day > book.as_of) & (day != NEVER))
    for row in later.head(MOST_PER_COLUMN).iter_rows(named=True):
        sentence = (
            f"列入计划日期{row['planned_on']}晚于数据截止日期{book.as_of}，"
            "截至该日按未列入计划统计，请核对。"
        )
        yield cell_finding(
            sheet, row, "planned_on", "planned_after_data_date", sentence, severity=Severity.WARN
        )


def _row_rules(sheet: Parsed) -> Iterator[CellError]:
    rules = [rule for rule in ROW_RULES if rule.sheet == sheet.sheet.name]
    if not rules or sheet.frame.is_empty():
        return
    marks = sheet.frame.select(
        (
            rule.wrong.fill_null(value=False) & ~sheet.is_refused(*rule.wrong.meta.root_names())
        ).alias(rule.name)
        for rule in rules
    )
    for rule in (each for each in rules if marks[each.name].any()):
        broken = sheet.frame.filter(marks[rule.name])
        for row in broken.head(MOST_PER_COLUMN).iter_rows(named=True):
            yield _broken(sheet, rule, row)


def _broken(sheet: Parsed, rule: RowRule, row: dict[str, object]) -> CellError:
    mentioned = {name for _, name, _, _ in Formatter().parse(rule.says) if name}
    named = {name: shown(row[name], sheet.sheet.column(name)) for name in mentioned}
    sentence = rule.says.format_map(named)
    return cell_finding(sheet, row, rule.column, rule.name, sentence, severity=rule.severity)
