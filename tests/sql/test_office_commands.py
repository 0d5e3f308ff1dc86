"""The office's commands: a meeting opened and closed, orders listed, cases, the calendar."""

from datetime import date
from pathlib import Path

import pytest

from metrics.packs.pack import load_pack
from sql.__main__ import main
from sql.database.engine import session_scope
from sql.dispatch.office_calendar import entries
from tests.sql.dispatch.test_meetings import JUNE, PLACE, promised, report, within
from tests.sql.dispatch.test_orders import issue
from tests.sql.statement_rows import region, submit

Printed = pytest.CaptureFixture[str]
OPEN = ["meeting-open", "--place", PLACE, "--held-on", "2023-07-03", "--as-of", "2023-06-30",
        "--by", "办公室", "--topic", "资金"]  # fmt: skip
CLOSE = ["meeting-close", "--place", PLACE, "--by", "办公室"]


def test_a_meeting_is_opened_once_and_closed(sqlite_database: str, capsys: Printed):
    report(JUNE)
    assert main(OPEN) == 0
    assert "编号 1" in capsys.readouterr().out
    assert main(OPEN) == 25
    assert "的会议已由办公室召开、还没有结束" in capsys.readouterr().err
    assert main(CLOSE) == 0
    assert main(CLOSE) == 2
    assert "没有正在召开的调度会" in capsys.readouterr().err


def test_orders_are_listed(sqlite_database: str, capsys: Printed):
    report(JUNE)
    listing = ["orders", "--place", PLACE, "--on", "2024-07-22"]
    assert main(listing) == 0
    assert capsys.readouterr().out == "没有督办单。\n"
    issue("P1 开工", place=PLACE)
    assert main(listing) == 0
    told = capsys.readouterr().out
    assert told == "甘省〔2024〕1号 住房和城乡建设局 时限2024-07-19 办理中（红）：限期开工\n"


def test_orders_of_one_number_are_told_apart_by_who_issued_them(
    sqlite_database: str, capsys: Printed
):
    report(JUNE)
    for place in (PLACE, "620100"):
        issue("P1 开工", place=place, region="620102")
    main(["orders", "--place", "620102", "--on", "2024-07-22"])
    told = capsys.readouterr().out.splitlines()
    assert [line.partition(" ")[0] for line in told] == ["甘省〔2024〕1号", "兰市〔2024〕1号"]


CODE_OF_NOBODY = [
    ["orders", "--on", "2024-07-22"],
    ["calendar", "日历.ics", "--from", "2024-07-01", "--to", "2024-07-31"],
    ["meeting-open", "--held-on", "2023-07-03", "--as-of", "2023-06-30", "--by", "办公室"],
]


@pytest.mark.parametrize("command", CODE_OF_NOBODY, ids=lambda command: command[0])
def test_a_code_that_is_nobodys_is_refused(
    sqlite_database: str, capsys: Printed, command: list[str]
):
    report(JUNE)
    assert main([*command, "--place", "123456"]) == 2
    assert "没有代码为“123456”的地区" in capsys.readouterr().err


def test_the_blank_workbook_is_for_divisions_listed_or_reported_only(
    sqlite_database: str, tmp_path: Path, capsys: Printed
):
    out = tmp_path / "报送.xlsx"
    assert main(["template", str(out), "--unit", "998877"]) == 2
    assert "没有代码为“998877”的地区" in capsys.readouterr().err
    assert not out.exists()
    submit(JUNE, region("998877", "新区"), unit="998877")
    for unit in ("998877", "440300"):
        assert main(["template", str(out), "--unit", unit]) == 0


@pytest.mark.parametrize("command", CODE_OF_NOBODY[:2], ids=lambda command: command[0])
def test_days_before_the_first_rule_name_the_day_from_which_it_works(
    sqlite_database: str, capsys: Printed, command: list[str]
):
    report(JUNE)
    early = [word.replace("2024-07-22", "2020-07-22").replace("2024-07-01", "2020-07-01")
             for word in command]  # fmt: skip
    assert main([*early, "--place", PLACE]) == 2
    said = capsys.readouterr().err
    assert "日期2020-07-" in said and "自2021-12-14起有效" in said
    assert "--rules-on" not in said


def test_a_meeting_looks_at_a_data_date_there_is(sqlite_database: str, capsys: Printed):
    report(JUNE)
    other = [word.replace("2023-06-30", "2023-07-01") for word in OPEN]
    assert main(other) == 2
    said = capsys.readouterr().err
    assert said == "2023-07-01不是该地区的数据截止日期，最近的有：2023-06-30。\n"


def test_cases_are_loaded(sqlite_database: str, capsys: Printed):
    assert main(["cases"]) == 0
    assert "已载入经验案例30条" in capsys.readouterr().out


def test_what_is_due_is_written_as_a_calendar(
    sqlite_database: str, tmp_path: Path, capsys: Printed
):
    report(JUNE)
    main(OPEN)
    from sql.dispatch import meetings

    promised(within(meetings.meeting, number=1))
    issue("P1 开工", place=PLACE, on=date(2023, 7, 5), due_on=date(2023, 7, 19))
    with session_scope() as session:
        rules = load_pack("national").on(date(2023, 7, 10))
        span = {"start": date(2023, 7, 10), "end": date(2023, 7, 31)}
        found = entries(session, place=PLACE, rules=rules, **span)
    assert [(f"{e.day:%m-%d}", e.title) for e in found] == [
        ("07-10", "督导"), ("07-10", "调度"), ("07-17", "督导"), ("07-18", "培训"),
        ("07-19", "甘省督办单〔2023〕1号到期：住房和城乡建设局"), ("07-24", "督导"),
        ("07-31", "承诺到期：城关区住建局"), ("07-31", "督导"),
    ]  # fmt: skip
    out = tmp_path / "日历.ics"
    span = ["--from", "2023-07-10", "--to", "2023-07-31"]
    assert main(["calendar", str(out), "--place", PLACE, *span]) == 0
    assert out.read_bytes().count(b"BEGIN:VEVENT") == 8
    with pytest.raises(SystemExit):
        main(["calendar", "日历.txt", "--place", PLACE, *span])


def test_orders_of_one_number_from_two_places_are_two_entries(sqlite_database: str):
    report(JUNE)
    day = {"on": date(2023, 7, 5), "due_on": date(2023, 7, 19)}
    for place in (PLACE, "620100"):
        assert issue("P1 开工", place=place, region="620102", **day).number == 1
    with session_scope() as session:
        rules = load_pack("national").on(JUNE)
        found = entries(session, place="620102", start=day["on"], end=day["due_on"], rules=rules)
    keys = [entry.key for entry in found if "督办单" in entry.title]
    assert len(set(keys)) == 2
