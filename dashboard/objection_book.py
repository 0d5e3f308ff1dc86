"""Objections (异议) and corrections (更正) from the screens; beside `round_book`."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

import polars as pl

from dashboard import data
from dashboard.data.database import writing as _writing
from dashboard.data.sealing import sealed
from metrics.access.acting import actor, not_allowed
from metrics.access.permissions import Action
from metrics.errors import UnknownChoice
from metrics.scope import Scope
from metrics.sealing import trace
from metrics.sealing.objections import CORRECTED as CORRECTED_KIND
from metrics.sealing.objections import UPHELD, WITHDRAWN, Objection
from metrics.sealing.rounds import Round, State
from metrics.sealing.slip import Slip, slip, slip_number, void_slips
from metrics.sealing.tracing.held import of_seal
from metrics.standards.standard import Standard
from metrics.views.parts import numbers
from metrics.views.tracing.objection_tables import FigureTold, figures_told
from sql.database import beijing
from sql.database.engine import session_scope
from sql.sealed import attachments, corrections
from sql.sealed import objections as book
from sql.sealed import rounds as round_rows
from sql.sealed.attachments import KINDS, MOST_BYTES, MOST_FILES

withdraw_objection = _writing(book.withdraw)
decide_objection = _writing(book.decide)
UPHOLD, CORRECT = UPHELD, CORRECTED_KIND
WORDS = {WITHDRAWN: "撤回", **{kind: f"裁定：{word}" for kind, word in book.DECIDED.items()}}
"""What happened to an objection, as pages tell it."""
Handed = attachments.Handed
FILE_KINDS = tuple(KINDS)
FILE_MB = MOST_BYTES >> 20
FILES_WORDS = f"最多{MOST_FILES}份，每份不超过{FILE_MB}MB"


def object_to(
    one: Round, *, unit: str, code: str, words: str, files: Sequence[Handed], form: str
) -> int:
    """Object to a figure of a round; raises as `sql.sealed.objections.object_to`."""
    seal = sealed.of(one.id)
    with session_scope(writing=True) as session:
        return book.object_to(
            session, round=one.id, unit=unit, code=code, words=words, files=files, sealed=seal,
            form=form,
        )  # fmt: skip


def objections_to(one: Round) -> list[Objection]:
    """Return the objections to a round of the divisions whose records the visitor may see."""
    with session_scope() as session:
        listed = book.objections(session, round=one.id)
    return [each for each in listed if data.sees(each.unit)]


def objection_file(number: int) -> bytes:
    """Return a file that came with an objection.

    Raises:
        NotAllowed: if the visitor may not see the records of the unit that handed it in.
        OriginalDamaged: if it is not what was handed in.
    """
    with session_scope() as session:
        one, _, content = book.attached(session, number)
    data.need_records(one.unit, what="异议材料")
    return content


def own_unit(one: Round) -> str | None:
    """Return the division for which the visitor may object to figures of a round; null: none."""
    own = data.own_place()
    if own is None or own == one.scope.place or not data.may_for(Action.OBJECT, own):
        return None
    return own


def takes_objections(one: Round) -> bool:
    """Say whether a round is open to objections today."""
    window = one.window
    open_today = window is not None and window[0] <= beijing.today() <= window[1]
    return one.state is State.PUBLISHED and open_today


def may_decide(one: Round) -> bool:
    """Say whether the visitor may decide the objections to a round: none to one that is over."""
    return not one.is_over and data.may_for(Action.DECIDE_OBJECTION, one.scope.place)


def figures_of(scope: Scope, unit: str) -> list[FigureTold]:
    """Return the figures of a unit in a round with their trace codes (溯源码), as its page tells them."""
    return figures_told(data.evaluation(scope), scope, unit)


def code_to_object(scope: Scope, *, region: str, figure: str) -> str:
    """Return the trace code by which the visitor may object today to a figure on a page; empty: he may not."""
    one = next((each for each in data.rounds(scope.place) if each.id == scope.round), None)
    unit = own_unit(one) if one is not None and takes_objections(one) else None
    if unit is None or not data.sees(region):
        return ""
    return data.codes_of(scope)(figure, region)


def scope_of(one: Round, raised: Objection) -> Scope:
    """Return the scope that an objected figure was told of: the round, or the part whose page its code is from."""
    asked, listed = trace.read(raised.code), of_seal(sealed.of(one.id), "", region=raised.region)
    place = next((held.scope.place for held in listed if held.basis == asked.basis), None)
    return one.scope._replace(place=place or one.scope.place)


def value_of(scope: Scope, raised: Objection) -> str:
    """Return the value of the figure that an objection is about, as a scope tells it; a dash for other kinds."""
    told = figures_of(scope, raised.region)
    return next((each.value for each in told if each.figure == raised.figure), numbers.MISSING)


def standard_of(one: Round) -> Standard:
    """Return the standard by which a round judged."""
    return sealed.of(one.id).standard


def is_own(raised: Objection) -> bool:
    """Say whether the visitor raised an objection: somebody else decides it."""
    account = actor().account
    return account is not None and account == raised.account


class Waiting(NamedTuple):
    """What a round asks of the visitor: objections to decide, corrections to seal, or figures to look at
    until `until`."""

    round: Round
    undecided: int
    uncorrected: int
    until: date | None


def objection_todo() -> tuple[list[Waiting], list[Waiting]]:
    """Return the rounds with objections that the visitor is to decide or to seal anew for, and those that he
    may object to today. Nothing is read for who may do neither."""
    return _to_settle(), _to_object()


def _to_settle() -> list[Waiting]:
    if not data.may(Action.DECIDE_OBJECTION, Action.SEAL):
        return []
    with session_scope() as session:
        raised = book.waiting(session)
        listed = round_rows.rounds(session, numbers={each.round for each in raised})
    asked = (_waiting(one, [each for each in raised if each.round == one.id]) for one in listed)
    return [each for each in asked if each.undecided or each.uncorrected]


def _waiting(one: Round, raised: Sequence[Objection]) -> Waiting:
    """Count what the visitor is to do about objections to a round: of one that is over nothing."""
    return Waiting(
        one,
        sum(each.is_open for each in raised) if may_decide(one) else 0,
        sum(each.to_carry_out for each in raised) if _may_seal(one) and not one.is_over else 0,
        one.window and one.window[1],
    )


def _to_object() -> list[Waiting]:
    own = data.own_place()
    if own is None or not data.may_for(Action.OBJECT, own):
        return []
    listed = (one for one in data.rounds(own) if takes_objections(one))
    return [_waiting(one, ()) for one in listed if own_unit(one) is not None]


def may_correct(one: Round) -> bool:
    """Say whether the visitor may seal a round anew, because an objection to it was decided so."""
    if not _may_seal(one):
        return False
    with session_scope() as session:
        return corrections.may_correct(one, book.objections(session, round=one.id))


def seal_correction(one: Round, *, title: str, form: str) -> int:
    """Judge what is in force now, and keep it as the round that corrects one; whoever else writes does not wait."""
    with session_scope() as session:
        standard = sealed.of(one.id).standard
        judged = round_rows.judged(session, one.scope._replace(round=None), standard=standard)
    with session_scope(writing=True) as session:
        return corrections.seal_again(session, judged, replaces=one.id, title=title, form=form)


def _may_seal(one: Round) -> bool:
    return data.may_for(Action.SEAL, one.scope.place)


class Corrected(NamedTuple):
    """A round that corrects another, with what moved between them, and the void numbers of slips before it;
    see `exports.papers.sealing.slip_paper.Told`."""

    old: Round
    new: Round
    number: int
    found: Slip
    raised: Sequence[Objection]
    void: Sequence[int]


def corrected(new: Round) -> Corrected | None:
    """Return what a round corrects, with the records of the visitor's own divisions; null: it corrects none."""
    found = _corrected(new)
    own = data.reach().divisions
    if found is None or own is None:
        return found
    seen = found.found.turned.filter(pl.col("region").is_in(own))
    raised = [one for one in found.raised if data.sees(one.unit)]
    return found._replace(found=replace(found.found, turned=seen), raised=raised)


def may_take_slip(new: Round) -> bool:
    """Say whether the visitor may take a slip as a file: it holds the records of all divisions of its place."""
    return data.sees(new.scope.place) and data.may(Action.EXPORT_RECORDS)


def whole_slip(new: Round) -> Corrected:
    """Return what a round corrects, with the records of all divisions.

    Raises:
        NotAllowed: if the visitor may not see and export the records of all divisions.
        UnknownChoice: if the round corrects none.
    """
    if not may_take_slip(new):
        raise not_allowed(f"进行“{Action.EXPORT_RECORDS}”（更正单含各地记录）")
    found = _corrected(new)
    if found is None:
        raise UnknownChoice(f"{new.called}没有更正其他轮次，没有更正单。")
    return found


def _corrected(new: Round) -> Corrected | None:
    if new.replaces is None:
        return None
    with session_scope() as session:
        old = round_rows.one(session, new.replaces)
        listed = round_rows.rounds(session, places=[new.scope.place])
        raised = [
            one for one in book.objections(session, round=old.id) if one.carried_out == new.id
        ]
    found = slip(sealed.of(old.id), sealed.of(new.id))
    number = slip_number(listed, new) or 0
    return Corrected(old, new, number, found, raised, void_slips(listed, new))
