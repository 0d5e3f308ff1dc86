"""The supervision table of regions (各地开工督导表) as a document, made from published tables."""

from collections.abc import Mapping

from exports.papers.sheet_paper import SheetPaper, basis
from metrics.progress.published import earlier_table, start_table
from metrics.progress.published_changes import start_changes, total_change
from metrics.progress.rule_keys import full_start_shown
from metrics.records.frames import Frames
from metrics.records.invented import demo_mark
from metrics.rules.value import RulePack
from metrics.views.parts import numbers
from metrics.views.parts.table import DisplayTable
from metrics.views.progress.start_tables import CAPS, FROZEN, NO_EARLIER, supervision
from metrics.views.supervision.asked_words import filter_words

FIT_A4 = 14
"""So many columns can be read on A4; a published table fills a dozen, a full return two dozen."""


def compose(
    table: DisplayTable, frames: Frames, rules: RulePack, *, place: str, asked: Mapping[str, str]
) -> SheetPaper:
    """Write the table as the screen shows it (`start_tables.supervision`); `asked` names its filters."""
    names = dict(frames.regions.select("region", "name").iter_rows())
    title = f"{names.get(place, place)}{table.title}（截至{numbers.long_day(frames.as_of)}）"
    return SheetPaper(
        name=table.title,
        table=table._replace(title=title),
        basis=basis(
            frames, rules, scope=f"{names.get(place, place)}，{frames.year}年度计划",
            asked=filter_words(asked), counted=("地区", f"{len(table.lines) - 1}家"),
        ),
        dated=frames.as_of,
        frozen=FROZEN,
        parts=(len(table.columns),),
        size="a4" if len(table.columns) <= FIT_A4 else "a3",
        mark=demo_mark(place) or "",
    )  # fmt: skip


def published(frames: Frames, before: Frames | None, rules: RulePack, *, place: str) -> SheetPaper:
    """Write the whole table of a place; an earlier date without returns of the year is not compared."""
    year = frames.year
    if before is not None and before.tables["returns"].filter(year=year).is_empty():
        before = None
    now = start_table(frames, place=place, year=year)
    then = None if before is None else earlier_table(before, frames, place=place)
    cap = full_start_shown(rules, frames.regions, place)
    table = supervision(start_changes(now, then), now, change=total_change(now, then), cap=cap)
    asked = {
        "比较日期": NO_EARLIER if before is None else numbers.day(before.as_of),
        "开工率": CAPS[cap],
    }
    return compose(table, frames, rules, place=place, asked=asked)
