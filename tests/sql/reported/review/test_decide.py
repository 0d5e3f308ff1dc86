"""Who may decide what on a submission, and when: every refusal, on both databases."""

import pytest
from sqlalchemy import func, select

from metrics.access import acting
from metrics.access.acting import NotAllowed
from metrics.access.actor import Actor, Grant
from metrics.access.roles import Role
from metrics.records.findings import CellError
from sql.database.engine import session_scope
from sql.models import LOG, REVIEWS, SUBMISSIONS
from sql.reported.review.decide import Decided, ReviewRefused, decide
from sql.reported.review.written import reviews
from sql.reported.undoing.undo import NotUndone, undo
from tests.acting_as import somebody
from tests.sql.reported.review.reviewed import (
    CITY,
    COUNTY,
    DIRECT,
    FIRST,
    OF_CITY,
    OF_COUNTY,
    OF_PROVINCE,
    OTHER_CITY,
    PROVINCE,
    RETURNED,
    SECOND,
    SENDER,
    accepted,
    counted,
    decided,
    divided,
    levels,
    sent,
)
from tests.sql.statement_rows import submit

pytestmark = pytest.mark.usefixtures("reviewed")


def refused(words: str, *decision: object, **how: object) -> None:
    with pytest.raises(ReviewRefused, match=words):
        decided(*decision, **how)  # type: ignore[arg-type]


def test_each_decision_is_a_row_with_who_and_where_and_a_line_in_the_log():
    number = sent(1)
    decided(number, OF_CITY, reason=" ")
    decided(number, OF_PROVINCE, RETURNED, reason="资金有误")
    with session_scope() as session:
        rows = reviews(session, submissions=[number])
        log = session.execute(select(LOG.c.action, LOG.c.place).order_by(LOG.c.number)).all()
    told = [(r.reviewer, r.step, r.steps, r.decision, r.reason, r.account, r.by) for r in rows]
    assert told == [
        (CITY, 1, 2, "accepted", "", 2, OF_CITY.shown),
        (PROVINCE, 2, 2, "returned", "资金有误", 3, OF_PROVINCE.shown),
    ]
    assert [tuple(row) for row in log][-2:] == [("审核通过", COUNTY), ("退回报送", COUNTY)]


def test_the_province_waits_for_the_city():
    number = sent(1)
    refused("甲市尚未审核通过", number, OF_PROVINCE)
    refused("甲市尚未审核通过", number, OF_PROVINCE, RETURNED)
    refused("以本级身份审核", number, OF_PROVINCE, reviewer=CITY)


def test_two_reviewers_at_once_and_the_second_is_told():
    number = sent(1)
    decided(number, OF_CITY)
    refused("本级已经审核通过", number, somebody(Role.CITY, CITY, account=8))


def test_the_same_form_decides_once():
    number, form = sent(1), "0" * 36
    assert decided(number, OF_CITY, form=form) == decided(number, OF_CITY, form=form)


def test_nobody_reviews_what_he_sent_even_with_two_roles():
    both = Actor(
        account=SENDER, name="two", shown="示例·两职",
        grants=(Grant(Role.COUNTY, COUNTY), Grant(Role.CITY, CITY)),
    )  # fmt: skip
    refused("不能审核自己的报送", sent(1, who=both), both)


def test_nobody_accepts_at_both_levels_even_with_two_roles():
    both = Actor(
        account=9, name="both", shown="示例·两级",
        grants=(Grant(Role.CITY, CITY), Grant(Role.CLERK, PROVINCE)),
    )  # fmt: skip
    number = sent(3)
    decided(number, both)
    refused("同一账号不能在两级审核", number, both)
    assert counted(FIRST) == [0]
    decided(number, OF_PROVINCE)
    assert counted(FIRST) == [3]


def test_only_those_above_the_unit_review_it():
    number = sent(1)
    for who in (
        OF_COUNTY,
        somebody(Role.CITY, OTHER_CITY, account=7),
        somebody(Role.AUDITOR, PROVINCE, account=7),
    ):
        with pytest.raises(NotAllowed):
            decided(number, who)


def test_a_return_has_its_reason():
    refused("须写明原因", sent(1), OF_CITY, RETURNED, reason=" \n ")


