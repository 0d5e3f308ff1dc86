"""Two servers on one PostgreSQL behind nginx: whoever is signed in to one goes on with the other."""

import http.client
import json
import os
import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from sqlalchemy import func, select

from metrics.access.roles import Role
from sql.accounts import sessions
from sql.accounts.signing_in import SIGNED_OUT
from sql.database.engine import session_scope
from sql.log.verifying import verify
from sql.models import LOG, SUBMISSIONS
from sql.models.accounts import SESSIONS
from sql.models.dispatch import MEETINGS, ORDERS
from tests.dashboard.web.visitor import visiting
from tests.databases import copied_postgres, used
from tests.processes import pages, writers
from tests.processes.two_servers import ROOT, Served, behind_nginx, nginx, until
from tests.sql.accounts.people import account
from tests.sql.dispatch.test_meetings import JUNE, report
from tests.sql.statement_rows import submit

PROVINCE, PAGE, PROJECT, LATER = "620000", "supervision", "和平项目", "后来项目"
LEAVING = 12


@pytest.fixture(scope="module")
def served(
    postgres_url: str, blank_postgres: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    """Run both servers on a database in which a province has reported."""
    if nginx() is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("nginx is not installed")
    with copied_postgres(postgres_url, blank_postgres) as url, used(url):
        report(JUNE)
        with behind_nginx(url, tmp_path_factory.mktemp("nginx")) as running:
            yield running


@pytest.fixture(autouse=True)
def _both_run(served: Served) -> Iterator[None]:
    """Tell what nginx complained of, and start again what a test left stopped: one failure is one."""
    yield
    sys.stderr.write((served.folder / "error.log").read_text(encoding="utf-8"))
    for port in set(served.ports) - set(served.running):
        served.start(port)
        served.wait(port)


_NAMES = iter(f"chief{number}" for number in range(1_000))


def token() -> str:
    """Begin a session of an account of its own and return its token."""
    number = account(next(_NAMES), (Role.CHIEF, PROVINCE, None))
    with session_scope(writing=True) as session:
        return sessions.begin(session, account=number, address="127.0.0.1")


def asked(host: str, method: str, path: str, held: str) -> int:
    """Ask with the cookie of a session as a browser does, and return the status."""
    link = http.client.HTTPConnection(host, timeout=30)
    headers = {"Cookie": f"dudao={held}", "Origin": f"http://{host}", "Accept": "text/html"}
    try:
        link.request(
            method, path, headers=headers | ({"Content-Length": "0"} if method == "POST" else {})
        )
        return link.getresponse().status
    finally:
        link.close()


def test_strangers_are_led_to_the_sign_in_page(served: Served):
    assert asked(served.host, "GET", "/", "nobody's") == 303
    assert asked(served.host, "GET", "/sign-in", "") == 200


def test_who_is_signed_in_goes_on_with_the_other_when_one_is_killed(served: Served):
    held = [token() for _ in range(4)]  # nginx gives each to one of both
    for port in served.ports:
        assert all(PROJECT in pages.read(served.host, one, PAGE) for one in held)
        served.stop(port, how=signal.SIGKILL)
        assert all(PROJECT in pages.read(served.host, one, PAGE) for one in held)
        served.start(port)
        served.wait(port)


def test_what_is_imported_by_one_is_seen_by_both_at_the_next_click(served: Served):
    held = token()
    with ExitStack() as open_pages:
        visits = [
            open_pages.enter_context(visiting(f"127.0.0.1:{port}", held)) for port in served.ports
        ]
        assert not any(LATER in visit.open(PAGE).text() for visit in visits)
        project = {"project": "P2", "name": LATER, "region": "620102", "plan_year": 2023}
        submit(JUNE, unit="620102", projects=[project])
        assert all(LATER in visit.open(PAGE).text() for visit in visits)


def test_sixteen_writers_of_two_processes_leave_no_gap_and_no_double(served: Served):
    command = [sys.executable, "-m", "tests.processes.writers"]
    both = [
        subprocess.Popen([*command, name], cwd=ROOT, env=served.environment, stdout=subprocess.PIPE)
        for name in ("甲", "乙")
    ]
    said = [process.communicate()[0] for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert sum(int(one) for one in said) == 1
    with session_scope() as session:
        numbers = session.scalars(select(ORDERS.c.number).order_by(ORDERS.c.number)).all()
        assert session.scalar(select(func.count()).select_from(MEETINGS)) == 1
        accepted = session.scalars(
            select(SUBMISSIONS.c.accepted_at).order_by(SUBMISSIONS.c.id)
        ).all()
        ended = verify(session.connection())
        noted = session.scalars(select(LOG.c.subject).where(LOG.c.action == "试")).all()
    orders = 2 * writers.THREADS * writers.ROUNDS + 1
    assert numbers == list(range(1, orders + 1))
    assert accepted == sorted(set(accepted))
    assert len(set(noted)) == len(noted) == orders - 1 and ended.number >= len(noted)


def test_a_rolling_restart_loses_no_word_that_was_answered(served: Served):
    held = [token() for _ in range(LEAVING)]
    left: list[str] = []

    def leave() -> None:
        for one in held:
            until(lambda one=one: _left(served.host, one))
            left.append(one)

    leaving = threading.Thread(target=leave)
    leaving.start()
    for port in served.ports:
        served.stop(port)
        served.start(port)
        served.wait(port)
    leaving.join()
    assert left == held
    digests = [sessions.digest(one) for one in held]
    with session_scope() as session:
        ended = session.scalars(
            select(SESSIONS.c.id).where(
                SESSIONS.c.digest.in_(digests), SESSIONS.c.ended_at.is_not(None)
            )
        ).all()
        told = session.scalars(select(LOG.c.who).where(LOG.c.action == SIGNED_OUT)).all()
        verify(session.connection())
    noted = Counter(json.loads(who)["session"] for who in told)
    assert {noted[number] for number in ended} == {1} and len(ended) == LEAVING


def _left(host: str, held: str) -> bool:
    """Sign out; what is not answered is tried again."""
    try:
        return asked(host, "POST", "/sign-out", held) in (200, 303)
    except (OSError, http.client.HTTPException):
        return False
