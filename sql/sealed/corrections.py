"""更正封账: a round is sealed anew because objections to it were decided so; the old one stays as it was."""

from typing import Unpack

from sqlalchemy.orm import Session

from metrics.access.permissions import Action
from metrics.sealing.objections import Objection
from metrics.sealing.rounds import Round, State
from metrics.sealing.seal import Seal
from sql.database.engine import queue_for_writing
from sql.dispatch.journal import Entry, EntryRefused, place_code, sent_before
from sql.models.sealed import ROUNDS
from sql.reported.access.allowed import need
from sql.sealed import objections, rounds


def may_correct(one: Round, raised: list[Objection]) -> bool:
    """Say whether a round is to be sealed anew: it is public and a correction (更正) waits to be carried out."""
    shown = one.state in (State.PUBLISHED, State.FINAL)
    return shown and any(each.to_carry_out for each in raised)


def seal_again(
    session: Session, sealed: Seal, *, replaces: int, title: str, **entry: Unpack[Entry]
) -> int:
    """Keep a seal as the round that corrects an earlier one, and return its id: it begins as a draft.

    A form that is sent again gets the round that it made.

    Raises:
        NotAllowed: if who acts may not seal for the place.
        EntryRefused: if the earlier round is not public or was corrected before, no objection to it was
            decided as a correction, one waits for a decision, the seal is of another evaluation, or says
            what the earlier one says.
    """
    queue_for_writing(session, table=ROUNDS)
    need(session, Action.SEAL, place_code(sealed.scope.place))
    if sent := sent_before(session, ROUNDS, entry.get("form")):
        return sent
    old = rounds.one(session, replaces)
    raised = objections.objections(session, round=replaces)
    if old.replaced_by is not None:
        raise EntryRefused(f"{old.called}已由{rounds.one(session, old.replaced_by).called}更正。")
    if not may_correct(old, raised):
        raise EntryRefused(f"{old.called}没有裁定为更正的异议，不需要更正封账。")
    if waiting := sum(one.is_open for one in raised):
        raise EntryRefused(f"{old.called}尚有{waiting}件异议待裁定，请全部裁定后再更正封账。")
    _refuse_another(old, sealed)
    new = rounds.keep(session, sealed, title=title, replaces=replaces, **entry)
    objections.carried_out(session, old=replaces, new=new, by=entry.get("by"), at=entry.get("at"))
    return new


def _refuse_another(old: Round, sealed: Seal) -> None:
    was, now = old.scope, sealed.scope
    if (was.place, was.as_of, was.year) != (now.place, now.as_of, now.year):
        raise EntryRefused("更正封账应与原轮次的地区、数据截止日期和计划年度相同。")
    if sealed.standard.document != old.standard:
        raise EntryRefused("更正封账应与原轮次使用同一份评价标准。")
    if sealed.digest == old.digest:
        raise EntryRefused(
            f"目前的数据和参数与{old.called}完全相同，没有可更正的内容：请先由单位更正报送，或审定参数。"
        )
