"""Who sent a correction, on both databases."""

from datetime import date
from typing import Any

from sqlalchemy import event

from metrics.changes.corrections import revise
from sql.database.engine import engine, session_scope
from sql.reported import history
from sql.reported.correction_senders import correction_senders
from tests.sql.reported.test_submissions import AUGUST, JULY, JUNE
from tests.sql.statement_rows import submit

DIVISION = {"region": "620102", "name": "子区", "level": "县"}


def project(**values: Any) -> dict[str, Any]:
    return {"project": "P1", "name": "项目", "region": "620102", "plan_year": 2023} | values


def compound(**values: Any) -> dict[str, Any]:
    return {"compound": "C1", "name": "1号院", "project": "P1", "households": 100, "buildings": 1,
            "floor_area": 1, **values}  # fmt: skip


def senders(before: date, after: date) -> list[tuple[Any, ...]]:
    with session_scope() as session:
        then, now = (history.frames(session, as_of=day, year=2023) for day in (before, after))
        listed = revise(then, now).listed.select("sheet", "record", "key", "change", "field", "new")
        found = correction_senders(
            session, listed.with_columns(late=False), before=before, after=after
        )  # fmt: skip
    return list(
        zip(
            listed["field"].to_list(), *found.select("unit", "submission", "data_date"), strict=True
        )
    )


def test_the_submission_that_changed_the_value_is_named(database: str):
    base = {"regions": [DIVISION], "projects": [project()]}
    submit(JUNE, **base, compounds=[compound(started_on=JUNE)])
    submit(JULY, **base, compounds=[compound(started_on=JULY)])
    submit(AUGUST, **base, compounds=[compound(started_on=JULY, households=99)])
    assert senders(JUNE, AUGUST) == [
        ("households", "620102", 3, AUGUST),
        ("started_on", "620102", 2, JULY),
    ]


def test_a_record_taken_back_and_a_blank_in_its_key(database: str):
    rule = {"region": "620102", "instrument": "工作机制", "status": "已建立"}
    submit(JUNE, regions=[DIVISION], instruments=[rule])
    submit(JULY, regions=[DIVISION], instruments=[])
    assert senders(JUNE, JULY) == [(None, "620102", 2, JULY)]


def test_a_value_that_went_and_came_back_is_the_last_turn(database: str):
    base = {"regions": [DIVISION], "projects": [project()]}
    later = date(2023, 9, 30)
    for day, homes in ((JUNE, 1), (JULY, 2), (AUGUST, 1), (later, 2)):
        submit(day, **base, compounds=[compound(households=homes)])
    assert senders(JUNE, later) == [("households", "620102", 4, later)]


def test_many_corrections_ask_once_for_each_sheet(database: str):
    base = {"regions": [DIVISION], "projects": [project()]}
    for day, homes in ((JUNE, 1), (JULY, 2)):
        submit(day, **base, compounds=[compound(compound=f"C{n}", households=homes + n)
                                       for n in range(20)])  # fmt: skip
    asked: list[str] = []
    listen = {"target": engine(), "identifier": "before_cursor_execute"}
    with session_scope() as session:
        then, now = (history.frames(session, as_of=day, year=2023) for day in (JUNE, JULY))
        listed = revise(then, now).listed.with_columns(late=False)
        counting = lambda *told: asked.append(told[2])  # noqa: E731
        event.listen(fn=counting, **listen)
        found = correction_senders(session, listed, before=JUNE, after=JULY)
        event.remove(fn=counting, **listen)
    assert found["submission"].to_list() == [2] * 20
    assert len(asked) == 1


def test_records_that_share_a_code_are_told_apart(database: str):
    base = {"regions": [DIVISION], "projects": [project()], "compounds": [compound()]}
    rows = [{"compound": "C1", "item": item, "short": True} for item in ("供水", "道路")]
    submit(JUNE, **base, contents=rows)
    submit(JULY, **base, contents=[rows[0], rows[1] | {"short": False}])
    submit(AUGUST, **base, contents=[rows[0] | {"short": False}, rows[1] | {"short": False}])
    assert senders(JUNE, AUGUST) == [
        ("short", "620102", 3, AUGUST),
        ("short", "620102", 2, JULY),
    ]
