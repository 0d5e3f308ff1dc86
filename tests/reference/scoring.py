"""From counts to points, vetoes, grade and score (§3, §6.31 to 36)."""

from collections.abc import Mapping
from fractions import Fraction
from math import floor
from typing import NamedTuple

from tests.reference.counting import AMOUNTS, MEASURES, Count
from tests.reference.records import Rules

Counts = Mapping[str, Count]


class Standing(NamedTuple):
    """What ranks a region: its rounded score in hundredths, and the measures that bar it."""

    score: int | None
    vetoes: tuple[str, ...]
    breaches: int = 0


def standing(counts: Counts, rules: Rules) -> Standing:
    """Score one region and name the measures that bar it."""
    return Standing(_score(counts, rules), _vetoes(counts, rules), _breaches(counts))


def _score(counts: Counts, rules: Rules) -> int | None:
    rates = {code: Fraction(c.met, c.all) if c.all else Fraction(0) for code, c in counts.items()}
    weights = {code: _weight(code, rules) for code in MEASURES}
    applicable = {code for code in MEASURES if _applies(counts.get(code, Count()))}
    if not sum(weights[code] for code in applicable):
        return None
    earned = sum(weights[code] * _points(code, rates[code], rules) for code in applicable)
    spared = sum(weights[code] for code in MEASURES if code not in applicable)
    base = sum(weights.values()) - (spared if rules["not_applicable"] == "spread" else 0)
    if rules["not_applicable"] == "full":
        earned += spared
    return _half_up(Fraction(earned) * 100 / base)


def _applies(count: Count) -> bool:
    return count.all > 0 or count.unknown > 0


def _weight(code: str, rules: Rules) -> Fraction:
    item = code[:3]
    of_item = [other for other in MEASURES if other[:3] == item]
    return rules["item_weights"][item] / len(of_item)


def _points(code: str, rate: Fraction, rules: Rules) -> Fraction:
    shape, low, target = rules["points"].get(code, rules["points"]["default"])
    if isinstance(target, str):
        target = rules[target]
    if shape == "proportional":
        return rate
    if rate >= target:
        return Fraction(1)
    if shape == "threshold":
        return Fraction(0)
    return max(Fraction(0), (rate - low) / (target - low))


def _half_up(score: Fraction) -> int:
    return floor(score * 100 + Fraction(1, 2))


def _vetoes(counts: Counts, rules: Rules) -> tuple[str, ...]:
    return tuple(
        code
        for code in sorted(rules["veto_measures"])
        if code in counts and counts[code].all > counts[code].met + counts[code].unknown
    )


def _breaches(counts: Counts) -> int:
    """Count the measures of A01 to A10 with a record that is not met."""
    return sum(
        counts[code].all > counts[code].met + counts[code].unknown
        for code in counts
        if code.startswith("A")
    )


def grade(standing: Standing, rules: Rules) -> str | None:
    """Grade the published score; under `cap` a barred region gets the cap at best."""
    if standing.score is None:
        return None
    names = [band.grade for band in rules["grade_bands"]]
    place = next(
        at for at, band in enumerate(rules["grade_bands"]) if _within(standing.score, band)
    )
    if standing.vetoes and rules["veto_effect"] == "cap":
        place = max(place, names.index(rules["veto_grade_cap"]))
    return names[place]


def _within(score: int, band: tuple[str, Fraction, bool, Fraction, bool]) -> bool:
    _, low, low_included, high, high_included = band
    value = Fraction(score, 100)
    above = value >= low if low_included else value > low
    return above and (value <= high if high_included else value < high)


def in_favour(counts: Counts) -> dict[str, Count]:
    """Judge every unknown record as met; blank amounts leave a share as it is (§6.37)."""
    return {
        code: c if code in AMOUNTS else Count(c.met + c.unknown, c.all, 0)
        for code, c in counts.items()
    }


def against(counts: Counts) -> dict[str, Count]:
    """Judge every unknown record as not met; blank amounts leave a share as it is (§6.37)."""
    return {code: c if code in AMOUNTS else Count(c.met, c.all, 0) for code, c in counts.items()}
