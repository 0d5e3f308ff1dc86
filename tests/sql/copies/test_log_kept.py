"""A backup tells where the log ended, holds it whole, and revives no session."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, insert, make_url, select, text

from sql.__main__ import main
from sql.archive.file import opened
from sql.copies.checking import DatabaseNotSound, sound
from sql.copies.taking import back_up
from sql.database import chain, migrate
from sql.database.engine import session_scope
from sql.database.moments import written
from sql.log.entries import Asked, entries
from sql.models.accounts import ACCOUNTS, PASSING, SESSIONS
from tests.databases import by_hand
from tests.sql.copies.contents import elsewhere

Told = pytest.CaptureFixture[str]


def newest() -> tuple[str, str, dict[str, object]]:
    with session_scope() as session:
        one = entries(session, Asked(), most=1)[0]
    return one.action, one.subject, dict(one.detail)


def signed_in() -> int:
    """Add an account with a session and return the session's number."""
    now = written(datetime.now(UTC))
    account = {"name": "a", "shown": "甲", "must_change": False, "active": True, "made_at": now}
    with session_scope(writing=True) as session:
        chain.note(session, "登录", "甲")
        one = session.execute(
            insert(ACCOUNTS).values(**account).returning(ACCOUNTS.c.id)
        ).scalar_one()
        row = {"digest": "d", "account": one, "began_at": now, "ends_at": "9999", "active_at": now}
        made = insert(SESSIONS).values(**row, address="").returning(SESSIONS.c.id)
        return int(session.execute(made).scalar_one())


def test_a_backup_tells_where_the_log_ended_and_is_noted_in_it(
    database: str, tmp_path: Path, capsys: Told
):
    signed_in()
    file = tmp_path / "a.dudao"
    assert main(["backup", str(file)]) == 0
    with opened(file, revisions=migrate.revisions()) as archive:
        end = archive.manifest.log
    assert end is not None and end.number == 1
    short = f"操作日志第1条 {end.digest[:12]}"
    assert short in capsys.readouterr().out
    action, subject, detail = newest()
    assert (action, subject, detail["head"]) == ("备份数据库", "a.dudao", short)
    assert main(["check", str(file)]) == 0 and short in capsys.readouterr().out
    assert main(["log", "verify", "--head", f"1:{end.digest[:12]}"]) == 0


def test_a_restore_revives_no_session_and_goes_on_in_the_log(
    database: str, tmp_path: Path, capsys: Told
):
    number = signed_in()
    file = tmp_path / "a.dudao"
    manifest = back_up(make_url(database), file)
    assert {manifest.rows(table.name) for table in PASSING} == {0} and manifest.rows(
        "accounts"
    ) == 1
    with session_scope(writing=True) as session:
        chain.note(session, "登录", "乙")
    assert main(["restore", str(file), "--yes"]) == 0
    with session_scope() as session:
        assert session.scalar(select(func.count()).select_from(SESSIONS)) == 0
    action, subject, detail = newest()
    assert (action, subject) == ("恢复数据库", "a.dudao")
    assert "第2条" in str(detail["head"]) and "第1条" in str(detail["came"])
    assert main(["log", "verify"]) == 0
    with session_scope(writing=True) as session:
        session.execute(text("DELETE FROM accounts"))
    assert signed_in() == number + 1  # a number of a session is not given again


def test_a_log_that_was_bent_is_found_in_database_and_backup(
    database: str, empty: str, tmp_path: Path, capsys: Told
):
    signed_in()
    with by_hand() as session:
        session.execute(text("UPDATE log SET subject = '别的'"))
    with pytest.raises(DatabaseNotSound, match="操作日志第1条的内容与其摘要不符"):
        sound(make_url(database))
    file = tmp_path / "a.dudao"
    back_up(make_url(database), file)
    assert main(["check", str(file)]) == 58
    with elsewhere(empty):
        assert main(["restore", str(file)]) == 58
