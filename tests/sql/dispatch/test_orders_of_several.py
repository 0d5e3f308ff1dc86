"""Orders of several matters: all of a list or none, numbers without a gap, each matter once, papers kept."""

from datetime import date

import pytest

from metrics import office
from metrics.dispatch.order import Draft, Issued, Origin, number_of
from metrics.packs.pack import load_pack
from sql.database.engine import session_scope
from sql.dispatch import order_items, orders
from sql.dispatch.journal import EntryRefused
from tests.sql.dispatch.test_orders import DAY, PLACE, happen, issue

LETTERS = date(2024, 9, 2)
"""A day on which orders are letters (函)."""
RULES = load_pack("national").on(DAY)


def draft(region: str, *projects: str, **other: object) -> Draft:
    """Return an order for the start of some projects of a county."""
    origins = tuple(
        Origin(kind="环节", reference=f"{one} 开工", project=one, reason=f"{one}开工逾期。")
        for one in projects
    )
    return Draft(region, "住房和城乡建设局", origins, "请核实。", date(2024, 12, 2))._replace(
        **other
    )


def issue_all(*drafts: Draft, form: str | None = None, on: date = DAY) -> list[Issued]:
    with session_scope(writing=True) as session:
        return orders.issue_all(
            session, place=PLACE, drafts=drafts, issued_on=on, by="经办人", form=form
        )


def listed() -> list[dict]:
    with session_scope() as session:
        return orders.standing(session, as_of=date(2099, 1, 1), rules=RULES).to_dicts()


def test_a_list_is_issued_without_a_gap_all_of_it_or_none(database: str):
    wrong = draft("990103", "P3", due_on=date(2024, 1, 1))
    with pytest.raises(EntryRefused, match="早于下达日期"):
        issue_all(draft("990102", "P1"), wrong)
    with pytest.raises(EntryRefused, match="“督办对象”不能为空"):
        issue_all(draft("990102", "P1"), draft("990103", "P3", unit=" "))
    assert listed() == []
    first = issue_all(draft("990102", "P1", "P2"), draft("990103", "P3"), form="one")
    assert [one.number for one in first] == [1, 2]
    assert issue_all(draft("990102", "P1", "P2"), draft("990103", "P3"), form="one") == first
    assert [row["reason"] for row in listed()] == ["共2项：P1开工逾期。", "P3开工逾期。"]


def test_a_matter_under_an_open_order_is_left_out_and_free_when_it_is_over(sqlite_database: str):
    single = issue("P1 开工", region="990102")
    (several,) = issue_all(draft("990102", "P1", "P2"))
    assert (several.number, several.held, several.repeated) == (2, 1, False)
    assert issue("P2 开工", region="990102").number == 2
    (again,) = issue_all(draft("990102", "P1", "P2"))
    assert (again.number, again.repeated) == (1, True)
    with session_scope() as session:
        under = order_items.under_order(session, place=PLACE)
        matters = order_items.items(session).select("order", "project").rows()
    assert under == {("环节", "P1 开工"), ("环节", "P2 开工")}
    assert matters == [(single.id, None), (several.id, "P2")]
    happen("close", single, DAY)
    (fresh,) = issue_all(draft("990102", "P1", "P2"))
    assert (fresh.number, fresh.held) == (3, 1)


def test_a_letter_is_no_command_and_goes_to_no_government(sqlite_database: str):
    with pytest.raises(EntryRefused, match="不向下级党委、政府发文"):
        issue_all(draft("990102", "P1", unit="某县人民政府"), on=LETTERS)
    with pytest.raises(EntryRefused, match="不用“务必”"):
        issue_all(draft("990102", "P1", requirement="务必整改"), on=LETTERS)
    reason = (Origin(kind="其他", reason="务必开工"),)
    with pytest.raises(EntryRefused, match="不用“务必”"):
        issue_all(draft("990102", origins=reason), on=LETTERS)
    for unit in ("澄湾区政府", "中共某省委"):
        with pytest.raises(EntryRefused, match="不向下级党委、政府发文"):
            issue_all(draft("990102", "P1", unit=unit), on=LETTERS)
    earlier = issue_all(draft("990102", "P1", unit="某县人民政府", requirement="务必整改"))
    assert earlier[0].number == 1


def test_a_changed_setting_changes_no_number_that_was_printed(sqlite_database: str):
    def settled(code: str) -> office.Office:
        return office.Office(PLACE, "某省", "某办", code, "national")

    with office.using(settled("某督")):
        issue_all(draft("990102", "P1"))
    with office.using(settled("新督")):
        issue_all(draft("990102", "P2"))
        assert [number_of(row) for row in listed()] == ["某督〔2024〕1号", "新督〔2024〕2号"]


def test_an_order_is_delivered_once_and_its_way_is_told_in_one_row(sqlite_database: str):
    order = issue("P1 开工")
    for step, day in (("deliver", 8), ("reply", 9), ("send_back", 10), ("close", 11)):
        happen(step, order, date(2024, 7, day))
    (row,) = listed()
    assert [step["kind"] for step in row["way"]] == ["delivered", "replied", "returned", "closed"]
    other = issue("P2 开工")
    happen("deliver", other, DAY, "专人送达")
    with pytest.raises(EntryRefused, match="已登记送达"):
        happen("deliver", other, DAY, "再次送达")
