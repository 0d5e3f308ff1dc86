"""The supervision table (督导一张表) as a document: the chosen rows, their order, and what it rests on."""

from exports.sheet_paper import SheetPaper
from metrics.digest import data_digest
from metrics.invented import demo_mark
from metrics.rules import RulePack
from metrics.stages import STAGES
from metrics.supervision import Supervision
from metrics.supervision_choice import Asked, select
from metrics.views import numbers
from metrics.views.asked_words import asked_words
from metrics.views.supervision_tables import FROZEN, GROUPS, HEADINGS, NODE, project_table

_LAST_OF_HALF = (STAGES[len(STAGES) // 2 - 1].label, NODE[-1]), (STAGES[-1].label, NODE[-1])
PARTS = (*(HEADINGS.index(heading) + 1 for heading in _LAST_OF_HALF), len(HEADINGS))
"""Half of the stages, the other half, and the figures: each is as wide as a sheet of A3."""


def compose(
    table: Supervision,
    rules: RulePack,
    *,
    place: str,
    asked: Asked,
) -> SheetPaper:
    """Write the rows that are asked for, in their order; `place` is the code of what is supervised."""
    frames = table.frames
    chosen = select(table.projects, asked)
    names = dict(frames.regions.select("region", "name").iter_rows())
    return SheetPaper(
        table=project_table(table, chosen, by=asked.order if asked.order in GROUPS else None),
        basis=(
            ("范围", f"{names.get(place, place)}，{frames.year}年及以前年度计划的项目"),
            ("数据截止日期", numbers.day(frames.as_of)),
            ("筛选条件", asked_words(asked, names)),
            ("项目数", f"{chosen.height}个"),
            ("参数规则", f"{rules.place_name}参数集（{rules.name}），{numbers.day(rules.day)}有效"),
            ("规则摘要", rules.digest),
            ("数据摘要", data_digest(frames)),
        ),
        dated=frames.as_of,
        frozen=FROZEN,
        parts=PARTS,
        mark=demo_mark(place) or "",
    )
