"""What is asked before a workbook is stored: what goes, what falls, what cannot be meant (须确认的事项).

A finding of the check says where something is odd; these say what would happen to the unit's figures if
it were stored as it is. Which of them are asked, and from how much on, is a dated rule
(`report_questions`, 本系统默认).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import polars as pl

from metrics.dispatch.rule_keys import ReportQuestions
from metrics.errors import RuleNotInForce
from metrics.packs.pack import pack_for_place
from metrics.records.reports import Question
from metrics.records.schema import NEVER, Column, Kind, Sheet
from metrics.records.sheets import BY_NAME, SHEETS
from metrics.records.sheets.compounds import COMPOUNDS
from metrics.records.sheets.projects import PROJECTS
from sql.workbook.cells import shown
from sql.workbook.checking.trend_rules import fell

_NAMED = 3
_NAMED_SHEETS = {PROJECTS: "removed_projects", COMPOUNDS: "removed_compounds"}
"""Sheets whose removed records are named, and the part of the rule from which share on they are asked of."""
Tables = Mapping[str, pl.DataFrame]


@dataclass(frozen=True, slots=True, kw_only=True)
class Replaced:
    """A statement that would take the place of another; sheets left out have no rows.

    `dates` are the data dates that the unit has reported for.
    """

    unit: str
    as_of: date
    before: Tables
    after: Tables
    dates: frozenset[date]

    def pair(self, sheet: Sheet) -> tuple[pl.DataFrame, pl.DataFrame]:
        """Return the rows of a sheet before and after, in its columns."""
        old, new = (tables.get(sheet.name, sheet.empty()) for tables in (self.before, self.after))
        return old.select(list(sheet.schema)), new.select(list(sheet.schema))


def questions(replaced: Replaced) -> tuple[Question, ...]:
    """Return what the rules of the unit ask on the data date; nothing while none is in force."""
    try:
        rules = pack_for_place(replaced.unit).on(replaced.as_of)["report_questions"]
    except RuleNotInForce:
        return ()
    return tuple(_asked(replaced, rules))


def _asked(replaced: Replaced, rules: ReportQuestions) -> Iterator[Question]:
    yield from _far(replaced, rules.days_apart)
    yield from _removed(replaced, rules)
    if rules.plan_years:
        yield from _moved_years(replaced)
    if rules.fallen_totals:
        yield from _fallen(replaced)
    if rules.unplanned:
        yield from _unplanned(replaced)


def _far(replaced: Replaced, most: int) -> Iterator[Question]:
    if not replaced.dates or replaced.as_of in replaced.dates:
        return
    last = max(replaced.dates)
    days = (replaced.as_of - last).days
    if abs(days) > most:
        way = "晚" if days > 0 else "早"
        yield Question(
            "date_far",
            f"数据截止日期{replaced.as_of}比本单位最近一次报送的{last}{way}{abs(days)}天，是否填错？",
        )


def _removed(replaced: Replaced, rules: ReportQuestions) -> Iterator[Question]:
    gone, stood = {}, 0
    for sheet in SHEETS:
        before, after = replaced.pair(sheet)
        stood += before.height
        gone[sheet] = before.join(after, on=sheet.key, how="anti", nulls_equal=True)
    rows = sum(table.height for table in gone.values())
    asked = _beyond(rows, stood, rules.removed_records)
    named = ""
    for sheet, most in _NAMED_SHEETS.items():
        of, part = replaced.pair(sheet)[0].height, gone[sheet]
        asked |= _beyond(part.height, of, getattr(rules, most))
        if part.height:
            named += f"其中{sheet.label}{of}个缺{part.height}个（{_listed(part, sheet)}）。"
    if not asked:
        return
    sheets = "、".join(
        f"{sheet.label}{rows.height}行" for sheet, rows in gone.items() if rows.height
    )
    words = f"上次报送的{stood}行，本次没有其中{rows}行（{_share(rows, stood)}）：{sheets}。{named}"
    yield Question("removed", f"{words}导入后这些记录即被删除，是否确已撤销？")


def _beyond(part: int, whole: int, most: Fraction) -> bool:
    return part > 0 and Fraction(part, whole) > most


def _share(part: int, whole: int) -> str:
    tenths = (part * 2000 + whole) // (2 * whole)
    return f"{tenths // 10}.{tenths % 10}%"


def _moved_years(replaced: Replaced) -> Iterator[Question]:
    year = PROJECTS.column("plan_year")
    moved = _both(replaced, PROJECTS, [year]).filter(
        pl.col("plan_year") != pl.col("plan_year:before")
    )
    if moved.height:
        examples = _moves(moved, PROJECTS, year, "由{then}改为{now}")
        yield Question(
            "plan_year", f"有{moved.height}个项目改了计划年度：{examples}。是否确需变更？"
        )


def _fallen(replaced: Replaced) -> Iterator[Question]:
    for sheet in SHEETS:
        columns = [column for column in sheet.columns if column.only_grows]
        both = _both(replaced, sheet, columns) if columns else sheet.empty()
        for column in columns:
            fallen = both.filter(fell(column))
            if fallen.is_empty():
                continue
            told = "比上次小" if column.kind is not Kind.DATE else "上次已填、本次为空或“无”"
            examples = _moves(fallen, sheet, column, "由{then}改为{now}")
            yield Question(
                f"fallen:{column.name}",
                f"“{sheet.label}”有{fallen.height}行的“{column.label}”{told}：{examples}。是否确需更正？",
            )


def _unplanned(replaced: Replaced) -> Iterator[Question]:
    """Ask once of compounds that have begun, or are to begin, and never entered the plan."""
    stood, stands = (_begun_outside_plan(rows) for rows in replaced.pair(COMPOUNDS))
    fresh = stands.join(stood, on=[*COMPOUNDS.key, *_BEGUN], how="anti", nulls_equal=True)
    if fresh.height:
        yield Question(
            "unplanned",
            f"“小区”有{fresh.height}行已填计划开工或实际开工日期，但列入计划日期空白："
            f"{_listed(fresh, COMPOUNDS)}。空白即按未列入计划统计，开工率可能超过100%；"
            "是否确未列入计划？",
        )


_BEGUN = ("started_on", "start_due")


def _begun_outside_plan(compounds: pl.DataFrame) -> pl.DataFrame:
    """Return the compounds with a day of starting and a blank 列入计划日期; of the days only whether there is one."""
    days = [(pl.col(name) != NEVER).fill_null(value=False).alias(name) for name in _BEGUN]
    return (
        compounds.filter(pl.col("planned_on").is_null())
        .with_columns(days)
        .filter(pl.any_horizontal(_BEGUN))
    )


def _both(replaced: Replaced, sheet: Sheet, columns: list[Column]) -> pl.DataFrame:
    """Return the records that both have, sorted by key, with the earlier values beside the later."""
    before, after = replaced.pair(sheet)
    old = before.select(*sheet.key, *(pl.col(c.name).alias(f"{c.name}:before") for c in columns))
    return after.join(old, on=sheet.key, how="inner", nulls_equal=True).sort(sheet.key)


def _moves(rows: pl.DataFrame, sheet: Sheet, column: Column, form: str) -> str:
    named = [
        _record(row, sheet)
        + form.format(
            then=shown(row[f"{column.name}:before"], column),
            now=shown(row[column.name], column) or "空白",
        )
        for row in rows.head(_NAMED).iter_rows(named=True)
    ]
    return "、".join(named) + ("等" if rows.height > _NAMED else "")


def _listed(rows: pl.DataFrame, sheet: Sheet) -> str:
    named = [_record(row, sheet) for row in rows.sort(sheet.key).head(_NAMED).iter_rows(named=True)]
    return "、".join(named) + ("等" if rows.height > _NAMED else "")


def _record(row: Mapping[str, object], sheet: Sheet) -> str:
    """Name a record: its code and its name where it has one, else its whole key."""
    if "name" in sheet.schema:
        return f"{row[sheet.key[0]]}“{row['name']}”"
    return " ".join(shown(row[name], BY_NAME[sheet.name].column(name)) for name in sheet.key)
