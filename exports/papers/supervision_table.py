"""The supervision table (督导一张表) as a document: the chosen rows, their order, and what it rests on."""

from exports.papers.sheet_paper import SheetPaper, basis
from metrics.records.invented import demo_mark
from metrics.rules.value import RulePack
from metrics.supervision.choice import Asked, select
from metrics.supervision.table import Supervision
from metrics.views.supervision.asked_words import asked_words
from metrics.views.supervision.supervision_tables import (
    COLUMNS,
    FROZEN,
    GROUPS,
    project_table,
)

_NAMES = [column.name for column in COLUMNS]
_LAST = ("publish_light", "start_light", "hand_over_light", _NAMES[-1])
PARTS = tuple(_NAMES.index(name) + 1 for name in _LAST)
"""Sheets of A3 end after these stages, and after the figures."""
NAME = "督导一张表"


def compose(
    table: Supervision,
    rules: RulePack,
    *,
    place: str,
    asked: Asked,
) -> SheetPaper:
    """Write the rows that are asked for, in their order; `place` is the code of what is supervised."""
    frames = table.frames
    chosen = select(table, asked)
    names = dict(frames.regions.select("region", "name").iter_rows())
    scope = f"{names.get(place, place)}，{frames.year}年及以前年度计划的项目"
    counted = ("项目数", f"{chosen.height}个")
    return SheetPaper(
        name=NAME,
        table=project_table(table, chosen, by=asked.order if asked.order in GROUPS else None),
        basis=basis(frames, rules, scope=scope, asked=asked_words(asked, names), counted=counted),
        dated=frames.as_of,
        frozen=FROZEN,
        parts=PARTS,
        size="a3",
        mark=demo_mark(place) or "",
    )
