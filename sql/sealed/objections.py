"""Objections (异议) to the figures of a published round: raised, withdrawn and decided, each written once.

Functions take a session and never commit; those that write take one of `session_scope(writing=True)`.
All that is written of rounds and objections queues on the table of rounds: each sees what the others did.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Unpack

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from metrics.access.acting import NotAllowed
from metrics.access.actor import Actor
from metrics.access.permissions import Action
from metrics.errors import UnknownChoice
from metrics.records.regions import above
from metrics.records.succession import heirs
from metrics.sealing import objections as pure
from metrics.sealing import trace
from metrics.sealing.objections import Attachment, Objection, ObjectionEvent
from metrics.sealing.rounds import RETURNED as ROUND_RETURNED
from metrics.sealing.rounds import WITHDRAWN as ROUND_WITHDRAWN
from metrics.sealing.rounds import Round, State
from metrics.sealing.seal import Seal
from metrics.sealing.trace import Traced
from sql.database import beijing, chain
from sql.database.engine import queue_for_writing
from sql.dispatch.journal import Entry, EntryRefused, add, place_code, sent_before, text
from sql.models.sealed import OBJECTION_EVENTS, OBJECTION_FILES, OBJECTIONS, ROUND_EVENTS, ROUNDS
from sql.reported.access.allowed import line_up, need
from sql.reported.successions import successions
from sql.sealed import attachments, rounds
from sql.sealed.attachments import Handed

AMONG_OTHERS = frozenset({"rank", "interval", "planned"})
"""Figures that a division has among the others of a scope: each part of a round tells its own."""
_O, _E, _F = OBJECTIONS.c, OBJECTION_EVENTS.c, OBJECTION_FILES.c
_DEAD = ROUND_EVENTS.c.kind.in_((ROUND_RETURNED, ROUND_WITHDRAWN))
_STANDS = _E.round.is_(None) | _E.round.not_in(select(ROUND_EVENTS.c.round).where(_DEAD))
"""What a correction carried out that was sent back or withdrawn waits again."""
DECIDED = {pure.UPHELD: "维持", pure.CORRECTED: "更正"}
"""What may be decided, as the log calls it."""


def object_to(
    session: Session,
    *,
    round: int,
    unit: str,
    code: str,
    words: str,
    files: Sequence[Handed] = (),
    sealed: Seal | None = None,
    **entry: Unpack[Entry],
) -> int:
    """Object to a figure of a round by its trace code, and return the number of the objection.

    `sealed` is the seal of the round where the caller has it open. A form that is sent again gets what it
    wrote.

    Raises:
        NotAllowed: if who acts may not object for the unit.
        CodeUnsound: if the code has a mistake.
        EntryRefused: if the round is not open to objections today, the code is of another round or of a
            division that is not the unit's, the unit has an open objection to the figure, or the words or
            a file cannot be kept.
    """
    queue_for_writing(session, table=ROUNDS)
    who = need(session, Action.OBJECT, place_code(unit))
    if sent := sent_before(session, OBJECTIONS, entry.get("form")):
        return sent
    about = rounds.one(session, round)
    _refuse_outside(about)
    if not code.strip():
        raise EntryRefused("请填写溯源码，或在数字列表中点选要提出异议的一行。")
    traced = trace.read(code)
    _refuse_others(session, about, unit, traced, sealed or rounds.seal_of(session, round))
    packed = attachments.checked(files)
    written = trace.grouped(trace.typed(code))
    new = add(
        session, OBJECTIONS, round=round, unit=unit, code=written, figure=traced.figure,
        region=traced.region, made_on=beijing.today(), text=text(words, "异议理由"),
        account=who.account, **entry,
    )  # fmt: skip
    attachments.keep(session, new, packed)
    chain.note(
        session, "提出异议", about.called, place=unit, objection=new, code=written,
        sha256=[one.sha256 for _, one in packed],
    )  # fmt: skip
    return new


def _refuse_outside(about: Round) -> None:
    """Refuse a round that takes no objections today, and say when it did or will."""
    if about.state is State.REPLACED:
        raise EntryRefused(f"{about.called}已更正，请对更正后的轮次提出异议。")
    if about.state is not State.PUBLISHED or about.window is None:
        raise EntryRefused(f"{about.called}现为“{about.state}”，只在公示期内受理异议。")
    first, last = about.window
    if not first <= beijing.today() <= last:
        raise EntryRefused(f"{about.called}的异议期为{first}至{last}，今天不在异议期内，不能提出。")


def _refuse_others(session: Session, about: Round, unit: str, traced: Traced, sealed: Seal) -> None:
    if unit == about.scope.place:
        raise EntryRefused("封账单位对本级封账的轮次不提异议：数据有误的，请更正后重新封账。")
    if not pure.tells_of(sealed, traced):
        raise EntryRefused(f"该溯源码不是{about.called}的数字，请从该轮次的页面或文件上抄录。")
    if unit not in _concerned(session, sealed, traced.region):
        raise EntryRefused(
            "该溯源码是其他地区的数字，只能对本地区及下级地区的数字提出异议（已撤并的，由承接地区及其上级提出）。"
        )
    same = (_O.round == about.id, _O.unit == unit)
    standing = _where(session, *same, _O.figure == traced.figure, _O.region == traced.region)
    if waiting := [one for one in standing if one.is_open and _same(one, traced)]:
        raise EntryRefused(
            f"对这一数字已于{waiting[0].made_on}提出异议，正待裁定，不重复提出；要补充的，请先撤回原异议。"
        )


def _concerned(session: Session, sealed: Seal, region: str) -> frozenset[str]:
    """Return the divisions that may object to the figures of one of a seal: itself and those above it.

    Above it is who stood so when it was sealed, and who does today. One that ended since is spoken for by who
    took over from it, and by those above these.
    """
    ends = {region, *heirs(successions(session)).get(region, ())}
    today = (line_up(session, each) for each in sorted(ends))
    return frozenset(above(sealed.frames.regions, region)).union(*today)


def _same(one: Objection, traced: Traced) -> bool:
    """Say whether an objection is to the number of a code: of each part of a round a place among others is another."""
    return traced.figure not in AMONG_OTHERS or trace.read(one.code).basis == traced.basis


def withdraw(session: Session, *, objection: int, words: str, **entry: Unpack[Entry]) -> None:
    """Withdraw an objection that is not decided yet, by who raised it or another of the same unit.

    Raises:
        NotAllowed: if who acts did not raise it and has no role of the unit itself, or is to decide it.
        EntryRefused: if it was decided or withdrawn before, its round is over, or nothing is said.
    """
    queue_for_writing(session, table=ROUNDS)
    one = _one(session, objection)
    who = need(session, Action.OBJECT, one.unit)
    if not _may_withdraw(session, who, one):
        raise NotAllowed("异议只能由提出人或提出单位的人员撤回。")
    _append(session, one, pure.WITHDRAWN, text(words, "撤回原因"), who, logged="撤回异议", **entry)


def _may_withdraw(session: Session, who: Actor, one: Objection) -> bool:
    """Say whether somebody speaks for the unit that raised an objection: a superior does not, nor who decides."""
    if who.is_machine or who.account == one.account:
        return True
    decides = line_up(session, rounds.one(session, one.round).scope.place)
    return who.may(Action.OBJECT, [one.unit]) and not who.may(Action.DECIDE_OBJECTION, decides)


def decide(
    session: Session, *, objection: int, kind: str, words: str, **entry: Unpack[Entry]
) -> None:
    """Decide an objection with reasons: `kind` is UPHELD (维持) or CORRECTED (更正).

    Raises:
        NotAllowed: if who acts may not decide for the place of the round, or raised it.
        EntryRefused: if it was decided or withdrawn before, its round is over, or nothing is said.
        UnknownChoice: for another kind.
    """
    if kind not in DECIDED:
        raise UnknownChoice(f"裁定只能是{'或'.join(DECIDED.values())}。")
    queue_for_writing(session, table=ROUNDS)
    one = _one(session, objection)
    about = rounds.one(session, one.round)
    who = need(session, Action.DECIDE_OBJECTION, about.scope.place)
    if who.account is not None and who.account == one.account:
        raise NotAllowed("该异议由您提出，不能再由您裁定，请由其他有权限的人员裁定。")
    _append(session, one, kind, text(words, "裁定理由"), who, logged="裁定异议", **entry)


def _append(
    session: Session, one: Objection, kind: str, words: str, who: Actor, *, logged: str,
    **entry: Unpack[Entry],
) -> None:  # fmt: skip
    if sent_before(session, OBJECTION_EVENTS, entry.get("form")):
        return
    if not one.is_open:
        last = one.events[-1]
        raise EntryRefused(
            f"第{one.id}号异议已于{last.happened_on}由{last.by}办理为“{one.state}”，本次未登记。"
        )
    about = rounds.one(session, one.round)
    if about.is_over:
        raise EntryRefused(f"{about.called}现为“{about.state}”，对它的异议不再办理，本次未登记。")
    add(
        session, OBJECTION_EVENTS, objection=one.id, kind=kind, happened_on=beijing.today(),
        text=words, account=who.account, **entry,
    )  # fmt: skip
    called = f"第{one.id}号异议{f'（{DECIDED[kind]}）' if kind in DECIDED else ''}"
    chain.note(session, logged, called, place=one.unit, code=one.code, reason=words)


def carried_out(session: Session, *, old: int, new: int, **entry: Unpack[Entry]) -> None:
    """Write down that a round carries out what was decided of the objections to an earlier one.

    Called inside the transaction that seals the new round.
    """
    for one in objections(session, round=old):
        if one.to_carry_out:
            add(
                session, OBJECTION_EVENTS, objection=one.id, kind=pure.CARRIED_OUT, round=new,
                happened_on=beijing.today(), text="", **entry,
            )  # fmt: skip


def waiting(session: Session) -> list[Objection]:
    """Return the objections to any round that wait for a decision, or for a correction to be sealed."""
    done = _E.kind.in_((pure.UPHELD, pure.WITHDRAWN)) | ((_E.kind == pure.CARRIED_OUT) & _STANDS)
    return _where(session, _O.id.not_in(select(_E.objection).where(done)))


def unsettled(session: Session, round: Round) -> int:
    """Return how many wait for a decision, or for the correction that was decided to be sealed.

    Of a correction that is not public yet these are objections to the round that it corrects.
    """
    about = round.id if round.is_public or round.replaces is None else round.replaces
    return sum(one.is_open or one.to_carry_out for one in objections(session, round=about))


def _one(session: Session, number: int) -> Objection:
    found = _where(session, _O.id == number)
    if not found:
        raise UnknownChoice(f"没有第{number}号异议。")
    return found[0]


def objections(
    session: Session, *, round: int | None = None, place: str | None = None
) -> list[Objection]:
    """Return the objections to a round, or to the rounds of a place, or all, as they were raised."""
    named = [] if round is None else [_O.round == round]
    own = select(ROUNDS.c.id).where(ROUNDS.c.place == place)
    return _where(session, *named, *([] if place is None else [_O.round.in_(own)]))


def _where(session: Session, *conditions: ColumnElement[bool]) -> list[Objection]:
    rows = session.execute(select(OBJECTIONS).where(*conditions).order_by(_O.id)).all()
    numbers = [row.id for row in rows]
    events: dict[int, list[ObjectionEvent]] = defaultdict(list)
    query = select(OBJECTION_EVENTS).where(_E.objection.in_(numbers), _STANDS).order_by(_E.id)
    for row in session.execute(query):
        events[row.objection].append(_event(row))
    files: dict[int, list[Attachment]] = defaultdict(list)
    listed = select(_F.objection, _F.id, _F.name, _F.sha256, _F.size).order_by(_F.id)
    for objection, *told in session.execute(listed.where(_F.objection.in_(numbers))):
        files[objection].append(Attachment(*told))
    return [
        Objection(
            row.id, row.round, row.unit, row.code, row.figure, row.region, row.made_on, row.text,
            row.account, row.at, row.by, tuple(events[row.id]), tuple(files[row.id]),
        )
        for row in rows
    ]  # fmt: skip


def _event(row: Any) -> ObjectionEvent:
    told = (row.kind, row.happened_on, row.round, row.text, row.account, row.at, row.by)
    return ObjectionEvent(*told)


def attached(session: Session, number: int) -> tuple[Objection, Attachment, bytes]:
    """Return a file with the objection that it came with; raises as `attachments.content`."""
    content = attachments.content(session, number)
    of = session.scalar(select(_F.objection).where(_F.id == number))
    one = _one(session, int(of or 0))
    return one, next(each for each in one.files if each.id == number), content
