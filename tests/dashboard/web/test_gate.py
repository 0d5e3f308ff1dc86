"""Whoever has no session gets nothing; whoever has one gets his own; tried on a server that runs."""

import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import select
from websockets.exceptions import InvalidStatus

from dashboard.data.visitor import ACCOUNT, SESSION
from sql.accounts import sessions, signing_in, throttle
from sql.database.engine import session_scope
from sql.models.accounts import TRIES
from sql.models.log import LOG
from tests import tokens
from tests.dashboard.web.conftest import COUNTY, OLD, WRONG, Attacked
from tests.dashboard.web.visitor import asked, sent, visiting
from tests.databases import used

CLOSED = (
    "/", "/overview", "/supervision?place=990101", "/meeting", "/settings", "/no-such-page", "/docs",
    "/_stcore/health", "/_stcore/host-config", "/_stcore/script-health-check/", "/media/0123.xlsx",
    "/_stcore/upload_file/a/b", "/component/x/index.html", "/_stcore/bidi-components/x/index.js",
    "/index.html", "/manifest.json", "/who", "/password", "/sign-out", "/app/static/../../app.py",
    "/static/%2e%2e/x", "//sign-in", "/sign-in/", "/healthz/", "/show", "/first/x", "/papers/x",
)  # fmt: skip
GONE = ("/_stcore/metrics", "/_stcore/agent/openapi.json", "/auth/login", "/oauth2callback")


@pytest.fixture(scope="module")
def mine(attacked: Attacked) -> str:
    """Give the token of a county's session."""
    return tokens.token(attacked.database, COUNTY, account_name="mine")


@pytest.fixture(scope="module")
def theirs(attacked: Attacked) -> str:
    """Give the token of somebody else's session."""
    return tokens.of_the_province(attacked.database)


@pytest.mark.parametrize("path", CLOSED)
def test_a_stranger_gets_nothing(attacked: Attacked, path: str):
    for method in ("GET", "HEAD", "PUT", "POST", "DELETE", "OPTIONS"):
        answer = asked(attacked.host, path, method=method)
        assert answer.status in (401, 404), method
        assert answer.status == 401 or path.startswith("/_stcore/script-health-check")
        assert "set-cookie" not in answer.headers and "server" not in answer.headers


@pytest.mark.parametrize("path", GONE)
def test_ways_in_of_streamlit_s_own_are_there_for_nobody(attacked: Attacked, mine: str, path: str):
    assert asked(attacked.host, path).status == 404
    assert asked(attacked.host, path, token=mine).status == 404


def test_a_browser_is_led_to_the_sign_in_page_and_back(attacked: Attacked):
    answer = asked(attacked.host, "/supervision?place=990101&p=2", accept="text/html")
    assert answer.status == 303
    wanted = answer.headers["location"]
    assert wanted == "/sign-in?next=%2Fsupervision%3Fplace%3D990101%26p%3D2"
    page = asked(attacked.host, wanted).body.decode()
    assert 'value="/supervision?place=990101&amp;p=2"' in page


@pytest.mark.parametrize("cookie", ["", "dudao=x", f"dudao={'x' * 5000}", "dudao=\"';--"])
def test_a_stranger_s_websocket_is_refused_before_it_is_accepted(attacked: Attacked, cookie: str):
    with pytest.raises(InvalidStatus) as refused, visiting(attacked.host, cookie=cookie):
        pytest.fail("accepted")
    assert refused.value.response.status_code == 403


def test_identity_comes_from_the_gate_only(attacked: Attacked, mine: str, theirs: str):
    forged = {SESSION: sessions.digest(theirs), ACCOUNT: "1"}
    assert asked(attacked.host, "/who", **forged).status == 401
    with visiting(attacked.host, mine, **forged) as visitor:
        said = visitor.open().text()
    assert "mine经办" in said and "县级" in said and "系统管理员" not in said


def test_a_stolen_session_of_streamlit_gives_nothing(attacked: Attacked, mine: str, theirs: str):
    with visiting(attacked.host, theirs) as owner:
        stolen = owner.open().session
        with visiting(attacked.host, mine, taken_up=stolen) as thief:
            assert stolen and thief.open().session not in ("", stolen)
        with visiting(attacked.host, theirs, taken_up=stolen) as again:
            assert again.open().session == stolen  # a connection that broke goes on


def test_answers_to_a_session_are_kept_nowhere(attacked: Attacked, mine: str):
    for path in ("/", "/_stcore/health", "/who"):
        assert (
            asked(attacked.host, path, token=mine).headers["cache-control"] == "private, no-store"
        )
    assert asked(attacked.host, "/app/static/zh.js").headers["cache-control"] == "no-cache"


