"""Lists that a page shows, as files: what they hold, their reader was given by the doors of the data."""

from collections.abc import Iterable

from dashboard import data, office
from exports.papers import plain_list
from exports.sheet_kinds import RENDER
from metrics.scope import Scope
from metrics.views.parts.csv_file import csv_file
from metrics.views.parts.table import DisplayTable
from metrics.views.rating.ranking import names_of
from metrics.views.tracing.codes import TracedCell, traced_cells


def list_file(
    table: DisplayTable, scope: Scope | None, *, asked: str, kind: str, traced: bool = False
) -> bytes:
    """Return a list that the screen shows as "xlsx", or as "csv"; `asked` names its filters.

    With `traced` its figures are those of the scope's evaluation, and Excel lists their codes (溯源码).
    """
    if kind == "csv":
        return csv_file(table)
    place, day = (scope.place, scope.as_of) if scope else ("", office.today())
    name = data.name_of(place) if scope else "本单位"
    figures = _figures(table, scope) if scope and traced else ()
    paper = plain_list.compose(
        table, place=place, place_name=name, day=day, asked=asked, traced=figures
    )
    return RENDER[kind](paper)


def _figures(table: DisplayTable, scope: Scope) -> Iterable[TracedCell]:
    evaluation = data.evaluation(scope)
    return traced_cells(
        table, data.codes_of(scope), names=names_of(evaluation), standard=evaluation.standard
    )
