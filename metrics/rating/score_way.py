"""The fewest records that lift a score, by exact fractions, and when that number is proven.

Each measure is a curve: what the next record met earns, and the next. Proportional points earn the
same for each record, linear ones the same between floor and target: curves that never rise. For
such curves taking the largest step first is exact, because the best sum of any number of records is
made of the largest steps, and a curve hands out its larger steps first. A threshold, or a floor not
yet reached, earns nothing until enough records are met at once (`entry`). Whether to enter is tried
both ways for each such curve, and largest-first is exact for the rest: proven again. Only where
more than MOST_ENTRIES curves have an entry are the ways not all tried and nothing is proven.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, pairwise
from math import ceil, floor
from typing import Any, NamedTuple

from metrics.rating.rule_keys import Band
from metrics.rules.value import Rules

MOST_ENTRIES = 10


class Steps(NamedTuple):
    """So many records, each earning the same."""

    measure: str
    records: int
    gain: Fraction


@dataclass(frozen=True, slots=True)
class Curve:
    """One measure: what must be met at once before anything is earned (null: nothing), then steps."""

    measure: str
    entry: Steps | None
    steps: tuple[Steps, ...]

    def after(self, records: int) -> "Curve":
        """Return the curve once so many of its records are met."""
        left, steps = records, []
        if self.entry is not None and records < self.entry.records:
            rest = self.entry._replace(records=self.entry.records - records)
            return Curve(self.measure, rest, self.steps)
        left -= self.entry.records if self.entry else 0
        for step in self.steps:
            used = min(left, step.records)
            left -= used
            steps.append(step._replace(records=step.records - used))
        return Curve(self.measure, None, tuple(step for step in steps if step.records))

    def earns(self, records: int) -> Fraction:
        """Return what so many records met earn altogether."""
        if self.entry is not None and records < self.entry.records:
            return Fraction(0)
        left, total = records - (self.entry.records if self.entry else 0), Fraction(0)
        total += self.entry.gain if self.entry else 0
        for step in self.steps:
            used = min(left, step.records)
            total, left = total + used * step.gain, left - used
        return total


class Way(NamedTuple):
    """A way to a grade: records to meet per measure, their number, and whether it is the fewest."""

    grade: str
    records: int
    by_measure: tuple[tuple[str, int], ...]
    proven: bool


def curve(row: Mapping[str, Any], *, weight: Fraction) -> Curve:
    """Return the curve of one row of counts with its points function (see scoring.points_frame)."""
    left = int(row["unmet"]) + int(row["unknown"])
    met, base = int(row["numerator"]), int(row["denominator"])
    whole = base * int(row["over"])
    lifts, debt = int(row["times"]), base * int(row["less"])

    def earned(count: int) -> Fraction:
        part = max(0, (met + count) * lifts - debt)
        if row["threshold"]:
            return weight if part >= whole else Fraction(0)
        return weight * Fraction(min(part, whole), whole)

    # Between these numbers of records every further one earns the same.
    at_floor = floor(Fraction(debt, lifts) - met) + 1
    at_target = ceil(Fraction(debt + whole, lifts) - met)
    bends = {at_floor - 1, at_floor, at_target - 1, at_target}
    points = sorted({0, left} | {bend for bend in bends if 0 < bend < left})
    return _curve(str(row["measure"]), earned, points)


def _curve(measure: str, earned: Callable[[int], Fraction], points: Sequence[int]) -> Curve:
    steps = [Steps(measure, b - a, (earned(b) - earned(a)) / (b - a)) for a, b in pairwise(points)]
    paid = next((at for at, step in enumerate(steps) if step.gain), len(steps))
    rest = tuple(step for step in steps[paid + 1 :] if step.gain)
    if all(a.gain >= b.gain for a, b in pairwise(steps)):
        return Curve(measure, None, tuple(step for step in steps if step.gain))
    at_once = points[paid + 1]
    return Curve(measure, Steps(measure, at_once, earned(at_once) - earned(0)), rest)


def missing(earnings: Iterable[Mapping[str, Any]], rules: Rules, band: Band) -> Fraction:
    """Return the points still to be won so that the published score lies in the band."""
    rows = [(Fraction(r["weight"]), Fraction(int(r["part"]), int(r["whole"]))) for r in earnings]
    won = sum((weight * share for weight, share in rows), Fraction(0))
    asked = sum((weight for weight, _ in rows), Fraction(0))
    total = Fraction(sum(rules["item_weights"].values()))
    low = band.low * 100
    wanted = ceil(low) if band.low_included else floor(low) + 1
    share = Fraction(2 * wanted - 1, 20_000)  # rounded half up, this is the published score
    return {
        "spread": share * asked - won,
        "full": share * total - (won + total - asked),
        "zero": share * total - won,
    }[rules["not_applicable"]]


def shortest(
    curves: Sequence[Curve],
    needed: Fraction,
    *,
    grade: str,
    forced: Mapping[str, int] | None = None,
) -> Way | None:
    """Return the way with the fewest records that earns `needed`; null where nothing does.

    `forced` records of a measure are met whatever they earn and count in the number.
    """
    first = Counter(dict(forced or {}))
    needed -= sum((c.earns(first[c.measure]) for c in curves), Fraction(0))
    left = [c.after(first[c.measure]) for c in curves]
    doors = [c for c in left if c.entry is not None]
    proven = len(doors) <= MOST_ENTRIES
    ways = [way for way in _ways(left, doors, needed, all_of=proven) if way is not None]
    if not ways:
        return None
    best = min(ways, key=lambda way: (way.total(), sorted(way.items()))) + first
    counts = tuple(sorted((m, k) for m, k in best.items() if k))
    return Way(grade, sum(k for _, k in counts), counts, proven)


def _ways(
    curves: Sequence[Curve], doors: Sequence[Curve], needed: Fraction, *, all_of: bool
) -> Iterator["Counter[str] | None"]:
    """Try which doors to go through; with too many of them only none, each alone, and all."""
    sizes = range(len(doors) + 1) if all_of else (0, 1, len(doors))
    for size in sizes:
        for opened in combinations(doors, size):
            yield _greedy(curves, opened, needed)


def _greedy(
    curves: Sequence[Curve], opened: Sequence[Curve], needed: Fraction
) -> "Counter[str] | None":
    entered = {c.measure: c.entry for c in opened if c.entry}
    way = Counter({measure: entry.records for measure, entry in entered.items()})
    needed -= sum((entry.gain for entry in entered.values()), Fraction(0))
    steps = [s for c in curves if c.entry is None or c.measure in entered for s in c.steps]
    for step in sorted(steps, key=lambda s: (-s.gain, s.measure)):
        if needed <= 0:
            break
        taken = min(step.records, ceil(needed / step.gain))
        way[step.measure] += taken
        needed -= taken * step.gain
    return way if needed <= 0 else None
