"""Cached reading: the only place in the screens that caches; `intake` and `office` write to `sql`.

Cache keys are scalars (newest submission seen, date, year, rule pack, place); frames are shared,
never copied or hashed: the hash of a frame overlooks most changes.
"""

import gc
import logging
from threading import Thread

from dashboard.data.changes import Changed, changed
from dashboard.data.files import XLSX, blank_workbook
from dashboard.data.opening import default_date, default_scope, default_year, units_ahead
from dashboard.data.places import alone, divisions_inside, levels, own_level, parent, upper
from dashboard.data.records import RECORDS, date_before, earlier_dates
from dashboard.data.results import (
    attached,
    caps_full_starts,
    cities,
    city_above,
    demo_mark,
    evaluation,
    evidence,
    frames,
    has_ledger,
    ledger_progress,
    matrix,
    packs,
    progress_by_date,
    ranking,
    records,
    regions_below,
    start_table,
)
from dashboard.data.returns import (
    Compared,
    counted_records,
    dates_compared,
    reconciled,
    starts_compared,
)
from dashboard.data.store import (
    dates,
    health,
    look_again,
    name_of,
    offered_places,
    one_look,
    places,
    record_versions,
    submissions,
    unit_names,
    units,
    version,
    years,
)
from dashboard.data.supervision import (
    Asked,
    Offered,
    drawn,
    issues_of,
    offered,
    projects_asked,
    supervised,
)
from dashboard.data.tasks import key_tasks, task_reporters
from metrics.errors import UserError
from metrics.packs.pack import rules_of
from metrics.scope import Scope

TREND = 12
"""So many data dates are drawn in a trend."""

__all__ = [
    "RECORDS",
    "TREND",
    "XLSX",
    "Asked",
    "Changed",
    "Compared",
    "Offered",
    "alone",
    "attached",
    "blank_workbook",
    "caps_full_starts",
    "changed",
    "cities",
    "city_above",
    "counted_records",
    "date_before",
    "dates",
    "dates_compared",
    "default_date",
    "default_scope",
    "default_year",
    "demo_mark",
    "divisions_inside",
    "drawn",
    "earlier_dates",
    "evaluation",
    "evidence",
    "frames",
    "has_ledger",
    "health",
    "issues_of",
    "key_tasks",
    "ledger_progress",
    "levels",
    "look_again",
    "matrix",
    "name_of",
    "offered",
    "offered_places",
    "one_look",
    "own_level",
    "packs",
    "parent",
    "places",
    "progress_by_date",
    "projects_asked",
    "ranking",
    "reconciled",
    "record_versions",
    "records",
    "regions_below",
    "rules_of",
    "start_table",
    "starts_compared",
    "submissions",
    "supervised",
    "task_reporters",
    "unit_names",
    "units",
    "units_ahead",
    "upper",
    "version",
    "warm",
    "years",
]


def warm() -> None:
    """Evaluate the newest data before the first visitor comes; older dates follow behind him.

    What is loaded by then is taken out of the garbage collector's rounds.
    """
    bare = "streamlit.runtime.scriptrunner_utils.script_run_context"
    logging.getLogger(bare).setLevel(logging.ERROR)  # it warns of every call outside a page
    try:
        scope = default_scope()
        if scope is not None:
            evaluation(scope)
            if has_ledger(scope):
                supervised(scope)
            Thread(target=_warm_trend, args=(scope,), daemon=True).start()
    except UserError:
        pass  # the pages themselves say what is wrong, and /healthz does
    _freeze()


def _warm_trend(scope: Scope) -> None:
    try:
        progress_by_date(scope, most=TREND)
        before = date_before(scope)
        if before is not None:
            evaluation(scope.at(before))
    except UserError:
        return
    _freeze()


def _freeze() -> None:
    gc.collect()
    gc.freeze()
