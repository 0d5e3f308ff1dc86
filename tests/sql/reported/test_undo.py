"""The last submission of a unit is taken back (撤回): everything reads as before it, and nothing is deleted."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select

from metrics.records.reports import ADJUSTED, DIVISIONS, Outcome, in_line
from sql.__main__ import main
from sql.database.engine import session_scope
from sql.dispatch import meetings
from sql.models import HISTORIES, SUBMISSIONS
from sql.reported import history
from sql.reported.intake import import_workbook
from sql.reported.submissions import accept
from sql.reported.undoing.undo import NotUndone, Undone, last_standing, undo
from sql.reported.withdrawal import withdraw
from tests.sql.reported.test_submissions import AUGUST, JULY, JUNE, names
from tests.sql.statement_rows import frame, region, submit
from tests.workbooks import made

COUNTY, OTHER, PROVINCE = "620102", "620103", "620000"
AS_OF, NEXT, START = date(2023, 7, 28), date(2023, 8, 31), date(2023, 1, 1)
NOW = datetime(2023, 9, 1, 8, tzinfo=UTC)


def undone(unit: str = COUNTY, reason: str = "误用了上月的文件", **how: object) -> Undone:
    with session_scope(writing=True) as session:
        return undo(session, unit=unit, reason=reason, **how)


def withdrawn(unit: str, as_of: date) -> None:
    with session_scope(writing=True) as session:
        withdraw(session, unit=unit, as_of=as_of, reason="并入620103")


@pytest.fixture
def send(database: str, tmp_path: Path):
    """Import sheets as a unit's workbook; the province and county 620102 have reported."""

    def sent(sheets: dict[str, made.Rows], *, unit: str = COUNTY, as_of: date = AS_OF) -> Outcome:
        path = made.write(tmp_path / f"{unit}-{as_of}.xlsx", sheets)
        outcome = import_workbook(path, unit=unit, as_of=as_of)
        assert outcome.stored, [str(each) for each in outcome.errors]
        return outcome

    send_province = made.province()
    sent(send_province, unit=PROVINCE, as_of=START)
    sent(made.county())
    return sent


def test_a_correction_taken_back_leaves_the_statement_before(database: str):
    submit(JUNE, region("a", "甲"), region("b", "乙"))
    wrong = submit(JUNE, region("a", "错"), region("c", "丙"))
    done = undone()
    assert done.submission.id == wrong.submission
    assert names(JUNE) == names(AUGUST) == {"a": "甲", "b": "乙"}


def test_a_first_submission_taken_back_leaves_nothing_not_even_its_date(database: str):
    submit(JUNE, region("a", "甲"))
    submit(JULY, region("b", "乙"))
    undone()
    undone()
    with session_scope() as session:
        assert history.sent(session) == []
        assert history.division_names(session) == {}
        assert history.divisions(session, as_of=AUGUST).is_empty()
    with pytest.raises(NotUndone, match="620102没有可以撤回的报送"):
        undone()


def test_what_was_known_before_it_was_taken_back_reads_on_as_it_did(database: str):
    submit(JUNE, region("a", "甲"), at=datetime(2023, 7, 1, 8, tzinfo=UTC))
    submit(JUNE, region("a", "错"), at=datetime(2023, 7, 2, 8, tzinfo=UTC))
    undone(at=datetime(2023, 7, 3, 8, tzinfo=UTC))
    assert names(JUNE, known_at=datetime(2023, 7, 2, 9, tzinfo=UTC)) == {"a": "错"}
    assert names(JUNE, known_at=datetime(2023, 7, 3, 8, tzinfo=UTC)) == {"a": "甲"}


def test_the_list_keeps_both_and_only_what_stands_is_in_line(database: str):
    first = submit(JUNE, region("a", "甲")).submission
    second = submit(JULY, region("a", "乙")).submission
    by = undone(reason=" 误用了\n上月的文件 ", sent_by="经办人").by
    with session_scope() as session:
        listed = history.submissions(session)
    assert [each.id for each in listed] == [by, second, first]
    assert (listed[0].undoes, listed[0].data_date) == (second, JULY)
    assert listed[0].file_name == "撤回报送：误用了 上月的文件"
    assert [each.id for each in in_line(listed)] == [first]
    with session_scope() as session:
        rows = session.scalar(select(func.count()).select_from(HISTORIES["regions"]))
    assert rows == 2


