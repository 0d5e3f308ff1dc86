"""Why a region moved, as an agenda of the database keeps it: JSON, its fractions as text (3/4)."""

from collections.abc import Mapping
from dataclasses import asdict
from fractions import Fraction
from typing import Any

from metrics.changes.score_moves import MeasureMove, ScoreMove
from metrics.changes.why_moved import Moved
from metrics.rating.shares import Earned

Kept = dict[str, Any]
"""An object of JSON."""


def write(moved: Moved | None) -> Kept | None:
    """Return what is kept of a move; of nothing, nothing."""
    if moved is None:
        return None
    measures = [each._asdict() for each in moved.move.measures]
    move = asdict(moved.move) | {"measures": measures}
    return {"move": move, "turned": moved.turned, "rank": moved.rank}


def read(kept: Kept | None) -> Moved | None:
    """Read what `write` wrote; an agenda from before moves were kept has none."""
    if kept is None:
        return None
    move = kept["move"]
    before, after = move["vetoes"]
    measures = tuple(map(_measure, move["measures"]))
    told = ScoreMove(**{**move, "vetoes": (tuple(before), tuple(after)), "measures": measures})
    return Moved(told, kept["turned"], kept["rank"])


def _measure(kept: Mapping[str, Any]) -> MeasureMove:
    sides = {side: _earned(kept[side]) for side in ("before", "after")}
    return MeasureMove(**{**kept, **sides})


def _earned(kept: list[str] | None) -> Earned | None:
    return None if kept is None else Earned(*map(Fraction, kept))
