"""What a correction did to a score: told alone only where no other one can have done it."""

from typing import Any

import polars as pl

from metrics.changes.correction_effects import Effect, correction_effects
from metrics.changes.score_moves import CAUSES, MeasureMove, ScoreMove

COUNTY, PART = "620102", -25_00
HOMES = {"C1": frozenset({"P1"}), "C2": frozenset({"P2"})}
ALONE = Effect(alone=(("B02.1", PART),), known=True)
TOGETHER = Effect(together=(("B02.1", PART),), known=True)
NOTHING, UNTOLD = Effect(known=True), Effect()


def compound(code: str, field: str) -> dict[str, Any]:
    return _row("compounds", [code, f"P{code[1:]}"], field)


def project(code: str, field: str) -> dict[str, Any]:
    return _row("projects", [code], field)


def _row(sheet: str, key: list[str], field: str) -> dict[str, Any]:
    return {
        "sheet": sheet, "record": " ".join(key), "key": key, "region": COUNTY, "change": "altered",
        "field": field, "old": None, "new": None, "late": False,
    }  # fmt: skip


def effects(*rows: dict[str, Any], turned: tuple[str, ...] = ("C1",)) -> list[Effect]:
    """Tell the effects where these records of B02.1 turned by corrections."""
    records = [
        {"region": COUNTY, "cause": "corrections", "measure": "B02.1", "record": record}
        for record in turned
    ]
    parts = dict.fromkeys(CAUSES, 0) | {"corrections": PART}
    measure = MeasureMove("B02.1", before=None, after=None, move=PART, parts=parts)
    move = ScoreMove(COUNTY, "moved", 100_00, 75_00, measures=(measure,))
    found = pl.DataFrame(records)
    return correction_effects(pl.DataFrame(list(rows)), found, lambda _: move, HOMES)


def test_the_only_one_and_the_one_that_what_turned_hangs_on_are_told_alone():
    assert effects(compound("C1", "households")) == [ALONE]
    two = compound("C1", "households"), compound("C2", "households")
    assert effects(*two) == [ALONE, UNTOLD]
    assert effects(*two, turned=("C1", "C2")) == [TOGETHER, TOGETHER]


def test_two_fields_of_one_record_are_told_together():
    two = compound("C1", "households"), compound("C1", "planned_on")
    assert effects(*two) == [TOGETHER, TOGETHER]


def test_a_project_and_its_compound_are_told_together():
    both = project("P1", "joint_area"), compound("C1", "households")
    assert effects(*both) == [TOGETHER, TOGETHER]
    assert effects(project("P1", "joint_area"), compound("C2", "households")) == [ALONE, UNTOLD]
    content = _row("contents", ["C1", "供水"], "short")
    assert effects(project("P1", "joint_area"), content) == [TOGETHER, TOGETHER]


def test_a_name_moved_nothing_and_leaves_what_moved_to_the_other():
    assert effects(compound("C1", "name")) == [NOTHING]
    assert effects(compound("C1", "address"), project("P1", "joint_area")) == [NOTHING, ALONE]


def test_what_moves_a_region_as_a_whole_is_told_alone_of_the_only_one():
    rule = _row("instruments", [COUNTY, "制度"], "status")
    assert effects(rule, compound("C1", "planned_on"), turned=(COUNTY,)) == [TOGETHER, UNTOLD]
