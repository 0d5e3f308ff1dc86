"""What corrections did to the scores of their regions, where that can be told of a single one.

The corrections of a region together moved its score by the parts `late` and `corrections` of its
measures. A single one is told what it moved in a measure if it is the only correction of the region
at that step, or if all records of the measure that turned at that step are records that it alone
touches. Where other corrections touch them too, the measure is told of all of them together; where
nothing says whose the move is, nothing is told.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import polars as pl

from metrics.changes.corrections import GAP
from metrics.changes.score_moves import ScoreMove

Told = tuple[tuple[str, int], ...]
STEPS = {True: "late", False: "corrections"}
"""The step at which a correction counts, by whether it came in as late data."""


class Effect(NamedTuple):
    """What one correction did: measures and hundredths of a point, by itself and with others together.

    `known` is false where what it did cannot be told apart, or the region's score cannot be compared.
    """

    alone: Told = ()
    together: Told = ()
    known: bool = False


Row = Mapping[str, Any]


def correction_effects(
    corrections: pl.DataFrame, turned: pl.DataFrame, moved: Callable[[str], ScoreMove]
) -> list[Effect]:
    """Tell the effect of each row of `Changes.corrections`, in their order.

    `turned` as `records_turned` tells them, `moved` the score move of a region.
    """
    rows = corrections.to_dicts()
    sides = turned.filter(pl.col("cause").is_in(list(STEPS.values())))
    found = sides.select("region", "cause", "measure", "record").rows()
    records: dict[tuple[str, str], dict[str, set[str]]] = {}
    for region, cause, measure, record in found:
        records.setdefault((region, cause), {}).setdefault(measure, set()).add(record)
    return [_effect(row, rows, records, moved) for row in rows]


def _effect(
    row: Row,
    rows: list[dict[str, Any]],
    records: Mapping[tuple[str, str], Mapping[str, set[str]]],
    moved: Callable[[str], ScoreMove],
) -> Effect:
    if row["region"] is None or (move := moved(row["region"])).move is None:
        return Effect()
    cause = STEPS[row["late"]]
    parts = {each.measure: each.parts[cause] for each in move.measures if each.parts[cause]}
    others = [
        o for o in rows if o is not row and (o["region"], o["late"]) == (row["region"], row["late"])
    ]
    if not parts or not others:
        return Effect(alone=tuple(parts.items()), known=True)
    turned = records.get((row["region"], cause), {})
    alone: list[tuple[str, int]] = []
    together: list[tuple[str, int]] = []
    for measure, part in parts.items():
        mine = turned.get(measure, set()) & _touched(row)
        if mine:
            shared = mine != turned[measure] or any(mine & _touched(other) for other in others)
            (together if shared else alone).append((measure, part))
    return Effect(tuple(alone), tuple(together), known=bool(alone or together))


def _touched(row: Row) -> set[str]:
    """Return what a judged record may be called that hangs on the corrected one."""
    key = [part for part in row["key"] if part]
    return {*key, row["record"], GAP.join(key)}
