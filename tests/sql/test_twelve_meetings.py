"""The demo province's twelve data dates run through twelve meetings, promises and all."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import polars as pl
import pytest

from exports.minutes import Held, draft
from metrics.agenda import Agenda
from sql import engine, meeting_agenda, meetings, migrate, promises
from sql.demo import DATES, YEAR, frames
from sql.engine import session_scope
from sql.meetings import Meeting
from sql.submissions import accept

PLACE = "990000"
MADE_EACH = 4  # one of each fate


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Meeting]]:
    """Hold the twelve meetings, each on the Monday after its data date."""
    with pytest.MonkeyPatch.context() as patch:
        file: Path = tmp_path_factory.mktemp("twelve") / "test.sqlite"
        patch.setenv("DATABASE_URL", f"sqlite:///{file}")
        migrate.upgrade()
        yield [_meet(day) for day in DATES]
        engine.engine().dispose()


def _meet(data_date: date) -> Meeting:
    """Report everything as one statement of the province, hold its meeting, then let days pass."""
    _report(data_date)
    with session_scope(writing=True) as session:
        held_on = data_date + timedelta(days=7 - data_date.weekday())
        one = meetings.open_meeting(
            session, place=PLACE, held_on=held_on, data_date=data_date, year=YEAR,
            rules="national", by="省办公室", topics=["资金拨付"],
        )  # fmt: skip
        agenda = meetings.agenda_of(session, one.id)
        for item in agenda.part("red")[:MADE_EACH]:
            meetings.note(session, meeting=one.id, item=item.key, words="倒排工期", by="记录人")
            promises.make(
                session, meeting=one.id, region=str(item.region), who="市住建局",
                what=f"{item.rows[0]['name']}完成整改", due_on=held_on + timedelta(days=4),
                project=item.rows[0]["project"], item=item.key, by="记录人",
            )  # fmt: skip
        meetings.close(session, meeting=one.id, by="省办公室")
        _let_days_pass(session, one)
    return meetings_now(one.id)


def _report(data_date: date) -> None:
    sheets = frames(as_of=data_date).tables
    numbered = {name: f.with_columns(sheet_row=pl.lit(1, pl.Int32)) for name, f in sheets.items()}
    with session_scope(writing=True) as session:
        accept(session, unit=PLACE, as_of=data_date, sent_by=None, file_name="全省.xlsx",
               file_sha256=f"{data_date:%Y%m%d}".zfill(64), sheets=numbered)  # fmt: skip


def _let_days_pass(session, one: Meeting) -> None:
    """Keep every first promise in time, carry every second, forget the third, keep the fourth late."""
    everything = promises.standing(session, as_of=one.held_on, rules=one.pack)
    due = one.held_on + timedelta(days=4)
    for number, meeting in everything.select("id", "meeting").iter_rows():
        fate = number % MADE_EACH
        if meeting == one.id and fate == 1:
            promises.keep(session, promise=number, on=due, words="已完成", by="记录人")
        if meeting == one.id and fate == 2:
            promises.carry(session, promise=number, on=due, due_on=due + timedelta(days=200),
                           words="汛期停工", by="记录人", meeting=one.id)  # fmt: skip
        if meeting == one.id - 1 and fate == 0:
            promises.keep(session, promise=number, on=one.held_on, words="补办", by="记录人")


def meetings_now(number: int) -> Meeting:
    with session_scope() as session:
        return meetings.meeting(session, number)


def agendas(held: list[Meeting]) -> list[Agenda]:
    with session_scope() as session:
        return [meetings.agenda_of(session, one.id) for one in held]


def states(agenda: Agenda) -> Counter[str]:
    return Counter(row["state"] for item in agenda.part("promises") for row in item.rows)


def test_twelve_meetings_were_held_and_closed(held: list[Meeting]):
    assert [one.data_date for one in held] == list(DATES)
    assert all(one.closed_at for one in held)


def test_promises_come_first_and_changes_second_from_the_second_meeting_on(held: list[Meeting]):
    first, *later = agendas(held)
    assert {item.part for item in first.items} == {"red", "bottom", "topics"}
    for agenda in later:
        assert [item.part for item in agenda.items[:3]] == ["promises", "changes", "red"]
        assert agenda.items[-1].part == "topics"


def test_carried_closed_and_late_are_all_there_at_the_end(held: list[Meeting]):
    *_, last = agendas(held)
    # Heard at the twelfth: 11 carried and 11 forgotten ones, one kept in time and two of the
    # fourth kind, of which one was made up for since and the other is late.
    assert states(last) == {"结转": 11, "逾期": 12, "已兑现": 2}
    with session_scope() as session:
        end = promises.standing(session, as_of=date(2024, 8, 20), rules=held[-1].pack)
    assert Counter(end["state"].to_list()) == {"已兑现": 12 + 11, "结转": 12, "逾期": 12 + 1}
    assert (end.filter(state="已兑现")["light"].cast(pl.String) == "绿（迟）").sum() == 11


def test_each_meeting_hears_what_the_last_one_was_promised(held: list[Meeting]):
    for before, agenda in zip(held, agendas(held)[1:], strict=False):
        (item,) = agenda.part("promises")
        own = [row["state"] for row in item.rows if row["made_on"] == str(before.held_on)]
        assert Counter(own) == {"逾期": 2, "结转": 1, "已兑现": 1}


def test_a_meeting_in_the_middle_still_shows_its_own_figures(held: list[Meeting]):
    one, before = held[5], held[4]
    with session_scope() as session:
        seen = meetings.frames_of(session, before.id)
        again = meeting_agenda.built(
            session, meetings.frames_of(session, one.id), one.pack, place=PLACE,
            held_on=one.held_on, waiting=meetings.waiting(session, before), topics=["资金拨付"],
            before=meeting_agenda.Earlier(seen, seen, before.pack),
        )  # fmt: skip
        kept = meetings.agenda_of(session, one.id)
    assert again.items[1:] == kept.items[1:]
    assert again.regions == kept.regions


def test_minutes_tell_promises_and_leave_attendance_blank(held: list[Meeting]):
    one = held[-1]
    with session_scope() as session:
        everything = promises.standing(session, as_of=one.held_on, rules=one.pack)
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
    assert "结转11项" in text
    assert text.count("倒排工期") == MADE_EACH
    assert all(row["what"] in text for row in made.iter_rows(named=True))
    assert "None" not in text
