"""The red projects (红灯项目清单) as a paper of its own: A4, with every cause, as they are filtered."""

from exports.papers.sheet_paper import SheetPaper, basis
from metrics.records.invented import demo_mark
from metrics.rules.value import RulePack
from metrics.supervision.choice import Asked, select
from metrics.supervision.table import Supervision
from metrics.views.parts import numbers
from metrics.views.supervision.asked_words import asked_words
from metrics.views.supervision.red_tables import TITLE, red_table

FIRST_MOVING = "cause_days"
"""The first column that does not stay in sight."""


def compose(table: Supervision, rules: RulePack, *, place: str, asked: Asked) -> SheetPaper:
    """Write the red ones of the rows that are asked for; `place` is the code of what is supervised."""
    frames = table.frames
    listed = red_table(table, select(table, asked))
    names = dict(frames.regions.select("region", "name").iter_rows())
    scope = f"{names.get(place, place)}，{frames.year}年及以前年度计划的项目"
    counted = ("红灯项目", f"{len(listed.lines)}个")
    title = f"城镇老旧小区改造{TITLE}（截至{numbers.long_day(frames.as_of)}）"
    return SheetPaper(
        name=TITLE,
        table=listed._replace(title=title),
        basis=basis(frames, rules, scope=scope, asked=asked_words(asked, names), counted=counted),
        dated=frames.as_of,
        frozen=listed.place(FIRST_MOVING),
        parts=(len(listed.columns),),
        size="a4",
        mark=demo_mark(place) or "",
        roomy="reasons",
    )
