"""What a paper is told from: the database, a sealed round (封账轮次) that it keeps, or a sealed file alone."""

from argparse import ArgumentParser
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from exports.papers.proof.sealed_records import SealedRecords
from metrics import command_line
from metrics.console import complain
from metrics.errors import UnknownChoice
from metrics.reading import Records, scope_asked
from metrics.scope import Scope, Wanted
from metrics.sealing.rounds import Round, compared_with
from metrics.sealing.written import opened
from sql.database.engine import session_scope
from sql.database.migrate import ensure_ready
from sql.records import StoredRecords
from sql.sealed import rounds as book


class ToldFrom(NamedTuple):
    """The records that answer, and the question; `own` are they where they were sealed, `told` is their round.

    Both are null of the records as they are; `told` is null of a file alone.
    """

    records: Records
    scope: Scope
    own: SealedRecords | None = None
    told: Round | None = None


@contextmanager
def stored(*, cases_at: datetime | None = None) -> Iterator[StoredRecords]:
    """Give the records of a database made ready, for as long as they are read."""
    ensure_ready()
    with session_scope() as session:
        yield StoredRecords(session, cases_at=cases_at)


def describe(parser: ArgumentParser) -> None:
    """Describe the choice of a round or a file."""
    parser.add_argument("--round", type=command_line.number, help="第几轮封账：只取自该轮封账")
    parser.add_argument(
        "--sealed", type=Path, help="封账文件：只凭这个文件编制送审稿，不需要数据库"
    )


@contextmanager
def chosen(wanted: Wanted, *, round: int | None, sealed: Path | None) -> Iterator[ToldFrom]:
    """Give what is told from, as `describe` asks."""
    refuse_beside(sealed, None, named({"--round": round, **dated(wanted)}))
    if sealed is not None:
        own = of_file(sealed)
        yield ToldFrom(own, own.scope(wanted.place), own)
        return
    with stored() as records:
        scope = scope_asked(records, wanted, tell=complain)
        if round is None:
            yield ToldFrom(records, scope)
            return
        told, own = of_round(scope, round)
        yield ToldFrom(own, own.scope(scope.place), own, told)


def dated(wanted: Wanted) -> dict[str, object]:
    """Return the options that say which evaluation of the records is meant, with what was typed."""
    own = wanted._asdict()
    return {
        f"--{name.replace('_', '-')}": own[name] for name in ("as_of", "year", "rules", "rules_on")
    }


def named(beside: dict[str, object]) -> set[str]:
    """Return the options that were typed."""
    return {name for name, value in beside.items() if value is not None}


def refuse_beside(sealed: Path | None, before: Path | None, typed: Collection[str]) -> None:
    """Refuse what says nothing beside the options that were given: a file is of one date, and no round."""
    if sealed is None and before is not None:
        raise UnknownChoice("--before与--sealed同用：请用--sealed写明要编制简报的封账文件。")
    if sealed is not None and typed:
        raise UnknownChoice(
            f"只凭封账文件编制的一律为送审稿，日期、年度和参数以文件为准，不能同时用{'、'.join(sorted(typed))}。"
        )


def of_round(scope: Scope, number: int) -> tuple[Round, SealedRecords]:
    """Return a round of the scope's place and year, or of a division above it, and what it is told from."""
    with session_scope() as session:
        own = book.numbered(session, scope, number)
        listed = book.rounds(session, places=[own.scope.place])
        then = compared_with(own, listed)
        before = None if then is None else book.seal_of(session, then.id)
        return own, SealedRecords(book.seal_of(session, own.id), before)


def of_file(file: Path, before: Path | None = None) -> SealedRecords:
    """Return what a sealed file is told from, compared with an earlier one where it is given."""
    earlier = None if before is None else opened(before.read_bytes())[0]
    return SealedRecords(opened(file.read_bytes())[0], earlier)
