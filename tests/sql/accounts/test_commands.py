"""Accounts on the command line, and the way back in for whoever works on the machine itself."""

import re
from pathlib import Path

import pytest
from sqlalchemy import select

from metrics.access.actor import Grant
from metrics.access.roles import Role
from sql.__main__ import main
from sql.accounts import first, passwords, sessions
from sql.accounts.administrator import HELD
from sql.database.engine import session_scope
from sql.models.accounts import ACCOUNTS
from sql.models.log import LOG
from sql.reported.access import standing
from tests.databases import copied, used
from tests.sql.accounts.people import account

PROVINCE = "990000"


@pytest.fixture(autouse=True)
def _small(small_province: Path, tmp_path: Path):
    with used(copied(small_province, tmp_path)):
        yield


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["account", *arguments]) == 0, capsys.readouterr().err
    return capsys.readouterr().out


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    code = main(["account", *arguments])
    return code, capsys.readouterr().err


def stored(name: str) -> str | None:
    with session_scope() as session:
        return session.scalar(select(ACCOUNTS.c.password).where(ACCOUNTS.c.name == name))


def key(told: str) -> str:
    return re.findall(r"/first\?key=([\w-]+)", told)[0]


def test_an_account_is_opened_listed_changed_and_locked(capsys: pytest.CaptureFixture[str]):
    told = run(
        capsys, "add", "fengyuan", "--shown", "枫原区经办", "--role", "县级", "--region", "990102"
    )
    drawn = re.findall(r"初始密码：([\w-]+)（", told)[0]
    assert passwords.matches(stored("fengyuan"), drawn)
    run(capsys, "role", "fengyuan", "--role", "市级", "--region", "990100", "--until", "2099-01-01")
    listed = run(capsys, "list", "--role", "市级")
    assert "（县级）" in listed and "（市级，至2099-01-01）" in listed and "从未登录" in listed
    assert run(capsys, "list", "--region", "990103") == "没有账号。\n"
    other = re.findall(r"初始密码：([\w-]+)（", run(capsys, "password", "fengyuan"))[0]
    assert passwords.matches(stored("fengyuan"), other) and other != drawn
    run(capsys, "role", "fengyuan", "--role", "市级", "--region", "990100", "--remove")
    run(capsys, "link", "fengyuan", "--issuer", "https://id.example", "--subject", "s1")
    run(capsys, "lock", "fengyuan")
    assert "停用" in run(capsys, "list") and "已关联统一身份" in run(capsys, "list")
    run(capsys, "unlock", "fengyuan")
    run(capsys, "link", "fengyuan", "--remove")
    assert "已关联统一身份" not in run(capsys, "list")


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("lock", "nobody"), 53, "没有账号“nobody”"),
        (("add", "x", "--shown", "某经办", "--role", "县级", "--region", "990102"), 53, "不合要求"),
        (("link", "one"), 2, "--issuer"),
        (("import", "--out", "x.csv"), 2, "--all-units"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    arguments: tuple[str, ...], code: int, words: str, capsys: pytest.CaptureFixture[str]
):
    exited, said = refused(capsys, *arguments)
    assert exited == code and words in said


def test_all_units_are_written_and_taken_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setattr(passwords, "hashed", lambda password, **_: f"kept {password}")
    units, out = tmp_path / "名单.csv", tmp_path / "初始密码.csv"
    told = run(capsys, "import", "--all-units", "--out", str(units))
    count = int(re.findall(r"已写出(\d+)家", told)[0])
    assert f"已开通{count}个账号" in run(capsys, "import", str(units), "--out", str(out))
    lines = out.read_text("utf-8-sig").splitlines()
    assert len(lines) == count + 1 and out.stat().st_mode & 0o077 == 0
    code, said = refused(capsys, "import", str(units), "--out", str(tmp_path / "again.csv"))
    assert code == 54 and f"有{count}处不能导入" in said
    assert not (tmp_path / "again.csv").exists()


def test_where_there_is_no_administrator_one_is_made(capsys: pytest.CaptureFixture[str]):
    told = run(capsys, "rescue")
    with session_scope() as session:
        number = first.account_of(session, key(told))
        assert number is not None
        grants = standing.grants(session, [number])[number]
    assert grants == tuple(Grant(role, PROVINCE, None) for role in HELD)
    assert "admin" in told


def test_a_locked_administrator_is_let_in_and_the_log_says_so(capsys: pytest.CaptureFixture[str]):
    number = account("boss", (Role.ADMINISTRATOR, PROVINCE, None), active=False)
    earlier = key(run(capsys, "rescue"))
    told = run(capsys, "rescue", "Boss")
    with session_scope(writing=True) as session:
        assert first.use(session, key(told)) == number
        assert first.account_of(session, earlier) is None
        query = (
            select(LOG.c.action, LOG.c.who).where(LOG.c.subject == "boss").order_by(LOG.c.number)
        )
        noted = session.execute(query).all()
    assert [row.action for row in noted] == ["启用账号", "账号找回", "账号找回"]
    assert all("本机命令行" in row.who for row in noted)


def test_only_an_administrator_is_rescued(capsys: pytest.CaptureFixture[str]):
    account("county", (Role.COUNTY, "990102", None))
    code, said = refused(capsys, "rescue", "county")
    assert code == 53 and "“county”不是系统管理员" in said
    for name in ("one", "two"):
        account(name, (Role.ADMINISTRATOR, PROVINCE, None))
    code, said = refused(capsys, "rescue")
    assert code == 53 and "2个（one、two）" in said
    assert "two" in run(capsys, "rescue", "two")


def test_rescue_ends_what_the_account_has_open(capsys: pytest.CaptureFixture[str]):
    number = account("boss", (Role.ADMINISTRATOR, PROVINCE, None))
    with session_scope(writing=True) as session:
        digest = sessions.digest(sessions.begin(session, account=number, address="10.0.0.1"))
    run(capsys, "rescue")
    with session_scope() as session:
        assert not sessions.find(session, [digest])
