"""The database itself keeps records to divisions: without a scope nothing is seen, and no other is written."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import func, insert, make_url, select, text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.orm import Session

from metrics.access import acting
from metrics.access.actor import Actor, Grant
from metrics.access.permissions import Action
from metrics.access.roles import Role
from sql.__main__ import main
from sql.database import engine, migrate, row_security
from sql.database.engine import session_scope
from sql.dispatch.journal import add
from sql.models.scored import SELF_SCORES
from sql.models.sealed import OBJECTION_FILES, OBJECTIONS, ROUNDS, SEAL_FILES
from sql.reported.access.allowed import need
from tests.databases import copied_postgres, used
from tests.sql.copies.contents import content
from tests.sql.reported.test_submissions import JUNE
from tests.sql.statement_rows import region, submit

COUNTY, OTHER, THIRD = "620102", "620103", "620104"
ROLE = "officer"


@pytest.fixture
def kept(postgres_database: str) -> Iterator[str]:
    """Use a database with row security as an account that is held by it."""
    for unit in (COUNTY, OTHER):
        submit(JUNE, region(unit, f"区{unit}"), unit=unit)
    owner = make_url(postgres_database)
    with session_scope(writing=True) as session:
        for statement in (
            f"DROP ROLE IF EXISTS {ROLE}",
            f"CREATE ROLE {ROLE} LOGIN NOSUPERUSER NOBYPASSRLS",
            f"GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA public TO {ROLE}",
            f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {ROLE}",
        ):
            session.execute(text(statement))
    assert main(["row-security", "on"]) == 59  # for the tests' superuser, who is not held
    engine.let_go()
    url = owner.set(username=ROLE).render_as_string(hide_password=False)
    with used(url):
        yield url
    with used(postgres_database), session_scope(writing=True) as session:
        session.execute(text(f"DROP OWNED BY {ROLE}"))


def units(within: tuple[str, ...] | None) -> set[str]:
    with session_scope(within=within) as session:
        return set(session.scalars(text("SELECT unit FROM submissions")))


def names(within: tuple[str, ...] | None) -> set[str]:
    with session_scope(within=within) as session:
        return set(session.scalars(text("SELECT name FROM reported_regions")))


def county() -> Actor:
    return Actor(account=7, name="x", shown="县", grants=(Grant(Role.COUNTY, COUNTY),))


def test_it_says_that_it_is_on(kept: str, capsys: pytest.CaptureFixture[str]):
    assert main(["row-security", "check"]) == 0
    assert "已启用" in capsys.readouterr().out


def test_where_no_scope_is_said_nothing_is_seen(kept: str):
    with engine.engine().connect() as connection:
        for table in ("submissions", "reported_regions"):
            assert connection.scalar(text(f"SELECT count(*) FROM {table}")) == 0


def test_a_county_sees_its_own_and_figures_are_read_whole(kept: str):
    assert units((COUNTY,)) == {COUNTY} and names((COUNTY,)) == {f"区{COUNTY}"}
    assert units(()) == set() == names(())
    assert units(None) == {COUNTY, OTHER}
    assert len(names(None)) == 2
    assert content(kept).rows("submissions") == 2  # a backup is of everything


def test_who_acts_writes_only_for_what_he_was_let_in_for(kept: str):
    with acting.using(county()):
        with session_scope(writing=True) as session:
            need(session, Action.REPORT, COUNTY)
            written(session, COUNTY)
        for asked in (COUNTY, None):
            with (
                pytest.raises(ProgrammingError, match="row-level security"),
                session_scope(writing=True) as session,
            ):
                if asked:
                    need(session, Action.REPORT, asked)
                written(session, OTHER)


def written(session, unit: str) -> None:
    session.execute(
        text(
            "INSERT INTO submissions (unit, data_date, accepted_at, file_name, file_sha256, added,"
            " changed, removed, unchanged) VALUES (:unit, '2024-01-01', 'x', 'x', 'x', 0, 0, 0, 0)"
        ),
        {"unit": unit},
    )


def test_sealed_files_files_of_objections_and_self_evaluation_are_kept_to_their_divisions(
    kept: str,
):
    for unit in (COUNTY, OTHER):
        with session_scope(writing=True) as session:
            sealed_and_objected(session, unit)
    for table in (SEAL_FILES, OBJECTION_FILES, SELF_SCORES):
        for looked_up, seen in (((COUNTY,), 1), ((), 0), (None, 2)):
            with session_scope(within=looked_up) as session:
                assert session.scalar(select(func.count()).select_from(table)) == seen
    with (
        acting.using(county()),
        pytest.raises(ProgrammingError, match="row-level security"),
        session_scope(writing=True) as session,
    ):
        need(session, Action.REPORT, COUNTY)
        self_score(session, COUNTY)
        self_score(session, OTHER)


def sealed_and_objected(session: Session, unit: str) -> None:
    session.execute(insert(SEAL_FILES).values(sha256=unit, size=1, packed=""))
    number = add(
        session, ROUNDS, place=unit, data_date=JUNE, year=2024, number=1, title="", rules="",
        rules_on=JUNE, standard="", digest="", file_sha256=unit, log_number=0,
    )  # fmt: skip
    raised = add(
        session, OBJECTIONS, round=number, unit=unit, code="", figure="", region=unit,
        made_on=JUNE, text="",
    )  # fmt: skip
    file = {"objection": raised, "name": "", "sha256": unit, "size": 1, "packed": ""}
    session.execute(insert(OBJECTION_FILES).values(**file))
    self_score(session, unit)


def self_score(session: Session, unit: str) -> None:
    told = {"sheet": "s", "year": 2024, "unit": unit, "region": unit, "item": "D1"}
    add(session, SELF_SCORES, points=1, explanation="", **told)


def test_a_whole_statement_goes_in_by_the_short_way_too(kept: str):
    submit(JUNE, *(region(str(990000 + n), f"区{n}") for n in range(300)), unit=THIRD)
    assert len(names((THIRD,))) == 300


def test_no_scope_stays_behind_in_a_connection(kept: str):
    def look(turn: int) -> bool:
        wanted = (COUNTY, OTHER)[turn % 2]
        with session_scope(within=(wanted,)) as session:
            own = set(session.scalars(text("SELECT unit FROM submissions"))) == {wanted}
        with engine.engine().connect() as connection:
            return own and connection.scalar(text("SELECT count(*) FROM submissions")) == 0

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(look, range(200)))


def test_off_again_all_is_seen(kept: str, postgres_database: str):
    with used(postgres_database):
        assert main(["row-security", "off"]) == 0
    with engine.engine().connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM submissions")) == 2


def test_it_stands_again_after_a_copy_a_restore_and_steps_of_structure(
    postgres_database: str, postgres_url: str, tmp_path: Path
):
    submit(JUNE, region(COUNTY, "区"), unit=COUNTY)
    plain = str(tmp_path / "plain.dudao")
    assert main(["backup", plain]) == 0
    assert main(["row-security", "on"]) == 59
    assert main(["restore", plain, "--yes"]) == 0  # its log says nothing of it, but it stood
    assert not_kept() == []
    migrate.downgrade("0012")
    migrate.upgrade()
    assert not_kept() == []
    with copied_postgres(postgres_url) as other:
        assert main(["copy", "--to", other, "--yes"]) == 0
        with used(other):
            assert not_kept() == []
            assert main(["row-security", "off"]) == 0
            migrate.downgrade("0012")
            migrate.upgrade()
            assert not_kept() != []  # what was switched off stays off


def not_kept() -> list[str]:
    """Say which tables are not kept; that the tests' superuser is not held does not count."""
    with session_scope() as session:
        return [each for each in row_security.faults(session.connection()) if "未启用" in each]


def test_sqlite_has_none(sqlite_database: str):
    assert main(["row-security", "on"]) == 2
