"""The key tasks a scope sees, with what was in force when the year before ended; cached by scalars."""

from datetime import date

import polars as pl

from dashboard.data import store
from dashboard.data.database import cached
from dashboard.data.reaching import reach
from dashboard.data.sealing import basis
from metrics.packs.pack import anywhere
from metrics.scope import Scope
from metrics.supervision import tasks
from sql.database.engine import session_scope
from sql.reported import history


def key_tasks(scope: Scope) -> pl.DataFrame:
    """Return the key tasks reported at the scope's data date by the units of `task_reporters`.

    A sealed round holds nothing of the year before.
    """
    ended = date(scope.as_of.year - 1, 12, 31)
    before = 0 if scope.round is not None else store.known_by(ended)
    known = basis.known_of(scope), before
    listed = _tasks(*known, anywhere(scope))
    return listed.filter(pl.col("unit").is_in(task_reporters(scope)))


@cached(max_entries=6)
def _tasks(known: int, known_before: int, scope: Scope) -> pl.DataFrame:
    in_force = store.frames_known(known, scope.as_of, scope.year)
    before = _at_the_end_of(scope.as_of.year - 1) if known_before else None
    return tasks.tasks(in_force, basis.rules_of(scope), before=before)


def _at_the_end_of(year: int) -> pl.DataFrame:
    with session_scope() as session:
        return history.records(session, sheet="tasks", as_of=date(year, 12, 31))


def task_reporters(scope: Scope) -> list[str]:
    """Return the units whose lists are shown: the place's own first, those above, those below.

    Of other units than the visitor's none is.
    """
    listed = tasks.reporters(basis.frames_of(scope), scope.place)
    return list(filter(reach().sees, listed))
