"""Backups on the command line: what is asked, what is refused, and that nothing is lost by a mistake."""

import io
import sys
from pathlib import Path

import pytest
from sqlalchemy import make_url, text

from metrics.command_line import BROKEN
from sql.__main__ import main
from sql.archive.manifest import Manifest
from sql.copies.taking import back_up
from sql.database import migrate
from sql.database.engine import session_scope
from sql.dispatch import cases
from tests.databases import by_hand
from tests.sql.copies.contents import content, elsewhere, file_of
from tests.sql.dispatch.test_meetings import within
from tests.sql.reported.test_submissions import JUNE, names
from tests.sql.statement_rows import region, submit

Told = pytest.CaptureFixture[str]


class Console(io.StringIO):
    """Somebody at a keyboard."""

    def isatty(self) -> bool:
        return True


def answers(monkeypatch: pytest.MonkeyPatch, *typed: str) -> None:
    monkeypatch.setattr(sys, "stdin", Console("\n".join(typed)))


@pytest.fixture(autouse=True)
def nobody_to_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO())


@pytest.fixture
def backup(full: str, tmp_path: Path) -> str:
    """Give a backup of a database that has been changed since."""
    back_up(make_url(full), tmp_path / "a.dudao")
    submit(JUNE, region("a", "后报的"), unit="620105")
    return str(tmp_path / "a.dudao")


def test_a_backup_says_what_it_holds(full_sqlite: str, tmp_path: Path, capsys: Told):
    assert main(["backup", str(tmp_path / "周五.dudao")]) == 0
    told = capsys.readouterr().out
    assert "内容：报送1份、报送的记录6条" in told and "督办单1件" in told
    assert f"内容摘要（SHA-256）：{content(full_sqlite).sha256}" in told
    assert main(["check", str(tmp_path / "周五.dudao")]) == 0
    assert "完好，可用于恢复" in capsys.readouterr().out


def test_a_backup_into_a_folder_is_named_by_its_time(full_sqlite: str, tmp_path: Path):
    assert main(["backup", str(tmp_path)]) == main(["backup", str(tmp_path)]) == 0
    assert len(list(tmp_path.glob("dudao-*.dudao"))) == 2


def test_a_backup_replaces_no_file(full_sqlite: str, tmp_path: Path, capsys: Told):
    assert main(["backup", str(tmp_path / "a.dudao")]) == 0
    assert main(["backup", str(tmp_path / "a.dudao")]) == 40
    assert "已存在，没有覆盖" in capsys.readouterr().err
    assert main(["backup"]) == 2
    for place in (tmp_path / "a.xlsx", tmp_path / "没有" / "a.dudao"):
        with pytest.raises(SystemExit, match="2"):
            main(["backup", str(place)])


def test_a_database_with_something_is_not_replaced_without_a_yes(
    backup: str, full: str, capsys: Told
):
    before = content(full)
    assert main(["restore", backup]) == 18
    told = capsys.readouterr().err
    assert "中已有报送2份" in told and "的内容：报送1份" in told and "--yes" in told
    assert content(full).sha256 == before.sha256


@pytest.mark.parametrize("typed", ["", "y", "yes", "否", "是的"])
def test_any_answer_but_yes_cancels(
    backup: str, typed: str, monkeypatch: pytest.MonkeyPatch, capsys: Told
):
    answers(monkeypatch, typed)
    assert main(["restore", backup]) == 18
    assert "已取消，没有作任何改动。" in capsys.readouterr().err
    assert names(JUNE)["a"] == "后报的"


def test_a_yes_replaces_it_and_what_was_there_can_be_had_back(
    backup: str, full: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Told
):
    monkeypatch.setenv("DUDAO_COPIES_FOLDER", str(tmp_path / "copies"))
    before = content(full)
    answers(monkeypatch, " 是 ")
    assert main(["restore", backup]) == 0
    assert "a" not in names(JUNE)
    [kept] = (tmp_path / "copies").iterdir()
    assert f"原有内容已另存：{kept}" in capsys.readouterr().out
    assert main(["restore", str(kept), "--yes"]) == 0
    assert but_the_log(content(full)) == but_the_log(before)
    assert len(list((tmp_path / "copies").iterdir())) == 2


def but_the_log(held: Manifest) -> dict[str, str]:
    """Return the digest of each table; the log tells of the way back besides."""
    return {entry.name: entry.sha256 for entry in held.tables if entry.name != "log"}


def test_the_same_goes_for_a_move_to_another_database(
    full: str, empty: str, tmp_path: Path, capsys: Told
):
    assert main(["copy", "--to", empty]) == 0
    with elsewhere(empty):
        within(cases.withdraw, case=2, reason="已过时", by="甲")
    there = content(empty)
    assert main(["copy", "--to", empty]) == 18
    assert content(empty).sha256 == there.sha256
    assert main(["copy", "--to", empty, "--yes"]) == 0
    assert content(empty).sha256 == content(full).sha256
    assert "原有内容已另存：" in capsys.readouterr().out


