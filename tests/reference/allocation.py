"""Allocation by factors once more, slowly and otherwise: plain integers, and the level between two breakpoints."""

from collections.abc import Mapping, Sequence
from math import prod
from typing import Any

Row = Mapping[str, Any]


def shared_out(
    pool: int, rows: Sequence[Row], weights: Mapping[str, int]
) -> tuple[dict[str, int], int]:
    """Return the 分 by region and what no cap leaves room for.

    A row has region, figures by the names of `weights`, k, and perhaps excluded, multiplier (a pair), cap and
    floor. Every figure is multiplied by k, `score` is not.
    """
    counted = [
        {name: row[name] * (1 if name == "score" else row["k"]) for name in weights} for row in rows
    ]
    totals = {name: sum(each[name] for each in counted) for name in weights}
    pairs = [row.get("multiplier", (1, 1)) for row in rows]
    under = prod({down for _, down in pairs})
    shares = [
        0 if row.get("excluded") else _share(each, totals, weights) * up * (under // down)
        for row, each, (up, down) in zip(rows, counted, pairs, strict=True)
    ]
    lows = [0 if row.get("excluded") else row.get("floor") or 0 for row in rows]
    highs = [0 if row.get("excluded") else row.get("cap") for row in rows]
    return _bounded(pool, [row["region"] for row in rows], shares, lows, highs)


def _share(counted: Row, totals: Mapping[str, int], weights: Mapping[str, int]) -> int:
    """Return Σ weight · counted · (product of all other totals)."""
    whole = 0
    for name, weight in weights.items():
        part = weight * counted[name]
        for other, total in totals.items():
            part *= 1 if other == name else total
        whole += part
    return whole


def _bounded(
    pool: int, regions: Sequence[str], shares: Sequence[int], lows: Sequence[int],
    highs: Sequence[int | None],
) -> tuple[dict[str, int], int]:  # fmt: skip
    """Find the level (分 for each unit of share) at which the pool is placed, by halving the breakpoints."""
    everybody = range(len(shares))
    most = [
        None if high is None and share else (low if not share else high)
        for share, low, high in zip(shares, lows, highs, strict=True)
    ]
    if None not in most and sum(m for m in most if m is not None) <= pool:
        full = {regions[i]: most[i] or 0 for i in everybody}
        return full, pool - sum(full.values())
    points = [(0, 1), *_breakpoints(shares, lows, highs)]
    below, beyond = 0, len(points)
    while beyond - below > 1:
        middle = (below + beyond) // 2
        fits = _placed_at(points[middle], shares, lows, highs) <= pool * points[middle][1]
        below, beyond = (middle, beyond) if fits else (below, middle)
    level = points[below]
    inside = [
        i for i in everybody
        if shares[i] and lows[i] * level[1] <= shares[i] * level[0]
        and (highs[i] is None or shares[i] * level[0] < highs[i] * level[1])
    ]  # fmt: skip
    fens = {
        i: lows[i] if shares[i] * level[0] <= lows[i] * level[1] else highs[i] or 0
        for i in everybody if i not in set(inside)
    }  # fmt: skip
    left = pool - sum(fens.values())
    whole = sum(shares[i] for i in inside)
    fens |= {i: left * shares[i] // whole for i in inside}
    odd = pool - sum(fens.values())
    order = sorted(inside, key=lambda i: (-(left * shares[i] % whole), -shares[i], regions[i]))
    for i in order[:odd]:
        fens[i] += 1
    return {regions[i]: fens[i] for i in everybody}, 0


def _breakpoints(
    shares: Sequence[int], lows: Sequence[int], highs: Sequence[int | None]
) -> list[tuple[int, int]]:
    """Return the levels at which somebody leaves the floor or meets the cap, rising, as pairs."""
    under = 1 << 400
    pairs = [
        (bound, share)
        for share, low, high in zip(shares, lows, highs, strict=True)
        for bound in (low, high)
        if share and bound
    ]
    return sorted(pairs, key=lambda pair: pair[0] * under // pair[1])


def _placed_at(
    level: tuple[int, int], shares: Sequence[int], lows: Sequence[int], highs: Sequence[int | None]
) -> int:
    """Return what is placed at a level, times the denominator of the level."""
    up, down = level
    placed = 0
    for share, low, high in zip(shares, lows, highs, strict=True):
        amount = max(share * up, low * down)
        placed += amount if high is None else min(amount, high * down)
    return placed
