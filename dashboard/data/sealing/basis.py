"""What a scope is told from: what is in force now, or a sealed round (封账轮次)."""

from dashboard.data import store
from dashboard.data.sealing import sealed
from metrics.packs import pack
from metrics.records.frames import Frames
from metrics.rules.value import RulePack
from metrics.scope import Scope


def known_of(scope: Scope) -> int:
    """Return the `version` that a scope sees; of a sealed round (封账轮次) its id, below 0."""
    return store.known_by(scope.as_of) if scope.round is None else -scope.round


def frames_of(scope: Scope) -> Frames:
    """Return all records that a scope tells of: those in force, or those that were sealed."""
    return store.frames_known(known_of(scope), scope.as_of, scope.year)


def was_there(scope: Scope, submission: int) -> bool:
    """Say whether a submission is no later than the newest one that the seal of a scope's round saw.

    What was accepted while the round was judged and kept is none of its records.
    """
    return scope.round is None or submission <= sealed.newest_seen(scope.round)


def rules_of(scope: Scope) -> RulePack:
    """Return the rules of a scope: those in force, or those that were sealed."""
    return pack.rules_of(scope) if scope.round is None else sealed.of(scope.round).rules
