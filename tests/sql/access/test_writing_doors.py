"""每一处写入：没有权限的被拒、一行也不写（只记越权被拒）；有权限的只写应写的表，并记入操作日志。"""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from metrics.access import acting
from metrics.access.acting import NotAllowed
from metrics.access.actor import Actor
from metrics.dispatch.attendance import Attendance
from metrics.dispatch.cases import Case
from metrics.dispatch.issued import Paper
from metrics.dispatch.order import Draft, Origin
from metrics.office import ISSUER, NAME, NUMBERS, PACK, PROVINCE
from metrics.records.succession import RENAMED, Intended, Target
from metrics.reporting.contact import Contact
from metrics.scope import Scope
from metrics.sealing.objections import UPHELD
from sql.database import chain
from sql.dispatch import cases, issues, meeting_book, meetings, office_calendar, orders, promises
from sql.divisions import changes, revoked
from sql.models import METADATA
from sql.models.log import LOG
from sql.office import contact_files, contacts, reminders
from sql.office import settings as office_book
from sql.reported import intake, withdrawal
from sql.reported.undoing import undo
from sql.sealed import objections, rounds, steps
from tests.databases import copied, made_once, migrated, used
from tests.sql.access import doors
from tests.sql.access.acting_people import (
    ADMINISTRATOR,
    AUDITOR,
    CHIEF,
    CITY_OFFICER,
    COUNTY,
    COUNTY_OFFICER,
    NEIGHBOUR,
)
from tests.sql.access.acting_people import (
    PROVINCE as PLACE,
)
from tests.sql.dispatch.test_meetings import JUNE, opened, promised, report, within
from tests.sql.dispatch.test_orders import issue
from tests.sql.sealed.test_objections import figure, published
from tests.workbooks import made

DAY, LATER, JULY = date(2024, 7, 10), date(2024, 8, 2), date(2023, 7, 28)
BOOK: dict[str, intake.Opened] = {}
"""The county's workbook, opened once."""
CASE = Case(
    theme="新主题", place="某市", summary="先议后改。", indicators=("A07",), source="某市住建局"
)  # fmt: skip
PAPER = Paper(PLACE, JUNE, 1)
RENAMING = Intended(
    kind=RENAMED, since=date(2023, 9, 1), document="函〔2023〕9号", old=(COUNTY,),
    new=(Target(COUNTY, "新城关区"),),
)  # fmt: skip
PERSON = Contact(COUNTY, "联系人甲", "城建股", "0931-0000000")


class Door(NamedTuple):
    """How a door is opened, who may, who may not, which tables it writes and what the log calls it."""

    call: Callable[[Session], object]
    may: Actor
    may_not: Actor
    tables: str
    logged: str
    before: Callable[[], object] = lambda: None


def order(work: Callable[..., Any], **more: Any) -> Callable[[Session], object]:
    return partial(work, order=1, on=DAY, words="已办理", **more)


def promise(work: Callable[..., Any], **more: Any) -> Callable[[Session], object]:
    return partial(work, promise=1, on=DAY, words="已办理", **more)


def noted(work: Callable[..., Any], **more: Any) -> Callable[[Session], object]:
    return partial(work, meeting=1, words="倒排工期", **more)


def done(*calls: Callable[[Session], object]) -> Callable[[], object]:
    """Return what has to have happened before, done by the machine."""
    return lambda: [within(call) for call in calls]


def sealed_now(session: Session) -> int:
    """Judge the province and keep it as a round."""
    asked = Scope(PLACE, JUNE, 2023, "national", JUNE)
    return rounds.keep(session, rounds.judged(session, asked), title="上半年评价")


def of_round(work: Callable[..., Any], **more: Any) -> Callable[[Session], object]:
    return partial(work, round=1, **more)


def published_now(session: Session) -> object:
    return steps.publish(session, proof=steps.proved(session, 1), round=1)


def published_long_ago() -> None:
    CHECKED_ROUND()
    with patch("sql.database.beijing.today", return_value=DAY):
        within(published_now)


