"""Single sign-on against a provider on loopback: who is linked comes in, once, by his own browser."""

import asyncio
import json
import re
import warnings
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from sqlalchemy import func, select, update
from starlette.applications import Starlette
from starlette.middleware import Middleware

from dashboard.web import single_sign_on
from dashboard.web.door import Door
from dashboard.web.gate import Gate
from dashboard.web.provider import NO_CODE, Provider
from metrics.access.accounts import Identity
from metrics.access.roles import Role
from sql.accounts import identities, sessions
from sql.accounts.signing_in import FAILED
from sql.database.engine import session_scope
from sql.models.accounts import ACCOUNTS, SESSIONS, SSO_STATES
from sql.models.log import LOG
from tests.sql.accounts.people import account

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # those of the provider's own libraries
    from oidc_provider_mock import User, run_server_in_thread

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

BASE, SECRET = "http://127.0.0.1:8501", "s"


class Browser:
    """A browser with cookies of its own, which follows no redirect by itself."""

    def __init__(self, app: Starlette) -> None:
        self.app, self.cookies = app, httpx.Cookies()

    def get(self, path: str, **asked: Any) -> httpx.Response:
        """Ask for a path."""
        return asyncio.run(self._get(path, **asked))

    async def _get(self, path: str, **asked: Any) -> httpx.Response:
        way = httpx.ASGITransport(self.app, client=("10.0.0.1", 50_000))
        async with httpx.AsyncClient(transport=way, base_url=BASE, cookies=self.cookies) as one:
            answer = await one.get(path, **asked)
            self.cookies = one.cookies
            return answer


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    users = [User(sub="linked", claims={"name": "某经办"}), User(sub="stranger")]
    with run_server_in_thread(user_claims=users) as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture
def number(issuer: str, sqlite_database: str) -> int:
    made = account("county", (Role.COUNTY, "990102", None))
    with session_scope(writing=True) as session:
        row = update(ACCOUNTS).where(ACCOUNTS.c.id == made)
        session.execute(row.values(issuer=issuer, subject="linked"))
    return made


@pytest.fixture
def app(issuer: str, number: int) -> Starlette:
    door = Door()
    one = Provider(issuer=issuer, client="dudao", secret=SECRET, back=f"{BASE}/sso/back")
    return Starlette(
        routes=single_sign_on.routes(door, one), middleware=[Middleware(Gate, door=door)]
    )


@pytest.fixture
def browser(app: Starlette) -> Browser:
    return Browser(app)


def came_from(browser: Browser, subject: str = "linked", wanted: str = "/orders") -> str:
    """Sign in at the provider and return the path that it sends the browser back to."""
    there = browser.get("/sso/start", params={"next": wanted})
    assert there.status_code == 303
    address = there.headers["location"]
    assert "code_challenge_method=S256" in address and "nonce=" in address
    answer = httpx.post(address, data={"sub": subject})
    back = urlsplit(answer.headers["location"])
    assert back.path == "/sso/back"
    return f"{back.path}?{back.query}"


def count(table) -> int:
    with session_scope() as session:
        return session.execute(select(func.count()).select_from(table)).scalar_one()


def last_entry():
    with session_scope() as session:
        return session.execute(select(LOG).order_by(LOG.c.number.desc()).limit(1)).one()


def test_who_is_linked_comes_in_and_goes_on_to_where_he_wanted(browser: Browser, number: int):
    answer = browser.get(came_from(browser))
    assert (answer.status_code, answer.headers["location"]) == (303, "/orders")
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie and "SameSite=lax" in cookie
    with session_scope() as session:
        found = sessions.find(session, [sessions.digest(browser.cookies["dudao"])])
    assert [who.account for who in found.values()] == [number]
    assert last_entry().action == "登录" and identities.CALLED in last_entry().detail
    assert not count(SSO_STATES)


def test_nobody_gets_an_account_by_signing_in(browser: Browser, issuer: str):
    before = count(ACCOUNTS)
    answer = browser.get(came_from(browser, "stranger"))
    assert answer.status_code == 401 and identities.UNKNOWN in answer.text
    assert "dudao" not in browser.cookies and count(ACCOUNTS) == before and not count(SESSIONS)
    with session_scope() as session:
        assert [one[:2] for one in identities.unknown(session)] == [(issuer, "stranger")]


