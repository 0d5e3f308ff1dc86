"""The rounds (封账轮次) that a visitor may choose among."""

from dashboard.data.reaching import may_for
from dashboard.data.sealing import sealed
from metrics.access.permissions import Action
from metrics.errors import UnknownChoice
from metrics.rules.value import outward
from metrics.scope import Scope
from metrics.sealing.rounds import Round, compared_with
from metrics.sealing.seal import Seal
from sql.database import settings
from sql.database.engine import session_scope
from sql.sealed import rounds as book


def rounds(place: str) -> list[Round]:
    """Return the rounds that tell of a place and that the visitor may see, the last sealed first.

    They are its own and those of the divisions above it, up to the nation. A round is everybody's once it is
    published (公示); before that, of those who seal and check. Few rows, read anew.
    """
    with session_scope() as session:
        listed = book.rounds(session, places=outward(place))
    return [one for one in listed if _shown(one)]


def round_shown(number: int) -> Round | None:
    """Return a round by its id; null where there is none, or the visitor may not see it."""
    with session_scope() as session:
        found = book.rounds(session, numbers=[number])
    return next((one for one in found if _shown(one)), None)


def _shown(one: Round) -> bool:
    return only_sealed() or one.is_public or _prepares(one.scope.place)


def round_told(scope: Scope) -> tuple[Round, Seal, Seal | None]:
    """Return the round of a scope, its seal, and that of the round which papers compare it with (null: none).

    Raises:
        UnknownChoice: if the visitor may not see such a round.
    """
    own = next((one for one in rounds(scope.place) if one.id == scope.round), None)
    if own is None:
        raise UnknownChoice("没有这一轮封账，或尚未公示。")
    with session_scope() as session:
        then = compared_with(own, book.rounds(session, places=[own.scope.place]))
    return own, sealed.of(own.id), None if then is None else sealed.of(then.id)


def only_sealed() -> bool:
    """Say whether one sealed file (封账文件) is looked at by itself."""
    return settings.only_sealed()


def _prepares(place: str) -> bool:
    return any(may_for(action, place) for action in (Action.SEAL, Action.CHECK_SEAL))
