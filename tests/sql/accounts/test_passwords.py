"""Passwords: what is refused, what is kept, and what an unknown name costs."""

import threading
from collections.abc import Iterator
from time import perf_counter

import pytest

from metrics.office import PASSWORD_LENGTH
from sql.accounts import passwords
from sql.accounts.passwords import PasswordRefused
from sql.database.engine import session_scope
from sql.office import settings

GOOD = "Wang-2024-gai"
REAL = passwords._HASHER
"""What the programme hashes with: other tests hash at the least cost."""
FULL_WIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}


@pytest.fixture(autouse=True)
def _at_the_real_cost(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(passwords, "_HASHER", REAL)
    passwords._decoy.cache_clear()
    yield
    passwords._decoy.cache_clear()


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("Ab-3456789"[:9], "至少10位"),
        ("Ab3" * 43, "最长128位"),
        ("onlysmallletters", "三类"),
        ("smalland12345", "三类"),
        ("XX-CountyA-2024", "账号名"),
    ],
)
def test_what_is_too_easy_is_refused(password: str, why: str):
    with pytest.raises(PasswordRefused, match=why):
        passwords.hashed(password, name="countya")


def test_only_the_password_itself_matches():
    kept = passwords.hashed(GOOD, name="a01")
    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=4$") and GOOD not in kept
    assert passwords.matches(kept, GOOD)
    for other in ("", GOOD + " ", GOOD.lower(), GOOD * 20):
        assert not passwords.matches(kept, other)


def test_full_width_letters_are_those_they_stand_for():
    kept = passwords.hashed(GOOD.translate(FULL_WIDTH), name="a01")
    assert passwords.matches(kept, GOOD)


def test_without_a_password_nothing_matches_and_it_takes_as_long(monkeypatch: pytest.MonkeyPatch):
    kept = passwords.hashed(GOOD, name="a01")
    verified: list[object] = []

    class Counting:
        def verify(self, stored: str, _typed: bytes) -> bool:
            verified.append(stored.split("$")[3])
            return True

    passwords.matches(None, "first")  # the decoy is made once
    monkeypatch.setattr(passwords, "_HASHER", Counting())
    assert passwords.matches(kept, GOOD) and not passwords.matches(None, GOOD)
    assert len(verified) == 2 and len(set(verified)) == 1  # both, at the same cost


def test_no_more_than_two_are_verified_at_once(monkeypatch: pytest.MonkeyPatch):
    passwords.matches(None, "first")
    here, most = threading.Semaphore(), []

    class Slow:
        running = 0

        def verify(self, _stored: str, _typed: bytes) -> bool:
            with here:
                Slow.running += 1
                most.append(Slow.running)
            until = perf_counter() + 0.02
            while perf_counter() < until:
                threading.Event().wait(0.005)
            with here:
                Slow.running -= 1
            return False

    monkeypatch.setattr(passwords, "_HASHER", Slow())
    guesses = [threading.Thread(target=passwords.matches, args=(None, "x")) for _ in range(8)]
    for guess in guesses:
        guess.start()
    for guess in guesses:
        guess.join()
    assert len(most) == 8 and max(most) == 2


@pytest.mark.parametrize("length", [10, 14, 15, 32])
def test_what_is_drawn_is_readable_and_good_enough(length: int):
    drawn = {passwords.generated(length=length) for _ in range(50)}
    assert len(drawn) == 50
    for password in drawn:
        assert len(password) >= length and not set(password) & set("0Oo1lI")
    assert passwords.hashed(drawn.pop(), name="a01", length=length)


@pytest.mark.usefixtures("database")
def test_an_office_may_ask_for_longer_ones():
    with session_scope(writing=True) as session:
        assert passwords.least(session) == passwords.LEAST
        settings.write(session, {PASSWORD_LENGTH: 14}, by="演示办公室")
        asked = passwords.least(session)
    assert asked == 14
    with pytest.raises(PasswordRefused, match="至少14位"):
        passwords.hashed(GOOD, name="a01", length=asked)