@pytest.mark.parametrize(
    "wanted", ["//evil.example", "/\\evil.example", "https://evil.example", "/\tx", "evil", ""]
)
def test_nobody_is_led_elsewhere(attacked: Attacked, wanted: str):
    name = f"led{abs(hash(wanted))}"
    attacked.account(name)
    answer = sent(attacked.host, "/sign-in", name=name, password=OLD, next=wanted)
    assert (answer.status, answer.headers["location"]) == (303, "/")


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "https://127.0.0.1:1"])
def test_another_site_s_page_can_send_nothing(attacked: Attacked, mine: str, origin: str):
    for path in ("/sign-in", "/sign-out", "/password", "/first", "/show/x"):
        assert asked(attacked.host, path, method="POST", token=mine, origin=origin).status == 403
    with pytest.raises(InvalidStatus), visiting(attacked.host, mine, origin=origin):
        pytest.fail("accepted")
    assert asked(attacked.host, "/who", token=mine).status == 204


def _logged(attacked: Attacked, name: str) -> list[str]:
    with used(attacked.database), session_scope() as session:
        query = select(LOG.c.action).where(LOG.c.subject == name).order_by(LOG.c.number)
        return list(session.scalars(query))


def test_signing_in_and_out(attacked: Attacked):
    attacked.account("signer")
    answer = sent(attacked.host, "/sign-in", name=" Signer ", password=OLD, next="/tasks")
    assert (answer.status, answer.headers["location"]) == (303, "/tasks")
    token, flags = answer.token, answer.headers["set-cookie"].lower()
    assert all(flag in flags for flag in ("httponly", "samesite=lax", "path=/"))
    assert "secure" not in flags and "domain" not in flags
    assert asked(attacked.host, "/who", token=token).status == 204
    with visiting(attacked.host, token) as visitor:
        visitor.open()
        assert sent(attacked.host, "/sign-out", token=token).status == 303
        assert visitor.cut_by() == 4401
    assert asked(attacked.host, "/who", token=token).status == 401
    assert _logged(attacked, "signer") == [signing_in.SIGNED_IN, signing_in.SIGNED_OUT]


def test_behind_tls_the_cookie_goes_nowhere_else(attacked: Attacked):
    attacked.account("secure")
    body = f"name=secure&password={OLD}".encode()
    answer = asked(
        attacked.host, "/sign-in", method="POST", body=body, x_forwarded_proto="https",
        content_type="application/x-www-form-urlencoded",
    )  # fmt: skip
    assert answer.headers["set-cookie"].startswith("__Host-dudao=")
    assert "secure" in answer.headers["set-cookie"].lower()


def test_neither_token_nor_password_stands_in_the_database(attacked: Attacked):
    attacked.account("kept")
    token = sent(attacked.host, "/sign-in", name="kept", password=OLD).token
    file = Path(attacked.database.removeprefix("sqlite:///"))
    held = b"".join(each.read_bytes() for each in file.parent.glob(f"{file.name}*"))
    assert token and token.encode() not in held and OLD.encode() not in held
    assert sessions.digest(token).encode() in held


def test_a_new_sign_in_ends_what_the_browser_had(attacked: Attacked):
    attacked.account("twice")
    old = sent(attacked.host, "/sign-in", name="twice", password=OLD).token
    new = sent(attacked.host, "/sign-in", token=old, name="twice", password=OLD).token
    assert [asked(attacked.host, "/who", token=each).status for each in (old, new)] == [401, 204]


def test_of_guesses_at_once_five_are_looked_at(attacked: Attacked):
    attacked.account("guessed")
    with ThreadPoolExecutor(20) as threads:
        guesses = threads.map(
            lambda n: sent(attacked.host, "/sign-in", name="guessed", password=f"x{n}").status,
            range(40),
        )
        assert sorted(guesses) == [401] * throttle.PAIR.most + [429] * (40 - throttle.PAIR.most)
    right = sent(attacked.host, "/sign-in", name="guessed", password=OLD)
    assert right.status == 429 and "输错次数过多" in right.body.decode()
    with used(attacked.database), session_scope() as session:
        tries = session.scalars(select(TRIES.c.id).where(TRIES.c.name == "guessed")).all()
    assert len(tries) == throttle.PAIR.most
    logged = _logged(attacked, "guessed")
    assert logged.count(signing_in.FAILED) == throttle.PAIR.most and signing_in.LIMITED in logged


def test_a_name_that_is_not_there_is_told_the_same(attacked: Attacked):
    attacked.account("there")

    def told(name: str) -> str:
        answer = sent(attacked.host, "/sign-in", name=name, password=WRONG)
        said = re.search(r'role="alert".*?</p>', answer.body.decode())
        return said[0] if said else ""

    assert told("there") == told("nobody-there") != ""
