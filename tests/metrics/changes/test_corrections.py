"""Corrections listed apart from progress, and the earlier records as they read with them."""

from datetime import date
from typing import Any

from hypothesis import given

from metrics.changes.corrections import revise
from metrics.records.frames import Frames
from metrics.records.schema import NEVER
from tests.metrics.small_frames import division, frames
from tests.random_provinces import Province, provinces
from tests.test_agreement import frames_of, thorough

D1, D2 = date(2023, 6, 30), date(2023, 7, 7)
REGIONS = [division("620100", "市", None), division("620102", "县", "620100")]
PROJECT = {"project": "P1", "name": "项目", "region": "620102", "plan_year": 2023}
COMPOUND = {"compound": "C1", "name": "1号院", "project": "P1", "households": 100, "buildings": 2,
            "floor_area": 1, "planned_on": date(2023, 1, 1)}  # fmt: skip


def on(day: date, *, regions: list[Any] = REGIONS, **sheets: list[dict[str, Any]]) -> Frames:
    return frames(as_of=day, regions=regions, **({"projects": [PROJECT]} | sheets))


def listed(before: Frames, after: Frames) -> list[tuple[Any, ...]]:
    shown = ("sheet", "record", "region", "change", "field", "old", "new")
    return revise(before, after).listed.select(shown).rows()


def compound(**values: Any) -> list[dict[str, Any]]:
    return [COMPOUND | values]


def test_an_altered_start_is_listed_with_its_record_and_owner_and_put_in():
    before = on(D1, compounds=compound(started_on=date(2023, 6, 1)))
    after = on(D2, compounds=compound(started_on=date(2023, 7, 3)))
    assert listed(before, after) == [
        ("compounds", "C1 P1", "620102", "altered", "started_on", "2023-06-01", "2023-07-03")
    ]
    restated = revise(before, after).frames
    assert restated.as_of == D1
    assert restated.compounds_started.is_empty()


def test_progress_is_no_correction_and_changes_nothing_of_the_past():
    before = on(D1, compounds=compound(started_on=NEVER, physical_progress=100))
    after = on(D2, compounds=compound(started_on=date(2023, 7, 3), physical_progress=200))
    assert listed(before, after) == []
    assert revise(before, after).frames is before


def test_a_compound_that_is_gone_has_left_with_its_rows_and_corrects_nothing():
    content = {"compound": "C1", "item": "供水", "short": True}
    fund = {"project": "P1", "source": "省财政", "received": 5}
    before = on(D1, compounds=[COMPOUND], contents=[content], funds=[fund])
    assert listed(before, on(D2, projects=[])) == []


def test_a_row_that_is_gone_while_its_compound_stays_was_taken_back():
    content = {"compound": "C1", "item": "供水", "short": True}
    before = on(D1, compounds=[COMPOUND], contents=[content])
    after = on(D2, compounds=[COMPOUND])
    assert listed(before, after) == [("contents", "C1 供水", "620102", "removed", None, None, None)]
    assert revise(before, after).frames.tables["contents"].is_empty()


def test_a_moved_project_and_its_new_county_are_corrections_that_fit_together():
    wider = [*REGIONS, division("620103", "县", "620100")]
    before = on(D1, compounds=[COMPOUND])
    after = on(D2, regions=wider, projects=[PROJECT | {"region": "620103"}], compounds=[COMPOUND])
    assert listed(before, after) == [
        ("regions", "620103", "620103", "added", None, None, None),
        ("projects", "P1", "620102", "altered", "region", "620102", "620103"),
    ]
    assert revise(before, after).frames.compounds_in_plan["region"].to_list() == ["620103"]


def test_a_division_that_is_gone_keeps_what_was_reported_for_it():
    narrower = [REGIONS[0]]
    before = on(D1, compounds=[COMPOUND])
    after = on(D2, regions=narrower, projects=[])
    assert listed(before, after) == [("regions", "620102", "620102", "removed", None, None, None)]
    assert revise(before, after).frames.regions.height == 2


def test_a_blank_in_a_key_is_a_value():
    row = {"region": "620102", "instrument": "工作机制", "status": "已建立"}
    before, after = on(D1, instruments=[row]), on(D2, instruments=[row | {"status": "未建立"}])
    assert listed(before, after) == [
        ("instruments", "620102 工作机制", "620102", "altered", "status", "已建立", "未建立")
    ]


def test_a_document_number_reported_afterwards_takes_nothing_back():
    row = {"region": "620102", "instrument": "工作机制", "status": "已建立"}
    before = on(D1, instruments=[row])
    filled = row | {"doc_no": "一号", "issued_on": date(2023, 6, 1)}
    assert listed(before, on(D2, instruments=[filled])) == []
    changed = [row | {"doc_no": "二号", "issued_on": date(2023, 6, 1)}]
    assert listed(on(D1, instruments=[filled]), on(D2, instruments=changed)) == [
        ("instruments", "620102 工作机制 一号 2023-06-01", "620102", "removed", None, None, None)
    ]


@thorough
@given(one=provinces(), other=provinces())
def test_corrections_put_in_leave_nothing_to_correct(one: Province, other: Province) -> None:
    before, after = sorted((frames_of(one), frames_of(other)), key=lambda f: f.as_of)
    revision = revise(before, after)
    again = revise(revision.frames, after)
    # A division that is gone stays for its records, and is told again each time.
    assert again.listed.filter(change="altered").is_empty()
    assert set(again.listed["sheet"]) <= {"regions"}
    assert revise(after, after).listed.is_empty()


def test_a_task_is_told_by_the_unit_that_numbers_it():
    rows = [{"unit": unit, "task": "1", "content": unit, "units": "厅", "deadline": "2023年8月"}
            for unit in ("620000", "620100")]  # fmt: skip
    moved = rows[1] | {"deadline": "2023年9月"}
    before, after = on(D1, tasks=rows), on(D2, tasks=[rows[0], moved])
    assert listed(before, after) == [
        ("tasks", "1", "620100", "altered", "deadline", "2023年8月", "2023年9月")
    ]
    assert revise(before, after).listed["key"].to_list() == [["620100", "1"]]
    assert listed(before, on(D2, tasks=rows[:1])) == [
        ("tasks", "1", "620100", "removed", None, None, None)
    ]
