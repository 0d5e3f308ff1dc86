"""A form writes one row, however often it is sent: by more clicks, at once, or filled in anew."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select

from metrics.dispatch.cases import Case
from metrics.dispatch.order import Origin
from sql.database.engine import session_scope
from sql.dispatch import cases, meeting_book, meetings, orders, promises
from sql.models import OFFICE
from sql.models.dispatch import ORDER_ITEMS
from tests.sql.dispatch.test_meetings import JULY, JUNE, PLACE, opened, promised, report, within
from tests.sql.dispatch.test_orders import issue

CASE = Case(
    theme="加装电梯", place="某市", summary="先缴后改。", indicators=("A07.1",), source="简报"
)
ORDER = {
    "place": PLACE, "region": "620102", "unit": "住建局", "requirement": "限期开工",
    "issued_on": JUNE, "due_on": JULY, "origin": Origin(kind="其他", reason="进度滞后"),
}  # fmt: skip
EVENT = {"on": JULY, "words": "已进场"}
MEETING = {"place": PLACE, "held_on": JULY, "data_date": JUNE, "year": 2023, "rules": "national"}
PROMISE = {"region": "620102", "who": "住建局", "what": "开工", "due_on": JULY}
Form = tuple[Callable[..., Any], dict[str, object]]


def forms() -> dict[str, Form]:
    """Return every form of the office by its name: what it calls, and what it is filled in with."""
    meeting, order = opened(held_on=date(2023, 7, 3)).id, issue("P9 开工", on=JUNE).id
    promise, case = promised(within(meetings.meeting, number=meeting)), entered()
    later = {"due_on": date(2023, 9, 1), **EVENT}
    return {
        "下达": (orders.issue, ORDER),
        **{each.__name__: (each, {"order": order, **EVENT}) for each in
           (orders.reply, orders.close)},
        "撤销": (orders.withdraw, {"order": issue("P8 开工", on=JUNE).id, **EVENT}),
        "召开会议": (meetings.open_meeting, MEETING | {"place": "620100"}),
        "记录承诺": (promises.make, {"meeting": meeting, **PROMISE}),
        "登记进展": (promises.reply, {"promise": promise, **EVENT}),
        "结转延期": (promises.carry, {"promise": promise, **later}),
        "兑现销号": (promises.keep, {"promise": promise, **EVENT}),
        "会议要求": (meeting_book.note, {"meeting": meeting, "item": "red-620100", "words": "限期开工"}),
        "临时议题": (meeting_book.add_topic, {"meeting": meeting, "words": "防汛"}),
        "结束会议": (meeting_book.close, {"meeting": meeting}),
        "会议纪要": (meeting_book.write_minutes, {"meeting": meeting, "words": "一、会议要求"}),
        "更正案例": (cases.correct, {"case": case, "now": CASE, "reason": "补充来源"}),
        "撤回案例": (cases.withdraw, {"case": case, "reason": "失实"}),
        "新增案例": (cases.add_case, {"case": CASE}),
    }  # fmt: skip


def entered() -> int:
    """Enter a case to be corrected, and return its number."""
    within(cases.add_case, case=replace(CASE, summary="包干。"), by="甲")
    return int(within(cases.search)[0].id or 0)


def rows() -> int:
    """Count what the office has written down, an order with its matters as one."""
    written = (table for table in OFFICE if table is not ORDER_ITEMS)
    with session_scope() as session:
        counts = (session.scalar(select(func.count()).select_from(table)) for table in written)
        return sum(count or 0 for count in counts)


def test_a_form_that_is_sent_three_times_writes_once_and_answers_alike(database: str):
    report(JUNE)
    for form, (write, filled) in forms().items():
        before = rows()
        answers = [within(write, **filled, by="经办人", form=form) for _click in range(3)]
        assert rows() == before + 1, form
        assert answers == [answers[0]] * 3, form


def test_a_form_that_is_sent_from_four_screens_at_once_writes_once(database: str):
    report(JUNE)
    answers = []

    def send() -> None:
        answers.append(within(orders.issue, **ORDER, by="经办人", form="one"))

    screens = [threading.Thread(target=send) for _screen in range(4)]
    for screen in screens:
        screen.start()
    for screen in screens:
        screen.join()
    assert [answer.text for answer in answers] == ["〔2023〕1号"] * 4
    assert rows() == 1


@pytest.mark.parametrize(
    "again", ["下达", "reply", "记录承诺", "登记进展", "会议要求", "临时议题", "会议纪要"]
)
def test_what_is_filled_in_anew_to_the_word_is_not_written_twice(sqlite_database: str, again: str):
    report(JUNE)
    write, filled = forms()[again]
    for form in ("before the page was loaded anew", "afterwards"):
        within(write, **filled, by="经办人", form=form)
        after = rows()
    within(write, **filled, by="经办人 ", form="a third form")
    assert rows() == after
    within(write, **filled, by="他人", form="of somebody else")
    assert rows() == after + (again != "会议纪要")


def test_a_form_sent_again_does_not_take_up_what_was_withdrawn_since(sqlite_database: str):
    within(cases.add_case, case=CASE, by="甲", form="one")
    (number,) = (case.id for case in within(cases.search))
    within(cases.withdraw, case=number, reason="失实", by="乙")
    within(cases.add_case, case=CASE, by="甲", form="one")
    assert within(cases.search) == []
    for _click in range(2):
        within(cases.add_case, case=CASE, by="甲", form="two")
    assert len(within(cases.search)) == 1
    within(cases.withdraw, case=number, reason="失实", by="乙")
    within(cases.add_case, case=CASE, by="甲", form="two")
    assert within(cases.search) == []
