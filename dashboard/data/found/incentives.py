"""双清单, 推荐激励名单 and the criteria of 督查激励, cached by the scope and by what was known of it."""

from dashboard.data import results
from dashboard.data.database import cached
from dashboard.data.sealing import basis, rounds
from metrics.lists.criteria import Held, held
from metrics.lists.double_list import Findings, double_list
from metrics.lists.recommended import Recommendation, recommended
from metrics.scope import Scope
from metrics.views.lists.list_words import Source, of_seal


def list_source(scope: Scope) -> Source:
    """Return what the lists of a scope rest on: its sealed round, or the records as they are.

    Raises:
        UnknownChoice: if the visitor may not see its round.
    """
    if scope.round is None:
        evaluation = results.evaluation(scope)
        return Source(evaluation, evaluation.rules)
    told, seal, _ = rounds.round_told(scope)
    return of_seal(seal, None if rounds.only_sealed() else told, scope.place)


def double_found(scope: Scope) -> Findings:
    """Return which entries of 双清单 each region of a scope is on."""
    return _double(basis.known_of(scope), scope)


@cached(max_entries=12)
def _double(known: int, scope: Scope) -> Findings:
    del known  # a key
    source = list_source(scope)
    return double_list(source.evaluation, source.rules)


def recommended_told(scope: Scope, level: str, number: int | None) -> Recommendation:
    """Return who is recommended among a level, with so many places; null is the number of the rule."""
    return _recommended(basis.known_of(scope), scope, level, number)


@cached(max_entries=24)
def _recommended(known: int, scope: Scope, level: str, number: int | None) -> Recommendation:
    del known  # a key
    source = list_source(scope)
    return recommended(source.evaluation, source.rules, level, number=number)


def criteria_held(scope: Scope, level: str) -> tuple[Held, ...]:
    """Return how the regions of a level stand to the criteria of 督查激励 that are known."""
    return _criteria(basis.known_of(scope), scope, level)


@cached(max_entries=12)
def _criteria(known: int, scope: Scope, level: str) -> tuple[Held, ...]:
    del known  # a key
    return held(list_source(scope).evaluation, level)