def test_what_was_returned_waits_for_another():
    number = sent(1)
    decided(number, OF_CITY, RETURNED)
    refused("已由.*退回", number, OF_CITY)
    refused("已由.*退回", number, OF_CITY, RETURNED)


def test_what_the_province_accepted_only_the_province_returns():
    number = sent(1)
    accepted(number)
    refused("请联系上级", number, OF_CITY, RETURNED)
    decided(number, OF_PROVINCE, RETURNED)


def test_sent_again_while_under_review_the_old_one_is_decided_no_more():
    first = sent(1)
    decided(first, OF_CITY)
    second = sent(2)
    refused(f"第{second}号取代", first, OF_PROVINCE)
    refused("尚未审核通过", second, OF_PROVINCE)


def test_the_file_that_was_looked_at_is_the_one_decided_on():
    refused("不一致", sent(1), OF_CITY, sha256="0" * 64)


def test_the_same_file_is_sent_again_after_a_return_and_only_then():
    number = sent(1, file="同一份")
    assert submit(FIRST, unit=COUNTY, file="同一份", tasks=[]).repeated
    decided(number, OF_CITY, RETURNED)
    assert sent(1, file="同一份") > number


def test_the_unit_recalls_before_anybody_has_decided():
    number = sent(1)
    with acting.using(OF_COUNTY), session_scope(writing=True) as session:
        undo(session, unit=COUNTY, reason="传错文件")
        (row,) = reviews(session, submissions=[number])
    assert (row.decision, row.reviewer, row.reason) == ("recalled", COUNTY, "传错文件")
    refused("已由报送单位撤回", number, OF_CITY)


def test_what_was_accepted_by_anybody_is_recalled_by_nobody():
    number = sent(1)
    decided(number, OF_CITY)
    with pytest.raises(NotUndone, match="请联系上级退回"), session_scope(writing=True) as session:
        undo(session, unit=COUNTY, reason="传错文件")
    decided(number, OF_CITY, RETURNED)
    with session_scope(writing=True) as session:
        undo(session, unit=COUNTY, reason="传错文件")


def test_a_city_and_a_county_under_the_province_are_reviewed_by_it_alone():
    for unit in (DIRECT, OTHER_CITY):
        decided(sent(1, unit=unit), OF_PROVINCE)
        assert counted(FIRST, unit=unit) == [1]


def test_the_province_is_reviewed_by_nobody():
    refused("没有需要审核的上级", sent(1, unit=PROVINCE), OF_PROVINCE)
    assert counted(FIRST, unit=PROVINCE) == [1]


def test_a_unit_that_moved_is_reviewed_by_the_city_it_lies_in_now():
    before, after = sent(1), sent(2, SECOND)
    decided(before, OF_CITY)
    divided(SECOND, city=OTHER_CITY)
    with pytest.raises(NotAllowed):
        decided(after, OF_CITY)
    decided(after, somebody(Role.CITY, OTHER_CITY, account=7))
    decided(before, OF_PROVINCE)  # the city of its time had accepted it
    assert counted(FIRST, SECOND) == [1, 1]


def test_where_no_level_reviews_there_is_nothing_to_decide():
    number = sent(1)
    with levels(0):
        refused("不需要审核", number, OF_CITY)


def test_objections_are_kept_with_the_return():
    number = sent(1)
    with acting.using(OF_CITY), session_scope(writing=True) as session:
        s = SUBMISSIONS.c
        digest = session.scalar(select(s.file_sha256).where(s.id == number))
        cell = CellError(
            code="told", sheet="资金", cell="D5", label="支付金额", sentence="与凭证不符"
        )
        decide(
            session,
            Decided(
                submission=number,
                sha256=str(digest),
                decision=RETURNED,
                reason="见标注",
                cells=[cell],
            ),
        )
        (row,) = reviews(session)
    (kept,) = row.objections
    assert (kept.sheet, kept.cell, kept.label, kept.message) == (
        "资金",
        "D5",
        "支付金额",
        "与凭证不符",
    )


def test_a_refused_decision_leaves_no_row():
    refused("须写明原因", sent(1), OF_CITY, RETURNED, reason="")
    with session_scope() as session:
        assert session.scalar(select(func.count()).select_from(REVIEWS)) == 0
