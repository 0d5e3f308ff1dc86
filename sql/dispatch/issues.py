"""Official numbers (期号) of papers: allocated once, with every print that was made.

Functions take a session of `session_scope(writing=True)` where they write, and never commit.
"""

from datetime import UTC, datetime

from sqlalchemy import ColumnElement, func, insert, select
from sqlalchemy.orm import Session

from metrics import office
from metrics.access.permissions import Action
from metrics.dispatch.issued import BRIEFING, Numbered, Paper, Print, Verified
from metrics.sealing.paper_code import as_printed, digest_begins, paper_code
from sql.database import chain
from sql.database.engine import queue_for_writing
from sql.database.moments import written
from sql.dispatch.journal import EntryRefused
from sql.log.entries import written_as
from sql.models.papers import ISSUED_PAPERS, PAPER_PRINTS
from sql.reported.access.allowed import need

NUMBERED = "印发编号"
"""What the log calls the giving of a number."""
_PAPERS, _PRINTS = ISSUED_PAPERS.c, PAPER_PRINTS.c


def numbered(session: Session, paper: Paper) -> Numbered:
    """Return a paper's number and prints; of one not issued yet, the number it would get."""
    held = session.execute(select(_PAPERS.id, _PAPERS.number).where(_is(paper))).first()
    if held is None:
        return Numbered(_next(session, paper))
    prints = select(_PRINTS.digest, _PRINTS.file_sha256, _PRINTS.at).where(_PRINTS.paper == held.id)
    rows = session.execute(prints.order_by(_PRINTS.id))
    named = _called(paper, held.number)
    return Numbered(
        held.number, tuple(Print(*row) for row in rows),
        written_as(session, NUMBERED, named, place=paper.place),
    )  # fmt: skip


def verified(session: Session, code: str) -> Verified | None:
    """Return the prints that bear a 核验码, as `is_paper_code` takes it; null where the register has none."""
    wanted = as_printed(code)
    alike = _PRINTS.digest.startswith(digest_begins(code))
    digests = session.scalars(select(_PRINTS.digest).where(alike).order_by(_PRINTS.digest))
    meant = next((digest for digest in digests if paper_code(digest) == wanted), None)
    if meant is None:
        return None
    of = select(_PRINTS.paper).where(_PRINTS.digest == meant).order_by(_PRINTS.id).limit(1)
    held = session.execute(select(ISSUED_PAPERS).where(_PAPERS.id == of.scalar_subquery())).one()
    listed = select(_PRINTS.digest, _PRINTS.file_sha256, _PRINTS.at).where(_PRINTS.paper == held.id)
    prints = tuple(Print(*row) for row in session.execute(listed.order_by(_PRINTS.id)))
    same = tuple(one for one in prints if one.digest == meant)
    first = prints[0].digest == meant
    return Verified(held.place, held.data_date, held.number, same, first)


def allocate(
    session: Session, paper: Paper, *, wanted: int | None = None, at: datetime | None = None
) -> Numbered:
    """Give a paper its number, or return the one it has; `wanted` is a number that somebody names.

    The entry of the log is written as the transaction ends: `numbered` tells it afterwards.

    Raises:
        EntryRefused: if the paper has another number than the one wanted, or another paper has it.
        NotAllowed: if who acts may not issue papers of the place.
    """
    queue_for_writing(session, table=ISSUED_PAPERS)
    need(session, Action.ISSUE_PAPER, paper.place)
    found = numbered(session, paper)
    if _is_held(session, paper):
        if wanted not in (None, found.number):
            raise EntryRefused(
                f"数据截止{paper.data_date}的{BRIEFING}已编为第{found.number}期，"
                f"期号不再改动，不能改为第{wanted}期。"
            )
        return found
    number = wanted or found.number
    _refuse_taken(session, paper, number)
    session.execute(
        insert(ISSUED_PAPERS).values(
            kind=BRIEFING, place=paper.place, data_date=paper.data_date, year=paper.data_date.year,
            number=number, at=written(at or datetime.now(UTC)),
        )
    )  # fmt: skip
    chain.note(session, NUMBERED, _called(paper, number), place=paper.place)
    return Numbered(number)


def _called(paper: Paper, number: int) -> str:
    return f"{BRIEFING}第{number}期（数据截止{paper.data_date}）"


def printed(
    session: Session, paper: Paper, digest: str, file_sha256: str, *, at: datetime | None = None
) -> None:
    """Write down that a paper was made; the same words in the same file are one print."""
    queue_for_writing(session, table=ISSUED_PAPERS)
    need(session, Action.ISSUE_PAPER, paper.place)
    held = numbered(session, paper)
    if any((one.digest, one.file_sha256) == (digest, file_sha256) for one in held.prints):
        return
    of = session.execute(select(_PAPERS.id).where(_is(paper))).scalar_one()
    moment = written(at or datetime.now(UTC))
    row = insert(PAPER_PRINTS).values(paper=of, digest=digest, file_sha256=file_sha256, at=moment)
    session.execute(row)
    chain.note(
        session, "印制公文", _called(paper, held.number), place=paper.place, sha256=file_sha256
    )


def _is(paper: Paper) -> ColumnElement[bool]:
    return (
        (_PAPERS.kind == BRIEFING)
        & (_PAPERS.place == paper.place)
        & (_PAPERS.data_date == paper.data_date)
    )


def _is_held(session: Session, paper: Paper) -> bool:
    return session.execute(select(_PAPERS.id).where(_is(paper))).first() is not None


def _of_year(paper: Paper) -> ColumnElement[bool]:
    return (
        (_PAPERS.kind == BRIEFING)
        & (_PAPERS.place == paper.place)
        & (_PAPERS.year == paper.data_date.year)
    )


def _next(session: Session, paper: Paper) -> int:
    """Return the number after the last of the year.

    An office begins with 1, or with the number that it has set because it had issued some before; where
    none has begun, the first paper has the place of its data date.
    """
    last = session.execute(select(func.max(_PAPERS.number)).where(_of_year(paper))).scalar()
    first = office.first_number(office.ISSUE, paper.data_date.year, place=paper.place)
    if last is None:
        return paper.counted if office.in_use() is None else first
    return max(int(last) + 1, first)


def _refuse_taken(session: Session, paper: Paper, number: int) -> None:
    taken = select(_PAPERS.data_date).where(_of_year(paper), _PAPERS.number == number)
    day = session.execute(taken).scalar()
    if day is not None:
        raise EntryRefused(
            f"第{number}期已用于数据截止{day}的{BRIEFING}，请另编期号，或不填期号由系统顺编。"
        )
