"""A file of accounts makes all of them or none, and names each line that is wrong."""

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from metrics.access import acting
from metrics.access.accounts import HandedOut
from metrics.access.acting import NotAllowed
from metrics.access.actor import Actor, Grant
from metrics.access.roles import Role
from sql.accounts import files, listed, passwords
from sql.accounts.files import FileOfAccountsRefused
from sql.accounts.places import AccountRefused
from sql.database.engine import session_scope
from sql.models.accounts import ACCOUNTS
from tests.databases import copied, used
from tests.sql.accounts.people import account

HEADINGS = "账号,姓名,角色,地区代码或名称,任期止"
LINES = (
    "lanzhou,兰州市经办,市级,兰州市,",
    "chengguan,城关区经办,县级,620102,2099-12-31",
    "chengguan,城关区经办,县级,兰州市七里河区,",
)


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch):
    """Hash nothing: a hundred passwords take their time."""
    monkeypatch.setattr(passwords, "hashed", lambda password, **_: f"kept {password}")


def taken_in(content: bytes, file_name: str = "账号.csv") -> list[HandedOut]:
    with session_scope() as session:
        prepared = files.prepare(session, content, file_name=file_name)
    with session_scope(writing=True) as session:
        return files.take_in(session, prepared)


def text(*lines: str) -> bytes:
    return "\r\n".join((HEADINGS, *lines)).encode()


def made() -> int:
    with session_scope() as session:
        return session.scalar(select(func.count()).select_from(ACCOUNTS)) or 0


@pytest.mark.usefixtures("database")
def test_each_account_gets_its_roles_and_a_password_of_its_own():
    out = taken_in(text(*LINES))
    assert [(one.name, one.places) for one in out] == [
        ("lanzhou", ("兰州市（市级）",)), ("chengguan", ("城关区（县级）", "七里河区（县级）")),
    ]  # fmt: skip
    with session_scope() as session:
        both = {one.name: one for one in listed.accounts(session)}
        stored = dict(session.execute(select(ACCOUNTS.c.name, ACCOUNTS.c.password)).all())
    assert stored == {one.name: f"kept {one.password}" for one in out}
    assert all(one.must_change for one in both.values())
    assert [held.region for held in both["chengguan"].held] == ["620102", "620103"]
    rows = list(csv.reader(io.StringIO(files.handed_out(out).decode("utf-8-sig"))))
    assert rows[0] == ["账号", "姓名", "角色与地区", "初始密码"]
    assert rows[2] == [
        "chengguan",
        "城关区经办",
        "城关区（县级）；七里河区（县级）",
        out[1].password,
    ]


@pytest.mark.usefixtures("sqlite_database")
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_file_is_read_as_whatever_programme_saved_it(encoding: str):
    assert len(taken_in(text(*LINES).decode().encode(encoding))) == 2


@pytest.mark.usefixtures("sqlite_database")
@pytest.mark.parametrize("day", ["2099-06-30", "2099/6/30", "2099/06/30", "2099-06-30 00:00:00"])
def test_a_term_is_read_as_spreadsheets_write_it(day: str):
    taken_in(text(f"county,某经办,县级,620102,{day}"))
    with session_scope() as session:
        (one,) = listed.accounts(session)
    assert one.held[0].until == date(2099, 6, 30)


@pytest.mark.usefixtures("sqlite_database")
def test_every_wrong_line_is_named_and_none_is_made():
    account("taken")
    wrong = (
        "taken,某经办,县级,620102,",
        "x y,某经办,县级,620102,",
        "one,,县级,620102,",
        "two,某经办,县长,620102,",
        "three,某经办,县级,620100,",
        "four,某经办,县级,不存在县,",
        "five,某经办,县级,620102,2020-01-01",
        "six,某经办,县级,620102,明年",
        "seven,某经办,县级,620102,",
        "seven,某经办,县级,620102,",
        "seven,另一经办,县级,620103,",
        "eight,某经办,会议放映,620000,",
    )
    with pytest.raises(FileOfAccountsRefused) as refused:
        taken_in(text(*LINES, "", *wrong))
    said = str(refused.value).split("\n\n")
    assert said[0].startswith("有11处不能导入，没有开通任何账号")
    assert [line.partition("：")[0] for line in said[1:]] == [
        f"第{n}行" for n in (*range(6, 14), *range(15, 18))
    ]
    assert "已被使用" in said[1] and "县长" in said[4] and "与第14行重复" in said[9]
    assert made() == 1


@pytest.mark.usefixtures("sqlite_database")
@pytest.mark.parametrize(
    ("content", "name", "why"),
    [
        (b"", "a.csv", "没有找到表头"),
        (text(), "a.csv", "没有账号"),
        (b"x", "a.docx", "应为.xlsx或.csv"),
        (b"\xff\xff\x00", "a.csv", "无法读取|没有找到表头"),
        (b"x" * (files.MOST_BYTES + 1), "a.csv", "超过"),
        (text(*[LINES[0]] * files.MOST_ROWS), "a.csv", "最多"),
    ],
    ids=("empty", "headings", "word", "bytes", "large", "long"),
)
def test_a_file_that_is_none_is_refused(content: bytes, name: str, why: str):
    with pytest.raises(FileOfAccountsRefused, match=why):
        taken_in(content, name)


@pytest.mark.usefixtures("sqlite_database")
def test_only_who_keeps_the_accounts_of_all_divisions_imports_them():
    elsewhere = Actor(
        account=9, name="x", shown="系统管理员", grants=(Grant(Role.ADMINISTRATOR, "630000"),)
    )
    chief = Actor(account=9, name="x", shown="主管", grants=(Grant(Role.CHIEF, "620000"),))
    for who in (elsewhere, chief):
        with acting.using(who), pytest.raises(NotAllowed):
            taken_in(text(*LINES))
    assert made() == 0


@pytest.mark.usefixtures("sqlite_database")
def test_what_somebody_typed_is_no_formula():
    out = taken_in(text("evil,=1+1,县级,620102,"))
    assert b"'=1+1" in files.handed_out(out)


def test_all_units_of_the_province_are_proposed_and_can_be_imported(
    small_province: Path, tmp_path: Path
):
    with used(copied(small_province, tmp_path)):
        with session_scope() as session:
            all_units = files.proposed(session)
        assert {one.role for one in all_units} == {Role.CITY, Role.COUNTY}
        assert len({one.region for one in all_units}) == len(all_units) > 90
        out = taken_in(files.written_out(all_units))
    assert len(out) == len(all_units) == len({one.password for one in out})


@pytest.mark.usefixtures("sqlite_database")
def test_without_divisions_no_units_are_proposed():
    with session_scope() as session, pytest.raises(AccountRefused, match="没有唯一的省"):
        files.proposed(session)
