"""The national series as a table: every published plan and start with where it was read."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from metrics.progress.national_series import LABELS, Published
from metrics.views.parts import numbers
from metrics.views.parts.cells import Row, number_column, text, text_column
from metrics.views.parts.table import Cell, Column, DisplayTable, Holds, line

NOTE = (
    "数字照公布的原样，以万为单位，位数不同的不补齐；“—”为没有公布，不作推算。"
    "各月为当年1月起的累计数。来源为转载页的，未经原件核对。"
)


def national_series(published: Iterable[Published]) -> DisplayTable:
    """List the statements, the newest first."""
    rows = sorted((each._asdict() for each in published), key=_order, reverse=True)
    lines = tuple(line(COLUMNS, row, key=f"{row['year']}-{row['months']}") for row in rows)
    return DisplayTable("全国历年计划和开工（公布数）", COLUMNS, lines, NOTE)


class YearLine(NamedTuple):
    """One plan year of a chart: its name with the plan, and (month, 万个 started) as printed."""

    name: str
    months: tuple[int, ...]
    started: tuple[float, ...]


def yearly_lines(published: Iterable[Published]) -> tuple[YearLine, ...]:
    """Return a line for each plan year of which starts were printed; nothing is added or inferred."""
    years: dict[int, list[Published]] = {}
    for each in published:
        if each.started is not None:
            years.setdefault(each.year, []).append(each)
    return tuple(_year_line(year, rows) for year, rows in sorted(years.items()))


def rows(lines: Sequence[YearLine]) -> list[tuple[str, ...]]:
    """Write what the chart of the years draws: a row for each month; what was not printed is —."""
    of_year = [dict(zip(line.months, line.started, strict=True)) for line in lines]
    months = sorted(set().union(*of_year))
    told = (
        (
            f"1—{month}月",
            *(f"{year[month]:g}万个" if month in year else numbers.MISSING for year in of_year),
        )
        for month in months
    )
    return [("月份", *(line.name for line in lines)), *told]


def _year_line(year: int, rows: list[Published]) -> YearLine:
    points = sorted((_order(each._asdict())[1], each.started) for each in rows)
    plan = next((each.planned for each in rows if each.planned is not None), None)
    name = f"{year}年" if plan is None else f"{year}年（计划{plan}万个）"
    return YearLine(name, tuple(m for m, _ in points), tuple(float(n or 0) for _, n in points))


def _order(row: Row) -> tuple[int, int]:
    return row["year"], int(row["months"].partition("-")[2])


def _months(row: Row) -> Cell:
    first, _, last = row["months"].partition("-")
    words = "全年" if (first, last) == ("1", "12") else f"{first}—{last}月"
    return Cell(int(last), words, worded=True)


def _as_printed(name: str, *headings: str, unit: str = "") -> Column:
    def write(row: Row) -> Cell:
        value: Decimal | None = row[name]
        if value is None:
            return Cell(None, numbers.MISSING)
        return Cell(Fraction(value), f"{value}{unit}", worded=True)

    return Column(name, headings, Holds.COUNT, write)


COLUMNS = (
    number_column("year", "年度"),
    Column("months", ("月份",), Holds.TEXT, _months),
    _as_printed("planned", "小区数（万个）", "计划"),
    _as_printed("started", "小区数（万个）", "已开工"),
    _as_printed("households", "已开工户数（万户）"),
    _as_printed("rate", "公布开工率", unit="%"),
    text_column("note", "公布的其他情况"),
    text_column("source", "来源"),
    Column("label", ("核对情况",), Holds.TEXT, lambda row: text(LABELS[row["label"]])),
)