def test_a_locked_account_stays_outside(browser: Browser, number: int):
    with session_scope(writing=True) as session:
        session.execute(update(ACCOUNTS).where(ACCOUNTS.c.id == number).values(active=False))
    answer = browser.get(came_from(browser))
    assert answer.status_code == 401 and "已停用" in answer.text and not count(SESSIONS)


def test_an_answer_serves_once_and_only_the_browser_that_left(app: Starlette, browser: Browser):
    other = Browser(app)
    back, left = came_from(browser), dict(browser.cookies)
    assert other.get(back).status_code == 401  # somebody else is given the link
    assert browser.get(back).status_code == 303
    other.cookies.update(left)
    assert other.get(back).status_code == 401 and count(SESSIONS) == 1


@pytest.mark.parametrize("change", ["state", "code"])
@pytest.mark.parametrize("value", ["", "other", "x" * 5_000, "汉字"])
def test_a_changed_answer_is_refused(browser: Browser, change: str, value: str):
    back = re.sub(rf"\b{change}=[^&]+", f"{change}={value}", came_from(browser))
    answer = browser.get(back)
    assert answer.status_code == 401 and identities.FAILED in answer.text and not count(SESSIONS)


@pytest.mark.parametrize("more", ["&iss=https://evil.example", "&code="])
def test_an_answer_of_another_provider_is_refused(browser: Browser, more: str):
    assert browser.get(came_from(browser) + more).status_code == 401
    assert not count(SESSIONS)
    said = {"why": NO_CODE}
    assert (last_entry().action, json.loads(last_entry().detail)) == (FAILED, said)


def test_a_code_of_another_visit_does_not_fit(app: Starlette, browser: Browser):
    other = Browser(app)
    stolen = re.findall(r"code=([^&]+)", came_from(other))[0]
    back = re.sub(r"code=[^&]+", f"code={stolen}", came_from(browser))
    assert browser.get(back).status_code == 401 and not count(SESSIONS)
    assert last_entry().action == "登录失败" and stolen not in last_entry().detail


@pytest.mark.parametrize("wanted", ["//evil.example", "https://evil.example", "/\\evil.example"])
def test_nobody_is_led_outside(browser: Browser, wanted: str):
    assert browser.get(came_from(browser, wanted=wanted)).headers["location"] == "/"


def test_who_stays_away_too_long_begins_anew(browser: Browser):
    back = came_from(browser)
    with session_scope(writing=True) as session:
        session.execute(update(SSO_STATES).values(at="2026-01-01T00:00:00.000000Z"))
    assert browser.get(back).status_code == 401


def test_our_address_is_the_registered_one_whatever_the_request_says(browser: Browser):
    there = browser.get("/sso/start", headers={"host": "evil.example"}).headers["location"]
    assert "redirect_uri=http%3A%2F%2F127.0.0.1%3A8501%2Fsso%2Fback" in there


def test_a_provider_that_is_away_is_told_in_a_sentence(sqlite_database: str):
    away = Provider(issuer="http://127.0.0.1:9", client="c", secret="", back=f"{BASE}/sso/back")
    app = Starlette(routes=single_sign_on.routes(Door(), away))
    answer = Browser(app).get("/sso/start")
    assert answer.status_code == 503 and "暂时无法使用" in answer.text


def test_without_a_provider_there_is_no_way():
    assert single_sign_on.routes(Door(), None) == []


def test_too_many_ways_of_one_address_are_refused_and_no_others(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(identities, "MOST_OF_ONE", 2)
    assert [browser.get("/sso/start").status_code for _ in range(3)] == [303, 303, 503]
    with session_scope(writing=True) as session:
        assert identities.leave(session, "/", address="10.0.0.2")


def test_of_too_many_ways_the_oldest_is_forgotten(number: int, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(identities, "MOST", 2)
    with session_scope(writing=True) as session:
        left = [identities.leave(session, "/", address=f"10.0.0.{n}") for n in range(3)]
        back = [identities.come_back(session, one.state) is not None for one in left]
    assert back == [False, True, True]


def test_linked_identities_are_no_longer_unknown(browser: Browser, issuer: str, number: int):
    browser.get(came_from(browser, "stranger"))
    with session_scope(writing=True) as session:
        row = update(ACCOUNTS).where(ACCOUNTS.c.id == number)
        session.execute(row.values(subject="stranger"))
    with session_scope() as session:
        assert Identity(issuer, "stranger") not in identities.unknown(session)
        assert identities.unknown(session) == []
