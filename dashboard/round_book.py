"""Rounds of evaluation (封账轮次) from the screens: sealed, checked, published, made final; beside `office`."""

from datetime import date
from typing import Any, NamedTuple

from dashboard import data
from dashboard.data.database import writing as _writing
from dashboard.data.sealing import sealed
from metrics.access.acting import actor, not_allowed
from metrics.access.permissions import Action
from metrics.packs.pack import pack_for_place
from metrics.rating.rule_keys import OBJECTION_WINDOW
from metrics.rules.value import Rule, RulePack
from metrics.scope import Scope
from metrics.sealing.round_steps import STEPS, objection_to
from metrics.sealing.rounds import Round
from metrics.sheets.catalogue import standard as standard_of
from metrics.sheets.catalogue import standard_names
from metrics.views.parts.table import DisplayTable
from metrics.views.rating import round_tables
from sql.database import beijing
from sql.database.engine import session_scope
from sql.sealed import rounds as book
from sql.sealed import steps
from sql.sealed.objections import unsettled as unsettled_of

check_round = _writing(steps.check)
send_round_back = _writing(steps.send_back)
finish_round = _writing(steps.finish)
withdraw_round = _writing(steps.withdraw)


def seal_round(scope: Scope, *, title: str, form: str, standard: str) -> int:
    """Judge a scope by a standard, keep it as a round, and return its id; whoever else writes does not wait for it."""
    with session_scope() as session:
        asked = scope._replace(rules_on=scope.rules_day, round=None)
        judged = book.judged(session, asked, standard=standard_of(standard))
    with session_scope(writing=True) as session:
        return book.keep(session, judged, title=title, form=form)


def standards() -> dict[str, str]:
    """Return the standards that a round can be judged by: what they are called, by name."""
    return {name: standard_of(name).called for name in standard_names()}


def publish_round(**told: Any) -> date:
    """Compute a round anew, publish it, and return the last day on which objections are taken."""
    with session_scope() as session:
        proof = steps.proved(session, told["round"])
    with session_scope(writing=True) as session:
        return steps.publish(session, proof=proof, **told)


def find_round(number: int) -> Round | None:
    """Return a round that the visitor may see; null for any other.

    Who sealed and checked it, and what was said in checking, is told to those who may see the records
    of its place.
    """
    one = data.round_shown(number)
    return None if one is None else _signed(one)


def _signed(one: Round) -> Round:
    """Return a round without names and without what the officers who prepared it wrote to each other, except to
    those who may see the records of its place."""
    if data.sees(one.scope.place):
        return one
    events = (event._replace(by="") for event in one.events)
    told = [e._replace(text="") if e.kind in steps.BY_ANOTHER else e for e in events]
    return one._replace(by="", events=told)


def list_rounds(place: str) -> list[Round]:
    """Return the rounds that tell of a place and that the visitor may see, the last sealed first."""
    return [_signed(one) for one in data.rounds(place)]


def steps_open(one: Round) -> tuple[str, ...]:
    """Return the kinds of the steps that the visitor may take today, in their order."""
    today, waiting = beijing.today(), unsettled(one)
    barred = is_barred(one)
    return tuple(
        kind
        for kind, step in STEPS.items()
        if objection_to(one, kind, today=today, unsettled=waiting) is None
        and not (barred and steps.is_anothers(one, kind))
        and data.may_for(step.action, one.scope.place)
    )


def is_barred(one: Round) -> bool:
    """Say whether the visitor sealed a round himself and so may not check it, nor withdraw it once it is public."""
    return steps.is_maker(actor(), one) and steps.needs_another(one.scope.place)


def unsettled(one: Round) -> int:
    """Return the number of objections that wait before a round goes on; see `sql.sealed.objections.unsettled`."""
    with session_scope() as session:
        return unsettled_of(session, one)


def objection_window(one: Round) -> Rule:
    """Return the rule that says how long objections to a round are taken: that of the day of its publication.

    Of a round that is not public yet it is the rule of today.
    """
    day = beijing.today() if one.window is None else one.window[0]
    return pack_for_place(one.scope.place).on(day).rule(OBJECTION_WINDOW)


class Held(NamedTuple):
    """What a round holds: how many records, its rules, and what else it rests on, in words."""

    records: DisplayTable
    rules: RulePack
    words: str


def held(one: Round) -> Held:
    """Tell what was sealed; raises as `sealed.of`."""
    seal = sealed.of(one.id)
    return Held(round_tables.contents(seal), seal.rules, round_tables.made_words(seal, one))


def proved_words(one: Round) -> str:
    """Prove a round (核验) and say so; raises as `steps.proved`."""
    with session_scope() as session:
        return steps.proved(session, one.id).words


def may_take_file(one: Round) -> bool:
    """Say whether the visitor may take the file of a round: who may export, and see, every record in it."""
    if not data.may(Action.EXPORT_RECORDS) or find_round(one.id) is None:
        return False
    return data.sees_whole(one.scope)


def round_file(one: Round) -> bytes:
    """Return the file of a round.

    Raises:
        NotAllowed: if the visitor may not see and export the records of all divisions.
    """
    if not may_take_file(one):
        raise not_allowed(f"进行“{Action.EXPORT_RECORDS}”（封账文件含全部地区的记录）")
    with session_scope() as session:
        return book.file_of(session, one.id)
