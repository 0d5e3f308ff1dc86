"""推荐激励名单: who fulfils every condition, in the order of the ranking, as far as there are places (名额).

Regions of one rank are told apart by what the rule names, in turn. Those that nothing tells apart share
their place: where not all of them have room none is chosen, and all wait for a decision (并列待定): no
order of rows and no code decides. Nobody is recommended of whom a condition is not known.
"""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from fractions import Fraction
from itertools import groupby
from typing import NamedTuple

from metrics.lists.gates import Candidate, candidates
from metrics.lists.rule_keys import BREACHES, ENTRIES, PLANNED, SATISFIED, SEATS, Seats
from metrics.rating.evaluation import Evaluation
from metrics.rules.value import RulePack


class Standing(StrEnum):
    """How a region stands to the list; the value is what officers read."""

    RECOMMENDED = "推荐"
    TIED = "并列待定"
    BEYOND = "名额之外"
    UNSURE = "待核实"
    FELL = "未达条件"


class Placed(NamedTuple):
    """A region with how it stands."""

    candidate: Candidate
    standing: Standing

    @property
    def near(self) -> int:
        """How many conditions it lacks or leaves open."""
        return len(self.candidate.failed) + len(self.candidate.unsure)


class Recommendation(NamedTuple):
    """The list of one level: every region, those recommended first, then who is nearest to it.

    `seats` is the rule with the number of places that was asked for.
    """

    level: str
    seats: Seats
    rows: tuple[Placed, ...]

    def of(self, standing: Standing) -> tuple[Candidate, ...]:
        """Return the regions that stand so, in their order."""
        return tuple(each.candidate for each in self.rows if each.standing is standing)

    @property
    def by_code(self) -> tuple[Candidate, ...]:
        """Those recommended by code: as the list is made public (公示)."""
        return tuple(sorted(self.of(Standing.RECOMMENDED), key=lambda each: each.region))

    @property
    def may_change(self) -> tuple[Candidate, ...]:
        """Those of whom a condition is not known, and who would have a place if it were fulfilled."""
        taken = [each.rank or 0 for each in self.of(Standing.RECOMMENDED)]
        full = len(taken) >= self.seats.number
        return tuple(
            each for each in self.of(Standing.UNSURE)
            if not full or (each.rank is not None and each.rank <= max(taken))
        )  # fmt: skip


def recommended(
    evaluation: Evaluation, rules: RulePack, level: str, *, number: int | None = None
) -> Recommendation:
    """Recommend regions of a level (city or county) by `rules`; `number` of places instead of the rule's.

    Raises as `candidates`.
    """
    seats: Seats = rules[SEATS]
    if number is not None:
        seats = seats._replace(number=number)
    return placed(candidates(evaluation, rules, level), seats, level=level)


def placed(every: Iterable[Candidate], seats: Seats, *, level: str) -> Recommendation:
    """Give the places to who fulfils every condition; the order in which regions come does not matter."""
    regions = sorted(every, key=lambda each: _order(each, seats.ties))
    able = [each for each in regions if not each.failed and not each.unsure]
    rows = [
        *_seated(able, seats),
        *(Placed(each, Standing.UNSURE) for each in regions if each.unsure and not each.failed),
        *(Placed(each, Standing.FELL) for each in regions if each.failed),
    ]
    turn = list(Standing)
    rows.sort(key=lambda each: (turn.index(each.standing), each.near))  # else as they stand
    return Recommendation(level, seats, tuple(rows))


def _seated(able: Sequence[Candidate], seats: Seats) -> Iterable[Placed]:
    left = seats.number
    for _, alike in groupby(able, key=lambda each: _place(each, seats.ties)):
        group = list(alike)
        room = (
            Standing.RECOMMENDED
            if len(group) <= left
            else Standing.TIED
            if left
            else Standing.BEYOND
        )
        left = left - len(group) if room is Standing.RECOMMENDED else 0
        yield from (Placed(each, room) for each in group)


Place = tuple[tuple[bool, Fraction], ...]


def _place(each: Candidate, ties: Sequence[str]) -> Place:
    """Return what the order goes by, the lower the better; what there is none of comes last."""
    values = {
        BREACHES: Fraction(each.breached), ENTRIES: -Fraction(each.entries),
        SATISFIED: None if each.satisfied is None else -each.satisfied,
        PLANNED: -Fraction(each.planned),
    }  # fmt: skip
    rank = None if each.rank is None else Fraction(each.rank)
    return tuple((value is None, value or Fraction(0)) for value in (rank, *map(values.get, ties)))


def _order(each: Candidate, ties: Sequence[str]) -> tuple[Place, str]:
    return _place(each, ties), each.region
