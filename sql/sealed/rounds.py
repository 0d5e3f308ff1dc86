"""Rounds (封账轮次): an evaluation is sealed, kept and opened again, from its file alone.

Functions take a session and never commit; those that write take one of `session_scope(writing=True)`.
"""

import base64
import binascii
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Unpack

from sqlalchemy import ColumnElement, Row, func, insert, select
from sqlalchemy.orm import Session

from metrics.access.permissions import Action
from metrics.errors import UnknownChoice
from metrics.packs.pack import rules_of
from metrics.progress.rates import refuse_without_ledger
from metrics.rules.value import outward
from metrics.scope import Scope
from metrics.sealing.container import sha256
from metrics.sealing.errors import SealDiffers
from metrics.sealing.own_part import own_part
from metrics.sealing.rounds import DEAD, Round, RoundEvent, is_public, state_of
from metrics.sealing.seal import Circumstances, Seal, seal
from metrics.sealing.written import opened, written
from metrics.standards.catalogue import NATIONAL
from metrics.standards.standard import Standard
from sql.database.engine import queue_for_writing
from sql.dispatch.journal import Entry, add, line, place_code, sent_before
from sql.models.sealed import ROUND_EVENTS, ROUNDS, SEAL_FILES
from sql.records import StoredRecords
from sql.reported.access.allowed import need
from sql.sealed import registered

_R, _E, _F = ROUNDS.c, ROUND_EVENTS.c, SEAL_FILES.c


def judged(session: Session, scope: Scope, *, standard: Standard = NATIONAL) -> Seal:
    """Judge a scope for sealing, in a transaction that need not write: this is what takes its time.

    Only the records of its place are kept. Raises as `evaluate` and `Records.judged_by` do, and
    NothingReported where the province has no project of the year.
    """
    records = StoredRecords(session)
    frames = own_part(records.judged_by(scope, standard), scope.place)
    head = records.log_head()
    refuse_without_ledger(frames, scope.place)
    here = Circumstances.here(head.number, head.digest)
    sources = records.sources(frames)
    return seal(frames, rules_of(scope), scope, here, standard=standard, sources=sources)


def keep(
    session: Session,
    sealed: Seal,
    *,
    title: str,
    replaces: int | None = None,
    file: bytes | None = None,
    **entry: Unpack[Entry],
) -> int:
    """Keep a seal as the next round of its place and year, and return its id.

    `file` is that of the seal where there is one already. A form (`form`) that is sent again gets the
    round that it made.

    Raises:
        NotAllowed: if who acts may not seal for the place.
        EntryRefused: if the title cannot be kept.
    """
    queue_for_writing(session, table=ROUNDS)
    place = place_code(sealed.scope.place)
    who = need(session, Action.SEAL, place)
    if sent := sent_before(session, ROUNDS, entry.get("form")):
        return sent
    file = written(sealed) if file is None else file
    new = add(
        session, ROUNDS, place=place, data_date=sealed.scope.as_of, year=sealed.scope.year,
        number=_next(session, place, sealed.scope.year), title=line(title, "标题", longest=100),
        rules=sealed.scope.rules, rules_on=sealed.scope.rules_day, standard=sealed.standard.document,
        digest=sealed.digest, file_sha256=_kept(session, file), log_number=sealed.made.log_number,
        replaces=replaces, account=who.account, **entry,
    )  # fmt: skip
    registered.note(session, one(session, new))
    return new


def _next(session: Session, place: str, year: int) -> int:
    last = select(func.max(_R.number)).where(_R.place == place, _R.year == year)
    return int(session.scalar(last) or 0) + 1


def _kept(session: Session, file: bytes) -> str:
    digest = sha256(file)
    if session.scalar(select(_F.id).where(_F.sha256 == digest)) is None:
        packed = base64.b64encode(file).decode("ascii")
        session.execute(insert(SEAL_FILES).values(sha256=digest, size=len(file), packed=packed))
    return digest


