"""A nation's counties share a pool, against a bare division of the same array."""

import os
import random
import time
from collections.abc import Callable, Iterator
from fractions import Fraction

from metrics.allocation.allocate import allocate
from metrics.allocation.by_factors import SAINTE_LAGUE, Options, share_by_factors
from metrics.allocation.catalogue import scheme
from metrics.allocation.cliffs import Case, of_points
from metrics.allocation.point_worth import points_worth
from metrics.allocation.result import Claim
from metrics.allocation.share_out import largest_remainder

COUNTIES, POOL = 2_840, 97_000_000_000_00
GOAL, WHAT_IF = 5, 0.300
"""So many times the division an allocation may take, and the seconds of one question."""


def compare(rounds: int) -> Iterator[str]:
    """Tell the best processor time of some rounds, in turns, and the ratio to the division."""
    told = claims()
    yield f"load {os.getloadavg()[0]:.1f}, {COUNTIES:,} counties"
    for name in ("central_2019", "central_2020_later", "central_2024"):
        yield from _compare(name, told, rounds)


def claims() -> list[Claim]:
    """Invent the counties with a fixed seed."""
    chance = random.Random(2026)
    return [
        Claim(
            f"{110_000 + number}",
            {
                "area": Fraction(chance.randrange(1_000_000, 90_000_000), 100),
                "households": Fraction(chance.randrange(100, 12_000)),
                "buildings": Fraction(chance.randrange(5, 400)),
                "compounds": Fraction(chance.randrange(1, 90)),
                "coefficient": Fraction(chance.randrange(2_000, 8_500), 100),
                "score": Fraction(chance.randrange(4_000, 10_001), 100),
            },
        )
        for number in range(COUNTIES)
    ]


def _compare(name: str, told: list[Claim], rounds: int) -> Iterator[str]:
    asked = scheme(name)
    weights = share_by_factors(asked, POOL, told, Options()).roundings[0].weights
    whole = sum(weights)
    shares = [Fraction(weight, whole) for weight in weights]
    tasks: dict[str, Callable[[], object]] = {
        "division": lambda: [POOL * share for share in shares],
        "allocate": lambda: allocate(asked, POOL, told).fens,
        "sainte-lague": lambda: allocate(asked, POOL, told, Options(method=SAINTE_LAGUE)).fens,
        "whole division": lambda: [POOL * weight // whole for weight in weights],
        "share_out": lambda: largest_remainder(POOL, weights),
    }
    best = dict.fromkeys(tasks, float("inf"))
    for _ in range(rounds):
        for task, run in tasks.items():
            best[task] = min(best[task], _seconds(run))
    bare, whole_bare = best["division"], best["whole division"]
    yield (
        f"{name}: division of the shares {bare * 1e3:.1f} ms, from figures to 分 "
        f"{best['allocate'] / bare:.1f} times that (goal {GOAL}), Sainte-Laguë {best['sainte-lague'] / bare:.1f}; "
        f"division of whole numbers {whole_bare * 1e3:.2f} ms, largest remainder "
        f"{best['share_out'] / whole_bare:.1f} times that (goal {GOAL})"
    )
    case = Case(asked, POOL, tuple(told))
    if "score" in asked.needs:
        one = _seconds(lambda: of_points(case, told[7].region))
        every = _seconds(lambda: points_worth(case))
        yield (
            f"{name}: one more point of one county {one * 1e3:.0f} ms (goal {WHAT_IF * 1e3:.0f}), "
            f"of each of all {every * 1e3:.0f} ms"
        )


def _seconds(run: Callable[[], object]) -> float:
    start = time.process_time()
    run()
    return time.process_time() - start
