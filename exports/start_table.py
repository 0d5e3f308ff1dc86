"""The supervision table of regions (各地开工督导表) as a document, made from published tables."""

from collections.abc import Mapping

from exports.sheet_paper import SheetPaper, basis
from metrics.frames import Frames
from metrics.invented import demo_mark
from metrics.rules import RulePack
from metrics.views import numbers
from metrics.views.asked_words import filter_words
from metrics.views.start_tables import FROZEN
from metrics.views.tables import DisplayTable

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
            asked=filter_words(asked), counted=("地区", f"{len(table.rows) - 1}家"),
        ),
        dated=frames.as_of,
        frozen=FROZEN,
        parts=(len(table.columns),),
        size="a4" if len(table.columns) <= FIT_A4 else "a3",
        mark=demo_mark(place) or "",
    )  # fmt: skip
