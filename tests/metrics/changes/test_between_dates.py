"""What changed between two data dates: each kind by hand, and sums that hold on random provinces."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings

from metrics.changes.between_dates import Changes, changes
from metrics.changes.corrections import revise
from metrics.changes.kinds import DATED, KINDS, LABELS, changed_records, standing
from metrics.changes.rank_moves import PARTS
from metrics.errors import UnknownChoice
from metrics.packs.pack import load_pack
from metrics.records.frames import Frames
from metrics.records.schema import NEVER
from metrics.supervision.lights import BLACK, GREEN, RED, YELLOW
from tests.metrics.changes.test_rank_moves import OPERATORS
from tests.metrics.changes.test_rank_moves import on as graded
from tests.metrics.small_frames import division, frames
from tests.random_provinces import Province, provinces
from tests.test_agreement import frames_of, thorough

D1, D2 = date(2023, 6, 30), date(2023, 7, 7)
WEEK = timedelta(days=7)
MAY, JULY = date(2023, 5, 10), date(2023, 7, 3)
REGIONS = [
    division("620000", "省", None),
    division("620100", "市", "620000"),
    division("620102", "县", "620100"),
    division("620103", "县", "620100"),
]
PROJECTS = [
    {"project": f"P{owner}", "name": f"{owner}项目", "region": owner, "plan_year": 2023}
    for owner in ("620102", "620103")
]
PACK = load_pack("national").on(D1)


def on(day: date, *, reporting: tuple[str, ...] = (), **sheets: list[dict[str, Any]]) -> Frames:
    base = {"regions": REGIONS, "projects": PROJECTS}
    return frames(as_of=day, reporting=reporting, **(base | sheets))


def compound(code: str = "C1", owner: str = "620102", **values: Any) -> dict[str, Any]:
    return {"compound": code, "name": f"{code}号院", "project": f"P{owner}", "households": 100,
            "buildings": 2, "floor_area": 1, **values}  # fmt: skip


def fund(owner: str = "620102", **values: Any) -> dict[str, Any]:
    return {"project": f"P{owner}", "source": "省财政", **values}


def issue(code: str = "W1", **values: Any) -> dict[str, Any]:
    return {"issue": code, "region": "620102", "source": "审计", "problem": "问题",
            "found_on": MAY, "due_on": date(2023, 7, 1), **values}  # fmt: skip


def told(before: Frames, after: Frames, **options: Any) -> Changes:
    return changes(before, after, (PACK, PACK), **options)


def count(found: Changes, kind: str, region: str = "620102", figure: str = "change") -> int | None:
    return found.counts.filter(kind=kind, region=region)[figure].item()


DAY_OF = {"planned": "planned_on", "started": "started_on", "completed": "completed_on"}


@pytest.mark.parametrize(("kind", "column"), DAY_OF.items())
def test_what_has_newly_happened_counts_in_its_county_and_all_above(kind: str, column: str):
    found = told(on(D1, compounds=[compound()]), on(D2, compounds=[compound(**{column: JULY})]))
    afterwards = None if kind == "planned" else False
    assert [count(found, kind, r) for r in ("620000", "620100", "620102", "620103")] == [1, 1, 1, 0]
    assert found.evidence(kind, "6201").rows() == [
        (kind, "C1 P620102", "C1号院", "620102", None, "2023-07-03", 1, afterwards, "P620102")
    ]


def test_what_happened_before_the_period_and_is_only_told_now_is_told_apart():
    blank = {"compounds": [compound(), compound("C2")], "issues": [issue(), issue("W2")],
             "funds": [fund(), fund(source="市财政", received=9)]}  # fmt: skip
    days = {"C1": MAY, "C2": JULY}
    after = on(
        D2, compounds=[compound(c, started_on=day, completed_on=D1) for c, day in days.items()],
        issues=[issue(closed_on=JULY), issue("W2", closed_on=D1)],
        funds=[fund(received=5), fund(source="市财政", received=10), fund(source="县财政", received=2)],
    )  # fmt: skip
    found = told(on(D1, **blank), after)
    kinds = ("started", "completed", "issues_closed", "received", "issues_opened")
    shown = [(count(found, kind), count(found, kind, figure="afterwards")) for kind in kinds]
    assert shown == [(2, 1), (2, 2), (2, 1), (8, 5), (0, None)]
    for kind in DATED:
        listed = found.evidence(kind, "620000").filter("afterwards")["amount"].sum()
        assert listed == count(found, kind, "620000", figure="afterwards")


def test_a_start_that_was_already_counted_is_not_new():
    before = on(D1, compounds=[compound(started_on=MAY)])
    assert count(told(before, on(D2, compounds=[compound(started_on=MAY)])), "started") == 0


def test_an_acceptance_counts_when_it_passed_and_is_dated():
    before = on(D1, compounds=[compound(f"C{n}", accepted_on=MAY) for n in range(4)])
    verdicts = ("合格", "不合格", None)
    after = [compound(f"C{n}", accepted_on=MAY, acceptance=v) for n, v in enumerate(verdicts)]
    found = told(before, on(D2, compounds=[*after, compound("C3", acceptance="合格")]))
    assert found.evidence("accepted", "620000")["record"].to_list() == ["C0 P620102"]


def test_a_compound_that_vanished_from_the_plan_is_withdrawn():
    before = on(D1, compounds=[compound(planned_on=MAY), compound("C2")])
    found = told(before, on(D2, compounds=[]))
    assert found.evidence("withdrawn", "620102").rows() == [
        ("withdrawn", "C1 P620102", "C1号院", "620102", "2023-05-10", None, 1, None, "P620102")
    ]
    assert found.corrections.is_empty()


def test_a_corrected_start_is_listed_apart_and_is_not_a_new_one():
    before = on(D1, compounds=[compound(started_on=NEVER), compound("C2", started_on=MAY)])
    after = on(D2, compounds=[compound(started_on=MAY), compound("C2", started_on=JULY)])
    found = told(before, after)
    assert found.corrections.select("record", "old", "new", "late").rows() == [
        ("C1 P620102", "9999-12-31", "2023-05-10", False),
        ("C2 P620102", "2023-05-10", "2023-07-03", False),
    ]
    # C2 was never started by the first date as known now, so it is new; C1 was.
    assert found.evidence("started", "620000")["record"].to_list() == ["C2 P620102"]
    assert count(found, "started", figure="corrected") == 0


def test_money_is_the_difference_in_fen_and_unknown_rows_are_counted():
    before = on(D1, funds=[fund(received=100), fund("620103"), fund(source="市财政", paid=7)])
    after = on(D2, funds=[fund(received=150), fund("620103", received=30), fund(source="市财政")])
    found = told(before, after)
    assert (count(found, "received"), count(found, "received", "620000")) == (50, 80)
    assert (count(found, "received", figure="unknown"), count(found, "paid")) == (1, 0)
    # A reported amount that became blank was taken back: a correction, not a payment of -7.
    assert count(found, "paid", figure="corrected") == -7
    assert found.evidence("received", "620102")["before", "after", "amount"].rows() == [
        ("100", "150", 50)
    ]


def test_money_that_shrank_is_a_correction():
    found = told(on(D1, funds=[fund(received=100)]), on(D2, funds=[fund(received=60)]))
    assert (count(found, "received"), count(found, "received", figure="corrected")) == (0, -40)
    assert found.corrections.select("field", "old", "new").rows() == [("received", "100", "60")]


def test_money_of_another_plan_year_is_left_out():
    projects = [PROJECTS[0] | {"plan_year": 2022}]
    before, after = on(D1, projects=projects), on(D2, projects=projects, funds=[fund(paid=9)])
    assert count(told(before, after), "paid") == 0


def test_issues_are_opened_closed_and_become_overdue():
    before = on(D1, issues=[issue("W1"), issue("W2")])
    after = on(D2, issues=[issue("W1"), issue("W2", closed_on=JULY), issue("W3", found_on=JULY)])
    found = told(before, after)
    assert found.evidence("issues_opened", "620102")["record"].to_list() == ["W3"]
    assert found.evidence("issues_closed", "620102")["record"].to_list() == ["W2"]
    assert found.evidence("issues_overdue", "620102")["record"].to_list() == ["W1", "W3"]


def test_an_event_counts_once_it_is_confirmed():
    row = {"event": "E1", "region": "620102", "kind": "挪用", "happened_on": MAY, "status": "待核"}
    found = told(on(D1, events=[row]), on(D2, events=[row | {"status": "属实"}]))
    assert found.evidence("events_confirmed", "620000").rows() == [
        ("events_confirmed", "E1", "挪用", "620102", "待核", "属实", 1, None, None)
    ]
    assert found.corrections.is_empty()


def lights(*of: str | None) -> pl.DataFrame:
    rows = [(f"P{o}", light) for o, light in zip(("620102", "620103"), of, strict=True) if light]
    return pl.DataFrame(rows, schema={"project": pl.String, "light": pl.String}, orient="row")


@pytest.mark.parametrize(
    ("was", "now", "turned", "cleared"),
    [(YELLOW, RED, 1, 0), (RED, GREEN, 0, 1), (RED, RED, 0, 0), (None, RED, 1, 0),
     (RED, None, 0, 1), (BLACK, YELLOW, 0, 0)],
)  # fmt: skip
def test_lights_that_turned_red_or_left_it(
    was: str | None, now: str | None, turned: int, cleared: int
):
    found = told(on(D1), on(D2), lights=(lights(was, GREEN), lights(now, GREEN)))
    assert (count(found, "turned_red"), count(found, "cleared")) == (turned, cleared)
    assert count(found, "turned_red", "620103") == 0
    assert found.records.select("record", "before", "after").rows() == (
        [("P620102", was, now)] if turned + cleared else []
    )


def test_without_lights_nothing_is_said_of_them():
    assert count(told(on(D1), on(D2)), "turned_red") is None


def test_late_data_are_neither_change_nor_correction():
    before = on(D1, compounds=[compound()])
    known = on(D1, compounds=[compound(started_on=MAY)])
    found = told(before, on(D2, compounds=[compound(started_on=MAY)]), known_now=known)
    assert [count(found, "started", figure=f) for f in ("change", "late", "corrected")] == [0, 1, 0]
    assert found.corrections.is_empty()


def test_a_past_value_changed_by_late_data_is_a_correction_marked_late():
    before = on(D1, compounds=[compound(households=100)])
    known = on(D1, compounds=[compound(households=90)])
    found = told(before, on(D2, compounds=[compound(households=90)]), known_now=known)
    assert found.corrections.select("field", "old", "new", "late").rows() == [
        ("households", "100", "90", True)
    ]


def test_who_sent_nothing_new_is_told_apart_from_who_changed_nothing():
    found = told(on(D1), on(D2, reporting=("620102",)))
    assert found.updates.rows() == [
        ("620000", 2, 1), ("620100", 2, 1), ("620102", 1, 1), ("620103", 1, 0),
    ]  # fmt: skip


def test_a_submission_for_the_earlier_date_is_no_update():
    before = on(D1, reporting=("620102",))
    after = replace(on(D2), reporting=before.reporting)
    assert told(before, after).updates.filter(region="620102")["updated"].item() == 0


def test_money_of_a_project_that_left_goes_with_it():
    before = on(D1, funds=[fund(received=100), fund("620103", received=7)])
    found = told(before, on(D2, projects=PROJECTS[1:], funds=[fund("620103", received=7)]))
    assert (count(found, "received"), count(found, "received", "620000")) == (-100, -100)
    assert count(found, "received", figure="corrected") == 0


def test_rank_moves_tell_late_data_and_corrections_apart():
    before = graded(D1, (True, None, None, False), (True, True, None, None), (True,))
    known = graded(D1, (True, True, None, False), (True, True, None, None), (True,))
    after = graded(D2, (True, True, None, True), (True, True, None, None), (True,))
    found = changes(before, after, (OPERATORS, OPERATORS), known_now=known)
    row = found.moves.filter(region="620102").row(0, named=True)
    assert {part: row[part] for part in PARTS} == {
        "rules": 0, "late": 1, "corrections": 0, "own": 0, "others": 0,
    }  # fmt: skip
    other = found.moves.filter(region="620103").row(0, named=True)
    assert (other["late"], other["corrections"]) == (0, -1)


def test_a_smaller_place_has_its_own_divisions_and_corrections_only():
    tasks = [{"task": "1", "content": "任务", "units": "省厅", "deadline": "2023年8月"}]
    before = on(D1, compounds=[compound(households=9)], tasks=tasks)
    moved = [tasks[0] | {"deadline": "2023年9月"}]
    after = on(D2, compounds=[compound(households=8)], tasks=moved)
    assert told(before, after).corrections["sheet"].to_list() == ["compounds", "tasks"]
    county = told(before, after, place="620103")
    assert county.regions["region"].to_list() == ["620103"]
    assert county.corrections.is_empty()
    with pytest.raises(UnknownChoice):
        told(before, after, place="999999")


@settings(thorough, max_examples=20)
@given(one=provinces(), other=provinces())
def test_every_figure_is_the_earlier_one_with_its_three_causes(
    one: Province, other: Province
) -> None:
    before, after = sorted((frames_of(one), frames_of(other)), key=lambda f: f.as_of)
    restated = revise(before, after).frames
    for kind, spec in KINDS.items():
        came = changed_records(kind, restated, after, PACK)["amount"].sum()
        if not spec.money:  # what a set lost without a correction went out of it
            back = changed_records(kind, after, restated, PACK)["amount"].sum()
            came = came - back if not spec.lost else back - came
        total = [standing(kind, f, PACK)["amount"].sum() for f in (restated, after)]
        assert total[1] - total[0] == came


@settings(thorough, max_examples=10)
@given(province=provinces())
def test_a_province_is_the_sum_of_its_records_on_every_level(province: Province) -> None:
    after = frames_of(province)
    before = Frames.of(as_of=after.as_of - WEEK, year=after.year, tables={"regions": after.regions})
    found = told(before, after)
    assert set(found.counts["kind"]) == set(LABELS)
    top = found.counts.filter(region=found.place).select("kind", "change")
    sums = dict(found.records.group_by("kind").agg(pl.col("amount").sum()).iter_rows())
    assert {kind: n for kind, n in top.iter_rows() if n} == {k: n for k, n in sums.items() if n}