def test_a_move_onto_itself_is_refused(full: str, capsys: Told):
    assert main(["copy", "--to", full]) == 2
    assert "正在使用的数据库" in capsys.readouterr().err


def test_an_address_is_never_repeated_with_its_password(
    full_sqlite: str, tmp_path: Path, capsys: Told
):
    for address in ("mysql://u:secret@h/d", f"postgresql://u:secret@/d?host={tmp_path}"):
        assert main(["copy", "--to", address]) in (20, 21)
    told = capsys.readouterr()
    assert "secret" not in told.err + told.out and "--to 的地址" in told.err


def test_what_fails_half_way_changes_nothing(
    backup: str, full: str, monkeypatch: pytest.MonkeyPatch
):
    before = content(full)

    def stop(*_: object, **__: object) -> None:
        raise RuntimeError("power cut")

    monkeypatch.setattr("sql.copies.moving.taken", stop)
    assert main(["restore", backup, "--yes"]) == BROKEN
    monkeypatch.undo()
    monkeypatch.setenv("DATABASE_URL", full)
    assert content(full).sha256 == before.sha256


def test_a_database_that_grew_after_the_question_is_not_replaced(
    backup: str, full: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("sql.copies.moving.rows_held", lambda _: {})
    assert main(["restore", backup]) == 18
    assert names(JUNE)["a"] == "后报的"


def test_a_database_of_another_programme_is_left_alone(
    full: str, empty: str, capsys: Told, tmp_path: Path
):
    with elsewhere(empty):
        if empty.startswith("sqlite"):
            file_of(empty).parent.mkdir()
        with session_scope(writing=True) as session:
            session.execute(text("CREATE TABLE submissions (name text)"))
    assert main(["copy", "--to", empty, "--yes"]) == 24
    assert "不是本系统建立的，请改用一个空库" in capsys.readouterr().err


def test_a_database_of_a_newer_version_is_left_alone(full: str, empty: str, tmp_path: Path):
    assert main(["copy", "--to", empty]) == 0
    with elsewhere(empty):
        with session_scope(writing=True) as session:
            session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        assert main(["backup", str(tmp_path / "new.dudao")]) == 24
    assert main(["copy", "--to", empty, "--yes"]) == 24


def test_a_database_that_is_not_there_is_not_made_by_looking(
    empty_sqlite: str, tmp_path: Path, capsys: Told
):
    with elsewhere(empty_sqlite):
        for command in (["backup", str(tmp_path / "a.dudao")], ["check"], ["backup", "--daily"]):
            assert main(command) in (0, 24)
        assert main(["copy", "--to", f"sqlite:///{tmp_path / 'b.sqlite'}"]) == 24
    assert not file_of(empty_sqlite).exists() and not (tmp_path / "b.sqlite").exists()


def test_what_one_database_cannot_keep_is_refused_by_it(
    full_sqlite: str, empty_postgres: str, capsys: Told
):
    with by_hand() as session:  # the programme stores no such text
        session.execute(text("UPDATE orders SET unit = 'a' || char(0) || 'b'"))
    assert main(["copy", "--to", empty_postgres]) == 29
    assert "“督办单”中有不能写入数据库的内容" in capsys.readouterr().err


def test_a_downgrade_lists_what_it_would_drop_and_asks(
    full: str, monkeypatch: pytest.MonkeyPatch, capsys: Told
):
    before = content(full)
    assert main(["downgrade", "0001"]) == 18
    told = capsys.readouterr().err
    for lost in ("督办单1件", "承诺1条", "调度会1次", "会议记录1条", "经验案例更正记录1条"):
        assert lost in told
    assert "报送1份" not in told and "--yes" in told
    answers(monkeypatch, "不")
    assert main(["downgrade", "0001"]) == 18
    assert content(full).sha256 == before.sha256
    answers(monkeypatch, "是")
    assert main(["downgrade", "0001"]) == 0
    assert "此前的内容已另存：" in capsys.readouterr().out
    assert content(full).revision == "0001"


def test_a_downgrade_names_the_columns_it_would_empty(full: str, capsys: Told):
    with by_hand() as session:
        session.execute(text("UPDATE orders SET form = 'a'"))
    assert main(["downgrade", "0003"]) == 18
    told = capsys.readouterr().err
    assert "将删除：" in told and "督办单的“表单编号”列1个值" in told


def test_a_downgrade_that_drops_nothing_asks_nothing(database: str):
    assert main(["downgrade", "base"]) == 0


def test_a_downgrade_to_nothing_names_the_submissions(full: str, capsys: Told):
    assert main(["downgrade", "base"]) == 18
    assert "报送1份" in capsys.readouterr().err


def test_init_says_where_what_was_there_is_kept(full: str, capsys: Told):
    assert main(["downgrade", "0002", "--yes"]) == 0
    capsys.readouterr()
    assert main(["init"]) == 0
    told = capsys.readouterr().out
    assert f"结构版本 {migrate.newest()}" in told and "before-upgrade-" in told
