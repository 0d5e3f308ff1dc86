"""Orders (督办单): numbers without gaps, one order per open cause, a life told by events."""

import threading
from dataclasses import replace
from datetime import date

import pytest

from metrics.dispatch.order import Issued, Origin
from metrics.packs.pack import load_pack
from metrics.views.dispatch.order_tables import listed
from sql.database.engine import session_scope
from sql.dispatch import orders
from sql.dispatch.journal import EntryRefused
from sql.log.entries import Asked, entries, order_written_as
from tests.sql.statement_rows import region, submit

PLACE = "990000"
DAY = date(2024, 7, 5)
RULES = load_pack("national").on(DAY)


def issue(reference: str | None, *, kind: str = "环节", on: date = DAY, **other: object) -> Issued:
    """Issue one order to a county, in a transaction of its own."""
    values: dict[str, object] = {
        "place": PLACE, "region": "990102", "unit": "住房和城乡建设局", "by": "经办人",
        "requirement": "限期开工", "issued_on": on, "due_on": date(2024, 7, 19),
        "origin": Origin(kind=kind, reference=reference, data_date=on, reason="开工逾期32天"),
    } | other  # fmt: skip
    with session_scope(writing=True) as session:
        return orders.issue(session, **values)


def happen(step: str, order: Issued, on: date, words: str = "已办理") -> None:
    """Add one event, in a transaction of its own."""
    with session_scope(writing=True) as session:
        getattr(orders, step)(session, order=order.id, on=on, words=words, by="经办人")


def row(as_of: date) -> dict[str, object]:
    """Return the only order as it stands on a day."""
    with session_scope() as session:
        return orders.standing(session, as_of=as_of, rules=RULES, place=PLACE).row(0, named=True)


def test_numbers_run_by_year_and_place(database: str):
    numbers = [issue(f"P{n} 开工").text for n in range(3)]
    assert numbers == ["〔2024〕1号", "〔2024〕2号", "〔2024〕3号"]
    assert issue("P9 开工", on=date(2025, 1, 2), due_on=date(2025, 2, 1)).text == "〔2025〕1号"
    assert issue("P1 开工", place="990100").text == "〔2024〕1号"


