"""一地一页 as tables: what the page of a city or county and its paper both show, cell by cell."""

from collections.abc import Iterable, Sequence
from datetime import date

import polars as pl

from metrics.days.cadence import WEEKDAYS
from metrics.dispatch.agenda import promise_rows
from metrics.dispatch.one_place.due import REPORT, WORKDAYS, Due, span_from
from metrics.dispatch.one_place.facts import Book, Place
from metrics.progress.figures import RATES, pair
from metrics.supervision.lights import LIGHTS
from metrics.views.dispatch import order_tables, promise_tables
from metrics.views.parts import numbers
from metrics.views.parts.cells import (
    Row,
    coded_column,
    count,
    count_column,
    day_column,
    money_column,
    rate,
    rate_moved,
    text,
    text_column,
    unless_redrawn,
)
from metrics.views.parts.light_cells import light_cell, light_column, span
from metrics.views.parts.signals import Light
from metrics.views.parts.table import Cell, Column, DisplayTable, Holds, Line, line

RATE_WORDS = {
    "start_rate": "开工率",
    "household_start_rate": "户数开工率",
    "completion_rate": "完工率",
    "investment_rate": "投资完成率",
    "payment_rate": "支付率",
}
WHO = (text_column("implementer", "责任单位"), text_column("project_owner", "项目责任人"))


def rates(place: Place) -> DisplayTable:
    """Hold every rate of the plan year against the data date before and against the province."""
    shared = place.shared
    region, whole = place.region, shared.evaluation.place
    now, above = _of_year(place, shared.progress, region), _of_year(place, shared.progress, whole)
    before = _of_year(place, shared.progress_before, region)
    moved = _of_year(place, shared.rates_moved, region)
    redrawn = region in shared.adjusted.redrawn
    rows = (
        {
            "rate": rate_name, "redrawn": redrawn, "now": _parts(now, rate_name),
            "before": _parts(before, rate_name), "above": _parts(above, rate_name),
            "moved": moved.get(f"{rate_name}_change"),
        }
        for rate_name in RATES
    )  # fmt: skip
    columns = _rate_columns(shared.names[whole])
    lines = tuple(line(columns, row, key=str(row["rate"])) for row in rows)
    return DisplayTable("主要进度", columns, lines, dated=shared.evaluation.as_of)


def _of_year(place: Place, rows: pl.DataFrame | None, region: str) -> Row:
    if rows is None:
        return {}
    own = rows.filter(region=region, year=place.shared.evaluation.year).to_dicts()
    return own[0] if own else {}


def _parts(row: Row, name: str) -> tuple[int | None, int | None]:
    part, whole = pair(name)
    return row.get(part), row.get(whole)


def _rate_columns(above: str) -> tuple[Column, ...]:
    return (
        coded_column("rate", "指标", words=RATE_WORDS),
        _rate("now", "本期"),
        unless_redrawn(_rate("before", "上期")),
        unless_redrawn(
            Column("moved", ("比上期(百分点)",), Holds.POINTS, lambda row: rate_moved(row["moved"]), decimals=2)
        ),
        _rate("above", above),
        Column("counted", ("分子/分母",), Holds.TEXT, _counted),
    )  # fmt: skip


def _rate(name: str, heading: str) -> Column:
    return Column(
        name, (heading,), Holds.RATE, lambda row: rate(*row[name], decimals=2), decimals=2
    )


def _counted(row: Row) -> Cell:
    part, whole = row["now"]
    if part is None or whole is None:
        return text(None)
    write = numbers.wan if row["rate"] in ("investment_rate", "payment_rate") else numbers.count
    return Cell(None, f"{write(part)}/{write(whole)}", worded=True)


def lights(place: Place) -> DisplayTable:
    """Count the projects of the place by light, in one line."""
    row = {"projects": sum(place.lit.values()), **place.lit}
    columns = (count_column("projects", "项目"), *(_light(light) for light in LIGHTS))
    return DisplayTable("项目灯色", columns, (line(columns, row, key=place.region),))


def _light(light: str) -> Column:
    def write(row: Row) -> Cell:
        number = row[light]
        return light_cell(light, text=str(number)) if number else Cell(light, "0")

    return Column(f"lights_{light}", (f"{light}灯",), Holds.LIGHT, write)


def red_projects(place: Place, *, most: int | None = None) -> DisplayTable:
    """List red projects with their first cause, what ends their red, and who answers for them."""
    where = (text_column("county", "县区"),) if place.level == "city" else ()
    columns = (
        *where,
        text_column("name", "项目名称"),
        Column("cause", ("首要原因",), Holds.TEXT, _cause),
        Column("days_late", ("最长逾期",), Holds.COUNT, _late),
        Column("fixes", ("需整改",), Holds.COUNT, _fixes),
        *WHO,
    )
    rows = place.red if most is None else place.red.head(most)
    lines = tuple(line(columns, row, key=row["project"]) for row in rows.iter_rows(named=True))
    note = rest_words(place.red.height, most, "个")
    return DisplayTable(f"红灯项目（{place.red.height}个）", columns, lines, note)