def one(session: Session, number: int) -> Round:
    """Return one round by its id; UnknownChoice if there is none."""
    found = _rounds_where(session, _R.id == number)
    if not found:
        raise UnknownChoice(f"没有编号为{number}的封账轮次。")
    return found[0]


def rounds(
    session: Session,
    *,
    places: Collection[str] | None = None,
    numbers: Collection[int] | None = None,
) -> list[Round]:
    """Return the rounds of some places and ids (null: of all), the last sealed first."""
    asked = ((_R.place, places), (_R.id, numbers))
    return _rounds_where(session, *(c.in_(sorted(w)) for c, w in asked if w is not None))


def numbered(session: Session, scope: Scope, number: int) -> Round:
    """Return round `number` of the plan year of a scope: of its place, or of the nearest division above it.

    UnknownChoice if there is none.
    """
    around = outward(scope.place)
    listed = rounds(session, places=around)
    meant = [one for one in listed if (one.number, one.scope.year) == (number, scope.year)]
    own = next((one for place in around for one in meant if one.scope.place == place), None)
    if own is None:
        raise UnknownChoice(f"{scope.place}没有{scope.year}年度第{number}轮封账。")
    return own


def file_of(session: Session, number: int) -> bytes:
    """Return the file of a round, as it was sealed.

    Raises:
        UnknownChoice: if there is no such round.
        SealDiffers: if what is kept is not what was sealed.
    """
    wanted = one(session, number)
    packed = session.scalar(select(_F.packed).where(_F.sha256 == wanted.file_sha256))
    try:
        file = base64.b64decode(packed or "", validate=True)
    except (binascii.Error, ValueError):
        file = b""
    if sha256(file) != wanted.file_sha256:
        raise SealDiffers(
            f"{wanted.called}的封账文件与封存时不同：数据库中的内容已被改动或丢失，请用备份恢复。"
        )
    return file


def seal_of(session: Session, number: int) -> Seal:
    """Return the seal of a round, read from its file.

    Raises as `file_of`, `opened` and `registered.refuse_other`.
    """
    sealed, stated = opened(file_of(session, number))
    registered.refuse_other(session, one(session, number), sealed, stated)
    return sealed


def _rounds_where(session: Session, *conditions: ColumnElement[bool]) -> list[Round]:
    rows = session.execute(select(ROUNDS).where(*conditions).order_by(_R.id.desc())).all()
    numbers = [row.id for row in rows]
    later = session.execute(select(_R.replaces, _R.id).where(_R.replaces.in_(numbers))).all()
    events = _events(session, [*numbers, *(row.id for row in later)])
    after = {
        row.replaces: row.id
        for row in sorted(later, key=lambda row: row.id)
        if state_of(events[row.id], replaced=False) not in DEAD
    }
    return [_round(row, events, after.get(row.id)) for row in rows]


def _events(session: Session, numbers: Sequence[int]) -> dict[int, list[RoundEvent]]:
    found: dict[int, list[RoundEvent]] = defaultdict(list)
    query = select(ROUND_EVENTS).where(_E.round.in_(numbers)).order_by(_E.id)
    for row in session.execute(query):
        told = (row.kind, row.happened_on, row.until, row.text, row.account, row.at, row.by)
        found[row.round].append(RoundEvent(*told))
    return found


def _round(row: Row[Any], events: Mapping[int, Sequence[RoundEvent]], after: int | None) -> Round:
    return Round(
        id=row.id, scope=Scope(row.place, row.data_date, row.year, row.rules, row.rules_on, row.id),
        number=row.number, title=row.title, standard=row.standard, digest=row.digest,
        file_sha256=row.file_sha256, log_number=row.log_number, replaces=row.replaces,
        replaced_by=after, corrected=after is not None and is_public(events[after]),
        account=row.account, at=row.at, by=row.by, events=events[row.id],
    )  # fmt: skip
