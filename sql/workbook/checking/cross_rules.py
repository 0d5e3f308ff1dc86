"""Rules between sheets: codes that must exist, and one compound in two projects of one year."""

from collections.abc import Iterator

import polars as pl

from metrics.records.schema import NONE_TEXT
from sql.workbook.checking.context import Case, Findings, said
from sql.workbook.messages import CellError, Severity
from sql.workbook.reading.parse import MOST_PER_COLUMN, Parsed
from sql.workbook.reading.read import ROW

_PROJECT_SHEETS = ("compounds", "funds", "events", "issues")
_COMPOUND_SHEETS = ("contents", "facilities")


def findings(case: Case) -> Findings:
    """Return what is wrong between the sheets of one workbook."""
    return [
        *_unknown_projects(case),
        *_unknown_compounds(case),
        *_unsurveyed_communities(case),
        *_two_projects_a_year(case),
        *_investment_per_household(case),
        *_plan_years(case),
    ]


def outside(case: Case) -> dict[str, list[str]]:
    """Return the codes that the workbook uses but does not hold: by sheet that should hold them."""
    return {
        "projects": _codes(case, _PROJECT_SHEETS, "project"),
        "compounds": _codes(case, _COMPOUND_SHEETS, "compound"),
        "communities": _codes(case, ("compounds",), "community"),
    }


_HOLDERS = {"project": "projects", "compound": "compounds", "community": "communities"}


def _codes(case: Case, sheets: tuple[str, ...], column: str) -> list[str]:
    held = case.frame(_HOLDERS[column])[column]
    used = pl.concat([case.frame(name)[column] for name in sheets]).drop_nulls().unique()
    return sorted(used.filter(~used.is_in(held.implode()) & (used != NONE_TEXT)))


def _lacking(case: Case, sheet: str, column: str) -> Iterator[tuple[Parsed, dict[str, object]]]:
    """Yield the rows of a sheet whose code is neither in the workbook nor with other units."""
    if sheet not in case.sheets:
        return
    holder = _HOLDERS[column]
    known = getattr(case.known, holder)[column]
    held = pl.concat([case.frame(holder)[column], known]).unique()
    code = pl.col(column)
    frame = case.frame(sheet).filter(
        code.is_not_null() & (code != NONE_TEXT) & ~code.is_in(held.implode())
    )
    for row in frame.head(MOST_PER_COLUMN).iter_rows(named=True):
        yield case.sheets[sheet], row


def _unknown_projects(case: Case) -> Iterator[CellError]:
    for name in _PROJECT_SHEETS:
        for sheet, row in _lacking(case, name, "project"):
            sentence = f"项目编码“{row['project']}”不在“项目”工作表中，请核对编码或补填该项目。"
            yield said(sheet, row, "project", "unknown_project", sentence)


def _unknown_compounds(case: Case) -> Iterator[CellError]:
    for name in _COMPOUND_SHEETS:
        for sheet, row in _lacking(case, name, "compound"):
            sentence = f"小区编码“{row['compound']}”不在“小区”工作表中，请核对编码或补填该小区。"
            yield said(sheet, row, "compound", "unknown_compound", sentence)


def _unsurveyed_communities(case: Case) -> Iterator[CellError]:
    """Warn only: the survey may come later, and the measure then counts it as unknown."""
    for sheet, row in _lacking(case, "compounds", "community"):
        sentence = (
            f"社区编码“{row['community']}”不在“社区摸排”工作表中，评价时按未摸排处理，请补报。"
        )
        yield said(
            sheet, row, "community", "unsurveyed_community", sentence, severity=Severity.WARN
        )


def _with_years(case: Case) -> pl.DataFrame:
    projects = case.projects().rename({"region": "owner"})
    return case.frame("compounds").join(projects, on="project", how="inner").sort(ROW)


def _two_projects_a_year(case: Case) -> Iterator[CellError]:
    """Refuse: the compound would be counted twice in the plan of that year."""
    same = ["compound", "plan_year"]
    own = _with_years(case).drop_nulls(same)
    doubled = own.with_columns(
        first=pl.col("project").first().over(same), first_row=pl.col(ROW).first().over(same)
    ).filter(pl.col("project") != pl.col("first"))
    for row in doubled.head(MOST_PER_COLUMN).iter_rows(named=True):
        sentence = (
            f"小区“{row['compound']}”在{row['plan_year']}年度已列入第{row['first_row']}行的项目"
            f"“{row['first']}”，同一年度只能列入一个项目。"
        )
        yield said(case.sheets["compounds"], row, "project", "two_projects_a_year", sentence)


def _plan_years(case: Case) -> Iterator[CellError]:
    """Warn of days that do not fit the plan year; the measures do not ask."""
    if "compounds" not in case.sheets:
        return
    frame = _with_years(case)
    for column, wrong, says in (
        ("planned_on", pl.col("planned_on").dt.year() > pl.col("plan_year"), "列入计划日期晚于"),
        ("started_on", pl.col("started_on").dt.year() < pl.col("plan_year"), "实际开工日期早于"),
        ("built_year", pl.col("built_year") > pl.col("plan_year"), "建成年份晚于"),
    ):
        real = pl.col(column).is_not_null() & _not_never(frame, column)
        for row in frame.filter(wrong & real).head(MOST_PER_COLUMN).iter_rows(named=True):
            sentence = f"{says}项目的计划年度{row['plan_year']}年，请核对。"
            sheet = case.sheets["compounds"]
            yield said(sheet, row, column, f"{column}_year", sentence, severity=Severity.WARN)


def _not_never(frame: pl.DataFrame, column: str) -> pl.Expr:
    return pl.col(column).dt.year() < 9999 if frame.schema[column] == pl.Date else pl.lit(True)


def _investment_per_household(case: Case) -> Iterator[CellError]:
    """Warn outside 0.3 to 8 万元 a household, the band of the published programmes."""
    if "projects" not in case.sheets:
        return
    households = case.frame("compounds").group_by("project").agg(pl.col("households").sum())
    frame = case.frame("projects").join(households, on="project", how="inner").sort(ROW)
    fen = pl.col("planned_investment")
    usual = (fen >= pl.col("households") * 300_000) & (fen <= pl.col("households") * 8_000_000)
    odd = frame.filter((pl.col("households") > 0) & ~usual)
    for row in odd.head(MOST_PER_COLUMN).iter_rows(named=True):
        sentence = (
            f"户均计划投资不在0.3—8万元的常见范围内（各小区共{row['households']}户），"
            "请核对金额单位是否为万元。"
        )
        yield said(
            case.sheets["projects"], row, "planned_investment", "investment_per_household",
            sentence, severity=Severity.WARN,
        )  # fmt: skip
