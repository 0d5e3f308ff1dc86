"""The question that every page, paper and command answers: of which place, when, and by which rules."""

from datetime import date
from typing import NamedTuple

LOCAL = "local"
"""Stands as the name of the rules where each record is judged by those of its own place."""
LOCAL_NAME = "各地规定"


class Scope(NamedTuple):
    """Place (范围), data date, plan year and rules, chosen once.

    The place is any division: a province, a city or a county. `rules` names a rule pack, or is LOCAL; their
    values are those of the data date unless `rules_on` names another day, so a scope of another data date
    (`at`) is judged by the rules of that date. `round` is the id of the sealed evaluation (封账轮次) that
    everything is read from; null reads what is in force now.
    """

    place: str
    as_of: date
    year: int
    rules: str
    rules_on: date | None = None
    round: int | None = None

    @property
    def rules_day(self) -> date:
        """The day of which the rules are taken."""
        return self.rules_on or self.as_of

    def at(self, as_of: date) -> "Scope":
        """Return the same question of another data date, the plan year unchanged; it is no sealed one."""
        return self if as_of == self.as_of else self._replace(as_of=as_of, round=None)


class Wanted(NamedTuple):
    """A scope as somebody asks for it: what is null is chosen by the data (`reading.scope_of`).

    `place` may be a shortened code (6201 is 620100).
    """

    place: str | None = None
    as_of: date | None = None
    year: int | None = None
    rules: str | None = None
    rules_on: date | None = None
