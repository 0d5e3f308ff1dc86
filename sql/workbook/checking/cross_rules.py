"""Rules between sheets: codes that must exist, and one compound in two projects of one year."""

from collections.abc import Iterator
from typing import Any

import polars as pl

from metrics.records.findings import CellError, Severity
from metrics.records.relations import NAMED, Naming, bound, naming
from metrics.records.schema import NEVER, NONE_TEXT, Sheet
from metrics.records.sheets.compounds import COMPOUNDS
from metrics.records.sheets.governance import COMMUNITIES
from sql.workbook.checking.context import Checked, Findings, cell_finding
from sql.workbook.reading.parse import MOST_PER_COLUMN, Parsed
from sql.workbook.rows import ROW, row_words


def findings(book: Checked) -> Findings:
    """Return what is wrong between the sheets of one workbook."""
    return [
        *_unknown(book),
        *_unsurveyed_communities(book),
        *_two_projects_a_year(book),
        *_investment_per_household(book),
        *_plan_years(book),
    ]


def outside(book: Checked) -> dict[str, list[str]]:
    """Return the codes that the workbook uses but does not hold: by sheet that should hold them."""
    return {holder.name: _codes(book, holder) for holder in NAMED}


def _codes(book: Checked, holder: Sheet) -> list[str]:
    held = book.frame(holder.name)[holder.key[0]]
    named = [book.frame(sheet.name)[column.name] for sheet, column in naming(holder.name)]
    used = pl.concat(named).drop_nulls().unique()
    return sorted(used.filter(~used.is_in(held.implode()) & (used != NONE_TEXT)))


def _lacking(book: Checked, holder: Sheet, name: Naming) -> Iterator[tuple[Parsed, dict[str, Any]]]:
    """Yield the rows of a sheet whose code is neither in the workbook nor with other units.

    None where a code of the holding sheet was refused: it may be the one that is looked for.
    """
    if name.sheet.name not in book.sheets or _doubtful(book, holder, holder.key[0]):
        return
    elsewhere = book.known.frame(holder.name)[holder.key[0]]
    held = pl.concat([book.frame(holder.name)[holder.key[0]], elsewhere]).unique()
    code = pl.col(name.column.name)
    frame = book.frame(name.sheet.name).filter(
        code.is_not_null() & (code != NONE_TEXT) & ~code.is_in(held.implode())
    )
    for row in frame.head(MOST_PER_COLUMN).iter_rows(named=True):
        yield book.sheets[name.sheet.name], row


def _doubtful(book: Checked, sheet: Sheet, *columns: str) -> bool:
    """Say whether a cell in one of the columns was refused, so that the column is not wholly known."""
    read = book.sheets.get(sheet.name)
    return read is not None and not read.refused.keys().isdisjoint(columns)


def _unknown(book: Checked) -> Iterator[CellError]:
    """Refuse codes of records that nobody reports."""
    for holder in NAMED:
        for name in bound(holder.name):
            column = name.column
            for sheet, row in _lacking(book, holder, name):
                sentence = (
                    f"{column.label}“{row[column.name]}”不在“{holder.label}”工作表中，"
                    f"请核对编码或补填该{holder.label}"
                    + (f"；该{holder.label}已撤销的，本行也请删去。" if column.key else "。")
                )
                yield cell_finding(sheet, row, column.name, f"unknown_{holder.key[0]}", sentence)


def _unsurveyed_communities(book: Checked) -> Iterator[CellError]:
    """Warn only: the survey may come later, and the measure then counts it as unknown."""
    name = Naming(COMPOUNDS, COMPOUNDS.column("community"))
    for sheet, row in _lacking(book, COMMUNITIES, name):
        sentence = (
            f"社区编码“{row['community']}”不在“社区摸排”工作表中，评价时按未摸排处理，请补报。"
        )
        yield cell_finding(
            sheet, row, "community", "unsurveyed_community", sentence, severity=Severity.WARN
        )


def _with_years(book: Checked) -> pl.DataFrame:
    projects = book.projects().rename({"region": "owner"})
    return book.frame("compounds").join(projects, on="project", how="inner").sort(ROW)


def _two_projects_a_year(book: Checked) -> Iterator[CellError]:
    """Refuse: the compound would be counted twice in the plan of that year."""
    same = ["compound", "plan_year"]
    own = _with_years(book).drop_nulls(same)
    doubled = own.with_columns(
        first=pl.col("project").first().over(same), first_row=pl.col(ROW).first().over(same)
    ).filter(pl.col("project") != pl.col("first"))
    for row in doubled.head(MOST_PER_COLUMN).iter_rows(named=True):
        sentence = (
            f"小区“{row['compound']}”在{row['plan_year']}年度已列入{row_words(row['first_row'])}的项目"
            f"“{row['first']}”，同一年度只能列入一个项目。"
        )
        yield cell_finding(
            book.sheets["compounds"], row, "project", "two_projects_a_year", sentence
        )


def _plan_years(book: Checked) -> Iterator[CellError]:
    """Warn of days that do not fit the plan year; the measures do not ask."""
    if "compounds" not in book.sheets:
        return
    frame = _with_years(book)
    for column, wrong, says in (
        ("planned_on", pl.col("planned_on").dt.year() > pl.col("plan_year"), "列入计划日期晚于"),
        ("started_on", pl.col("started_on").dt.year() < pl.col("plan_year"), "实际开工日期早于"),
        ("built_year", pl.col("built_year") > pl.col("plan_year"), "建成年份晚于"),
    ):
        real = pl.col(column).is_not_null() & _not_never(frame, column)
        for row in frame.filter(wrong & real).head(MOST_PER_COLUMN).iter_rows(named=True):
            sentence = f"{says}项目的计划年度{row['plan_year']}年，请核对。"
            sheet = book.sheets["compounds"]
            yield cell_finding(
                sheet, row, column, f"{column}_year", sentence, severity=Severity.WARN
            )


def _not_never(frame: pl.DataFrame, column: str) -> pl.Expr:
    return pl.col(column) != NEVER if frame.schema[column] == pl.Date else pl.lit(True)


def _investment_per_household(book: Checked) -> Iterator[CellError]:
    """Warn outside 0.3 to 8 万元 a household, the band of the published programmes.

    Not while households or projects of compounds are refused: the sum is not known then.
    """
    if "projects" not in book.sheets or _doubtful(book, COMPOUNDS, "project", "households"):
        return
    households = book.frame("compounds").group_by("project").agg(pl.col("households").sum())
    frame = book.frame("projects").join(households, on="project", how="inner").sort(ROW)
    fen = pl.col("planned_investment")
    usual = (fen >= pl.col("households") * 300_000) & (fen <= pl.col("households") * 8_000_000)
    odd = frame.filter((pl.col("households") > 0) & ~usual)
    for row in odd.head(MOST_PER_COLUMN).iter_rows(named=True):
        sentence = (
            f"户均计划投资不在0.3—8万元的常见范围内（各小区共{row['households']}户），"
            "请核对金额单位是否为万元。"
        )
        yield cell_finding(
            book.sheets["projects"], row, "planned_investment", "investment_per_household",
            sentence, severity=Severity.WARN,
        )  # fmt: skip
