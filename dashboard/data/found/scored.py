"""Evaluations by a score sheet (考核细则), cached by the scope, what was known of it, and what was entered."""

from dataclasses import replace

import polars as pl

from dashboard.data import results
from dashboard.data.database import cached
from dashboard.data.reaching import reach
from dashboard.data.sealing import basis, sealed
from metrics.rating.evaluation import Evaluation, evaluate
from metrics.records.given.tables import Given
from metrics.scope import Scope
from metrics.sheets.catalogue import sheet, sheet_names
from metrics.sheets.self_evaluation import Compared, compared
from metrics.standards.standard import Standard
from metrics.views.parts.table import DisplayTable
from metrics.views.sheets import scores
from sql.database.engine import session_scope
from sql.sheets import given as entered
from sql.sheets.self_scores import self_scores


def sheets() -> dict[str, str]:
    """Return the score sheets that ship: what they are called, by name."""
    return {name: sheet(name).called for name in sheet_names()}


def sealed_sheet(scope: Scope) -> Standard | None:
    """Return the score sheet that the round of a scope was judged by; null: it has no round, or one by the 36."""
    if scope.round is None:
        return None
    standard = sealed.of(scope.round).standard
    return standard if standard.lays_down else None


def rated(scope: Scope, name: str) -> Evaluation:
    """Return the evaluation of a scope by a score sheet, with what was entered for it until now.

    Of a round that is what was sealed: it is asked of one by that sheet only (`sealed_sheet`). Raises
    RuleNotInForce where the sheet was not in force on the data date.
    """
    if scope.round is not None:
        return results.evaluation(scope)
    sheet(name).refuse_outside(scope.as_of)
    with session_scope() as session:
        newest = entered.version(session)
    return _rated(basis.known_of(scope), scope, name, newest)


@cached(max_entries=16, show_spinner="正在按考核细则评价……")
def _rated(known: int, scope: Scope, name: str, newest: str) -> Evaluation:
    del newest  # a key
    before = results.evaluation_known(known, scope)
    with session_scope() as session:
        told = entered.given(session, sheet=name, year=scope.year)
    frames = replace(before.frames, given=told)
    return evaluate(frames, basis.rules_of(scope), scope.place, standard=sheet(name))


def sheet_scores(scope: Scope, name: str, level: str, group: str) -> DisplayTable:
    """Return the scores by a sheet of one level and group."""
    return scores.scores(rated(scope, name), level, group=group)


def sheet_evidence(scope: Scope, name: str, *, measure: str, region: str) -> pl.DataFrame:
    """Return the records behind one figure of a sheet, those that the visitor may see."""
    return reach().of(rated(scope, name).evidence(measure, region=region))


def sheet_entered(scope: Scope, name: str) -> Given:
    """Return the targets and hand scores that stand for a sheet, of the divisions that the visitor may see."""
    told, own = rated(scope, name).frames.given, reach()
    return Given(own.of(told.targets), own.of(told.hand_scores))


def self_compared(scope: Scope, name: str) -> list[Compared]:
    """Return the points of self-evaluation beside the system's, of the visitor's own divisions."""
    with session_scope() as session:
        told = self_scores(session, name, scope.year)
    tolerance = basis.rules_of(scope)["self_score_tolerance"]
    return compared(rated(scope, name), reach().of(told), tolerance)
