"""Two thousand spoiled workbooks: no crash, one sentence each, stored whole or not at all."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from sql.database.engine import session_scope
from sql.models import HISTORIES, SUBMISSIONS
from sql.reported.intake import import_workbook
from sql.workbook.children import Children
from sql.workbook.reading.reader import Reader
from tests.sql.workbook.mutations import spoiled
from tests.workbooks import made

MUTATIONS = 2_106
BATCHES = 9
AS_OF = date(2023, 7, 28)


def _rows(session) -> tuple[int, int]:
    """Count the submissions, and the rows of all sheets."""
    counts = [
        select(func.count()).select_from(table).scalar_subquery()
        for table in (SUBMISSIONS, *HISTORIES.values())
    ]
    submissions, *stored = session.execute(select(*counts)).one()
    return submissions, sum(stored)


@pytest.fixture(scope="module")
def reader():
    own = Children()
    yield Reader(children=own)
    own.close()


@pytest.mark.parametrize("batch", range(BATCHES))
def test_spoiled_workbooks_never_crash_and_never_half_store(
    batch, sqlite_database, tmp_path, reader
):
    sound = made.write(tmp_path / "县.xlsx", made.county())
    whole = sound.read_bytes()
    _import(made.write(tmp_path / "省.xlsx", made.province()), reader, unit="620000")
    outcomes = []
    for seed in range(batch, MUTATIONS, BATCHES):
        path = spoiled(tmp_path / "x.xlsx", seed=seed, whole=whole)
        outcomes.append(_import(path, reader))
    assert _import(sound, reader).stored
    assert any(o.stored for o in outcomes)
    assert any(not o.stored for o in outcomes)


def _import(path: Path, reader: Reader, *, unit: str = "620102"):
    """Import; say what was wrong, and hold the outcome to what is stored."""
    with session_scope() as session:
        before = _rows(session)
    outcome = import_workbook(path, unit=unit, as_of=AS_OF, sent_by="", reader=reader)
    with session_scope() as session:
        after = _rows(session)
    _said_plainly(outcome)
    if outcome.stored and not outcome.accepted.repeated:
        done = outcome.accepted
        assert after == (before[0] + 1, before[1] + done.added + done.changed + done.removed)
        assert done.added + done.changed + done.unchanged == sum(outcome.counts.values())
    else:
        assert after == before
    return outcome


def _said_plainly(outcome) -> None:
    assert outcome.stored == (not outcome.errors)
    for finding in (*outcome.errors, *outcome.warnings):
        assert str(finding).endswith("。"), finding
        assert "Error" not in finding.message.replace(finding.value, "")
