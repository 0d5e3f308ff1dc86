"""Progress agrees with a slow reading in plain Python on random provinces and random returns."""

from collections.abc import Iterator
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from metrics.progress import rates as progress
from metrics.progress.figures import COUNTS, pair
from metrics.records.frames import Frames
from tests.metrics.small_frames import division, frames
from tests.random_provinces import Province, provinces
from tests.test_agreement import frames_of, thorough

Unit = dict[str, int | None]
RETURNED = [figure for figure in progress.FIGURES if figure != "completed_households"]


def below(tables: Frames, place: str) -> list[str]:
    """Return a division and all below it, by walking down its children."""
    children = tables.regions.filter(parent=place)["region"]
    return [place, *(code for child in children for code in below(tables, child))]


def added(units: list[Unit], figures: tuple[str, ...]) -> tuple[list[int | None], int]:
    """Add up the units that know every one of the figures, and count the others."""
    concerned = [unit for unit in units if set(figures) <= set(unit)]
    known = [unit for unit in concerned if all(unit[f] is not None for f in figures)]
    sums = [sum(unit[f] for unit in known) if known else None for f in figures]  # type: ignore[misc]
    return sums, len(concerned) - len(known)


def ledger_units(province: Province, owners: list[str], year: int) -> Iterator[Unit]:
    """Yield every compound, project and row of 资金 of the owners as a unit of its figures."""
    sheets, day = province.sheets, province.as_of

    def by(date: Any) -> bool:
        return date is not None and date <= day

    for project in sheets["projects"]:
        if project["region"] not in owners or project["plan_year"] != year:
            continue
        own = [row for row in sheets["compounds"] if row["project"] == project["project"]]
        for row in own:
            states = {s: by(row[f"{s}_on"]) for s in ("planned", "started", "completed")}
            yield {f"{s}_compounds": int(so) for s, so in states.items()} | {
                f"{s}_households": row["households"] * so for s, so in states.items()
            }
        in_plan = any(by(row["planned_on"]) for row in own)
        yield {
            "planned_investment": project.get("planned_investment") if in_plan else 0,
            "completed_investment": project.get("completed_investment"),
        }
        for row in sheets["funds"]:
            if row["project"] == project["project"]:
                yield {"received": row.get("received"), "paid": row.get("paid")}


@thorough
@given(province=provinces())
def test_the_ledger_agrees_with_plain_python(province: Province) -> None:
    tables = frames_of(province)
    heard = province.reporting | {row["region"] for row in province.sheets["projects"]}
    for row in progress.ledger(tables).iter_rows(named=True):
        owners = below(tables, row["region"])
        bottoms = [code for code in owners if below(tables, code) == [code]]
        units = list(ledger_units(province, owners, row["year"]))
        units += [dict.fromkeys(COUNTS, 0) for code in bottoms if code in heard]
        assert row["silent"] == sum(code not in heard for code in bottoms)
        for figure in progress.FIGURES:
            sums, unknown = added(units, (figure,))
            assert ([row[figure]], row[f"{figure}_unknown"]) == (sums, unknown), figure
        for rate, figures in progress.RATES.items():
            sums, left_out = added(units, figures)
            assert [row[part] for part in pair(rate)] == sums, rate
            assert row[f"{rate}_left_out"] == left_out, rate


TREE = {"10": None, "11": "10", "12": "10", "111": "11", "112": "11", "121": "12", "1111": "111"}
AMOUNT = st.sampled_from([None, 0, 1, 7, 100])
RETURN = st.none() | st.fixed_dictionaries(dict.fromkeys(RETURNED, AMOUNT))


def settled(
    code: str, filed: dict[str, Unit | None], figures: tuple[str, ...]
) -> tuple[list[int | None], int, bool]:
    """Return the sums, the unknown units, and whether anybody at or below `code` filed."""
    own = filed[code]
    children = [settled(c, filed, figures) for c, parent in TREE.items() if parent == code]
    heard_below = any(heard for _, _, heard in children)
    if own is not None and all(own.get(f) is not None for f in figures):
        return [own[f] for f in figures], 0, True
    known = [sums for sums, _, _ in children if sums[0] is not None]
    sums = [sum(column) for column in zip(*known, strict=True)] if known else [None] * len(figures)
    unknown = sum(count for _, count, _ in children) if heard_below else 1
    return sums, unknown, heard_below or own is not None


@thorough
@given(filed=st.fixed_dictionaries(dict.fromkeys(TREE, RETURN)))
def test_returns_agree_with_plain_python(filed: dict[str, Unit | None]) -> None:
    tables = frames(
        regions=[division(code, "县", parent) for code, parent in TREE.items()],
        returns=[{"region": c, "year": 2023, **row} for c, row in filed.items() if row is not None],
    )
    found = progress.returns(tables)
    assert found["region"].to_list() == (sorted(TREE) if any(filed.values()) else [])
    for row in found.iter_rows(named=True):
        for figure in progress.FIGURES:
            sums, unknown, _ = settled(row["region"], filed, (figure,))
            assert ([row[figure]], row[f"{figure}_unknown"]) == (sums, unknown), figure
        for rate, figures in progress.RATES.items():
            sums, left_out, _ = settled(row["region"], filed, figures)
            assert [row[part] for part in pair(rate)] == sums, rate
            assert row[f"{rate}_left_out"] == left_out, rate