CHECKED_ROUND = done(sealed_now, of_round(steps.check))
ASKED_ORDER = done(order(orders.ask_for_time, due_on=LATER))
ASKED_PROMISE = done(promise(promises.ask_for_time, due_on=LATER))
E, P, M, R = "order_events", "promise_events", "meeting_entries", "round_events"
HOLD, SETTLE, ANSWER = (CHIEF, COUNTY_OFFICER), (CHIEF, CITY_OFFICER), (COUNTY_OFFICER, NEIGHBOUR)
KEEPS, OWN = (CHIEF, CITY_OFFICER), (COUNTY_OFFICER, NEIGHBOUR)
DOORS = {
    "dispatch.orders.issue": Door(
        partial(
            orders.issue, place=PLACE, region=COUNTY, unit="甲局", requirement="开工", issued_on=DAY,
            due_on=LATER, origin=Origin(kind="其他", reference=None, data_date=None, reason="现场"),
        ), *HOLD, "orders order_items", "下达督办单",
    ),
    "dispatch.office_calendar.enter": Door(
        partial(office_calendar.enter, place=PLACE, day=DAY, title="观摩", for_office=True),
        *HOLD, "calendar_entries", "登记日程",
    ),
    "dispatch.office_calendar.remove": Door(
        partial(office_calendar.remove, entry=1), *HOLD, "calendar_entries", "删除日程",
        done(partial(office_calendar.enter, place=PLACE, day=DAY, title="观摩", for_office=True)),
    ),
    "dispatch.orders.issue_all": Door(
        partial(
            orders.issue_all, place=PLACE, issued_on=DAY, drafts=[
                Draft(COUNTY, "甲局", (Origin(kind="其他", reason="现场"),), "开工", LATER)
            ],
        ), *HOLD, "orders order_items", "下达督办单",
    ),
    "dispatch.orders.deliver": Door(order(orders.deliver), *ANSWER, E, "登记督办单送达"),
    "dispatch.orders.reply": Door(order(orders.reply), *ANSWER, E, "回复督办单"),
    "dispatch.orders.ask_for_time": Door(
        order(orders.ask_for_time, due_on=LATER), *ANSWER, E, "申请督办单延期"
    ),
    "dispatch.orders.grant_time": Door(
        order(orders.grant_time), *SETTLE, E, "准予督办单延期", ASKED_ORDER
    ),
    "dispatch.orders.refuse_time": Door(
        order(orders.refuse_time), *SETTLE, E, "不予督办单延期", ASKED_ORDER
    ),
    "dispatch.orders.send_back": Door(
        order(orders.send_back), *SETTLE, E, "退回督办单重办", done(order(orders.reply))
    ),
    "dispatch.orders.close": Door(order(orders.close), *SETTLE, E, "办结督办单"),
    "dispatch.orders.withdraw": Door(order(orders.withdraw), *SETTLE, E, "撤销督办单"),
    "dispatch.promises.make": Door(
        partial(
            promises.make, meeting=1, region=COUNTY, who="乙局", what="补报资金", due_on=LATER
        ), *HOLD, "promises", "登记承诺",
    ),
    "dispatch.promises.reply": Door(promise(promises.reply), *ANSWER, P, "回复承诺"),
    "dispatch.promises.ask_for_time": Door(
        promise(promises.ask_for_time, due_on=LATER), *ANSWER, P, "申请承诺延期"
    ),
    "dispatch.promises.grant_time": Door(
        promise(promises.grant_time), *SETTLE, P, "准予承诺延期", ASKED_PROMISE
    ),
    "dispatch.promises.refuse_time": Door(
        promise(promises.refuse_time), *SETTLE, P, "不予承诺延期", ASKED_PROMISE
    ),
    "dispatch.promises.send_back": Door(
        promise(promises.send_back), *SETTLE, P, "退回承诺重办", done(promise(promises.reply))
    ),
    "dispatch.promises.carry": Door(promise(promises.carry, due_on=LATER), *SETTLE, P, "结转承诺"),
    "dispatch.promises.keep": Door(promise(promises.keep), *SETTLE, P, "确认承诺兑现"),
    "dispatch.promises.withdraw": Door(promise(promises.withdraw), *SETTLE, P, "撤销承诺"),
    "dispatch.meetings.open_meeting": Door(
        partial(
            meetings.open_meeting, place="620100", held_on=DAY, data_date=JUNE, year=2023,
            rules="national",
        ), CITY_OFFICER, NEIGHBOUR, "meetings", "开会",
    ),
    "dispatch.meeting_book.note": Door(
        noted(meeting_book.note, item="red-620100"), *HOLD, M, "会议记录"
    ),
    "dispatch.meeting_book.add_topic": Door(noted(meeting_book.add_topic), *HOLD, M, "增加议题"),
    "dispatch.meeting_book.write_minutes": Door(noted(meeting_book.write_minutes), *HOLD, M, "会议纪要"),
    "dispatch.meeting_book.attend": Door(
        partial(meeting_book.attend, meeting=1, named=Attendance(chair="甲")), *HOLD, M, "出席登记"
    ),
    "dispatch.meeting_book.void": Door(
        noted(meeting_book.void), *HOLD, f"{M} {P}", "会议作废"
    ),
    "dispatch.meeting_book.close": Door(noted(meeting_book.close), *HOLD, M, "闭会"),
    "dispatch.issues.allocate": Door(
        partial(issues.allocate, paper=PAPER), *HOLD, "issued_papers", "印发编号"
    ),
    "dispatch.issues.printed": Door(
        partial(issues.printed, paper=PAPER, digest="a" * 64, file_sha256="b" * 64), *HOLD,
        "paper_prints", "印制公文", done(partial(issues.allocate, paper=PAPER)),
    ),
    "dispatch.cases.load_samples": Door(cases.load_samples, *KEEPS, "cases", "载入案例"),
    "dispatch.cases.add_case": Door(
        partial(cases.add_case, case=CASE), *KEEPS, "cases", "登记案例"
    ),
    "dispatch.cases.correct": Door(
        partial(cases.correct, case=1, now=CASE, reason="更准确"), *KEEPS, "case_events", "更正案例",
        done(cases.load_samples),
    ),
    "dispatch.cases.withdraw": Door(
        partial(cases.withdraw, case=1, reason="来源不实"), *KEEPS, "case_events", "撤回案例",
        done(cases.load_samples),
    ),
    "divisions.changes.carry_out": Door(
        partial(changes.carry_out, intended=RENAMING), *KEEPS,
        "division_change_events division_changes division_successors reported_regions submissions", "区划调整",
    ),
    "divisions.revoked.revoke": Door(
        partial(revoked.revoke, change=1, reason="登记有误"), *KEEPS, "division_change_events submissions",
        "撤回区划调整", done(partial(changes.carry_out, intended=RENAMING, by="甲")),
    ),
    "office.settings.write": Door(
        partial(office_book.write, values={NAME: "乙办"}), ADMINISTRATOR, CITY_OFFICER, "settings",
        "系统设置",
    ),
    "office.settings.save": Door(
        partial(
            office_book.save, name="乙办", issuer="甘", rules="gansu", numbers={}, copies=10, large=False
        ), CHIEF, AUDITOR, "settings", "系统设置",
    ),
    "office.contacts.enter": Door(
        partial(contacts.enter, contact=PERSON), *OWN, "contacts", "通讯录添加"
    ),
    "office.contacts.enter_all": Door(
        partial(contacts.enter_all, listed=[PERSON]), *OWN, "contacts", "通讯录导入"
    ),
    "office.contacts.correct": Door(
        partial(contacts.correct, contact=1, now=PERSON._replace(name="乙")), *OWN, "contact_events",
        "通讯录更正", done(partial(contacts.enter, contact=PERSON)),
    ),
    "office.contacts.remove": Door(
        partial(contacts.remove, contact=1), *OWN, "contact_events", "通讯录删除",
        done(partial(contacts.enter, contact=PERSON)),
    ),
    "office.contact_files.take_in": Door(
        partial(
            contact_files.take_in, content=f"行政区划代码,联系人\n{COUNTY},甲\n".encode(), file_name="a.csv"
        ), *OWN, "contacts", "通讯录导入",
    ),
    "office.reminders.note": Door(
        partial(
            reminders.note, place="620100", due={COUNTY: JUNE}, reminded_on=DAY, way="微信",
            words="请报送", today=DAY,
        ), CITY_OFFICER, NEIGHBOUR, "reminders", "催报",
    ),
    "reported.withdrawal.withdraw": Door(
        partial(withdrawal.withdraw, unit=COUNTY, as_of=JULY, reason="并入邻县"), *OWN,
        "reported_compounds reported_funds reported_projects submissions", "撤销报送",
        lambda: within(imported()),
    ),
    "reported.undoing.undo.undo": Door(
        partial(undo.undo, unit=COUNTY, reason="误用了上月的文件"), *OWN, "submissions", "撤回报送",
        lambda: within(imported()),
    ),
    "reported.intake.import_opened": Door(
        lambda session: imported()(session), *OWN,
        "reported_compounds reported_funds reported_projects submissions workbook_files", "导入报送",
    ),
    "sealed.objections.object_to": Door(
        lambda session: objecting()(session), *OWN, "objections", "提出异议", lambda: published()
    ),
    "sealed.objections.withdraw": Door(
        partial(objections.withdraw, objection=1, words="已核对"), *OWN, "objection_events", "撤回异议",
        lambda: within(objecting(published())),
    ),
    "sealed.objections.decide": Door(
        partial(objections.decide, objection=1, kind=UPHELD, words="数据无误"), *SETTLE,
        "objection_events", "裁定异议", lambda: within(objecting(published())),
    ),
    "sealed.rounds.keep": Door(
        lambda session: sealed_now(session), *HOLD, "rounds seal_files", "封账"
    ),
    "sealed.steps.check": Door(of_round(steps.check), *HOLD, R, "封账复核通过", done(sealed_now)),
    "sealed.steps.send_back": Door(
        of_round(steps.send_back, words="数据有误"), *HOLD, R, "封账复核退回", done(sealed_now)
    ),
    "sealed.steps.publish": Door(
        lambda session: published_now(session), *HOLD, R, "封账公示", CHECKED_ROUND
    ),
    "sealed.steps.finish": Door(
        of_round(steps.finish), *HOLD, R, "封账定稿", lambda: published_long_ago()
    ),
    "sealed.steps.withdraw": Door(
        of_round(steps.withdraw, words="口径有误"), *HOLD, R, "封账作废", done(sealed_now)
    ),
}  # fmt: skip