def rest_words(number: int, most: int | None, unit: str) -> str:
    """Say how many rows a list leaves out; empty where it has them all."""
    return f"其余{number - most}{unit}见系统。" if most is not None and number > most else ""


def _cause(row: Row) -> Cell:
    return text(row["causes"][0]["words"] if row["causes"] else None)


def _late(row: Row) -> Cell:
    days = row["days_late"]
    words = numbers.MISSING if days is None else span(row["working_days_late"], days)
    return Cell(days, words, Light.RED if days is not None else None, worded=days is not None)


def _fixes(row: Row) -> Cell:
    fixes = row["fixes"]
    return count(None) if fixes is None else Cell(fixes, f"{fixes}处", worded=True)


FIXES = (
    text_column("name", "项目名称"),
    text_column("reason", "红灯原因"),
    text_column("ends", "怎样消除"),
    *WHO,
    Column("days", ("逾期天数",), Holds.COUNT, lambda row: count(row["days"])),
    Column("record", ("记录",), Holds.TEXT, lambda row: text(f"{row['sheet']} {row['record']}")),
)


def fixes(place: Place) -> DisplayTable:
    """List every record that has to be put right so that no project of the place is red, and by whom."""
    named = place.table.projects.select("project", "name", "implementer", "project_owner")
    rows = place.fixes.join(named, on="project", how="left", maintain_order="left")
    lines = tuple(
        line(FIXES, row, key=str(number)) for number, row in enumerate(rows.iter_rows(named=True))
    )
    return DisplayTable(f"消除红灯需整改{len(lines)}处（最少）", FIXES, lines)


UNPAID = (
    text_column("name", "项目名称"),
    money_column("received", "到位资金(万元)"),
    money_column("paid", "支付资金(万元)"),
    *WHO,
)


def unpaid(place: Place, *, most: int | None = None) -> DisplayTable:
    """List the projects that received money and paid none of it."""
    rows = place.unpaid if most is None else place.unpaid.head(most)
    lines = tuple(line(UNPAID, row, key=row["project"]) for row in rows.iter_rows(named=True))
    note = rest_words(place.unpaid.height, most, "个") or "支付金额空白的不作为未支付。"
    return DisplayTable(f"资金到位而未支付的项目（{place.unpaid.height}个）", UNPAID, lines, note)


ISSUES = (
    light_column("light", "灯"),
    text_column("problem", "问题"),
    day_column("due_on", "整改期限"),
    text_column("state", "状态"),
    text_column("owner", "责任人"),
)


def open_issues(place: Place, *, most: int | None = None) -> DisplayTable:
    """List the issues of the ledger that are not closed, the most severe first."""
    rows = place.issues if most is None else place.issues.head(most)
    lines = tuple(line(ISSUES, row, key=row["issue"]) for row in rows.iter_rows(named=True))
    note = rest_words(place.issues.height, most, "项")
    return DisplayTable(f"未销号的整改问题（{place.issues.height}项）", ISSUES, lines, note)


def orders(place: Place, book: Book) -> DisplayTable:
    """List the open orders to the place."""
    table = order_tables.listed(book.orders, place.shared.names, place=place.region)
    shown = ("light", "number", "unit", "reason", "due", "state", "reply")
    hidden = (column.name for column in table.columns if column.name not in shown)
    return table.without(*hidden)._replace(title=f"待办结的督办单（{book.orders.height}件）")


def promises(place: Place, book: Book) -> DisplayTable:
    """List what the place promised in the last meeting that heard it, and what became of it."""
    rows = promise_rows(book.last_promises)
    made = f"（{numbers.long_day(rows[0]['made_on'])}会议）" if rows else ""
    return promise_tables.promise_table(rows, place.shared.names, title=f"上次会议的承诺{made}")


DUES = (
    Column("day", ("日期",), Holds.DAY, lambda each: Cell(each.day, _weekday(each.day))),
    Column("kind", ("类别",), Holds.TEXT, lambda each: text(each.kind)),
    Column("what", ("事项",), Holds.TEXT, lambda each: text(_what(each))),
    Column("who", ("责任单位、责任人",), Holds.TEXT, lambda each: text(each.who)),
)


def due_soon(place: Place, book: Book, *, most: int | None = None) -> DisplayTable:
    """List by day what is due in the coming working days: reports, orders, promises, issues, stages."""
    every = sorted((*place.due, *book.due))
    shown: Sequence[Due] = every if most is None else every[:most]
    last = span_from(place.shared.day).last
    title = (
        f"今后{WORKDAYS}个工作日到期事项（{numbers.day(place.shared.day)}至{numbers.day(last)}）"
    )
    return DisplayTable(title, DUES, tuple(_due_lines(shown)), rest_words(len(every), most, "项"))


def _due_lines(shown: Iterable[Due]) -> Iterable[Line]:
    return (line(DUES, each, key=f"{each.place} {each.reference}") for each in shown)


def _weekday(day: date) -> str:
    return f"{numbers.day(day)} 周{WEEKDAYS[day.weekday()]}"


def _what(each: Due) -> str:
    number = f"（{each.records}个小区）" if each.records > 1 else ""
    if each.kind == REPORT:
        return f"报送截至{each.reference}的数据"
    return f"{each.what}{number}"
