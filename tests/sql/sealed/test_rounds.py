"""Rounds (封账轮次): kept whole in both databases, numbered, opened from their own file alone."""

import base64
from datetime import date

import pytest

from metrics.access import acting
from metrics.access.acting import NotAllowed
from metrics.access.roles import Role
from metrics.errors import UnknownChoice
from metrics.scope import Scope
from metrics.sealing.errors import SealDiffers
from metrics.sealing.rounds import PUBLISHED, WITHDRAWN, RoundEvent, State, state_of
from sql.database.engine import session_scope
from sql.dispatch.journal import add
from sql.models.sealed import ROUND_EVENTS, SEAL_FILES
from sql.sealed import rounds
from tests.acting_as import somebody
from tests.databases import by_hand
from tests.sql.dispatch.test_meetings import JUNE, PLACE, report

ASKED = Scope(PLACE, JUNE, 2023, "national", JUNE)


def sealed(title: str = "上半年评价", **other: object) -> int:
    """Judge what is in force and keep it as a round."""
    with session_scope() as session:
        seal = rounds.judged(session, ASKED)
    with session_scope(writing=True) as session:
        return rounds.keep(session, seal, title=title, **other)  # type: ignore[arg-type]


def test_a_round_opens_as_it_was_sealed_whatever_is_submitted_later(database: str):
    report(JUNE)
    number = sealed()
    with session_scope() as session:
        before = rounds.seal_of(session, number).evaluation()
    report(JUNE, started_on=date(2023, 3, 1))
    with session_scope() as session:
        kept = rounds.seal_of(session, number)
        now = rounds.judged(session, ASKED)
    assert kept.evaluation().counts.equals(before.counts)
    assert kept.digest != now.digest


def test_rounds_are_numbered_by_place_and_year_and_a_form_makes_one(database: str):
    report(JUNE)
    first, second = sealed(form="a"), sealed(form="b")
    assert sealed(form="a") == first
    with session_scope() as session:
        listed = rounds.rounds(session, places=[PLACE])
    assert [(one.id, one.number, one.state) for one in listed] == [
        (second, 2, State.DRAFT), (first, 1, State.DRAFT),
    ]  # fmt: skip
    assert listed[0].scope.round == second


def test_a_round_holds_until_its_correction_is_public_and_one_withdrawn_corrects_nothing(
    database: str,
):
    report(JUNE)
    first = sealed()
    second = sealed(replaces=first)
    assert standing(first) == (second, State.DRAFT)
    happened(second, WITHDRAWN)
    assert standing(first) == (None, State.DRAFT)
    third = sealed(replaces=first)
    happened(third, PUBLISHED, until=JUNE)
    assert standing(first) == (third, State.REPLACED)


def standing(number: int) -> tuple[int | None, State]:
    """Return what corrects a round, and its state."""
    with session_scope() as session:
        one = rounds.one(session, number)
    return one.replaced_by, one.state


def happened(number: int, kind: str, **told: object) -> None:
    """Write down what happened to a round, whoever may."""
    row = {"round": number, "kind": kind, "happened_on": JUNE, "text": "", **told}
    with session_scope(writing=True) as session:
        add(session, ROUND_EVENTS, **row)  # type: ignore[arg-type]


def test_a_byte_changed_in_the_database_is_found(sqlite_database: str):
    report(JUNE)
    number = sealed()
    with session_scope() as session:
        file = bytearray(rounds.file_of(session, number))
    file[len(file) // 2] ^= 1
    with by_hand() as session:
        session.execute(SEAL_FILES.update().values(packed=base64.b64encode(file).decode()))
    with session_scope() as session, pytest.raises(SealDiffers, match="第1轮"):
        rounds.seal_of(session, number)


def test_a_county_does_not_seal_and_nobody_opens_what_is_not_there(sqlite_database: str):
    report(JUNE)
    with acting.using(somebody(Role.COUNTY, "620102")), pytest.raises(NotAllowed):
        sealed()
    with session_scope() as session, pytest.raises(UnknownChoice, match="编号为7"):
        rounds.one(session, 7)


def test_the_state_follows_from_what_happened():
    shown = RoundEvent(PUBLISHED, JUNE, JUNE, "", None, "", "")
    assert state_of((), replaced=False) is State.DRAFT
    assert state_of((shown,), replaced=False) is State.PUBLISHED
    assert state_of((shown,), replaced=True) is State.REPLACED
