"""One project for its page, and the history of its figures; kept for all, cut by reach afterwards."""

from dashboard.data import store
from dashboard.data.database import cached
from dashboard.data.reaching import reach
from dashboard.data.sealing import basis
from dashboard.data.supervision import whole
from metrics.changes.record_history import Moved, moves
from metrics.records.reports import Version
from metrics.scope import Scope
from metrics.supervision.one_project import OneProject, one_project
from sql.database.engine import session_scope
from sql.reported import history

ABOUT = {"projects": "project", "funds": "project", "compounds": "project", "events": "project",
         "issues": "project", "facilities": "compound", "contents": "compound"}  # fmt: skip
"""The sheets whose records are a project's, and the column that says so."""


def project_told(scope: Scope, code: str) -> OneProject | None:
    """Return a project at the scope's data date; null where the visitor may not see it, or none is."""
    one, own = _told(basis.known_of(scope), scope, code), reach()
    if one is None or not own.sees(one.region):
        return None
    return one._replace(issues=own.of(one.issues), events=own.of(one.events))


@cached(max_entries=256)
def _told(known: int, scope: Scope, code: str) -> OneProject | None:
    in_force = store.frames_known(known, scope.as_of, scope.year)
    homes = in_force.tables["projects"].filter(project=code)["region"].to_list()
    if not homes:
        return None
    table = whole(known, scope)
    if table.projects.filter(project=code).is_empty():
        table = whole(known, scope._replace(place=homes[0]))
    return one_project(in_force, basis.rules_of(scope), table, code)


def project_history(scope: Scope, code: str) -> tuple[Moved, ...]:
    """Return which submission changed which figure of a project, those that the visitor may see."""
    one, own = project_told(scope, code), reach()
    if one is None:
        return ()
    kept = _moved(basis.known_of(scope), scope, code)
    return tuple(each for each in kept if own.sees(each.version.unit))


@cached(max_entries=128)
def _moved(known: int, scope: Scope, code: str) -> tuple[Moved, ...]:
    one = _told(known, scope, code)
    if one is None:
        return ()
    named = {"project": [code], "compound": one.compounds["compound"].to_list()}
    with session_scope() as session:
        stored = {
            sheet: history.versions_about(session, sheet=sheet, column=column, of=named[column])
            for sheet, column in ABOUT.items()
        }
    seen = {sheet: _until(records, scope) for sheet, records in stored.items()}
    return tuple(moves(seen))


def _until(
    records: dict[tuple[object, ...], list[Version]], scope: Scope
) -> dict[tuple[object, ...], list[Version]]:
    """Leave out what was reported for later data dates, or what the scope's round did not see."""
    return {
        key: [
            each
            for each in versions
            if each.data_date <= scope.as_of and basis.was_there(scope, each.submission)
        ]
        for key, versions in records.items()
    }