def test_a_back_dated_report_taken_back_leaves_later_statements_and_versions_alone(database: str):
    submit(JUNE, region("a", "甲"), region("b", "乙"))
    submit(AUGUST, region("a", "甲"), region("b", "乙"))
    submit(JULY, region("a", "甲改"), region("c", "丙"))
    undone()
    assert names(JULY) == names(AUGUST) == {"a": "甲", "b": "乙"}
    with session_scope() as session:
        told = history.record_versions(session, sheet="regions", key={"region": "a"})
        never = history.record_versions(session, sheet="regions", key={"region": "c"})
    assert [(one.data_date, one.values["name"]) for one in told] == [(JUNE, "甲")]
    assert [one for one in never if not one.gone] == []


def test_after_one_is_taken_back_a_back_dated_report_still_leaves_later_ones_alone(database: str):
    submit(JUNE, region("a", "甲"), region("b", "乙"))
    submit(AUGUST, region("a", "甲"), region("b", "乙"))
    submit(JULY, region("a", "甲改"), region("c", "丙"))
    undone()
    submit(JULY, region("a", "另改"))
    assert names(JULY) == {"a": "另改"}
    assert names(AUGUST) == {"a": "甲", "b": "乙"}
    with session_scope() as session:
        told = history.record_versions(session, sheet="regions", key={"region": "a"})
    assert [(one.data_date, one.values["name"], one.restored) for one in told] == [
        (JUNE, "甲", False), (JULY, "另改", False), (AUGUST, "甲", True),
    ]  # fmt: skip


def test_the_file_taken_back_can_be_sent_again_and_the_one_before_it_is_a_repeat(database: str):
    first = submit(JUNE, region("a", "甲"), file="一")
    submit(JUNE, region("a", "乙"), file="二")
    undone()
    assert submit(JUNE, region("a", "甲"), file="一").submission == first.submission
    assert not submit(JUNE, region("a", "乙"), file="二").repeated
    assert names(JUNE) == {"a": "乙"}


def test_only_the_last_one_accepted_is_taken_back_and_then_the_one_before(database: str):
    submit(JULY, region("a", "甲"))
    late = submit(JUNE, region("a", "补报"))
    with pytest.raises(NotUndone, match=f"编号是{late.submission}、数据截止日期是2023-06-30"):
        undone(as_of=JULY)
    assert undone(as_of=JUNE).submission.data_date == JUNE
    assert undone(as_of=JULY).submission.data_date == JULY


def test_a_click_that_comes_twice_takes_one_back(database: str):
    submit(JUNE, region("a", "甲"))
    last = submit(JULY, region("a", "乙")).submission
    assert undone(submission=last) == undone(submission=last)
    assert names(JULY) == {"a": "甲"}


def test_what_another_unit_took_back_is_not_taken_for_ones_own(database: str):
    submit(JUNE, region("a", "甲"), unit="620103")
    last = submit(JULY, region("a", "乙"), unit="620103").submission
    undone(submission=last, unit="620103")
    with pytest.raises(NotUndone, match="620102没有可以撤回的报送"):
        undone(submission=last)


def test_what_was_reported_meanwhile_is_not_taken_back_in_its_place(database: str):
    seen = submit(JUNE, region("a", "甲")).submission
    submit(JULY, region("a", "乙"))
    with pytest.raises(NotUndone, match="只能从最近一次起依次撤回"):
        undone(submission=seen)


def test_a_withdrawal_can_be_taken_back(send):
    withdrawn(COUNTY, NEXT)
    undone()
    with session_scope() as session:
        assert (COUNTY, AS_OF) in history.sent(session)
        assert history.frames(session, as_of=NEXT, year=2023).tables["projects"].height == 2


