"""The life of a round (封账轮次): 草稿, 复核 by a second person, 公示 with its window, 定稿; each in its turn."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from metrics import office
from metrics.access import acting
from metrics.access.acting import NotAllowed
from metrics.access.actor import Actor
from metrics.access.roles import Role
from metrics.errors import NothingReported
from metrics.office import Office
from metrics.scope import Scope
from metrics.sealing.errors import SealDiffers
from metrics.sealing.rounds import Round, State
from sql.database import beijing
from sql.database.engine import session_scope
from sql.dispatch.journal import EntryRefused, add
from sql.models.log import LOG
from sql.models.sealed import OBJECTION_EVENTS, OBJECTIONS, SEAL_FILES
from sql.sealed import rounds, steps
from tests.acting_as import somebody
from tests.databases import by_hand
from tests.sql.access.test_follow_up import ONE_PERSON
from tests.sql.dispatch.test_meetings import JUNE, PLACE, report, within
from tests.sql.sealed.test_rounds import ASKED, sealed

MAKER, SECOND = somebody(Role.CLERK, PLACE, account=1), somebody(Role.CHIEF, PLACE, account=2)
COUNTY = somebody(Role.COUNTY, "620102", account=3)
FRIDAY = date(2024, 9, 27)
"""Published on it, five working days later is 10 October: the days of the National Day are free."""


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch) -> Callable[[date], None]:
    """Make a day today."""
    return lambda day: monkeypatch.setattr(beijing, "today", lambda: day)


@pytest.fixture
def draft(database: str) -> int:
    report(JUNE)
    with acting.using(MAKER):
        return sealed()


def does(who: Actor, work: Callable[..., Any], round: int, **told: Any) -> Any:
    """Take a step as somebody."""
    with acting.using(who):
        return within(lambda session: work(session, round=round, **told))


def published(round: int, who: Actor = SECOND, **told: Any) -> date:
    """Verify and publish, as pages and commands do."""
    with session_scope() as session:
        proof = steps.proved(session, round)
    day: date = does(who, steps.publish, round, proof=proof, **told)
    return day


def now(round: int) -> Round:
    with session_scope() as session:
        return rounds.one(session, round)


def last_entry() -> Any:
    newest = select(LOG).order_by(LOG.c.number.desc()).limit(1)
    return within(lambda session: session.execute(newest).mappings().one())


def test_a_second_person_checks_publishes_and_makes_final_after_the_window(
    draft: int, on: Callable[[date], None]
):
    on(FRIDAY)
    assert now(draft).state is State.DRAFT
    does(SECOND, steps.check, draft, words="与原始报表核对无误")
    assert now(draft).state is State.CHECKED
    assert not now(draft).is_public
    assert published(draft) == date(2024, 10, 10)
    assert now(draft).window == (FRIDAY, date(2024, 10, 10))
    assert now(draft).is_public
    on(date(2024, 10, 11))
    does(SECOND, steps.finish, draft)
    assert now(draft).state is State.FINAL
    assert [event.by for event in now(draft).events] == [SECOND.signs] * 3


def test_who_sealed_may_not_check_nor_send_back(draft: int):
    for work in (steps.check, steps.send_back):
        with pytest.raises(NotAllowed, match="由您封账，不能再由您复核"):
            does(MAKER, work, draft, words="可以")
    assert now(draft).state is State.DRAFT
    assert last_entry()["action"] == "越权被拒"


def test_who_sealed_may_publish_once_another_has_checked(draft: int):
    does(SECOND, steps.check, draft)
    published(draft, MAKER)
    assert now(draft).state is State.PUBLISHED


def test_the_command_line_seals_and_checks_itself(database: str):
    report(JUNE)
    number = sealed()
    within(lambda session: steps.check(session, round=number))
    assert now(number).state is State.CHECKED


def test_an_office_of_one_person_checks_where_its_rule_lets_it_and_the_log_tells(draft: int):
    alone = Office(PLACE, "甘肃省", "省老旧办", "", "national", ONE_PERSON)
    with office.using(alone):
        does(MAKER, steps.check, draft)
    assert json.loads(last_entry()["detail"])["same_maker"] is True


def test_a_county_takes_no_step(draft: int):
    for work in (steps.check, steps.send_back, steps.finish, steps.withdraw):
        with pytest.raises(NotAllowed):
            does(COUNTY, work, draft, words="试一试")


def test_a_draft_is_not_made_final(draft: int):
    with pytest.raises(EntryRefused, match="现为“草稿”，公示期满后才能定稿。本次未登记"):
        does(SECOND, steps.finish, draft)


def test_a_draft_is_not_published_before_it_is_checked(draft: int):
    with pytest.raises(EntryRefused, match="现为“草稿”，复核通过后才能公示"):
        published(draft)


def test_what_was_sent_back_can_only_be_withdrawn(draft: int):
    does(SECOND, steps.send_back, draft, words="兰州市数据待核")
    with pytest.raises(EntryRefused, match="现为“复核退回”，只有草稿可以复核"):
        does(SECOND, steps.check, draft)
    with pytest.raises(EntryRefused, match="复核通过后才能公示"):
        published(draft)
    does(MAKER, steps.withdraw, draft, words="重新封账")
    assert now(draft).state is State.WITHDRAWN


def test_a_checked_round_can_still_be_sent_back_but_not_a_published_one(draft: int):
    does(SECOND, steps.check, draft)
    published(draft)
    with pytest.raises(EntryRefused, match="现为“公示”，公示以前才能退回"):
        does(SECOND, steps.send_back, draft, words="有误")


@pytest.mark.parametrize("work", [steps.send_back, steps.withdraw])
def test_a_reason_is_needed(draft: int, work: Callable[..., Any]):
    with pytest.raises(EntryRefused, match="原因”不能为空"):
        does(SECOND, work, draft, words="　")


def test_on_the_last_day_of_the_window_it_is_not_made_final(draft: int, on: Callable[[date], None]):
    on(FRIDAY)
    does(SECOND, steps.check, draft)
    published(draft)
    on(date(2024, 10, 10))
    with pytest.raises(EntryRefused, match="公示期至2024-10-10（含当日），期满后才能定稿"):
        does(SECOND, steps.finish, draft)


def _objection(round: int) -> None:
    with session_scope(writing=True) as session:
        add(
            session, OBJECTIONS, round=round, unit="620102", code="A", figure="score",
            region="620102", made_on=FRIDAY, text="漏计一个小区",
        )  # fmt: skip


def test_it_is_not_made_final_while_an_objection_is_undecided(
    draft: int, on: Callable[[date], None]
):
    on(FRIDAY)
    does(SECOND, steps.check, draft)
    published(draft)
    _objection(draft)
    on(date(2024, 10, 11))
    with pytest.raises(EntryRefused, match="还有1件异议没有裁定"):
        does(SECOND, steps.finish, draft)
    with session_scope(writing=True) as session:
        add(session, OBJECTION_EVENTS, objection=1, kind="upheld", happened_on=FRIDAY, text="维持")
    does(SECOND, steps.finish, draft)
    assert now(draft).state is State.FINAL


def test_a_final_round_is_neither_withdrawn_nor_made_final_again(
    draft: int, on: Callable[[date], None]
):
    on(FRIDAY)
    does(SECOND, steps.check, draft)
    published(draft)
    on(date(2024, 10, 11))
    does(SECOND, steps.finish, draft)
    with pytest.raises(EntryRefused, match="定稿以前才能作废"):
        does(SECOND, steps.withdraw, draft, words="有误")
    with pytest.raises(EntryRefused, match="现为“定稿”"):
        does(SECOND, steps.finish, draft)


def test_a_published_round_that_is_withdrawn_stays_and_says_so(draft: int):
    does(SECOND, steps.check, draft)
    published(draft)
    does(SECOND, steps.withdraw, draft, words="口径有误")
    assert (now(draft).state, now(draft).events[-1].text) == (State.WITHDRAWN, "口径有误")


def test_who_sealed_does_not_withdraw_alone_what_everybody_sees(draft: int):
    does(SECOND, steps.check, draft)
    published(draft)
    with pytest.raises(NotAllowed, match="由您封账，不能再由您作废，请由其他有权限的人员作废"):
        does(MAKER, steps.withdraw, draft, words="口径有误")
    assert now(draft).state is State.PUBLISHED
    _objection(draft)
    does(SECOND, steps.withdraw, draft, words="口径有误")
    assert json.loads(last_entry()["detail"])["moot"] == 1


def test_who_sealed_withdraws_a_draft_himself(draft: int):
    does(MAKER, steps.withdraw, draft, words="重新封账")
    assert now(draft).state is State.WITHDRAWN


def test_a_round_that_was_corrected_takes_no_more_steps(draft: int):
    correction = sealed("更正", replaces=draft)
    does(SECOND, steps.check, correction)
    published(correction)
    with pytest.raises(EntryRefused, match="现为“已更正”"):
        does(SECOND, steps.check, draft)


def test_a_round_under_correction_does_not_become_final(draft: int, on: Callable[[date], None]):
    does(SECOND, steps.check, draft)
    published(draft)
    sealed("更正", replaces=draft)
    on(date(2099, 1, 4))
    with pytest.raises(EntryRefused, match="正在更正"):
        does(SECOND, steps.finish, draft)


def test_a_form_that_is_sent_again_writes_nothing_more(draft: int):
    does(SECOND, steps.check, draft, form="a")
    does(SECOND, steps.check, draft, form="a")
    first = published(draft, form="b")
    assert published(draft, form="b") == first
    assert [event.kind for event in now(draft).events] == ["checked", "published"]


def test_the_log_tells_the_window_and_the_document_that_sets_it(
    draft: int, on: Callable[[date], None]
):
    on(FRIDAY)
    does(SECOND, steps.check, draft)
    published(draft)
    entry = last_entry()
    assert entry["action"] == "封账公示"
    assert "2024-10-10" in entry["detail"]
    assert "本系统默认" in entry["detail"]


def test_a_round_of_which_a_byte_was_changed_is_not_published(draft: int):
    does(SECOND, steps.check, draft)
    with by_hand() as session:
        session.execute(SEAL_FILES.update().values(packed="AAAA"))
    with pytest.raises(SealDiffers, match="第1轮"):
        published(draft)


def test_another_file_is_no_proof(draft: int):
    does(SECOND, steps.check, draft)
    with pytest.raises(SealDiffers, match="不是这一轮次"):
        does(SECOND, steps.publish, draft, proof=steps.Proof("0" * 64, "0" * 64))


def test_a_year_without_a_ledger_is_not_sealed(sqlite_database: str):
    report(JUNE)
    with session_scope() as session, pytest.raises(NothingReported, match="2019年度"):
        rounds.judged(session, Scope(*ASKED[:2], 2019, *ASKED[3:]))
