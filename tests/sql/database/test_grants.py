"""The handbook's account for the servers adds and reads, signs people in and out, and changes nothing else."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import make_url, text
from sqlalchemy.exc import ProgrammingError

from metrics.access.roles import Role
from sql.accounts import sessions
from sql.database import chain, engine, migrate
from sql.database.engine import session_scope
from sql.log.verifying import verify
from tests.databases import used
from tests.sql.accounts.people import account
from tests.sql.dispatch.test_orders import issue
from tests.sql.reported.test_submissions import JUNE, names
from tests.sql.statement_rows import region, submit

HANDBOOK = Path(__file__).parents[3] / "OPERATIONS.zh-CN.md"
ROLE = "dudao_app"


@pytest.fixture
def served(postgres_database: str) -> Iterator[str]:
    """Use a database as the account of the servers does."""
    (block,) = re.findall(r"```sql\n(.*?)```", HANDBOOK.read_text(encoding="utf-8"), re.DOTALL)
    with session_scope(writing=True) as session:
        session.execute(text(f"DROP ROLE IF EXISTS {ROLE}"))
        for statement in block.split(";")[:-1]:
            session.execute(text(statement))
    engine.let_go()
    with used(make_url(postgres_database).set(username=ROLE).render_as_string(False)) as url:
        yield url
    with used(postgres_database), session_scope(writing=True) as session:
        session.execute(text(f"DROP OWNED BY {ROLE}"))


def test_the_work_of_the_pages_is_done_with_it(served: str):
    migrate.ensure_ready()
    submit(JUNE, region("a", "甲"))
    assert names(JUNE) == {"a": "甲"} and issue("P1 开工").number == 1
    number = account("a", (Role.COUNTY, "620102", None))
    with session_scope(writing=True) as session:
        token = sessions.begin(session, account=number, address="")
        assert sessions.find(session, [sessions.digest(token)])
        assert sessions.end(session, account=number) == 1
        chain.note(session, "试", "一")
    with session_scope() as session:
        assert verify(session.connection()).number >= 2


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE submissions SET unit = 'x'", "DELETE FROM log", "TRUNCATE orders",
        "DROP TABLE reviews", "DROP FUNCTION only_added_to() CASCADE",
        "ALTER TABLE log DISABLE TRIGGER ALL", "UPDATE alembic_version SET version_num = '0001'",
    ],
)  # fmt: skip
def test_what_stands_is_not_its_to_change(served: str, statement: str):
    with (
        pytest.raises(ProgrammingError, match=r"permission denied|must be owner"),
        session_scope(writing=True) as session,
    ):
        session.execute(text(statement))
