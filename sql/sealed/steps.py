"""What happens to a round (封账轮次) after it was sealed: checked by a second person, published, made final.

Functions take a session of `session_scope(writing=True)` and never commit. Every step is of today, so
that a window for objections cannot be made shorter by what somebody types.
"""

from datetime import date
from typing import Any, NamedTuple, Required, Unpack

from sqlalchemy.orm import Session

from metrics.access.acting import NotAllowed
from metrics.access.actor import Actor
from metrics.days.workdays import workdays_after
from metrics.packs.keys import KEYS
from metrics.packs.pack import pack_for_place
from metrics.rating.rule_keys import OBJECTION_WINDOW
from metrics.sealing.container import sha256
from metrics.sealing.errors import SealDiffers
from metrics.sealing.round_steps import STEPS, Step, objection_to
from metrics.sealing.rounds import CHECKED, FINAL, PUBLISHED, RETURNED, WITHDRAWN, Round
from metrics.sealing.verifying import verify
from sql.database import beijing, chain
from sql.database.engine import queue_for_writing
from sql.dispatch.four_eyes import RULE
from sql.dispatch.journal import Entry, EntryRefused, add, sent_before, text
from sql.models.sealed import ROUND_EVENTS, ROUNDS
from sql.reported.access.allowed import need, others_may
from sql.sealed.objections import unsettled
from sql.sealed.registered import CALLED, refuse_other
from sql.sealed.rounds import file_of, one

LONGEST = 500
BY_ANOTHER = frozenset({CHECKED, RETURNED})
"""What a second person does: not whoever sealed the round."""


class Told(Entry):
    """What every step says: the id of the round, and words where there are any."""

    round: Required[int]
    words: str


class Proof(NamedTuple):
    """That a round was computed anew and found as it was sealed, and registered and logged so."""

    digest: str
    file_sha256: str

    @property
    def words(self) -> str:
        """What is told of it."""
        return (
            "一致：重新计算的结果与封存的完全相同，登记和操作日志也与封账文件相符，"
            f"评价摘要{self.digest}。"
        )


def proved(session: Session, round: int) -> Proof:
    """Prove a round (核验), in a transaction that need not write.

    It is computed anew from its file, and the register and the log must say of it what the file says.

    Raises:
        SealDiffers: it is not what was sealed; the text names what differs.
    """
    file = file_of(session, round)
    seal = verify(file)
    proof = Proof(seal.digest, sha256(file))
    refuse_other(session, one(session, round), seal, proof.digest)
    return proof


def check(session: Session, **told: Unpack[Told]) -> None:
    """Check a draft and find it right (复核通过): not whoever sealed it."""
    _happened(session, CHECKED, told)


def send_back(session: Session, **told: Unpack[Told]) -> None:
    """Send a round back with the reason (复核退回), before it is published."""
    _happened(session, RETURNED, told)


def publish(session: Session, *, proof: Proof, **told: Unpack[Told]) -> date:
    """Publish a checked round (公示), and return the last day on which objections are taken.

    `proof` is that of this moment (`proved`): what everybody will see has just been computed anew.
    """
    now = one(session, told["round"])
    if (now.digest, now.file_sha256) != proof:
        raise SealDiffers("核验的不是这一轮次的封账文件，请重新核验后公示。")
    return _happened(session, PUBLISHED, told) or beijing.today()


def finish(session: Session, **told: Unpack[Told]) -> None:
    """Make a published round final (定稿): its window has ended, and no objection is unsettled."""
    _happened(session, FINAL, told)


def withdraw(session: Session, **told: Unpack[Told]) -> None:
    """Withdraw a round with the reason (作废), before it is final; its number stays taken.

    A published one is withdrawn by another than whoever sealed it; the log tells how many objections to it
    nobody will decide any more.
    """
    _happened(session, WITHDRAWN, told)


def _happened(session: Session, kind: str, told: Told) -> date | None:
    """Append a step, once, and return the last day of the window that it opens; null for none.

    Raises:
        NotAllowed: if who acts may not, or does what is another's than the account that sealed.
        EntryRefused: if it is not its turn, or words are missing or cannot be kept.
    """
    step, number, today = STEPS[kind], told["round"], beijing.today()
    queue_for_writing(session, table=ROUNDS)
    round = one(session, number)
    who = need(session, step.action, round.scope.place)
    if sent_before(session, ROUND_EVENTS, told.get("form")):
        return round.window and round.window[1]
    waiting = unsettled(session, round)
    if wrong := objection_to(round, kind, today=today, unsettled=waiting):
        raise EntryRefused(f"{wrong}本次未登记。")
    said = _said(step, told)
    alone = is_anothers(round, kind) and is_maker(who, round)
    if alone and needs_another(round.scope.place):
        _refuse_maker(session, who, round, step)
    rule = pack_for_place(round.scope.place).on(today).rule(OBJECTION_WINDOW)
    until = workdays_after(today, rule.value) if kind == PUBLISHED else None
    add(
        session, ROUND_EVENTS, round=number, kind=kind, happened_on=today, until=until, text=said,
        account=who.account, by=told.get("by"), at=told.get("at"), form=told.get("form"),
    )  # fmt: skip
    if kind == PUBLISHED:
        _noted(session, round, kind, until=until, document=rule.document)
    else:
        moot = waiting if kind == WITHDRAWN and round.is_public else 0
        _noted(session, round, kind, reason=said, same_maker=alone, moot=moot)
    return until


def _said(step: Step, told: Told) -> str:
    words = told.get("words", "").strip()
    return text(words, step.words, longest=LONGEST) if words or step.needed else ""


def _noted(session: Session, round: Round, kind: str, **detail: Any) -> None:
    """Note a step; what is beside is told where it says something."""
    told = {name: value for name, value in detail.items() if value}
    chain.note(
        session, f"封账{STEPS[kind].called}", CALLED.format(round), place=round.scope.place,
        digest=round.digest, **told,
    )  # fmt: skip


def is_anothers(round: Round, kind: str) -> bool:
    """Say whether a step is a second person's: to check, and to take away what everybody sees."""
    return kind in BY_ANOTHER or (kind == WITHDRAWN and round.is_public)


def is_maker(who: Actor, round: Round) -> bool:
    """Say whether somebody sealed a round; the machine (the command line) is nobody in particular."""
    mine = round.by == who.signs if round.account is None else round.account == who.account
    return mine and not who.is_machine


def needs_another(place: str) -> bool:
    """Say whether a second person has to check what one has sealed, by the rule of today."""
    return bool(pack_for_place(place).on(beijing.today())[RULE])


def _refuse_maker(session: Session, who: Actor, round: Round, step: Step) -> None:
    does = step.called if round.is_public else "复核"
    words = f"{round.called}由您封账，不能再由您{does}，请由其他有权限的人员{does}。"
    if not others_may(session, who, step.action, round.scope.place):
        words += (
            f"目前没有其他账号可以{does}：请系统管理员为另一人开设账号；确由一人承办的，"
            f"由省级主管在“系统设置”的“参数”中改定“{KEYS[RULE].label}”。"
        )
    raise NotAllowed(words)
