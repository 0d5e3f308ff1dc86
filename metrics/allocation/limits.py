"""Caps (封顶) and floors (保底) by water-filling (注水法), in whole numbers.

What is shared out by weight among everybody is held against the bounds. Where the caps cut off more than
the floors add, everybody over the cap is fixed at it, else everybody under the floor; the rest is shared
anew among the others, until nobody is outside. This is the one level at which all amounts between the
bounds add up to the pool, whatever the order.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from metrics.allocation.errors import NotAllocated

CAP, FLOOR = "cap", "floor"
"""What bound the amount of a region: 封顶, 保底; empty for neither."""
Bounds = tuple[int, int | None]
"""The least and the most 分 of one; null: no most."""


@dataclass(frozen=True)
class Filled:
    """Who is fixed at a bound, and what is left for the others.

    `fixed` has the 分 and which bound, by place in the order of codes. `rounds` lists who was fixed in which
    round. `free_fen` is shared among the others by weight, of which `free_weight` is the sum; `unplaced_fen`
    is what no cap leaves room for.
    """

    bounds: Sequence[Bounds]
    fixed: Mapping[int, tuple[int, str]]
    rounds: tuple[tuple[int, ...], ...]
    free_fen: int
    free_weight: int
    unplaced_fen: int

    @property
    def placed_fen(self) -> int:
        """What is shared out in all, the fixed amounts included."""
        return self.free_fen + sum(fen for fen, _ in self.fixed.values())


def unbound(pool_fen: int, weights: Sequence[int]) -> Filled:
    """Return how a pool lies where nobody has a bound."""
    return Filled([(0, None)] * len(weights), {}, (), pool_fen, sum(weights), 0)


def fill(pool_fen: int, weights: Sequence[int], bounds: Sequence[Bounds]) -> Filled:
    """Fix whoever would lie outside the bounds.

    Raises:
        NotAllocated: the floors together are more than the pool, or one is above its cap.
    """
    floors = sum(low for low, _ in bounds)
    if floors > pool_fen:
        raise NotAllocated(
            f"各地保底合计{floors}分，多于资金池{pool_fen}分，无法同时保底：请降低保底数或增加资金。"
        )
    fixed: dict[int, tuple[int, str]] = {}
    rounds: list[tuple[int, ...]] = []
    while True:
        free = [at for at in range(len(weights)) if at not in fixed]
        left = pool_fen - sum(fen for fen, _ in fixed.values())
        weight = sum(weights[at] for at in free)
        out = _outside(left, weight, weights, bounds, free)
        if not out:
            break
        fixed.update(out)
        rounds.append(tuple(out))
    placed = left if weight else 0
    return Filled(bounds, fixed, tuple(rounds), placed, weight, left - placed)


def _outside(
    left: int, weight: int, weights: Sequence[int], bounds: Sequence[Bounds], free: Sequence[int]
) -> dict[int, tuple[int, str]]:
    """Return whom this round fixes: those over the cap, or those under the floor."""
    over: dict[int, tuple[int, str]] = {}
    under: dict[int, tuple[int, str]] = {}
    balance = 0
    whole = weight or 1
    for at in free:
        low, high = bounds[at]
        exact = left * weights[at]
        if high is not None and exact > high * whole:
            over[at] = (high, CAP)
            balance += exact - high * whole
        elif exact < low * whole:
            under[at] = (low, FLOOR)
            balance -= low * whole - exact
    return over if balance > 0 else under if balance < 0 else {**over, **under}
