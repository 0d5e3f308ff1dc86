"""Weight stability once more, slowly: every score a fraction, every rank counted."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from hashlib import sha256
from math import floor
from typing import Any, NamedTuple

from tests.reference.records import Rules


class Held(NamedTuple):
    """How one region held: the draws of the same rank, near it, at the top and of the same grade."""

    same: int
    near: int
    top: int
    best: int
    worst: int
    grade: int | None


def factors(seed: int, low: int, high: int, *, draws: int, items: int) -> list[list[int]]:
    """Draw one factor after the other from the stream of digests."""
    stream = _words(seed)
    span = high - low + 1
    rows = []
    for _ in range(draws):
        row: list[int] = []
        while len(row) < items:
            word = next(stream)
            if word < 65536 - 65536 % span:
                row.append(low + word % span)
        rows.append(row)
    return rows


def _words(seed: int) -> Iterator[int]:
    block = 0
    while True:
        digest = sha256(f"{seed}:{block}".encode()).digest()
        yield from (digest[n] * 256 + digest[n + 1] for n in range(0, 32, 2))
        block += 1


def held(
    regions: Sequence[Mapping[str, Any]],
    shares: Mapping[str, Mapping[str, Fraction]],
    rules: Rules,
    drawn: Sequence[Mapping[str, int]],
    *,
    top: int,
    aside: int,
) -> dict[str, Held]:
    """Rank regions (region, score, rank, grade, vetoes, breaches) of one group anew in every draw.

    `shares` are those of the measures that apply, by region; `drawn` the factors of items by code.
    """
    ranks: dict[str, list[int]] = {row["region"]: [] for row in regions}
    grades: dict[str, list[str]] = {row["region"]: [] for row in regions}
    for factor in drawn:
        keys = {}
        for row in regions:
            score = _score(shares[row["region"]], rules, factor)
            behind = bool(row["vetoes"]) and rules["veto_effect"] == "last"
            breached = row["breaches"] if rules["baseline_breaches_first"] else 0
            keys[row["region"]] = (not behind, -breached, score)
            grades[row["region"]].append(_grade(score, rules, barred=bool(row["vetoes"])))
        for region, key in keys.items():
            ranks[region].append(1 + sum(other > key for other in keys.values()))
    return {
        row["region"]: _held(row, ranks[row["region"]], grades[row["region"]], top, aside)
        for row in regions
    }


def _held(
    row: Mapping[str, Any], ranks: list[int], grades: list[str], top: int, aside: int
) -> Held:
    ordered = sorted(ranks)
    return Held(
        sum(rank == row["rank"] for rank in ranks),
        sum(abs(rank - row["rank"]) <= 1 for rank in ranks),
        sum(rank <= top for rank in ranks),
        ordered[aside],
        ordered[-1 - aside],
        None if row["grade"] is None else sum(grade == row["grade"] for grade in grades),
    )


def _score(shares: Mapping[str, Fraction], rules: Rules, factor: Mapping[str, int]) -> int:
    measures = rules["measures"]
    won = asked = Fraction(0)
    for code in measures:
        item = code[:3]
        number = sum(other[:3] == item for other in measures)
        weight = Fraction(rules["item_weights"][item]) * factor[item] / number
        if code in shares:
            won, asked = won + weight * shares[code], asked + weight
        elif rules["not_applicable"] != "spread":
            asked += weight
            won += weight if rules["not_applicable"] == "full" else 0
    return floor(won / asked * 10_000 + Fraction(1, 2))


def _grade(score: int, rules: Rules, *, barred: bool) -> str:
    names = [band.grade for band in rules["grade_bands"]]
    place = next(
        n for n, band in enumerate(rules["grade_bands"]) if band.covers(Fraction(score, 100))
    )
    if barred and rules["veto_effect"] == "cap":
        place = max(place, names.index(rules["veto_grade_cap"]))
    return names[place]
