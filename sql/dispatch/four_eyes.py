"""Four eyes: who answered an order (督办单) or a promise (承诺) does not confirm that answer.

The office may register a reply that came on paper; somebody else then confirms it. A dated rule lets an
office in which one person does it all go on: the log then says that it was the same person.
"""

from typing import NamedTuple

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from metrics.access.acting import NotAllowed
from metrics.access.actor import Actor
from metrics.dispatch.standing import (
    ASKED,
    CARRIED,
    CLOSED,
    EXTENDED,
    KEPT,
    REFUSED,
    REPLIED,
    RETURNED,
)
from metrics.packs.pack import pack_for_place
from sql.database import beijing
from sql.dispatch.follow_up import Step
from sql.reported.access.allowed import others_may

RULE = "confirm_by_another"
_OF_REPLY, _OF_REQUEST = (
    (REPLIED, frozenset({RETURNED})),
    (ASKED, frozenset({EXTENDED, REFUSED, CARRIED})),
)
_CONFIRMED = {CLOSED: _OF_REPLY, KEPT: _OF_REPLY, EXTENDED: _OF_REQUEST, CARRIED: _OF_REQUEST}
"""What each kind of event confirms, and what ends the turn of that."""
_WORDS = {REPLIED: "回复", ASKED: "延期申请"}


class Case(NamedTuple):
    """What is confirmed: the table of its events, the column and number that name it, what it is called,
    and the division that confirms."""

    log: Table
    of: str
    number: int
    called: str
    place: str


def check(session: Session, who: Actor, kind: str, step: Step, case: Case) -> bool:
    """Say whether one person answered and confirms, where the rule lets it: the log tells that beside.

    Raises:
        NotAllowed: if the rule does not, with what an office of one person can do.
    """
    if who.is_machine or kind not in _CONFIRMED or not _answered_by(session, who, kind, case):
        return False
    rule = pack_for_place(case.place).on(beijing.today()).rule(RULE)
    if not rule.value:
        return True
    what, done = _WORDS[_CONFIRMED[kind][0]], step.logged.format(f"该{case.called}")
    words = f"该{case.called}的{what}由您登记，不能再由您{done}，请由其他有权限的人员办理。"
    if not others_may(session, who, step.action, case.place):
        words += (
            "目前没有其他账号可以办理：请系统管理员为另一人开设账号；确由一人承办的，"
            f"由省级主管在“系统设置”的“参数”中改定“{rule.label}”。"
        )
    raise NotAllowed(words)


def _answered_by(session: Session, who: Actor, kind: str, case: Case) -> bool:
    """Say whether who acts wrote one of the answers that wait; a row from before accounts is told by its name."""
    answer, ends = _CONFIRMED[kind]
    e = case.log.c
    query = select(e.kind, e.account, e.by).where(e[case.of] == case.number).order_by(e.id)
    waiting: list[bool] = []
    for row in session.execute(query):
        if row.kind in ends:
            waiting.clear()
        elif row.kind == answer:
            mine = row.by == who.signs if row.account is None else row.account == who.account
            waiting.append(mine)
    return any(waiting)
