"""Key tasks (重点任务分工表), the ledger (整改台账) and who has reported (报送情况) as documents."""

from collections.abc import Mapping
from datetime import date

from exports.papers.sheet_paper import SheetPaper, basis
from metrics.records.frames import Frames
from metrics.records.invented import demo_mark
from metrics.rules.value import RulePack
from metrics.views.parts import numbers
from metrics.views.parts.table import DisplayTable
from metrics.views.supervision.asked_words import filter_words

TASKS_FROM, LEDGER_FROM, STANDING_FROM, ORDERS_FROM = "category", "region", "owed", "unit"
"""The first column that does not stay in sight."""
OFFICIAL = "城镇老旧小区改造{title}（截至{day}）"


def tasks(
    table: DisplayTable, frames: Frames, rules: RulePack, *, place: str, asked: Mapping[str, str]
) -> SheetPaper:
    """Write the tasks of `task_tables.task_table` as they are listed; `asked` names the filters."""
    counted = ("合计", f"{len(table.lines)}项")
    return _paper_of(table, frames, rules, (TASKS_FROM, counted), place=place, asked=asked)


def issues(
    table: DisplayTable, frames: Frames, rules: RulePack, *, place: str, asked: Mapping[str, str]
) -> SheetPaper:
    """Write the issues of `task_tables.ledger_table` as they are listed."""
    counted = ("合计", f"{len(table.lines)}个问题")
    return _paper_of(table, frames, rules, (LEDGER_FROM, counted), place=place, asked=asked)


def standing(
    table: DisplayTable, frames: Frames, rules: RulePack, *, place: str, asked: Mapping[str, str],
    day: date,
) -> SheetPaper:  # fmt: skip
    """Write the units of `standing_tables.units` as they are listed on a day, that of the title."""
    counted = ("合计", f"{len(table.lines)}家")
    own = (STANDING_FROM, counted)
    return _paper_of(table, frames, rules, own, place=place, asked=asked, day=day)


def orders(
    table: DisplayTable, frames: Frames, rules: RulePack, *, place: str, asked: Mapping[str, str],
    day: date,
) -> SheetPaper:  # fmt: skip
    """Write the orders of `order_tables.listed` as they are listed on a day, that of the title."""
    counted = ("合计", f"{len(table.lines)}件")
    own = (ORDERS_FROM, counted)
    paper = _paper_of(table, frames, rules, own, place=place, asked=asked, day=day)
    return paper._replace(roomy="reason")


def calendar(
    table: DisplayTable, frames: Frames, rules: RulePack, *, place: str, asked: Mapping[str, str],
    month: date,
) -> SheetPaper:  # fmt: skip
    """Write what the calendar of a month lists; the month stands in the title."""
    counted = ("合计", f"{len(table.lines)}项")
    paper = _paper_of(table, frames, rules, ("kind", counted), place=place, asked=asked)
    titled = table._replace(title=f"城镇老旧小区改造{table.title}")
    return paper._replace(table=titled, name=f"工作日历{month.month}月")


def _title(table: DisplayTable, day: date) -> str:
    return OFFICIAL.format(title=table.title, day=numbers.long_day(day))


def _paper_of(
    table: DisplayTable, frames: Frames, rules: RulePack, own: tuple[str, tuple[str, str]], *,
    place: str, asked: Mapping[str, str], day: date | None = None,
) -> SheetPaper:  # fmt: skip
    """Lay a list out; its title tells of `day`, of the data date unless another is given."""
    names = dict(frames.regions.select("region", "name").iter_rows())
    moving, counted = own
    filters, scope = filter_words(asked), names.get(place, place)
    return SheetPaper(
        name=table.title,
        table=table._replace(title=_title(table, day or frames.as_of)),
        basis=basis(frames, rules, scope=scope, asked=filters, counted=counted),
        dated=frames.as_of,
        frozen=table.place(moving),
        parts=(len(table.columns),),
        size="a4",
        mark=demo_mark(place) or "",
    )
