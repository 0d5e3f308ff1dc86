"""Rounds of evaluation (封账轮次): what happened to a sealed evaluation, and the state that follows from it."""

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from metrics.scope import Scope

CHECKED, RETURNED, PUBLISHED, FINAL, WITHDRAWN = (
    "checked", "returned", "published", "final", "withdrawn",
)  # fmt: skip
"""What may happen to a round."""


class State(StrEnum):
    """How far a round is; the value is what officers read."""

    DRAFT = "草稿"
    CHECKED = "已复核"
    RETURNED = "复核退回"
    PUBLISHED = "公示"
    FINAL = "定稿"
    WITHDRAWN = "作废"
    REPLACED = "已更正"
    """A later round corrects it: what it says is no longer what holds."""


DEAD = (State.RETURNED, State.WITHDRAWN)
"""A round of these states corrects nothing: that before it stands as if there were none."""


class RoundEvent(NamedTuple):
    """One thing that happened to a round; `until` is the last day of the window of a publication."""

    kind: str
    happened_on: date
    until: date | None
    text: str
    account: int | None
    at: str
    by: str


class Round(NamedTuple):
    """A sealed evaluation as the database lists it, without its file.

    `number` counts the rounds of a place and plan year from 1. `replaces` and `replaced_by` are the ids
    of the rounds before and after a correction (更正); null: none, or it was sent back or withdrawn. `corrected` says
    that the one after is public: until then this one holds. `account` sealed it (null: the
    machine). `log_number` is where the log (操作日志) ended.
    """

    id: int
    scope: Scope
    number: int
    title: str
    standard: str
    digest: str
    file_sha256: str
    log_number: int
    replaces: int | None
    replaced_by: int | None
    corrected: bool
    account: int | None
    at: str
    by: str
    events: Sequence[RoundEvent] = ()

    @property
    def state(self) -> State:
        """How far it is."""
        return state_of(self.events, replaced=self.corrected)

    @property
    def window(self) -> tuple[date, date] | None:
        """The first and the last day on which objections are taken; null before it is published."""
        shown = [one for one in self.events if one.kind == PUBLISHED]
        if not shown or shown[-1].until is None:
            return None
        return shown[-1].happened_on, shown[-1].until

    @property
    def is_public(self) -> bool:
        """Whether everybody who may see figures may see it."""
        return is_public(self.events)

    @property
    def is_over(self) -> bool:
        """Whether it was withdrawn or corrected: what was raised against it is done with no more."""
        return self.state in (State.WITHDRAWN, State.REPLACED)

    @property
    def called(self) -> str:
        """Its number and data date, as officers call it."""
        return f"{self.scope.year}年度第{self.number}轮"


_AFTER = {
    CHECKED: State.CHECKED, RETURNED: State.RETURNED, PUBLISHED: State.PUBLISHED,
    FINAL: State.FINAL, WITHDRAWN: State.WITHDRAWN,
}  # fmt: skip


def is_public(events: Iterable[RoundEvent]) -> bool:
    """Say whether events show a round to everybody."""
    return any(one.kind in (PUBLISHED, FINAL) for one in events)


def state_of(events: Iterable[RoundEvent], *, replaced: bool) -> State:
    """Return the state that the events of a round, in their order, lead to."""
    state = State.DRAFT
    for one in events:
        state = _AFTER[one.kind]
    return State.REPLACED if replaced and state is not State.WITHDRAWN else state


def compared_with(own: Round, listed: Iterable[Round]) -> Round | None:
    """Return the round that papers of a round are compared with; null where there is none.

    It tells of the same place and plan year by the same standard at the latest earlier data date, is
    published or final, and not corrected; of one data date the last sealed.
    """
    earlier = [
        one for one in listed
        if one.scope.place == own.scope.place and one.scope.year == own.scope.year
        and one.standard == own.standard
        and one.scope.as_of < own.scope.as_of and one.state in (State.PUBLISHED, State.FINAL)
    ]  # fmt: skip
    return max(earlier, key=lambda one: (one.scope.as_of, one.id), default=None)
