"""Dispatch meetings (调度会): frozen when they open, one open at a time, promises followed up."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from typing import Any

import pytest

from metrics.dispatch.attendance import Attendance, latest
from metrics.dispatch.meeting import Meeting, numbers_in_year
from metrics.errors import NothingReported, UnknownChoice
from sql.database.engine import session_scope
from sql.dispatch import late_reports, meeting_book, meetings, promises
from sql.dispatch.journal import EntryRefused
from sql.reported import history
from sql.supplied import published
from tests.sql.statement_rows import region, submit

JUNE, JULY = date(2023, 6, 30), date(2023, 7, 31)
PLACE = "620000"
REGIONS = (
    region("620000", "甘省", level="省"),
    region("620100", "兰市", level="市", parent="620000"),
    region("620102", "城关区", parent="620100"),
    region("620200", "嘉市", level="市", parent="620000"),
)


def report(day: date, **compound: object) -> None:
    """Let the province report one project with one compound that should have started in March."""
    project = {"project": "P1", "name": "和平项目", "region": "620102", "plan_year": 2023,
               "project_owner": "甲"}  # fmt: skip
    row = {
        "compound": "C1", "project": "P1", "name": "和平小区", "households": 10, "buildings": 1,
        "floor_area": 1, "planned_on": date(2023, 1, 10), "reserved_on": date(2022, 9, 1),
        "consulted_on": date(2022, 12, 1), "scheme_published_on": date(2023, 2, 1),
        "scheme_voted_on": date(2023, 2, 20), "start_due": date(2023, 3, 1),
        "finish_due": date(2023, 12, 1),
    }  # fmt: skip
    submit(day, *REGIONS, unit=PLACE, projects=[project], compounds=[row | compound])


def within(work: Callable[..., Any], **values: object) -> Any:
    """Do one thing in a transaction of its own."""
    with session_scope(writing=True) as session:
        return work(session, **values)


def opened(held_on: date = date(2023, 7, 3), **other: object) -> Meeting:
    """Open a meeting of the province on the data of June."""
    values = {"place": PLACE, "held_on": held_on, "data_date": JUNE, "year": 2023,
              "rules": "national", "by": "办公室"} | other  # fmt: skip
    return within(meetings.open_meeting, **values)


def promised(meeting: Meeting, **other: object) -> int:
    """Let the county promise something in a meeting."""
    values = {"meeting": meeting.id, "region": "620102", "who": "城关区住建局", "what": "7月底前开工",
              "due_on": date(2023, 7, 31), "by": "记录人", "project": "P1"} | other  # fmt: skip
    return within(promises.make, **values)


def close(meeting: Meeting) -> None:
    within(meeting_book.close, meeting=meeting.id, by="办公室")


def test_a_meeting_shows_the_same_whatever_is_submitted_later(database: str):
    report(JUNE)
    first = opened()
    agenda = within(lambda s: meetings.agenda_of(s, first.id))
    assert [item.key for item in agenda.items] == ["overall", "red-620100"]
    (red,) = agenda.items[1].rows
    assert (red["project"], red["owner"], red["days_late"]) == ("P1", "甲", 121)
    frames = within(lambda s: meetings.frames_of(s, first.id))
    report(JUNE, started_on=date(2023, 3, 1))
    report(date(2023, 6, 29), started_on=date(2023, 2, 1))
    again = within(lambda s: meetings.frames_of(s, first.id))
    assert all(again.tables[name].equals(frames.tables[name]) for name in frames.tables)
    assert again.reporting.equals(frames.reporting)
    assert within(lambda s: meetings.agenda_of(s, first.id)) == agenda
    now = within(lambda s: history.frames(s, as_of=JUNE, year=2023))
    assert not now.tables["compounds"].equals(frames.tables["compounds"])


def test_facts_of_a_region_on_the_agenda(sqlite_database: str):
    report(JUNE)
    number = opened().id
    facts = within(lambda s: meetings.agenda_of(s, number)).regions["620100"]
    assert (facts.name, facts.red_projects, facts.lights["红"]) == ("兰市", 1, 1)
    ends = [(row["record"], row["field"]) for row in facts.ways.lights.rows]
    assert ("C1", "实际开工日期") in ends and ("P1", "联合审查批复日期") in ends


def test_only_one_meeting_is_open_in_a_place(database: str):
    report(JUNE)
    first = opened()
    with pytest.raises(EntryRefused, match="2023-07-03的会议已由办公室召开、还没有结束"):
        opened()
    assert opened(place="620100").place == "620100"
    close(first)
    second = opened(date(2023, 7, 10))
    assert within(meetings.open_one, place=PLACE) == second
    listed = within(meetings.meetings, place=PLACE)
    assert [(one.id, one.closed_at is None) for one in listed] == [
        (second.id, True), (first.id, False),
    ]  # fmt: skip


def four_promises(meeting: Meeting) -> list[int]:
    """Let the county make four promises, keep the first and carry the third to a later day."""
    made = [
        promised(meeting, what=what, due_on=due)
        for what, due in [
            ("补报联合审查", date(2023, 7, 20)),
            ("7月底前开工", date(2023, 7, 31)),
            ("支付进度款", date(2023, 7, 31)),
            ("年底前完工", date(2023, 12, 1)),
        ]
    ]
    within(promises.keep, promise=made[0], on=date(2023, 7, 18), words="已补报", by="记录人")
    later = {"due_on": date(2023, 8, 31), "on": date(2023, 7, 30), "words": "等待审批"}
    within(promises.carry, promise=made[2], by="记录人", **later)
    return made


def test_the_next_meeting_hears_promises_first_then_what_changed(database: str):
    report(JUNE)
    first = opened()
    kept, late, carried, soon = four_promises(first)
    close(first)
    report(JULY, physical_progress=0)
    second = opened(date(2023, 8, 7), data_date=JULY)
    agenda = within(lambda s: meetings.agenda_of(s, second.id))
    assert [item.key for item in agenda.items] == ["overall", "promises", "changes", "red-620100"]
    states = [(row["id"], row["state"], row["light"]) for row in agenda.items[1].rows]
    assert states == [
        (late, "逾期", "红"), (carried, "结转", "灰"), (soon, "未到期", "灰"), (kept, "已兑现", "绿"),
    ]  # fmt: skip
    close(second)
    third = opened(date(2023, 8, 14), data_date=JULY)
    heard = within(lambda s: meetings.agenda_of(s, third.id)).items[1].rows
    assert kept not in {row["id"] for row in heard}


def test_what_is_written_down_stays(database: str):
    report(JUNE)
    first = opened(topics=["资金拨付"])
    for words in ("要求月底前开工", "改为8月10日前开工"):
        within(meeting_book.note, meeting=first.id, item="red-620100", words=words, by="记录人")
    within(meeting_book.add_topic, meeting=first.id, words="防汛", by="记录人")
    close(first)
    within(meeting_book.write_minutes, meeting=first.id, words="纪要第一稿\n\n内容", by="记录人")
    written = within(lambda s: meetings.entries(s, first.id))
    assert [(e.kind, e.item, e.text) for e in written] == [
        ("note", "red-620100", "要求月底前开工"),
        ("note", "red-620100", "改为8月10日前开工"),
        ("topic", None, "防汛"),
        ("closed", None, "会议结束"),
        ("minutes", None, "纪要第一稿\n\n内容"),
    ]
    with pytest.raises(EntryRefused, match="已由办公室结束"):
        within(meeting_book.note, meeting=first.id, item="topics", words="再议", by="记录人")
    with pytest.raises(EntryRefused, match="已由办公室结束，本次未登记，请在下一次会议登记承诺"):
        promised(first)
    with pytest.raises(EntryRefused, match="已由办公室结束"):
        within(meeting_book.close, meeting=first.id, by="他人")


def test_refusals(sqlite_database: str):
    with pytest.raises(NothingReported):
        opened()
    report(JUNE)
    with pytest.raises(EntryRefused, match="晚于会议日期"):
        opened(date(2023, 6, 29))
    with pytest.raises(NothingReported, match="还没有任何报送"):
        opened(data_date=date(2023, 1, 1))
    first = opened()
    with pytest.raises(UnknownChoice, match="议程中没有"):
        within(meeting_book.note, meeting=first.id, item="red-1", words="x", by="y")
    with pytest.raises(UnknownChoice, match="没有编号为99的调度会"):
        within(meeting_book.close, meeting=99, by="y")
    with pytest.raises(EntryRefused, match="早于会议日期"):
        promised(first, due_on=date(2023, 7, 2))
    number = promised(first)
    with pytest.raises(EntryRefused, match="应晚于登记日期和原时限"):
        within(promises.carry, promise=number, on=JULY, due_on=JULY, words="x", by="y")
    close(first)
    with pytest.raises(EntryRefused, match="早于上一次会议"):
        opened(date(2023, 7, 1))


def test_minutes_that_another_screen_kept_meanwhile_are_not_written_over(sqlite_database: str):
    report(JUNE)
    number = opened().id
    keep = partial(within, meeting_book.write_minutes, meeting=number)
    keep(words="甲稿", by="甲", seen=0)
    with pytest.raises(EntryRefused, match="甲已另存过一稿纪要"):
        keep(words="乙稿", by="乙", seen=0)
    for words in ("甲稿", "乙稿", "乙稿", "甲稿"):
        keep(words=words, by="乙", seen=2)
    kept = within(lambda s: meetings.entries(s, number))
    assert [entry.text for entry in kept] == ["甲稿", "乙稿", "甲稿"]


def test_a_promise_is_of_the_meetings_place_or_below_it(sqlite_database: str):
    report(JUNE)
    with pytest.raises(EntryRefused, match="不在会议地区的范围内"):
        promised(opened(place="620100"), region=PLACE)


def test_a_kept_promise_is_over(sqlite_database: str):
    report(JUNE)
    number = promised(opened())
    within(promises.keep, promise=number, on=date(2023, 8, 2), words="已开工", by="记录人")
    with pytest.raises(EntryRefused, match="已于2023-08-02由记录人兑现销号，本次未登记"):
        within(promises.withdraw, promise=number, on=date(2023, 8, 3), words="x", by="y")
    with session_scope() as session:
        rules = meetings.rules_of(meetings.meetings(session)[0])
        row = promises.standing(session, as_of=date(2023, 8, 3), rules=rules).row(0, named=True)
    assert (row["state"], row["light"], row["days"]) == ("已兑现", "绿（迟）", 2)


def test_a_place_without_a_ledger_hears_what_its_returns_tell(sqlite_database: str):
    published.load(if_empty=False)
    days = {"place": "100000", "year": 2023}
    close(opened(**days))
    second = opened(date(2023, 10, 9), data_date=date(2023, 9, 30), **days)
    starts, last = within(meetings.agenda_of, number=second.id).items
    listed = (starts.starts.whole, *starts.starts.regions)
    told = {row["name"]: (row["started_change"], row["rate_change"]) for row in listed}
    assert told["全国"] == (51_294 - 42_621, 97_00 - 80_40)
    assert told["甘肃省"] == (1_179 - 707, 37_20)
    assert told["河北省"] == (0, None)  # 全部开工 both times: a cap has no change
    assert [row["name"] for row in last.starts.regions] == ["西藏自治区", "天津市", "山西省"]


def test_its_first_meeting_lists_where_it_stands_without_changes(sqlite_database: str):
    published.load(if_empty=False)
    first = opened(place="100000", year=2022, data_date=date(2022, 12, 31))
    agenda = within(meetings.agenda_of, number=first.id)
    starts, last = agenda.items
    assert (len(starts.starts.regions), starts.starts.whole["since"]) == (32, None)
    # Eleven more share the rank before last with all started: they are not behind.
    assert [row["name"] for row in last.starts.regions] == ["西藏自治区"]
    assert set(agenda.regions) == {"540000"}


def test_a_void_meeting_is_kept_but_not_counted_and_its_promises_go_with_it(database: str):
    report(JUNE)
    first = opened()
    kept, open_one = promised(first), promised(first, what="补报资金")
    within(promises.keep, promise=kept, on=date(2023, 7, 4), words="已开工", by="记录人")
    close(first)
    second = opened(date(2023, 7, 10))
    with pytest.raises(EntryRefused, match="其后已召开2023-07-10的会议"):
        within(meeting_book.void, meeting=first.id, words="误开", by="记录人")
    with pytest.raises(EntryRefused, match="“作废原因”不能为空"):
        within(meeting_book.void, meeting=second.id, words=" ", by="记录人")
    assert within(meeting_book.void, meeting=second.id, words="日期误填", by="记录人") == 0
    voided = datetime(2023, 7, 20, tzinfo=UTC)
    told = {"meeting": first.id, "words": "误开", "by": "记录人", "at": voided}
    assert within(meeting_book.void, **told) == 1
    one = within(meetings.meeting, number=first.id)
    assert (one.voided, one.closed_at is not None) == ("误开", True)
    rules = meetings.rules_of(one)
    standing = within(promises.standing, as_of=date(2023, 8, 1), rules=rules)
    assert dict(standing.select("id", "state").iter_rows()) == {kept: "已兑现", open_one: "已撤销"}
    then = within(promises.standing, as_of=date(2023, 7, 19), rules=rules).filter(id=open_one)
    assert then["state"].to_list() != ["已撤销"]  # a paper of last week says what held then
    with pytest.raises(EntryRefused, match="已由记录人作废"):
        within(meeting_book.note, meeting=second.id, item="red-620100", words="再议", by="记录人")
    third = opened(date(2023, 7, 3))  # earlier than the void ones, and compared with neither
    assert numbers_in_year(within(meetings.meetings, place=PLACE)) == {third.id: 1}
    agenda = within(lambda s: meetings.agenda_of(s, third.id))
    assert {item.part for item in agenda.items}.isdisjoint({"promises", "changes"})


def test_what_came_in_after_the_freezing_is_told_until_the_meeting_ends(database: str):
    report(JUNE)
    one = opened()
    late = partial(within, lambda s: late_reports.after_freezing(s, one.id))
    assert late() == []
    report(JUNE, started_on=date(2023, 3, 1))
    report(JULY)
    ((unit, at),) = late()
    assert (unit, at > one.known_at) == (PLACE, True)
    close(one)
    report(JUNE, started_on=date(2023, 3, 2))
    assert late() == [(unit, at)]


def test_who_was_there_is_what_was_written_down_last(sqlite_database: str):
    report(JUNE)
    one = opened()
    for chair in ("甲", "甲", "乙"):
        within(meeting_book.attend, meeting=one.id, named=Attendance(chair, "丙局"), by="记录人")
    entries = within(lambda s: meetings.entries(s, one.id))
    assert latest(entries) == Attendance("乙", "丙局")
    assert len(entries) == 2
    with pytest.raises(EntryRefused, match="请至少填写"):
        within(meeting_book.attend, meeting=one.id, named=Attendance(" "), by="记录人")
