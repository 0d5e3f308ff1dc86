"""Key tasks (重点任务分工表) and the ledger (整改台账) as documents, for 调度 and 逐项销号 meetings."""

from collections.abc import Mapping

import polars as pl

from exports.sheet_paper import SheetPaper, basis
from metrics.frames import Frames
from metrics.invented import demo_mark
from metrics.rules import RulePack
from metrics.views import numbers
from metrics.views.asked_words import filter_words
from metrics.views.tables import DisplayTable
from metrics.views.task_tables import LEDGER, TASKS, ledger_table, task_table

TASKS_FROZEN, LEDGER_FROZEN = TASKS.index("工作分类"), LEDGER.index("地区")
OFFICIAL = "城镇老旧小区改造{title}（截至{day}）"


def tasks(
    frames: Frames, rules: RulePack, kept: pl.DataFrame, *, place: str, asked: Mapping[str, str]
) -> SheetPaper:
    """Write the tasks that were kept of `tasks.tasks`, in their order; `asked` names the filters."""
    return _listed(
        task_table(kept), frames, rules, frozen=TASKS_FROZEN, place=place, asked=asked, unit="项"
    )


def issues(
    frames: Frames, rules: RulePack, kept: pl.DataFrame, *, place: str, asked: Mapping[str, str]
) -> SheetPaper:
    """Write the issues that were kept of `ledger.ledger`, in their order."""
    table = ledger_table(kept, frames.regions)
    return _listed(
        table, frames, rules, frozen=LEDGER_FROZEN, place=place, asked=asked, unit="个问题"
    )


def _listed(
    table: DisplayTable, frames: Frames, rules: RulePack, *, frozen: int, place: str,
    asked: Mapping[str, str], unit: str,
) -> SheetPaper:  # fmt: skip
    names = dict(frames.regions.select("region", "name").iter_rows())
    title = OFFICIAL.format(title=table.title, day=numbers.long_day(frames.as_of))
    return SheetPaper(
        name=table.title,
        table=table._replace(title=title),
        basis=basis(
            frames, rules, scope=names.get(place, place), asked=filter_words(asked),
            counted=("合计", f"{len(table.rows)}{unit}"),
        ),
        dated=frames.as_of,
        frozen=frozen,
        parts=(len(table.columns),),
        size="a4",
        mark=demo_mark(place) or "",
    )  # fmt: skip
