"""Cliffs (断崖): how many 分 hang on one place, one point, one record, and who pays whom for it.

Every move is told as two allocations side by side: exact, and nothing is left over, because what some gain
others and the reserve lose.
"""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import NamedTuple

from metrics.allocation.allocate import PLAIN, allocate
from metrics.allocation.by_factors import Options
from metrics.allocation.errors import NotAllocated
from metrics.allocation.result import Allocation, Claim
from metrics.allocation.scheme import SCORE, Scheme
from metrics.allocation.share_out import largest_remainder

STEP = Fraction(1, 100)
"""The smallest difference of scores that are published."""


class Move(NamedTuple):
    """What one region gets before and after, in 分; null on a side that does not know the region."""

    region: str
    before: int | None
    after: int | None

    @property
    def fen(self) -> int:
        """How much more it gets after; of a side that does not know it, 0 is got."""
        return (self.after or 0) - (self.before or 0)


class Moves(NamedTuple):
    """Two allocations side by side: one move for each region, sorted by region.

    Σ fen of all moves + `withheld_fen` (how much more is withheld after) = `pool_fen` (how much larger the pool
    is after).
    """

    moves: tuple[Move, ...]
    withheld_fen: int
    pool_fen: int

    @property
    def moved_fen(self) -> int:
        """How many 分 change hands: the sum of all gains."""
        return sum(max(0, move.fen) for move in self.moves)

    def payers(self) -> tuple[Move, ...]:
        """Return who gets less, the largest loss first, of equals the smaller code."""
        return tuple(sorted((m for m in self.moves if m.fen < 0), key=lambda m: (m.fen, m.region)))

    def gainers(self) -> tuple[Move, ...]:
        """Return who gets more, the largest gain first, of equals the smaller code."""
        return tuple(sorted((m for m in self.moves if m.fen > 0), key=lambda m: (-m.fen, m.region)))


def compared(before: Allocation, after: Allocation) -> Moves:
    """Hold two allocations side by side: the last round and this, or two schemes."""
    regions = sorted({*before.fens, *after.fens})
    return Moves(
        tuple(Move(region, before.fens.get(region), after.fens.get(region)) for region in regions),
        after.withheld_fen - before.withheld_fen,
        after.pool_fen - before.pool_fen,
    )


def against_equal_split(allocation: Allocation) -> Moves:
    """Hold an allocation against the equal split (平均分配) of what it gives, among those who take part.

    Who is excluded gets nothing on either side. Odd 分 of the split go to the smaller codes.
    """
    out = {row.region for row in allocation.rows if row.excluded}
    regions = [region for region in sorted(allocation.fens) if region not in out]
    given = allocation.pool_fen - allocation.withheld_fen
    shares = dict(zip(regions, largest_remainder(given, [1] * len(regions)), strict=True))
    split = {region: shares.get(region, 0) for region in allocation.fens}
    moves = tuple(
        Move(region, split[region], fen) for region, fen in sorted(allocation.fens.items())
    )
    return Moves(moves, 0, 0)


class Case(NamedTuple):
    """Everything that an allocation is computed from: what is asked is one change of it."""

    scheme: Scheme
    pool_fen: int
    claims: tuple[Claim, ...]
    options: Options = PLAIN

    def allocation(self) -> Allocation:
        """Return the allocation."""
        return allocate(self.scheme, self.pool_fen, self.claims, self.options)

    def changed(self, region: str, figures: Mapping[str, Fraction]) -> "Case":
        """Return the case with other figures of one region; NotAllocated where it is not in it."""
        if region not in {claim.region for claim in self.claims}:
            raise NotAllocated(f"{region}没有参加分配，请核对行政区划代码。")
        claims = tuple(
            claim._replace(figures={**claim.figures, **figures})
            if claim.region == region
            else claim
            for claim in self.claims
        )
        return self._replace(claims=claims)

    def figure(self, region: str, column: str) -> Fraction:
        """Return a figure of a region."""
        return next(c.figures[column] for c in self.claims if c.region == region)


def of_points(
    case: Case, region: str, points: Fraction = Fraction(1), *, now: Allocation | None = None
) -> Moves:
    """Tell what moves when a region's score is some points higher (lower if negative, at least 0).

    `now` is the allocation as it stands, where it was computed already.
    """
    score = max(Fraction(0), case.figure(region, SCORE) + points)
    changed = case.changed(region, {SCORE: score})
    return compared(now or case.allocation(), changed.allocation())


def of_record(
    case: Case, region: str, change: Mapping[str, Fraction], *, now: Allocation | None = None
) -> Moves:
    """Tell what moves when a record changes figures of a region: what is added (or taken) by column.

    One compound more in plan is its area, households, buildings, and 1 compound. NotAllocated where a figure
    would fall below 0.
    """
    figures = {name: case.figure(region, name) + more for name, more in change.items()}
    if min(figures.values(), default=Fraction(0)) < 0:
        raise NotAllocated(f"{region}的数减少后小于0，请核对。")
    return compared(now or case.allocation(), case.changed(region, figures).allocation())


class Place(NamedTuple):
    """What a region would get one place (名次) higher: with just more than the score of the one above.

    `rank` is by score among all, equal scores share it. `above` is who would be passed (the smallest code of
    equals). `gain_fen` is 分 more; `points` how much score it takes.
    """

    region: str
    rank: int
    above: str
    points: Fraction
    gain_fen: int


def of_places(case: Case, regions: Iterable[str] | None = None) -> tuple[Place, ...]:
    """Tell for regions (default: all that have somebody above them) what one place more is worth.

    Sorted by region; who is excluded has no place.
    """
    scores = {c.region: c.figures[SCORE] for c in case.claims if not c.excluded}
    order = sorted(set(scores.values()), reverse=True)
    first = {score: min(r for r, own in scores.items() if own == score) for score in order}
    wanted = scores if regions is None else [region for region in regions if region in scores]
    now = case.allocation()
    places = []
    for region in sorted(wanted):
        at = order.index(scores[region])
        if not at:
            continue
        points = order[at - 1] + STEP - scores[region]
        then = case.changed(region, {SCORE: scores[region] + points}).allocation()
        rank = 1 + sum(score > scores[region] for score in scores.values())
        gain = then.fens[region] - now.fens[region]
        places.append(Place(region, rank, first[order[at - 1]], points, gain))
    return tuple(places)
