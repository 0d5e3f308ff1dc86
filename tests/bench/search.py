"""A search over everything, at the size of a nation: the index, then what officers type."""

import os
from collections.abc import Iterator

from metrics.access.scoped import EVERYTHING
from metrics.search.index import found, index
from sql.demo import frames_at_scale
from tests.bench.measures import best, fresh, spent

TYPED = ("hpxq", "hp", "和平", "和平小区", "XQ99", "zjj", "花园 hp", "没有这个小区")
"""Initials, few and many hits, names, codes, two words, and nothing found."""
GOAL = 0.2


def measure(*, compounds: int, rounds: int) -> Iterator[str]:
    """Tell the seconds of each search; the index is built once for each state of the data."""
    frames = frames_at_scale(compounds=compounds)
    held = index(fresh(frames)).of(EVERYTHING)
    built = spent(lambda: index(fresh(frames)).of(EVERYTHING))
    yield f"{held.rows.height:,} rows, load {os.getloadavg()[0]:.1f}"
    yield f"{'index':16}{built.wall:8.3f} s wall{built.cpu:8.3f} s cpu"
    runs = {typed: (lambda typed=typed: found(held, typed, most=8)) for typed in TYPED}
    for typed, seen in best(runs, rounds=rounds).items():
        hits = sum(group.total for group in found(held, typed, most=8))
        met = "met" if seen.wall <= GOAL else "missed"
        yield f"{typed:12}{seen.wall:8.3f} s wall{seen.cpu:8.3f} s cpu{hits:9,} found  {met}"
