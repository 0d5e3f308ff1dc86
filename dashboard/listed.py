"""Lists that a page shows, as files: what they hold, their reader was given by the doors of the data."""

from dashboard import data, office
from exports.papers import plain_list
from exports.sheet_kinds import RENDER
from metrics.scope import Scope
from metrics.views.parts.csv_file import csv_file
from metrics.views.parts.table import DisplayTable


def list_file(table: DisplayTable, scope: Scope | None, *, asked: str, kind: str) -> bytes:
    """Return a list that the screen shows as "xlsx", or as "csv"; `asked` names its filters."""
    if kind == "csv":
        return csv_file(table)
    place, day = (scope.place, scope.as_of) if scope else ("", office.today())
    name = data.name_of(place) if scope else "本单位"
    paper = plain_list.compose(table, place=place, place_name=name, day=day, asked=asked)
    return RENDER[kind](paper)