@pytest.mark.parametrize(("reason", "words"), [(" ", "撤回原因"), ("字" * 201, "200字")])
def test_a_reason_is_asked_for(database: str, reason: str, words: str):
    submit(JUNE, region("a", "甲"))
    with pytest.raises(NotUndone, match=words):
        undone(reason=reason)


@pytest.mark.parametrize("place", [PROVINCE, "620100", OTHER])
def test_what_a_meeting_of_the_province_rests_on_stays(send, place: str):
    send(made.changed(made.county(), "小区", 1, "户数", 101), as_of=NEXT)
    with session_scope(writing=True) as session:
        meetings.open_meeting(
            session, place=place, held_on=NEXT, data_date=AS_OF, year=2023, rules="national",
            by="主持人",
        )  # fmt: skip
    undone()  # of a later data date, which the meeting does not look at
    with pytest.raises(NotUndone, match=r"2023-08-31的调度会.*请按同一数据截止日期重新报送"):
        undone()


def test_a_meeting_reads_on_as_it_was_frozen_and_the_next_hears_of_what_was_taken_back(send):
    with session_scope(writing=True) as session:
        one = meetings.open_meeting(
            session, place=PROVINCE, held_on=NEXT, data_date=AS_OF, year=2023, rules="national",
            by="主持人",
        )  # fmt: skip
    send(made.changed(made.county(), "小区", 1, "户数", 101))
    undone()
    with session_scope() as session:
        seen = meetings.frames_of(session, one.id).tables["compounds"]
        now = history.frames(session, as_of=AS_OF, year=2023).tables["compounds"]
    assert seen.equals(now)


def test_divisions_that_others_report_for_are_not_taken_back(send):
    with pytest.raises(NotUndone, match="项目2条（620102报送，所属区划620102）"):
        undone(PROVINCE)
    with session_scope() as session:
        assert session.scalar(select(func.count()).select_from(SUBMISSIONS)) == 2


def test_codes_that_another_unit_took_over_meanwhile_are_not_restored(send):
    withdrawn(COUNTY, NEXT)
    sheets = made.county()
    for row in (1, 2):
        sheets = made.changed(sheets, "项目", row, "行政区划代码", OTHER)
    send(sheets, unit=OTHER, as_of=NEXT)
    with pytest.raises(NotUndone, match="不能撤回：恢复后的数据与其他单位此后的报送不符"):
        undone()


def test_records_of_a_division_that_is_gone_are_not_restored(send):
    withdrawn(COUNTY, NEXT)
    without = {"区划": [row for row in made.REGIONS if row[0] != COUNTY]}
    send(without, unit=PROVINCE, as_of=NEXT)
    with pytest.raises(NotUndone, match="不在已报送的区划中"):
        undone()


def test_the_command_takes_back_and_says_what(send, capsys: pytest.CaptureFixture[str]):
    asked = ["undo", "--unit", COUNTY, "--reason", "误用了上月的文件"]
    assert main([*asked, "--as-of", str(NEXT)]) == 43
    assert "最近一次报送的编号是2、数据截止日期是2023-07-28" in capsys.readouterr().err
    assert main(asked) == 0
    told = capsys.readouterr().out
    assert "已撤回 620102 截至 2023-07-28 的报送（第2号，620102-2023-07-28.xlsx）" in told
    with session_scope() as session:
        assert last_standing(session, COUNTY) is None


@pytest.mark.parametrize(
    ("kind", "words"), [(DIVISIONS, "区划名单是开始使用时载入的"), (ADJUSTED, "区划调整转移的记录")]
)
def test_what_no_workbook_said_is_not_taken_back(database: str, kind: str, words: str):
    with session_scope(writing=True) as session:
        accept(
            session, unit=PROVINCE, as_of=START, sent_by=None, file_name="区划.xlsx",
            file_sha256="一", sheets={"regions": frame("regions", [region("a", "甲")])}, kind=kind,
        )  # fmt: skip
    with pytest.raises(NotUndone, match=words):
        undone(PROVINCE)
