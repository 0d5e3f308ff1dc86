"""Objections to a county that ended after the sealing: by who took over from it and those above, nobody else."""

import pytest

from metrics.scope import Scope
from metrics.sealing.rounds import PUBLISHED
from metrics.sealing.trace import Traced, basis_of, code
from sql.database.engine import session_scope
from sql.dispatch.journal import EntryRefused
from sql.sealed import objections, rounds
from tests.sql.divisions import small_city as city
from tests.sql.divisions.small_city import CHANG, CITY, D1, OLD, PROVINCE, YUN
from tests.sql.sealed.test_objections import happened
from tests.sql.statement_rows import submit


def published() -> tuple[int, str]:
    """Seal a province of three counties, merge two of them; return the round and a code of the ended one."""
    city.provincial()
    for unit in (OLD, YUN, CHANG):
        submit(D1, unit=unit, **city.ledger(unit, unit[-1], planned=4, started=2))
    asked = Scope(PROVINCE, D1, 2023, "national", D1)
    with session_scope() as session:
        seal = rounds.judged(session, asked)
    with session_scope(writing=True) as session:
        number = rounds.keep(session, seal, title="评价")
    happened(number, PUBLISHED, begins=-1, ends=3)
    city.done(city.merged())
    written = code(Traced("score", OLD, D1, 2023, basis_of(asked, seal.evaluation())))
    return number, written


@pytest.mark.parametrize("unit", [YUN, CITY])
def test_the_heir_and_its_superior_object(sqlite_database: str, unit: str):
    number, written = published()
    with session_scope(writing=True) as session:
        assert objections.object_to(session, round=number, unit=unit, code=written, words="漏计。")


def test_a_neighbour_of_the_ended_county_does_not(sqlite_database: str):
    number, written = published()
    with (
        session_scope(writing=True) as session,
        pytest.raises(EntryRefused, match="其他地区的数字"),
    ):
        objections.object_to(session, round=number, unit=CHANG, code=written, words="漏计。")
