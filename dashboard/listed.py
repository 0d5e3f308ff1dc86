"""Lists that a page shows, as files: what they hold, their reader was given by the doors of the data."""

from collections.abc import Iterable, Mapping

from dashboard import data, office
from exports.papers import plain_list
from exports.sheet_kinds import RENDER
from metrics.rating.evaluation import Evaluation
from metrics.scope import Scope
from metrics.views.parts.csv_file import csv_file
from metrics.views.parts.table import DisplayTable
from metrics.views.rating.ranking import names_of
from metrics.views.tracing.codes import CodeOf, TracedCell, traced_cells


def list_file(
    table: DisplayTable, scope: Scope | None, *, asked: str, kind: str, traced: bool = False,
    sheet: str = "",
) -> bytes:  # fmt: skip
    """Return a list that the screen shows as "xlsx", or as "csv"; `asked` names its filters.

    With `traced` its figures are those of the scope's evaluation, with a `sheet` (考核细则) those of its
    items by that sheet; Excel then lists their codes (溯源码).
    """
    if kind == "csv":
        return csv_file(table)
    place, day = (scope.place, scope.as_of) if scope else ("", office.today())
    name = data.name_of(place) if scope else "本单位"
    figures: Iterable[TracedCell] = ()
    if scope and sheet:
        figures = _of_items(table, scope, sheet)
    elif scope and traced:
        figures = _figures(table, data.codes_of(scope), data.evaluation(scope))
    paper = plain_list.compose(
        table, place=place, place_name=name, day=day, asked=asked, traced=figures
    )
    return RENDER[kind](paper)


def _of_items(table: DisplayTable, scope: Scope, sheet: str) -> Iterable[TracedCell]:
    code_of, kinds = data.sheet_codes_of(scope, sheet), data.sheet_figures(scope, sheet)
    return _figures(table, code_of, data.rated(scope, sheet), kinds)


def _figures(
    table: DisplayTable, code_of: CodeOf, own: Evaluation, kinds: Mapping[str, str] | None = None
) -> Iterable[TracedCell]:
    return traced_cells(table, code_of, names=names_of(own), standard=own.standard, figures=kinds)
