"""Objections (异议) to figures of a published round: what became of each follows from its events."""

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from metrics.sealing.figures import POINTS
from metrics.sealing.seal import Seal
from metrics.sealing.trace import Traced
from metrics.sealing.tracing.held import of_seal

UPHELD, CORRECTED, WITHDRAWN, CARRIED_OUT = "upheld", "corrected", "withdrawn", "carried_out"
"""What may happen to an objection; `carried_out`: the round was sealed anew for it."""


class State(StrEnum):
    """How far an objection is; the value is what officers read."""

    OPEN = "待裁定"
    UPHELD = "维持"
    CORRECTED = "更正"
    WITHDRAWN = "撤回"
    MOOT = "不再办理"
    """It waited when its round was withdrawn or corrected."""


_AFTER = {UPHELD: State.UPHELD, CORRECTED: State.CORRECTED, WITHDRAWN: State.WITHDRAWN}


class ObjectionEvent(NamedTuple):
    """One thing that happened to an objection; `round` carries a correction out (null: of other events)."""

    kind: str
    happened_on: date
    round: int | None
    text: str
    account: int | None
    at: str
    by: str


class Attachment(NamedTuple):
    """A file handed in with an objection (异议材料): `size` in bytes."""

    id: int
    name: str
    sha256: str
    size: int


class Objection(NamedTuple):
    """An objection of a unit to one figure of a round.

    `code` is the trace code (溯源码) as people read it; `figure` (a name of `figures.FIGURES`) and
    `region` are what it says. `account` raised it (null: the machine).
    """

    id: int
    round: int
    unit: str
    code: str
    figure: str
    region: str
    made_on: date
    text: str
    account: int | None
    at: str
    by: str
    events: Sequence[ObjectionEvent] = ()
    files: Sequence[Attachment] = ()

    @property
    def state(self) -> State:
        """How far it is."""
        ended = [_AFTER[one.kind] for one in self.events if one.kind in _AFTER]
        return ended[-1] if ended else State.OPEN

    @property
    def is_open(self) -> bool:
        """Whether it waits for a decision."""
        return self.state is State.OPEN

    def state_in(self, *, over: bool) -> State:
        """How far it is, of a round that is `over` (`Round.is_over`): what waits there is done with no more."""
        return State.MOOT if over and (self.is_open or self.to_carry_out) else self.state

    @property
    def decision(self) -> ObjectionEvent | None:
        """What was decided, with its reasons; null of one that is open or was withdrawn."""
        decided = [one for one in self.events if one.kind in (UPHELD, CORRECTED)]
        return decided[-1] if decided else None

    @property
    def carried_out(self) -> int | None:
        """The round that corrects the figure; null while there is none."""
        done = [one.round for one in self.events if one.kind == CARRIED_OUT]
        return done[-1] if done else None

    @property
    def to_carry_out(self) -> bool:
        """Whether a correction was decided that no round carries out yet."""
        return self.state is State.CORRECTED and self.carried_out is None


def under_objection(listed: Iterable[Objection]) -> frozenset[tuple[str, str]]:
    """Return the figures that wait for a decision (有异议), as region and kind of figure.

    The points of a measure are told of the measure.
    """
    return frozenset((one.region, one.figure.removesuffix(POINTS)) for one in listed if one.is_open)


def tells_of(sealed: Seal, traced: Traced) -> bool:
    """Say whether a code is of a figure of a seal: its data date, year, a division in it, and its basis.

    A page may show a part of the seal: then the figure was told of that part, which lies around its division.
    """
    scope = sealed.scope
    if (traced.as_of, traced.year) != (scope.as_of, scope.year):
        return False
    kept = of_seal(sealed, "", region=traced.region)
    return any(each.basis == traced.basis for each in kept)
