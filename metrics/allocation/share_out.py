"""Share whole 分 out by weights that are whole numbers: two methods, each exact.

Everybody's weight stands in the order of the region codes, so that the first of equals is the one of the
smaller code. A weight of 0 never gets anything.
"""

from collections.abc import Sequence
from fractions import Fraction
from heapq import heapify, heappop, heapreplace

from metrics.allocation.limits import Filled


def largest_remainder(pool_fen: int, weights: Sequence[int]) -> list[int]:
    """Share out by largest remainder (最大余数法): the whole part of each exact amount, then the odd 分.

    An odd 分 goes to the largest fraction, of equal fractions to the larger weight, of equal weights to
    the smaller code. The sum of the weights is above 0. A smaller pool may raise somebody by 1 分.
    """
    whole = sum(weights)
    exact = [pool_fen * weight for weight in weights]
    shared = [amount // whole for amount in exact]
    left = pool_fen - sum(shared)
    if not left:
        return shared
    rests = [amount % whole for amount in exact]
    cut = sorted(rests, reverse=True)[left - 1]
    equal = [at for at, rest in enumerate(rests) if rest == cut]
    for at, rest in enumerate(rests):
        if rest > cut:
            shared[at] += 1
            left -= 1
    for at in sorted(equal, key=lambda at: -weights[at])[:left]:
        shared[at] += 1
    return shared


def sainte_lague(weights: Sequence[int], filled: Filled) -> list[int]:
    """Share out by the divisor method of Sainte-Laguë (圣拉古法) between the bounds of each.

    Every 分 goes to the largest weight ÷ (2 · 分 already given + 1), of equal quotients to the larger weight,
    then to the smaller code; what is fixed at a bound in `filled` was given so too. A smaller pool raises
    nobody. Begins beside the exact amounts, so that only a few 分 are left to give or take.
    """
    whole, free = filled.free_weight, filled.free_fen
    shared = [
        _within((2 * free * weight + whole) // (2 * whole), *bounds) if whole else bounds[0]
        for weight, bounds in zip(weights, filled.bounds, strict=True)
    ]
    for at, (fen, _) in filled.fixed.items():
        shared[at] = fen
    left = filled.placed_fen - sum(shared)
    return (
        _given(shared, weights, filled, left)
        if left > 0
        else _taken(shared, weights, filled, -left)
    )


def _within(fen: int, low: int, high: int | None) -> int:
    return max(low, fen if high is None else min(fen, high))


Key = tuple[Fraction, int, int]


def _given(shared: list[int], weights: Sequence[int], filled: Filled, left: int) -> list[int]:
    def key(at: int) -> Key:
        return (Fraction(-weights[at], 2 * shared[at] + 1), -weights[at], at)

    def more(at: int) -> bool:
        high = filled.bounds[at][1]
        return weights[at] > 0 and (high is None or shared[at] < high)

    queue = [key(at) for at in range(len(shared)) if more(at)] if left else []
    heapify(queue)
    for _ in range(left):
        at = queue[0][2]
        shared[at] += 1
        if more(at):
            heapreplace(queue, key(at))
        else:
            heappop(queue)
    return shared


def _taken(shared: list[int], weights: Sequence[int], filled: Filled, over: int) -> list[int]:
    def key(at: int) -> Key:
        return (Fraction(weights[at], 2 * shared[at] - 1), weights[at], -at)

    def less(at: int) -> bool:
        return shared[at] > filled.bounds[at][0]

    queue = [key(at) for at in range(len(shared)) if less(at)] if over else []
    heapify(queue)
    for _ in range(over):
        at = -queue[0][2]
        shared[at] -= 1
        if less(at):
            heapreplace(queue, key(at))
        else:
            heappop(queue)
    return shared
