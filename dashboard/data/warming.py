"""What is read before the first visitor comes, so that he does not wait for it."""

import gc
import logging
from threading import Thread

from dashboard.data import changes, results, supervision, why
from dashboard.data.opening import default_scope
from dashboard.data.records import date_before
from dashboard.data.sealing import basis
from dashboard.data.store import one_look
from metrics.access import acting
from metrics.access.actor import machine
from metrics.errors import UserError
from metrics.scope import Scope


def warm() -> None:
    """Evaluate the newest data before the first visitor comes; older dates follow behind him.

    What is loaded by then is taken out of the garbage collector's rounds.
    """
    bare = "streamlit.runtime.scriptrunner_utils.script_run_context"
    logging.getLogger(bare).setLevel(logging.ERROR)  # it warns of every call outside a page
    try:
        with acting.using(machine()), one_look():
            scope = default_scope()
            if scope is not None:
                results.evaluation(scope)
                if results.told_from_ledger(scope):
                    supervision.whole(basis.known_of(scope), scope)
                Thread(target=_warm_trend, args=(scope,), daemon=True).start()
    except UserError:
        pass  # the pages themselves say what is wrong, and /healthz does
    _freeze()


def _warm_trend(scope: Scope) -> None:
    try:
        with acting.using(machine()), one_look():
            results.progress_by_date(scope, most=results.TREND)
            before = date_before(scope)
            if before is not None:
                results.evaluation(scope.at(before))
                if results.told_from_ledger(scope):
                    supervision.red_figures(scope, before)
                    changes.changed(scope, before)
                    why.why_moved(scope, scope.place, before)
    except UserError:
        return
    _freeze()


def _freeze() -> None:
    gc.collect()
    gc.freeze()
