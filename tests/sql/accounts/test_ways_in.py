"""The first ways in: roles of the demo by a click, an administrator where nobody can come in yet."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from metrics.access.roles import NAMES, Role
from sql.accounts import (
    administrator,
    book,
    called,
    demo,
    first,
    passwords,
    sessions,
    signing_in,
    throttle,
)
from sql.accounts.places import AccountRefused
from sql.accounts.signing_in import Door, SignInRefused
from sql.database import engine, migrate, settings
from sql.database.engine import session_scope
from sql.models.accounts import ACCOUNTS
from sql.models.log import LOG
from tests.sql.accounts.people import account

HERE = Door("10.0.0.1")
OLD, NEW = "-".join(("Gulou", "2025", "ok")), "-".join(("Ludao", "2026", "ok"))


@pytest.fixture
def demo_database(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Use the demo's own database: an empty one of this test."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setattr(settings, "OFFICE_FILE", tmp_path / "dudao.sqlite")
    monkeypatch.setattr(settings, "DEMO_FILE", tmp_path / "demo.sqlite")
    migrate.ensure_ready()
    yield
    engine.let_go()


def test_the_demo_has_an_account_of_every_role_without_a_password(demo_database: None):
    with session_scope(writing=True) as session:
        assert demo.make(session) == len(demo.PLACES)
        assert demo.make(session) == 0
        assert set(session.scalars(select(ACCOUNTS.c.password))) == {None}
        for role, place in demo.PLACES.items():
            digest = sessions.digest(demo.enter(session, role, HERE))
            who = sessions.find(session, [digest])[digest]
            assert [(g.role, g.region) for g in who.grants] == [(role, place)]
            assert who.shown == f"演示·{NAMES[role]}"
    assert set(demo.PLACES) == set(Role) - {Role.SHOW}


def test_a_role_that_is_none_leads_nowhere(demo_database: None):
    with session_scope(writing=True) as session:
        demo.make(session)
        for role in ("show", "nobody", ""):
            with pytest.raises(SignInRefused):
                demo.enter(session, role, HERE)


def test_in_an_office_s_database_there_is_no_demo(database: str):
    with session_scope(writing=True) as session:
        assert demo.make(session) == 0 and not demo.offered()
        with pytest.raises(SignInRefused, match="只在演示数据库"):
            demo.enter(session, Role.CHIEF, HERE)
        assert session.scalars(select(ACCOUNTS.c.id)).all() == []


def test_where_nobody_can_come_in_the_first_administrator_gets_an_address(database: str):
    with session_scope(writing=True) as session:
        tokens = [administrator.open_way(session) for _ in range(2)]
        (name,) = session.scalars(select(ACCOUNTS.c.name))
    with session_scope() as session:
        given = select(LOG.c.subject, LOG.c.detail).where(LOG.c.action == "授予角色")
        noted = [
            (subject, json.loads(detail)["after"]) for subject, detail in session.execute(given)
        ]
    assert name == administrator.USUAL and all(tokens)
    assert {subject for subject, _ in noted} == {name}
    assert {after["角色"] for _, after in noted} == {NAMES[role] for role in administrator.HELD}
    new = "-".join(("Ludao", "2026", "ok"))
    token = signing_in.set_first(tokens[0] or "", new=new, door=HERE)
    with session_scope(writing=True) as session:
        digest = sessions.digest(token)
        who = sessions.find(session, [digest])[digest]
        assert {grant.role for grant in who.grants} == set(administrator.HELD)
        assert administrator.open_way(session) is None
        assert first.account_of(session, tokens[1] or "") is None
    assert signing_in.by_password(name, new, HERE)
    with session_scope() as session:
        said = "".join(
            session.scalars(select(LOG.c.who)).all() + list(session.scalars(select(LOG.c.detail)))
        )
    assert new not in said and token not in said


@pytest.mark.parametrize("way", ["reset", "changed", "begun"])
def test_a_newer_password_voids_the_addresses_that_were_open(database: str, way: str):
    number = account("keeper", password=passwords.hashed(OLD, name="keeper"))
    other = account("other")
    with session_scope(writing=True) as session:
        key, theirs = (first.make(session, account=each) for each in (number, other))
        digest = sessions.digest(sessions.begin(session, account=number, address=HERE.address))
    if way == "changed":
        signing_in.change_password(digest, old=OLD, new=NEW, address=HERE.address)
    with session_scope(writing=True) as session:
        if way == "reset":
            book.set_password(session, account=number, password=NEW)
        if way == "begun":
            administrator.make(session, administrator.chosen("keeper", NEW), province="620000")
        assert first.account_of(session, key) is None
        assert first.account_of(session, theirs) == other


def test_whoever_has_a_password_is_a_way_in(database: str):
    account("keeper", (Role.ADMINISTRATOR, "620000", None), password="x")  # noqa: S106
    with session_scope(writing=True) as session:
        assert administrator.open_way(session) is None


def test_the_last_administrator_who_can_sign_in_stays(database: str):
    admin = (Role.ADMINISTRATOR, "620000", None)
    number = account("keeper", admin)
    account("second", admin)  # has no way in yet
    with session_scope(writing=True) as session:
        called.link(session, account=number, issuer="https://id.example", subject="s1")
    for write in (book.lock, called.unlink):
        with (
            pytest.raises(AccountRefused, match="最后一个"),
            session_scope(writing=True) as session,
        ):
            write(session, number)
    account("third", admin, password=OLD)
    with session_scope(writing=True) as session:
        called.unlink(session, number)
        book.lock(session, number)


def test_a_limit_is_noted_once_and_refused_tries_write_nothing(database: str):
    account("county")
    for number in range(throttle.PAIR.most + 3):
        refused = SignInRefused if number < throttle.PAIR.most else signing_in.TriedTooOften
        with pytest.raises(refused):
            signing_in.by_password("county", "x", HERE)
    with session_scope() as session:
        noted = list(session.scalars(select(LOG.c.action).order_by(LOG.c.number)))
    assert noted == [*[signing_in.FAILED] * throttle.PAIR.most, signing_in.LIMITED]


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::9", "2001:db8:1:3::/64"),
        ("::ffff:10.0.0.1", "10.0.0.1"),
        ("10.0.0.1", "10.0.0.1"),
        ("", ""),
    ],
)
def test_tries_of_one_line_count_together(address: str, counted: str):
    assert throttle.counted(address) == counted


def test_who_is_limited_is_told_how_long(database: str):
    with session_scope(writing=True) as session:
        for number in range(throttle.NAME.most):
            throttle.begin(session, name="county", address=f"10.0.1.{number}")
    with pytest.raises(signing_in.TriedTooOften, match="请60分钟后再试"):
        signing_in.by_password("county", "x", HERE)


def test_a_name_is_looked_for_without_what_nobody_can_see(database: str):
    assert signing_in.plain(" Coun\0ty\u200b ") == "county"
    with pytest.raises(SignInRefused, match="账号或密码不正确"):
        signing_in.by_password("co\0unty", "x", HERE)
