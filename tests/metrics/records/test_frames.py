"""Frames of which only some sheets were read: what was left out is unknown, never empty."""

from datetime import date

import pytest

from metrics.records.digest import data_digest
from metrics.records.frames import Frames, SheetNotRead
from metrics.records.sheets import BY_NAME, SHEETS
from tests.metrics.small_frames import frames

DAY = date(2023, 6, 30)


def part(*names: str) -> Frames:
    return Frames.of(as_of=DAY, year=2023, tables={}, only=names)


def test_sheets_that_were_read_are_at_hand():
    frames = part("regions", "projects")
    assert frames.regions.is_empty()
    assert frames.sheet("projects").collect().is_empty()
    assert frames.projects_of_year.is_empty()


@pytest.mark.parametrize(
    "ask",
    [
        lambda frames: frames.tables["compounds"],
        lambda frames: frames.tables.get("compounds"),
        lambda frames: "compounds" in frames.tables,
        lambda frames: frames.sheet("funds"),
        lambda frames: frames.compounds_in_plan,
        lambda frames: frames.planning_counties,
        lambda frames: dict(frames.tables),
        lambda frames: list(frames.tables.items()),
        lambda frames: len(frames.tables),
        lambda frames: frames.tables == part("regions").tables,
        data_digest,
    ],
)
def test_a_sheet_left_out_or_the_whole_of_them_raises(ask):
    with pytest.raises(SheetNotRead, match="only"):
        ask(part("regions", "projects"))


def test_all_sheets_named_are_all_sheets():
    frames = part(*(sheet.name for sheet in SHEETS))
    assert set(frames.tables) == set(BY_NAME)
    assert data_digest(frames) == data_digest(
        Frames.of(as_of=frames.as_of, year=frames.year, tables={})
    )


def test_a_sheet_that_does_not_exist_is_refused():
    with pytest.raises(KeyError, match="not sheets"):
        part("regions", "nowhere")
    with pytest.raises(KeyError, match="not sheets"):
        Frames.of(as_of=DAY, year=2023, tables={"nowhere": BY_NAME["regions"].empty()})
    with pytest.raises(KeyError, match="not among those read"):
        Frames.of(
            as_of=DAY, year=2023, tables={"funds": BY_NAME["funds"].empty()}, only=["regions"]
        )


def test_a_compound_in_two_projects_of_the_year_falls_short_in_each():
    kinds = {"C1": (True, False), "C2": (True, True), "C3": (True,)}
    found = frames(
        projects=[
            {"project": name, "region": "620102", "plan_year": 2023} for name in ("P1", "P2")
        ],
        compounds=[
            {"compound": compound, "project": project, "planned_on": DAY}
            for compound, project in (("C1", "P1"), ("C2", "P1"), ("C2", "P2"))
        ],
        contents=[
            {"compound": compound, "item": item, "short": short}
            for compound, shorts in kinds.items()
            for item, short in zip(("供水", "消防"), shorts, strict=False)
        ],
    ).shortfalls_in_plan
    assert found.select("row", "compound", "item").rows() == [
        (0, "C1", "供水"),
        *((row, "C2", item) for row in (1, 2) for item in ("供水", "消防")),
    ]
