"""A thousand random regions against an independent slow reference in plain integers."""

import random
from fractions import Fraction

import pytest

from metrics.allocation.allocate import allocate
from metrics.allocation.catalogue import scheme
from metrics.allocation.result import Claim
from tests.reference.allocation import Row, shared_out

WEIGHTS = {
    "central_2019": {"area": 40, "households": 40, "buildings": 10, "compounds": 10},
    "central_2020_later": {"area": 40, "households": 30, "buildings": 10, "compounds": 10, "score": 10},
}  # fmt: skip


def regions(count: int, seed: int, pool: int) -> list[Row]:
    """Invent regions; one in ten each is excluded, halved, capped, floored, or alike to another."""
    chance = random.Random(seed)
    rows: list[dict[str, object]] = []
    for number in range(count):
        row: dict[str, object] = {
            "area": chance.randrange(1, 900_000), "households": chance.randrange(12_000),
            "buildings": chance.randrange(400), "compounds": chance.randrange(1, 90),
            "k": chance.randrange(20, 86), "score": chance.randrange(101),
        }  # fmt: skip
        if rows and chance.random() < 0.1:
            row = {name: rows[-1][name] for name in row}
        row["region"] = f"{110_000 + number}"
        lot = chance.random()
        if lot < 0.1:
            row["excluded"] = True
        elif lot < 0.2:
            row["multiplier"] = chance.choice([(1, 2), (3, 4)])
        elif lot < 0.3:
            row["cap"] = chance.randrange(pool // count * 2)
        elif lot < 0.4:
            row["floor"] = chance.randrange(pool // count)
        rows.append(row)
    return rows


def claim(row: Row) -> Claim:
    """Return a row as the allocation takes it."""
    names = ("area", "households", "buildings", "compounds", "score")
    figures = {name: Fraction(row[name]) for name in names} | {"coefficient": Fraction(row["k"])}
    return Claim(
        row["region"], figures, excluded="是" if row.get("excluded") else "",
        multiplier=Fraction(*row.get("multiplier", (1, 1))), cap_fen=row.get("cap"),
        floor_fen=row.get("floor"),
    )  # fmt: skip


@pytest.mark.parametrize("name", WEIGHTS)
@pytest.mark.parametrize(
    ("count", "pool", "seed"),
    [(1_000, 10**12 + 7, 1), (7, 1_000, 3), (3, 10, 4)],
)
def test_random_regions_are_given_the_same_fen(name: str, count: int, pool: int, seed: int):
    rows = regions(count, seed, pool)
    expected, withheld = shared_out(pool, rows, WEIGHTS[name])
    found = allocate(scheme(name), pool, [claim(row) for row in reversed(rows)])
    assert found.fens == expected
    assert found.withheld_fen == withheld


@pytest.mark.parametrize("seed", range(40))
def test_a_few_regions_with_bounds_are_given_the_same_fen(seed: int):
    rows = regions(6, seed, 600)
    expected, withheld = shared_out(600, rows, WEIGHTS["central_2019"])
    found = allocate(scheme("central_2019"), 600, [claim(row) for row in rows])
    assert (found.fens, found.withheld_fen) == (expected, withheld)