def objecting(number: int = 1) -> Callable[[Session], object]:
    """Return what objects to the county's score in a published round."""
    said = {"unit": COUNTY, "code": figure(number), "words": "已开工"}
    return partial(objections.object_to, round=number, **said)


def imported() -> Callable[[Session], object]:
    """Return the import of a county's workbook that is correct."""
    return partial(intake.import_opened, opened=BOOK["county"], unit=COUNTY, as_of=JULY)


def _fill(file: Path) -> None:
    migrated(file)
    with used(f"sqlite:///{file}"):
        report(JUNE)
        promised(opened())
        issue("P1 开工", place=PLACE, region=COUNTY)
        within(
            office_book.write, by="甲",
            values={PROVINCE: PLACE, NAME: "甲办", ISSUER: "甘", PACK: "gansu", NUMBERS: {}},
        )  # fmt: skip


@pytest.fixture
def filled(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> Any:
    """A database with a meeting, a promise, an order and an office."""
    if "county" not in BOOK:
        path = made.write(tmp_path / "county.xlsx", made.county())
        BOOK["county"] = intake.open_workbook(path)
    with used(copied(made_once(tmp_path_factory, "doors.sqlite", _fill), tmp_path)) as url:
        yield url


def rows() -> dict[str, int]:
    """Return how many rows each table has."""
    count = func.count()
    return {
        table.name: within(lambda s, t=table: s.scalar(select(count).select_from(t)))
        for table in METADATA.sorted_tables
    }


def grown(before: dict[str, int]) -> set[str]:
    return {name for name, number in rows().items() if number != before[name]}


def last_entry() -> Any:
    return within(lambda s: s.execute(select(LOG).order_by(LOG.c.number.desc())).mappings().first())


def test_每一个写入函数都在册():
    found = doors.found()
    elsewhere = tuple(doors.ELSEWHERE.split())
    listed = doors.listed(doors.TESTED) | doors.listed(doors.INNER)
    assert {name for name in found if not name.startswith(elsewhere)} == listed
    assert set(DOORS) == doors.listed(doors.TESTED)


@pytest.mark.parametrize("name", DOORS)
def test_无权的一行不写_有权的写入并记日志(filled: str, name: str):
    door = DOORS[name]
    door.before()
    before = rows()
    with acting.using(door.may_not), pytest.raises(NotAllowed):
        within(door.call)
    assert grown(before) == {"log"}
    assert last_entry()["action"] == chain.REFUSED
    with acting.using(door.may):
        within(door.call)
    assert grown(before) == {"log", *door.tables.split()}
    entry = last_entry()
    assert (entry["action"], entry["account"]) == (door.logged, door.may.account)
