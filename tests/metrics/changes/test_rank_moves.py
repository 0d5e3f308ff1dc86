"""Why a rank moved: each part by hand, and on random provinces the parts add up."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.changes.corrections import revise
from metrics.changes.rank_moves import PARTS, rank_moves
from metrics.packs.pack import load_pack
from metrics.rating.evaluation import evaluate
from metrics.records.frames import Frames
from metrics.rules.value import RulePack
from metrics.standards.catalogue import NATIONAL
from tests.metrics.small_frames import division, frames
from tests.random_provinces import Province, provinces
from tests.test_agreement import ALTERATIONS, altered, frames_of, thorough

D1, D2 = date(2023, 6, 30), date(2023, 7, 7)
COUNTIES = ("620102", "620103", "620104")
Flags = tuple[bool | None, ...]
T, F, U = True, False, None


def rules(**changed: Any) -> RulePack:
    """Return rules under which the share of projects with an operator (B05.1) is the score."""
    weights = dict.fromkeys(NATIONAL.by_code, 0) | {"B05": 1}
    pack = load_pack("national").on(D1)
    return altered(pack, {"item_weights": weights, "min_compounds": 0} | changed)


OPERATORS = rules()
AREAS = rules(item_weights=dict.fromkeys(NATIONAL.by_code, 0) | {"B02": 1})


def county(owner: str, flags: Flags, **values: Any) -> list[dict[str, Any]]:
    return [
        {"project": f"P{owner}{n}", "name": "项目", "region": owner, "plan_year": 2023,
         "scale_operator": flag, **values}
        for n, flag in enumerate(flags)
    ]  # fmt: skip


def on(day: date, *counties: Flags, planned: tuple[int, ...] = (), joint: str = "甲乙丙",
    heard: tuple[str, ...] = COUNTIES) -> Frames:  # fmt: skip
    """Return counties 甲, 乙, 丙 with the flags of their projects and so many compounds in plan.

    `heard` are those that reported themselves.
    """
    projects = [
        row
        for owner, name, flags in zip(COUNTIES, "甲乙丙", counties, strict=True)
        for row in county(owner, flags, joint_area="片区" if name in joint else "无")
    ]
    compounds = [
        {"compound": f"C{owner}{n}", "name": "院", "project": f"P{owner}0", "households": 1,
         "buildings": 1, "floor_area": 1, "planned_on": D1}
        for owner, number in zip(COUNTIES, planned, strict=False) for n in range(number)
    ]  # fmt: skip
    tree = [division("620100", "市", None), *(division(c, "县", "620100") for c in COUNTIES)]
    return frames(as_of=day, regions=tree, projects=projects, compounds=compounds, reporting=heard)


def moves(
    before: Frames,
    after: Frames,
    *,
    known: Frames | None = None,
    packs: tuple[RulePack, RulePack] = (OPERATORS, OPERATORS),
) -> Mapping[str, dict[str, Any]]:
    known = known or before
    earlier = (before, known, revise(known, after).frames)
    found = rank_moves(earlier, after, packs, place="620100").filter(level="county")
    return {row["region"]: row for row in found.iter_rows(named=True)}


def parts(row: dict[str, Any]) -> dict[str, int]:
    return {name: row[name] for name in ("move", *PARTS) if row[name]}


ALL, THREE, HALF = (T, T, T, T), (T, T, T, F), (T, T, U, U)


def test_own_change_lifts_and_pushes_the_others_down():
    found = moves(on(D1, HALF, THREE, ALL), on(D2, ALL, THREE, ALL))
    first, second, third = (found[code] for code in COUNTIES)
    assert (first["rank_before"], first["rank_after"]) == (3, 1)
    assert (first["score_before"], first["score_after"]) == (50_00, 100_00)
    assert parts(first) == {"move": 2, "own": 2}
    assert parts(second) == {"move": -1, "others": -1}
    assert parts(third) == {}
    assert third["status"] == "moved"


def test_own_change_can_be_eaten_up_by_the_others():
    found = moves(on(D1, HALF, THREE, (U, U)), on(D2, THREE, THREE, ALL))
    assert parts(found["620102"]) == {"own": 1, "others": -1}
    assert (found["620102"]["rank_before"], found["620102"]["rank_after"]) == (2, 2)


def test_a_corrected_flag_is_no_progress():
    found = moves(on(D1, (T, T, F, F), THREE, ALL), on(D2, ALL, THREE, ALL))
    assert parts(found["620102"]) == {"move": 2, "corrections": 2}
    assert parts(found["620103"]) == {"move": -1, "corrections": -1}


def test_data_that_came_in_late_are_told_from_what_happened_since():
    known = on(D1, ALL, THREE, ALL)
    found = moves(on(D1, HALF, THREE, ALL), on(D2, ALL, THREE, ALL), known=known)
    assert parts(found["620102"]) == {"move": 2, "late": 2}


def test_new_rules_alone_move_ranks():
    before = on(D1, HALF, THREE, ALL, planned=(1, 1, 1), joint="甲")
    after = on(D2, HALF, THREE, ALL, planned=(1, 1, 1), joint="甲")
    found = moves(before, after, packs=(OPERATORS, AREAS))
    assert parts(found["620102"]) == {"move": 2, "rules": 2}
    assert parts(found["620104"]) == {"move": -1, "rules": -1}


def test_several_parts_add_up_to_the_move():
    before = on(D1, (T, U, U, F), THREE, HALF)
    known = on(D1, (T, T, U, F), THREE, HALF)  # late: level with 丙 on the second rank
    after = on(D2, (T, T, U, T, U, U, U, U), THREE, (*HALF, U, U))  # four new projects, two of 丙
    row = moves(before, after, known=known)["620102"]
    assert (row["rank_before"], row["rank_after"]) == (3, 2)
    assert parts(row) == {"move": 1, "late": 1, "corrections": 1, "own": -2, "others": 1}


def test_who_enters_or_leaves_the_ranking_has_no_numbers():
    found = moves(on(D1, (), THREE, ALL), on(D2, HALF, THREE, ()))
    assert (found["620102"]["status"], found["620102"]["rank_after"]) == ("entered", 2)
    assert found["620104"]["status"] == "left"
    assert parts(found["620102"]) == parts(found["620104"]) == {}
    assert parts(found["620103"]) == {"move": 1, "others": 1}


def test_who_changes_group_has_no_numbers():
    packs = (rules(min_compounds=2),) * 2
    before = on(D1, HALF, THREE, ALL, planned=(1, 2, 2))
    after = on(D2, HALF, THREE, ALL, planned=(2, 2, 2))
    row = moves(before, after, packs=packs)["620102"]
    assert (row["status"], row["group_before"], row["group"]) == ("regrouped", "small", "main")
    assert (row["rank_before"], row["rank_after"], row["move"]) == (1, 3, None)


brief = settings(thorough, max_examples=10)


def ranks(found: Frames, pack: RulePack, place: str) -> dict[str, tuple[str, int | None]]:
    scores = evaluate(found, pack, place).scores.select("region", "group", "rank")
    return {region: (group, rank) for region, group, rank in scores.iter_rows()}


@brief
@given(
    drawn=st.lists(provinces(), min_size=3, max_size=3),
    then=st.sampled_from(ALTERATIONS),
    now=st.sampled_from(({}, *ALTERATIONS)),
)
def test_parts_add_up_on_random_provinces(
    drawn: list[Province], then: Mapping[str, Any], now: Mapping[str, Any]
) -> None:
    before, known, after = sorted(map(frames_of, drawn), key=lambda f: f.as_of)
    pack = load_pack("gansu").on(after.as_of)
    packs = altered(pack, then), altered(pack, now)
    earlier = (before, known, revise(known, after).frames)
    found = rank_moves(earlier, after, packs, place="620000")
    was, is_now = ranks(before, packs[0], "620000"), ranks(after, packs[1], "620000")
    for row in found.iter_rows(named=True):
        assert (row["rank_before"], row["rank_after"]) == (
            was[row["region"]][1], is_now[row["region"]][1],
        )  # fmt: skip
        if row["status"] == "moved":
            assert row["move"] == row["rank_before"] - row["rank_after"]
            assert row["move"] == sum(row[name] for name in PARTS)
        else:
            assert all(row[name] is None for name in ("move", *PARTS))
    told = {region for region, (_, rank) in (was | is_now).items() if rank}
    assert told <= set(found["region"])


@brief
@given(province=provinces())
def test_nothing_moves_where_nothing_changed(province: Province) -> None:
    same = frames_of(province)
    pack = load_pack("gansu").on(same.as_of)
    found = rank_moves((same, same, same), same, (pack, pack), place="620000")
    assert found.filter(pl.any_horizontal(pl.col("move", *PARTS) != 0)).is_empty()
    assert set(found["status"]) <= {"moved"}


def test_who_did_not_report_is_told_no_rank_and_moves_nobody():
    before = on(D1, HALF, (U, U, U, U), ALL, heard=("620102", "620104"))
    found = moves(before, on(D2, HALF, THREE, ALL))
    late = found["620103"]
    assert (late["rank_before"], late["rank_after"], late["status"]) == (None, 2, "entered")
    assert late["score_before"] is None
    first = found["620102"]
    assert (first["rank_before"], first["rank_after"]) == (2, 3)
    assert parts(first) == {"move": -1, "others": -1}