def test_the_log_calls_an_order_by_one_name_and_place_from_first_to_last(
    database: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("sql.dispatch.order_letters.issuer_at", lambda place: f"某督{place}")
    order = issue("P1 开工")
    happen("reply", order, DAY)
    happen("close", order, DAY)
    with session_scope() as session:
        written = entries(session, Asked(words="督办单"))
        first = order_written_as(session, orders.ISSUED, order.id, place="990102")
    assert {(one.subject, one.place) for one in written} == {(f"某督{PLACE}〔2024〕1号", "990102")}
    assert first is not None and first.number == written[-1].number


def test_offices_issuing_at_once_leave_no_gap_and_no_double(database: str):
    def issue_some(worker: int) -> None:
        for n in range(5):
            issue(f"P{worker}-{n} 开工")

    workers = [threading.Thread(target=issue_some, args=(w,)) for w in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    with session_scope() as session:
        found = orders.standing(session, as_of=DAY, rules=RULES)
    assert found["number"].to_list() == list(range(1, 21))


def test_the_same_cause_is_not_issued_twice_while_open(database: str):
    first = issue("P1 开工")
    again = issue("P1 开工", on=date(2024, 7, 8))
    assert (again.id, again.number, again.repeated) == (first.id, 1, True)
    assert not issue("P1 开工", region="990103").repeated
    happen("close", first, date(2024, 7, 10))
    fresh = issue("P1 开工", on=date(2024, 7, 12))
    assert (fresh.number, fresh.repeated) == (3, False)


def test_a_failed_measure_that_a_decree_makes_a_veto_meanwhile_keeps_its_order(database: str):
    first = issue("990102 A10.2", kind="衡量内容")
    again = issue("990102 A10.2", kind="否决内容", on=date(2024, 7, 8))
    assert (again.id, again.repeated) == (first.id, True)
    assert not issue("990102 A10.2", kind="整改问题").repeated


def test_another_cause_needs_no_record_and_is_new_unless_every_word_is_the_same(database: str):
    first, second = (issue(None, kind="其他", unit=unit) for unit in ("住建局", "财政局"))
    again = issue(None, kind="其他", unit="财政局 ")
    assert (first.number, again) == (1, replace(second, repeated=True))
    assert issue(None, kind="其他", unit="财政局", by="他人").number == 3
    happen("close", second, DAY)
    assert not issue(None, kind="其他", unit="财政局").repeated


def test_an_order_goes_to_the_place_itself_or_below_it(database: str):
    nation = region("100000", "全国", level="国")
    top = region(PLACE, "某省", level="省", parent="100000")
    submit(DAY, nation, top, region("990102", "某县", parent=PLACE), unit=PLACE)
    for elsewhere, place in (("100000", PLACE), (PLACE, "990102")):
        with pytest.raises(EntryRefused, match="不在下达单位的范围内"):
            issue("P1 开工", place=place, region=elsewhere)
    assert [issue("P1 开工", region=own).number for own in (PLACE, "990102")] == [1, 2]


def test_its_state_follows_its_events_and_the_day_looked_at(database: str):
    order = issue("P1 开工")
    assert (row(DAY)["state"], row(DAY)["light"]) == ("办理中", "灰")
    assert row(date(2024, 7, 12))["light"] == "黄"  # 5 working days before 19 July
    happen("reply", order, date(2024, 7, 15), "施工许可已办理")
    assert (row(date(2024, 7, 15))["state"], row(DAY)["state"]) == (
        "已回复，待确认",
        "办理中",
    )
    late = row(date(2024, 7, 22))
    assert (late["light"], late["days"], late["reply"]) == ("红", 3, "施工许可已办理")
    happen("close", order, date(2024, 7, 23), "已开工")
    done = row(date(2024, 7, 31))
    assert (done["state"], done["light"], done["days"]) == ("已办结", "绿（迟）", 4)
    assert (done["closure"], done["ended_on"]) == ("已开工", date(2024, 7, 23))


def test_a_withdrawn_order_owes_nothing_and_keeps_its_number(database: str):
    happen("withdraw", issue("P1 开工"), date(2024, 7, 8), "对象有误")
    assert (row(date(2024, 8, 1))["state"], row(date(2024, 8, 1))["light"]) == ("已撤销", "灰")
    assert issue("P2 开工").number == 2


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"due_on": date(2024, 7, 4)}, "早于下达日期"),
        ({"unit": "  "}, "“督办对象”不能为空"),
        ({"by": ""}, "“经办人”不能为空"),
        ({"requirement": "长" * 2001}, "2000字以内"),
        (
            {"requirement": "三日内进场👍"},
            "“督办要求”第6个字符〔U.1F44D〕是图形符号，不能印在公文上",
        ),
        ({"unit": "甲\u202e乙"}, "“督办对象”第2个字符〔U.202E〕是看不见的符号"),
        ({"region": "9901"}, "6位数字"),
        ({"origin": Origin(kind="传闻", reason="听说", reference="x")}, "督办来源“传闻”不存在"),
        ({"origin": Origin(kind="环节", reason="逾期")}, "由哪一条记录引起"),
    ],
)
def test_what_cannot_be_kept_is_refused(sqlite_database: str, wrong: dict, words: str):
    with pytest.raises(EntryRefused, match=words):
        issue("P1 开工", **wrong)
    assert issue("P1 开工").number == 1


def test_nothing_happens_to_a_closed_order_nor_before_it_was_issued(sqlite_database: str):
    order = issue("P1 开工")
    with pytest.raises(EntryRefused, match="不能登记更早的日期"):
        happen("reply", order, date(2024, 7, 4))
    happen("close", order, date(2024, 7, 8))
    with pytest.raises(EntryRefused, match="已于2024-07-08由经办人办结，本次未登记"):
        happen("reply", order, date(2024, 7, 9))


def test_hostile_words_are_kept_as_they_stand(database: str):
    words = '\'; DROP TABLE orders; -- =HYPERLINK("x") <b>{{ 7*7 }}</b> 㵲'
    issue("P1 开工", requirement=words)
    assert row(DAY)["requirement"] == words


def test_a_place_sees_its_own_orders_and_those_from_above_that_are_to_it(database: str):
    top = region(PLACE, "某省", level="省")
    city, other = (region(code, code, level="市", parent=PLACE) for code in ("990100", "990200"))
    submit(DAY, top, city, other, region("990102", "某县", parent="990100"), unit=PLACE)
    ordered = {
        issue("P1 开工").id: {PLACE, "990100", "990102"},
        issue("P2 开工", region="990100").id: {PLACE, "990100"},
        issue("P3 开工", region="990200").id: {PLACE, "990200"},
        issue("P4 开工", place="990100").id: {"990100", "990102"},
    }
    for place in (PLACE, "990100", "990200", "990102"):
        with session_scope() as session:
            seen = orders.standing(session, as_of=DAY, rules=RULES, place=place)
        assert set(seen["id"]) == {order for order, by in ordered.items() if place in by}
    numbers = listed(seen, {PLACE: "某省", "990100": "某市"}, place="990102").at("number")
    assert [cell.text for cell in numbers] == ["某省〔2024〕1号", "某市〔2024〕1号"]
