"""The book of accounts: who may write in it, what it refuses, and what it leaves in the log."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from metrics.access import acting
from metrics.access.accounts import Account
from metrics.access.acting import NotAllowed
from metrics.access.actor import Actor, Grant
from metrics.access.roles import Role
from metrics.errors import UserError
from sql.accounts import book, called, listed, passwords, sessions
from sql.accounts.passwords import PasswordRefused
from sql.accounts.places import AccountRefused
from sql.database import beijing
from sql.database.engine import session_scope
from sql.models.accounts import ACCOUNTS, SESSIONS
from sql.models.log import LOG
from tests.sql.accounts.people import account

PROVINCE, CITY, COUNTY = "620000", "620100", "620102"
GOOD, OTHER, EASY, OLD = "Wang-2024-gai", "Other-2024-x", "12345678", "old"
pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def keeper() -> Iterator[Actor]:
    """Act as the one administrator of the province."""
    number = account("keeper", (Role.ADMINISTRATOR, PROVINCE, None))
    who = Actor(
        account=number, name="keeper", shown="系统管理员",
        grants=(Grant(Role.ADMINISTRATOR, PROVINCE),),
    )  # fmt: skip
    with acting.using(who):
        yield who


def do(write, *given, **named):
    with session_scope(writing=True) as session:
        return write(session, *given, **named)


def read(name: str) -> Account:
    with session_scope() as session:
        return next(one for one in listed.accounts(session) if one.name == name)


def noted() -> list[tuple[str, str]]:
    with session_scope() as session:
        query = select(LOG.c.action, LOG.c.subject).order_by(LOG.c.number)
        return [(row.action, row.subject) for row in session.execute(query)]


def signed_in(number: int) -> str:
    return sessions.digest(do(sessions.begin, account=number, address="10.0.0.1"))


def is_in(digest: str) -> bool:
    with session_scope() as session:
        return bool(sessions.find(session, [digest]))


def test_an_account_is_made_given_a_role_and_read_with_all_that_was(keeper: Actor):
    number = do(book.add, name=" LZ.City ", shown="兰州市经办", password=GOOD)
    until = beijing.today() + timedelta(days=30)
    do(book.give, account=number, role=Role.CITY, region=CITY, until=until)
    do(book.give, account=number, role=Role.CITY, region=CITY)
    do(book.take_away, account=number, role=Role.CITY, region=CITY)
    one = read("lz.city")
    assert (one.shown, one.has_password, one.must_change) == ("兰州市经办", True, True)
    assert [(h.until, h.ended_at is None) for h in one.held] == [(until, False), (None, False)]
    with session_scope() as session:
        actions = [change.action for change in listed.changes(session, "lz.city")]
        last = listed.changes(session, "lz.city")[0]
    assert actions == ["收回角色", "授予角色", "授予角色", "新增账号"]
    assert last.by == keeper.shown
    assert last.detail["before"] == {"角色": "市级", "地区": CITY, "任期止": None}


def test_no_password_stands_in_the_log(keeper: Actor):
    number = do(book.add, name="county", shown="县经办", password=GOOD)
    do(book.set_password, account=number, password=OTHER)
    with session_scope() as session:
        rows = " ".join(map(str, session.execute(select(LOG))))
    assert "重设密码" in rows
    assert not any(secret in rows for secret in (GOOD, OTHER, "argon2"))


@pytest.mark.parametrize("name", ["ab", "-abc", "城关区", "a b c", "a" * 65, "x@y.z", "../etc"])
def test_a_name_that_is_none_is_refused(keeper: Actor, name: str):
    with pytest.raises(AccountRefused, match="不合要求"):
        do(book.add, name=name, shown="某县经办")


def test_a_name_serves_once_however_it_is_written(keeper: Actor):
    do(book.add, name="county", shown="县经办")
    for again in ("county", "COUNTY", " County"):
        with pytest.raises(AccountRefused, match="已被使用"):
            do(book.add, name=again, shown="另一个")


def test_an_easy_password_makes_no_account(keeper: Actor):
    with pytest.raises(PasswordRefused):
        do(book.add, name="county", shown="县经办", password=EASY)
    assert "county" not in [subject for _, subject in noted()]


@pytest.mark.parametrize(
    ("role", "region", "why"),
    [
        (Role.COUNTY, CITY, "应授予县级地区，兰州市（620100）是市级"),
        (Role.CITY, COUNTY, "应授予市级地区"),
        (Role.CHIEF, CITY, "应授予省级地区"),
        (Role.COUNTY, "620199", "都没有“620199”"),
        (Role.SHOW, PROVINCE, "放映链接"),
    ],
)
def test_a_role_fits_the_level_of_its_division(keeper: Actor, role: Role, region: str, why: str):
    number = account("one")
    with pytest.raises(AccountRefused, match=why):
        do(book.give, account=number, role=role, region=region)


def test_a_role_is_not_given_twice_nor_for_a_term_that_is_over(keeper: Actor):
    number = account("one", (Role.COUNTY, COUNTY, None))
    with pytest.raises(AccountRefused, match="无需重复"):
        do(book.give, account=number, role=Role.COUNTY, region=COUNTY)
    with pytest.raises(AccountRefused, match="已过"):
        do(book.give, account=number, role=Role.COUNTY, region=COUNTY, until=date(2020, 1, 1))
    with pytest.raises(AccountRefused, match="没有“市级”角色"):
        do(book.take_away, account=number, role=Role.CITY, region=CITY)


ENDINGS = {
    "locked": (book.lock, {}),
    "role": (book.take_away, {"role": Role.COUNTY, "region": COUNTY}),
    "term": (book.give, {"role": Role.COUNTY, "region": COUNTY, "until": date(2099, 1, 1)}),
    "password": (book.set_password, {"password": GOOD}),
    "linked": (called.link, {"issuer": "https://id.example", "subject": "s1"}),
}


@pytest.mark.parametrize("ending", ENDINGS)
def test_what_changes_an_account_ends_its_sessions_and_no_others(keeper: Actor, ending: str):
    write, named = ENDINGS[ending]
    number, other = (account(name, (Role.COUNTY, COUNTY, None)) for name in ("one", "two"))
    mine, theirs = signed_in(number), signed_in(other)
    do(write, account=number, **named)
    assert not is_in(mine) and is_in(theirs)


def test_a_locked_account_is_unlocked_once(keeper: Actor):
    number = account("one")
    do(book.lock, number)
    assert not read("one").active
    with pytest.raises(AccountRefused, match="已经停用"):
        do(book.lock, number)
    do(book.unlock, number)
    assert read("one").active
    with pytest.raises(AccountRefused, match="没有停用"):
        do(book.unlock, number)


def test_the_last_administrator_stays(keeper: Actor):
    number = keeper.account
    ways = (
        lambda: do(book.take_away, account=number, role=Role.ADMINISTRATOR, region=PROVINCE),
        lambda: do(
            book.give, account=number, role=Role.ADMINISTRATOR, region=PROVINCE,
            until=beijing.today(),
        ),
    )  # fmt: skip
    for way in ways:
        with pytest.raises(AccountRefused, match="最后一个"):
            way()
    with acting.using(acting.machine()), pytest.raises(AccountRefused, match="最后一个"):
        do(book.lock, number)
    second = account("second", (Role.ADMINISTRATOR, PROVINCE, None))
    for way in ways[:1]:
        way()
    assert read("second").number == second


def test_two_administrators_who_lock_each_other_at_once_leave_one():
    pair = [account(name, (Role.ADMINISTRATOR, PROVINCE, None)) for name in ("one", "two")]

    def lock(number: int) -> bool:
        try:
            do(book.lock, number)
        except AccountRefused:
            return False
        return True

    with ThreadPoolExecutor(2) as both:
        assert sorted(both.map(lock, pair)) == [False, True]


def test_nobody_locks_himself(keeper: Actor):
    account("second", (Role.ADMINISTRATOR, PROVINCE, None))
    with pytest.raises(AccountRefused, match="自己的账号"):
        do(book.lock, keeper.account)


def test_an_identity_leads_to_one_account(keeper: Actor):
    one, two = account("one"), account("two")
    do(called.link, account=one, issuer="https://id.example", subject="s1")
    with pytest.raises(AccountRefused, match="已关联账号“one”"):
        do(called.link, account=two, issuer="https://id.example", subject="s1")
    do(called.unlink, one)
    do(called.link, account=two, issuer="https://id.example", subject="s1")
    assert (read("one").subject, read("two").subject) == (None, "s1")
    with pytest.raises(AccountRefused, match="没有关联"):
        do(called.unlink, one)


def test_what_an_account_is_called_may_differ_from_what_papers_print(keeper: Actor):
    number = account("one")
    do(called.describe, account=number, shown="城关区住建局", printed="城关区老旧小区改造办")
    assert read("one").printed == "城关区老旧小区改造办"
    do(called.describe, account=number, shown="城关区住建局", printed=" ")
    assert read("one").printed is None


def test_one_session_is_ended_by_its_number(keeper: Actor):
    mine = signed_in(account("one"))
    with session_scope() as session:
        (open_one,) = listed.open_sessions(session)
    assert (open_one.name, open_one.address) == ("one", "10.0.0.1")
    do(book.end_session, open_one.number)
    assert not is_in(mine)
    with pytest.raises(AccountRefused, match="已经结束"):
        do(book.end_session, open_one.number)


WRITES = {
    "add": lambda _: do(book.add, name="new", shown="新"),
    "give": lambda one: do(book.give, account=one, role=Role.CITY, region=CITY),
    "take_away": lambda one: do(book.take_away, account=one, role=Role.COUNTY, region=COUNTY),
    "lock": lambda one: do(book.lock, one),
    "unlock": lambda one: do(book.unlock, one),
    "set_password": lambda one: do(book.set_password, account=one, password=GOOD),
    "describe": lambda one: do(called.describe, account=one, shown="x", printed=None),
    "link": lambda one: do(called.link, account=one, issuer="https://i", subject="s"),
    "unlink": lambda one: do(called.unlink, one),
    "end_session": lambda _: do(book.end_session, 1),
    "accounts": lambda _: read("one"),
    "changes": lambda _: do(listed.changes, "one"),
    "open_sessions": lambda _: do(listed.open_sessions),
}
OTHERS = {
    "chief": (Grant(Role.CHIEF, PROVINCE),),
    "auditor": (Grant(Role.AUDITOR, PROVINCE),),
    "county": (Grant(Role.COUNTY, COUNTY),),
    "nobody": (),
}


@pytest.mark.parametrize("role", OTHERS)
def test_whoever_keeps_no_accounts_reads_and_writes_nothing(role: str):
    number = account("one", (Role.COUNTY, COUNTY, None))
    who = Actor(account=number, name="one", shown="县经办", grants=OTHERS[role])
    for write in WRITES.values():
        with acting.using(who), pytest.raises(NotAllowed):
            write(number)
    with session_scope() as session:
        assert session.scalars(select(ACCOUNTS.c.name)).all() == ["one"]
        assert not session.scalars(select(SESSIONS.c.id)).all()


def test_an_administrator_keeps_the_accounts_of_its_own_province_only():
    number = account("one", (Role.COUNTY, "630102", None))
    who = Actor(
        account=99, name="keeper", shown="系统管理员",
        grants=(Grant(Role.ADMINISTRATOR, PROVINCE),),
    )  # fmt: skip
    for write in ("lock", "set_password", "describe", "link"):
        with acting.using(who), pytest.raises(NotAllowed):
            WRITES[write](number)
    with acting.using(who), pytest.raises(NotAllowed):
        do(book.give, account=account("two"), role=Role.COUNTY, region="630102")


def test_what_is_refused_changes_nothing(keeper: Actor):
    number = account("one")
    before = noted()
    with pytest.raises(UserError):
        do(book.give, account=number, role=Role.COUNTY, region=CITY)
    assert noted() == before and not read("one").held


def test_a_new_password_is_the_one_that_matches(keeper: Actor):
    number = account("one", password=OLD)
    do(book.set_password, account=number, password=GOOD)
    with session_scope() as session:
        stored = session.scalar(select(ACCOUNTS.c.password).where(ACCOUNTS.c.id == number))
    assert passwords.matches(stored, GOOD) and read("one").must_change


def test_linking_voids_a_first_password_that_nobody_used(keeper: Actor):
    for name, fresh in (("fresh", True), ("used", False)):
        number = account(name, password=OLD, must_change=fresh)
        do(called.link, account=number, issuer="https://id.example", subject=name)
    assert not read("fresh").has_password and not read("fresh").must_change
    assert read("used").has_password
