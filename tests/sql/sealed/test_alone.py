"""A sealed file opened by itself: only a sound one, into a database that holds nothing else."""

import socket
from pathlib import Path

import pytest

from dashboard.__main__ import main
from metrics.access.roles import Role
from metrics.scope import Scope
from metrics.sealing.written import written
from sql.accounts import reader
from sql.accounts.signing_in import Door, SignInRefused
from sql.database import settings
from sql.database.engine import let_go, session_scope
from sql.sealed import alone, rounds
from tests.sql.dispatch.test_meetings import JUNE, PLACE, report


def free_port() -> str:
    """Return a port that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return str(free.getsockname()[1])


def sealed_file(folder: Path) -> Path:
    """Seal the province of the meetings, and write the file."""
    report(JUNE)
    with session_scope() as session:
        seal = rounds.judged(session, Scope(PLACE, JUNE, 2023, "national", JUNE))
    (folder / "评价.zip").write_bytes(written(seal))
    return folder / "评价.zip"


def test_the_round_is_there_with_its_divisions_and_one_reader(
    sqlite_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(settings, "_alone", False)
    file = sealed_file(tmp_path)
    (tmp_path / "alone").mkdir()
    monkeypatch.setenv("DUDAO_DEMO", "1")
    seal = alone.open_alone(file, tmp_path / "alone")
    assert settings.only_sealed() and not settings.demo_asked()
    assert settings.database_url().database == str(tmp_path / "alone" / "sealed.sqlite")
    with session_scope(writing=True) as session:
        (one,) = rounds.rounds(session, places=[PLACE])
        assert (one.digest, rounds.file_of(session, one.id)) == (seal.digest, file.read_bytes())
        assert reader.enter(session, Door("127.0.0.1"))
    let_go()


def test_elsewhere_nobody_comes_in_as_reader(sqlite_database: str):
    with session_scope(writing=True) as session, pytest.raises(SignInRefused):
        reader.enter(session, Door("127.0.0.1"))
    assert reader.OFFERED == {Role.AUDITOR: "查看封账文件（只读）"}


def test_a_changed_file_ends_with_code_1_and_one_that_is_missing_with_19(
    sqlite_database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    file = sealed_file(tmp_path)
    content = bytearray(file.read_bytes())
    content[len(content) // 3] ^= 1
    file.write_bytes(content)
    assert main(["--port", free_port(), "--sealed", str(file)]) == 1
    assert "与封存时不同" in capsys.readouterr().err
    assert main(["--port", free_port(), "--sealed", str(tmp_path / "没有.zip")]) == 19
    assert "没有.zip”：没有这个文件或文件夹" in capsys.readouterr().err
