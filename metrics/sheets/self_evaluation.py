"""省市县三级自评 held against what the system finds: item by item, the largest difference first.

A unit's own points (自评), those of the units above it (市级核评, 省级核评) and the system's are points of one
item of the sheet, in hundredths. A difference beyond the tolerance that nobody explained is marked.
"""

from fractions import Fraction
from typing import Any, NamedTuple

import polars as pl

from metrics.rating.evaluation import Evaluation

SELF_SCORES: dict[str, type[pl.DataType]] = {
    "unit": pl.String,
    "region": pl.String,
    "item": pl.String,
    "points": pl.Int64,
    "explanation": pl.String,
}
"""Points that a unit tells of a division for an item, and its explanation (说明), empty where there is none."""


class Compared(NamedTuple):
    """One item of one division: hundredths of points, null where nobody told them or it does not apply.

    `own` the division's, `above` what its superior and `province` what the province told, `system` what
    is found here. `known` says whether nothing that the item rests on is unknown. `difference` is the largest
    between what was told and the system, with its sign; `beyond` the tolerance, and nobody explained it.
    """

    region: str
    item: str
    own: int | None
    above: int | None
    province: int | None
    system: int | None
    known: bool
    difference: int | None
    explanation: str
    beyond: bool


def compared(evaluation: Evaluation, told: pl.DataFrame, tolerance: Fraction) -> list[Compared]:
    """Hold the points that were told against the system's, the largest difference first.

    `tolerance` is in points; on the bound is within. Items without anything told are left out.
    """
    found = item_points(evaluation)
    levels = dict(evaluation.regions.select("region", "level").iter_rows())
    parents = dict(evaluation.regions.select("region", "parent").iter_rows())
    provinces = {region for region, level in levels.items() if level == "省"}
    rows = []
    for (region, item), part in told.group_by("region", "item", maintain_order=True):
        if region not in levels:
            continue
        by_unit = {row["unit"]: row for row in part.iter_rows(named=True)}
        system, known = found.get((region, item), (None, True))
        rows.append(
            _compared(region, item, by_unit, parents.get(region), provinces, system, known, tolerance)
        )  # fmt: skip
    return sorted(rows, key=lambda row: (-abs(row.difference or 0), row.region, row.item))


def _compared(
    region: str, item: str, by_unit: dict[str, dict[str, Any]], parent: str | None,
    provinces: set[str], system: Fraction | None, known: bool, tolerance: Fraction,
) -> Compared:  # fmt: skip
    own = by_unit.get(region)
    above = by_unit.get(parent or "") if parent not in provinces else None
    province = next(
        (by_unit[unit] for unit in sorted(provinces - {region}) if unit in by_unit), None
    )
    told = [row for row in (own, above, province) if row is not None]
    exact = [Fraction(row["points"], 100) - system for row in told if system is not None]
    largest = max(exact, key=lambda value: (abs(value), value), default=None)
    words = "；".join(row["explanation"] for row in told if row["explanation"])
    return Compared(
        region=region, item=item, own=_told(own), above=_told(above), province=_told(province),
        system=None if system is None else rounded(system), known=known,
        difference=None if largest is None else rounded(largest), explanation=words,
        beyond=largest is not None and abs(largest) > tolerance and not words,
    )  # fmt: skip


def _told(row: dict[str, Any] | None) -> int | None:
    return None if row is None else int(row["points"])


def rounded(points: Fraction) -> int:
    """Return points in hundredths, rounded half away from zero."""
    whole = (abs(points) * 200 + 1) // 2
    return int(whole) if points >= 0 else -int(whole)


def item_points(evaluation: Evaluation) -> dict[tuple[str, str], tuple[Fraction, bool]]:
    """Return what each item earned in each region, exactly, and whether all it rests on is known."""
    found: dict[tuple[str, str], tuple[Fraction, bool]] = {}
    for row in evaluation.earnings.iter_rows(named=True):
        key = (row["region"], evaluation.standard.item_of[row["measure"]].code)
        won, known = found.get(key, (Fraction(0), True))
        share = Fraction(int(row["part"]), int(row["whole"]))
        found[key] = (won + Fraction(row["weight"]) * share, known and not row["unknown"])
    return found
