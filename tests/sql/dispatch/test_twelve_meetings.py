"""Twelve meetings on twelve data dates, with the 61 key tasks of a city: promises and all."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from exports.papers.minutes import Held, draft
from metrics.dispatch import meeting_agenda
from metrics.dispatch.agenda import Agenda
from metrics.dispatch.agenda_items import PromisesItem, TopicsItem
from metrics.supervision.task_cycles import DONE, UNSEEN
from sql.database.engine import session_scope
from sql.demo import DATES, YEAR, frames
from sql.dispatch import meetings, promises
from sql.reported import history
from tests.sql.dispatch import twelve_meetings
from tests.sql.dispatch.twelve_meetings import (
    CITY,
    MADE_EACH,
    NEW_YEAR,
    PLACE,
    Round,
    judged,
    report_tasks,
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    path = tmp_path_factory.mktemp("twelve")
    with twelve_meetings.database(path):
        yield path


@pytest.fixture(scope="module")
def held(folder: Path) -> list[Round]:
    """Hold the twelve meetings once."""
    return twelve_meetings.hold(folder)


def agendas(held: list[Round]) -> list[Agenda]:
    with session_scope() as session:
        return [meetings.agenda_of(session, one.meeting.id) for one in held]


def states(agenda: Agenda, *, of_tasks: bool) -> Counter[str]:
    """Count the states of the promises heard, about key tasks or about projects."""
    heard = (row for item in agenda.of(PromisesItem) for row in item.rows)
    return Counter(row["state"] for row in heard if (row["project"] is None) == of_tasks)


def standing(held: list[Round], *, on: date) -> pl.DataFrame:
    with session_scope() as session:
        return promises.standing(session, as_of=on, rules=meetings.rules_of(held[-1].meeting))


def test_twelve_meetings_were_held_and_closed(held: list[Round]):
    assert [one.meeting.data_date for one in held] == list(DATES)
    assert all(one.meeting.closed_at for one in held)


def test_promises_come_first_and_changes_second_from_the_second_meeting_on(held: list[Round]):
    first, *later = agendas(held)
    assert {item.part for item in first.items} == {"overall", "red", "bottom", "topics"}
    for agenda in later:
        parts = [item.part for item in agenda.items[:4]]
        assert parts == ["overall", "promises", "changes", "red"]
        assert agenda.items[-1].part == "topics"


def test_carried_closed_and_late_are_all_there_at_the_end(held: list[Round]):
    *_, last = agendas(held)
    # Heard at the twelfth: 11 carried and 11 forgotten ones, one kept in time and two of the
    # fourth kind, of which one was made up for since and the other is late.
    assert states(last, of_tasks=False) == {"结转": 11, "逾期": 12, "已兑现": 2}
    end = standing(held, on=date(2024, 8, 20)).filter(pl.col("project").is_not_null())
    assert Counter(end["state"].to_list()) == {"已兑现": 12 + 11, "结转": 12, "逾期": 12 + 1}
    assert (end.filter(state="已兑现")["light"].cast(pl.String) == "绿（迟）").sum() == 11


def test_each_meeting_hears_what_the_last_one_was_promised(held: list[Round]):
    for before, agenda in zip(held, agendas(held)[1:], strict=False):
        (item,) = agenda.of(PromisesItem)
        heard = (row for row in item.rows if row["project"] is not None)
        own = [row["state"] for row in heard if row["made_on"] == before.meeting.held_on]
        assert Counter(own) == {"逾期": 2, "结转": 1, "已兑现": 1}


def test_the_61_tasks_turn_from_red_to_done_in_time_and_late_over_the_dates(held: list[Round]):
    assert all(sum(one.lights.values()) == 61 for one in held)
    assert [one.lights["红"] for one in held] == [8, 7, 6, 5, 5, 4, 4, 3, 3, 3, 3, 3]
    assert [one.lights["绿（迟）"] for one in held] == [1, 2, 3, 4, 4, 5, 5, 6, 6, 6, 6, 6]
    assert [one.lights["绿"] for one in held] == [5, 5, 5, 5, 6, 6, 7, 7, 7, 8, 8, 8]
    last = judged(DATES[-1])
    assert last.filter(pl.col("light") == "红")["task"].to_list() == ["39", "41", "52"]
    with session_scope() as session:
        everyone = history.records(session, sheet="tasks", as_of=DATES[-1])
    assert Counter(everyone["unit"]) == {PLACE: 16, CITY: 61}


def test_red_tasks_are_topics_and_are_promised_until_done(held: list[Round]):
    for one, agenda in zip(held, agendas(held), strict=True):
        (topics,) = agenda.of(TopicsItem)
        assert sum(topic.startswith("重点任务") for topic in topics.topics) == one.lights["红"]
    *_, last = agendas(held)
    assert states(last, of_tasks=True) == {"结转": 3}
    end = standing(held, on=date(2024, 11, 20)).filter(pl.col("project").is_null())
    fates = {row["what"].partition("：")[0]: row for row in end.to_dicts()}
    assert {name: (row["state"], str(row["light"])) for name, row in fates.items()} == {
        "重点任务7": ("已兑现", "绿"), "重点任务8": ("已兑现", "绿"), "重点任务43": ("已兑现", "绿"),
        "重点任务38": ("已兑现", "绿（迟）"), "重点任务39": ("逾期", "红"),
        "重点任务41": ("逾期", "红"), "重点任务52": ("逾期", "红"),
    }  # fmt: skip


def test_recurring_tasks_reopen_on_1_january_and_the_cycle_before_is_told(
    held: list[Round], folder: Path
):
    def told(day: date) -> dict[str, tuple[object, ...]]:
        shown = ("light", "before_due", "before_finished_on", "before_state")
        return {str(row["task"]): tuple(row[n] for n in shown) for row in judged(day).to_dicts()}

    last = told(DATES[-1])
    assert last["30"] == ("绿", date(2023, 10, 7), date(2023, 11, 6), DONE)
    assert last["12"] == ("绿", date(2024, 1, 2), date(2023, 12, 8), DONE)
    assert last["6"] == ("灰", date(2024, 1, 2), None, UNSEEN)
    report_tasks(NEW_YEAR, folder=folder)
    new = told(NEW_YEAR)
    assert new["30"] == ("灰", date(2024, 9, 30), date(2024, 7, 25), DONE)
    assert new["12"] == ("灰", date(2024, 12, 31), date(2024, 7, 3), DONE)
    assert new["6"] == ("灰", date(2024, 12, 31), None, UNSEEN)
    assert [task for task, row in new.items() if row[0] == "红"] == ["39", "41", "52"]
    recurring = {task: row for task, row in new.items() if row[3] is not None}
    assert len(recurring) == 47
    assert {row[0] for row in recurring.values()} == {"灰"}
    assert Counter(row[3] for row in recurring.values()) == {UNSEEN: 43, DONE: 4}


def test_a_meeting_in_the_middle_still_shows_its_own_figures(held: list[Round]):
    one, before = held[5].meeting, held[4].meeting
    with session_scope() as session:
        kept = meetings.agenda_of(session, one.id)
        seen = meetings.frames_of(session, before.id)
        rules, unheard = meetings.rules_of(one), meetings.waiting(session, before)
        standing = promises.standing(session, as_of=one.held_on, rules=rules, place=PLACE)
        again = meeting_agenda.built(
            meetings.frames_of(session, one.id), rules, place=PLACE,
            promises=standing.filter(pl.col("id").is_in(unheard)),
            topics=kept.of(TopicsItem)[0].topics,
            before=meeting_agenda.Earlier(seen, seen, meetings.rules_of(before)),
        )  # fmt: skip
    heard, *others = (item for item in kept.items if item.part != "overall")
    assert heard.part == "promises"  # the one part that goes on after the meeting
    assert [item for item in again.items if item.part not in ("overall", "promises")] == others
    assert again.regions == kept.regions


def test_minutes_tell_promises_and_leave_attendance_blank(held: list[Round]):
    one = held[-1].meeting
    with session_scope() as session:
        everything = promises.standing(session, as_of=one.held_on, rules=meetings.rules_of(one))
        notes = [e for e in meetings.entries(session, one.id) if e.kind == "note"]
        agenda = meetings.agenda_of(session, one.id)
    made = everything.filter(pl.col("meeting") == one.id)
    text = draft(
        Held(
            place=PLACE, number=len(held), held_on=one.held_on, data_date=one.data_date, year=YEAR,
            agenda=agenda, promises=made.to_dicts(), topics=(),
            notes=[("红灯项目", note.text) for note in notes],
            names=dict(frames().regions.select("region", "name").iter_rows()), basis=(),
        )
    )  # fmt: skip
    assert "已兑现2项" in text
    assert "逾期12项" in text
    assert "结转14项" in text
    assert text.count("倒排工期") == MADE_EACH
    assert all(row["what"] in text for row in made.iter_rows(named=True))
    assert "None" not in text
